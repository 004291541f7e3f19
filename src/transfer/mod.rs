//! stub
use std::path::{Path, PathBuf};
use sha2::Digest;
#[derive(Debug)]
pub enum ReadError { Missing{path:PathBuf}, Empty{path:Option<PathBuf>}, Unreadable{path:PathBuf, source:std::io::Error}, NotAFile{path:PathBuf}, Binary{path:PathBuf}, TooLarge{path:PathBuf,bytes:u64,limit:u64}, EmptyFolder{path:PathBuf}, Html{path:Option<PathBuf>} }
impl ReadError { pub fn path(&self) -> Option<&Path> { None } }
#[derive(Debug, Clone)]
pub enum Origin { File(PathBuf), Clipboard, Sample }
#[derive(Debug, Clone)]
pub struct Import { pub bytes: Vec<u8>, pub source: String, pub origin: Origin, pub sha256: [u8;32] }
impl Import {
  fn new(source: String, origin: Origin) -> Self { let bytes = source.clone().into_bytes(); let sha256 = sha2::Sha256::digest(&bytes).into(); Self { bytes, source, origin, sha256 } }
  pub fn sample(s:&str)->Self { Self::new(s.into(), Origin::Sample) }
  pub fn clipboard(s:String)->Self { Self::new(s, Origin::Clipboard) }
}
pub struct Decoded { pub text: String }
pub fn decode(b:&[u8]) -> Result<Decoded, ReadError> { Ok(Decoded{text:String::from_utf8_lossy(b).into_owned()}) }
pub fn read_file(p:&Path)->Result<Import,ReadError> { std::fs::read(p).map(|b| Import::new(String::from_utf8_lossy(&b).into_owned(), Origin::File(p.into()))).map_err(|source| ReadError::Unreadable{path:p.into(),source}) }
pub fn expand(p:&[PathBuf], _f:&mut Vec<ReadError>)->Vec<PathBuf> { p.to_vec() }
pub fn from_html(h:&str)->Result<String,ReadError> { Ok(h.to_string()) }
