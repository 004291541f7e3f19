//! Why a picture cannot be shown.

/// Why a picture cannot be shown. What the system or a decoder said is for the log; the screen says it in its own words.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PictureError {
    /// It lies outside the article's folder.
    #[error("it lies outside the article's folder")]
    Outside,
    /// The article has no folder: it was pasted.
    #[error("the article has no folder")]
    NoFolder,
    /// There is no such file.
    #[error("there is no such file")]
    Missing,
    /// The file cannot be read.
    #[error("the file cannot be read: {why}")]
    Unreadable {
        /// What the system said.
        why: String,
    },
    /// It came and could not be written to the cache.
    #[error("it cannot be kept: {why}")]
    Unkept {
        /// What the system said.
        why: String,
    },
    /// It is of a kind that is not shown.
    #[error("it is of a kind that is not shown")]
    UnknownKind,
    /// It has more points than are decoded.
    #[error("too large: {width} × {height} points")]
    TooLarge {
        /// Points.
        width: u32,
        /// Points.
        height: u32,
    },
    /// It has more bytes than are read.
    #[error("more than {limit} bytes")]
    TooManyBytes {
        /// The limit.
        limit: u64,
    },
    /// It is damaged or cut off.
    #[error("damaged: {why}")]
    Damaged {
        /// What the decoder said.
        why: String,
    },
    /// Its address cannot be understood.
    #[error("the address cannot be understood")]
    Address,
    /// Its address is not https.
    #[error("only https is fetched")]
    Insecure,
    /// The server could not be reached.
    #[error("{host} could not be reached: {why}")]
    Unreachable {
        /// The server.
        host: String,
        /// What the system said.
        why: String,
    },
    /// The server has no certificate that the system trusts.
    #[error("{host} has no certificate that is trusted: {why}")]
    Untrusted {
        /// The server.
        host: String,
        /// What is wrong with it.
        why: String,
    },
    /// The proxy of the system cannot be used.
    #[error("the proxy cannot be used: {why}")]
    Proxy {
        /// What is wrong with it.
        why: String,
    },
    /// It took too long.
    #[error("it took longer than {seconds} s")]
    TimedOut {
        /// The limit.
        seconds: u64,
    },
    /// The server has no such picture, or does not give it.
    #[error("the server answered {status}")]
    Status {
        /// The HTTP status.
        status: u16,
    },
    /// The server sent something else.
    #[error("the server sent no picture but {kind}")]
    WrongType {
        /// The media type.
        kind: String,
    },
    /// The server leads on to an address that is not https.
    #[error("it leads on to an insecure address")]
    InsecureRedirect,
    /// The server leads on and on.
    #[error("it leads on more than {limit} times")]
    TooManyRedirects {
        /// The limit.
        limit: u8,
    },
    /// The connection ended before all was there.
    #[error("the connection ended early")]
    CutOff,
    /// The learner stopped it.
    #[error("stopped")]
    Stopped,
}
