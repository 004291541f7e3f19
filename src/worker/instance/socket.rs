//! The socket itself: what it is called, how it is made so that only its owner can reach it, how to call it.

use std::io;
use std::path::{Path, PathBuf};

use interprocess::ConnectWaitMode;
use interprocess::local_socket::{ConnectOptions, Listener, ListenerOptions, Name, Stream, prelude::*};
use sha2::{Digest, Sha256};

use super::{ServeError, TIME_LIMIT};

/// Where systems cannot limit it (named pipes), a caller is trusted: it is a process of the same user.
pub(super) fn limit_time(stream: &Stream) {
    let _ = stream.set_recv_timeout(Some(TIME_LIMIT));
    let _ = stream.set_send_timeout(Some(TIME_LIMIT));
}

pub(super) fn connect(socket: &Path) -> io::Result<Stream> {
    let options = ConnectOptions::new()
        .name(name(socket)?)
        .wait_mode(ConnectWaitMode::Timeout(TIME_LIMIT));
    let stream = options.connect_sync()?;
    limit_time(&stream);
    Ok(stream)
}

pub(super) fn listen(socket: &Path) -> Result<Listener, ServeError> {
    let failed = |source| ServeError::Io {
        path: socket.to_path_buf(),
        source,
    };
    own_folder(socket).map_err(failed)?;
    match bind(socket) {
        Err(error) if error.kind() == io::ErrorKind::AddrInUse => {
            if connect(socket).is_ok() {
                return Err(ServeError::Taken(socket.to_path_buf()));
            }
            // Left behind by an instance that was killed.
            std::fs::remove_file(socket).and_then(|()| bind(socket)).map_err(failed)
        }
        bound => bound.map_err(failed),
    }
}

fn bind(socket: &Path) -> io::Result<Listener> {
    let options = ListenerOptions::new().name(name(socket)?);
    #[cfg(target_os = "linux")]
    let options = interprocess::os::unix::local_socket::ListenerOptionsExt::mode(options, 0o600);
    options.create_sync()
}

/// Makes the socket's folder one that only its owner can enter.
#[cfg(unix)]
fn own_folder(socket: &Path) -> io::Result<()> {
    use std::os::unix::fs::{DirBuilderExt, PermissionsExt};
    let Some(folder) = socket.parent() else { return Ok(()) };
    std::fs::DirBuilder::new().recursive(true).mode(0o700).create(folder)?;
    // Of a folder that was there before. Only its owner may do this, so it cannot be somebody else's either.
    std::fs::set_permissions(folder, std::fs::Permissions::from_mode(0o700))
}

/// Named pipes lie in no folder; by default the system lets only their owner write to them.
#[cfg(not(unix))]
fn own_folder(_: &Path) -> io::Result<()> {
    Ok(())
}

#[cfg(unix)]
fn name(socket: &Path) -> io::Result<Name<'_>> {
    socket.to_fs_name::<interprocess::local_socket::GenericFilePath>()
}

#[cfg(not(unix))]
fn name(socket: &Path) -> io::Result<Name<'_>> {
    socket
        .as_os_str()
        .to_ns_name::<interprocess::local_socket::GenericNamespaced>()
}

/// Where an instance with this library listens, the best place first. The second place is for systems, and for starts
/// from other sessions of the same user, that have no runtime folder.
pub(super) fn sockets(library_path: &Path) -> Vec<PathBuf> {
    let name = socket_name(library_path);
    if !cfg!(unix) {
        return vec![PathBuf::from(format!("boldface-{name}"))];
    }
    let Some(folders) = directories::ProjectDirs::from("", "", "boldface") else {
        return Vec::new();
    };
    let runtime = folders.runtime_dir().map(Path::to_path_buf);
    let places = runtime
        .into_iter()
        .chain(std::iter::once(folders.data_local_dir().join("run")));
    places.map(|folder| folder.join(format!("{name}.socket"))).collect()
}

/// From the canonical path, whether the library is there yet or not. Short: a socket's path has about 100 bytes.
fn socket_name(library_path: &Path) -> String {
    let absolute = std::path::absolute(library_path).unwrap_or_else(|_| library_path.to_path_buf());
    let in_folder = || {
        Some(
            std::fs::canonicalize(absolute.parent()?)
                .ok()?
                .join(absolute.file_name()?),
        )
    };
    let canonical = std::fs::canonicalize(&absolute)
        .ok()
        .or_else(in_folder)
        .unwrap_or(absolute);
    let digest = Sha256::digest(canonical.as_os_str().as_encoded_bytes());
    let short = digest
        .iter()
        .take(8)
        .fold(0u64, |number, &byte| number << 8 | u64::from(byte));
    format!("{short:016x}")
}

#[cfg(test)]
#[cfg(unix)]
mod tests {
    use super::*;

    #[test]
    fn only_the_owner_can_reach_it() {
        use std::os::unix::fs::PermissionsExt;
        let folder = tempfile::tempdir().unwrap();
        let socket = folder.path().join("run/a.socket");
        std::fs::create_dir(socket.parent().unwrap()).unwrap();
        let _listener = listen(&socket).unwrap();
        let mode = |path: &Path| std::fs::metadata(path).unwrap().permissions().mode() & 0o777;
        assert_eq!(mode(socket.parent().unwrap()), 0o700);
        if cfg!(target_os = "linux") {
            assert_eq!(mode(&socket), 0o600);
        }
    }

    #[test]
    fn a_library_has_one_name_before_and_after_it_is_made() {
        let folder = tempfile::tempdir().unwrap();
        let library = folder.path().join("library.db");
        let linked = folder.path().join("link");
        std::os::unix::fs::symlink(folder.path(), &linked).unwrap();
        let before = socket_name(&library);
        std::fs::write(&library, "").unwrap();
        assert_eq!(socket_name(&library), before);
        assert_eq!(socket_name(&linked.join("library.db")), before);
        assert_ne!(socket_name(&folder.path().join("other.db")), before);
        assert_eq!(before.len(), 16);
    }
}
