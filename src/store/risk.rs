//! Folders in which a database can be damaged from outside: a service that syncs file by file tears the library from its
//! log, and network file systems keep no reliable locks. The learner is warned once.

use std::path::{Component, Path};

/// Why a folder is no good place for a library.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Risk {
    /// A service copies its files one by one.
    Synced {
        /// The service's own name.
        service: &'static str,
    },
    /// It lies on another machine.
    Network {
        /// The file system's name, as the system says it.
        filesystem: String,
    },
}

/// Beginnings of folder names, in lower case.
const SERVICES: [(&str, &str); 12] = [
    ("dropbox", "Dropbox"),
    ("onedrive", "OneDrive"),
    ("icloud drive", "iCloud"),
    ("iclouddrive", "iCloud"),
    ("com~apple~clouddocs", "iCloud"),
    ("mobile documents", "iCloud"),
    ("google drive", "Google Drive"),
    ("googledrive", "Google Drive"),
    ("nextcloud", "Nextcloud"),
    ("owncloud", "ownCloud"),
    ("syncthing", "Syncthing"),
    ("pcloud", "pCloud"),
];

const NETWORK: [&str; 9] = [
    "nfs",
    "cifs",
    "smb",
    "sshfs",
    "fuse.sshfs",
    "9p",
    "afs",
    "davfs",
    "fuse.rclone",
];

/// Whether the library at `path` lies in a synced or network folder, and which.
#[must_use]
pub fn risk_of(path: &Path) -> Option<Risk> {
    let path = path
        .canonicalize()
        .or_else(|_| std::path::absolute(path))
        .unwrap_or_else(|_| path.to_owned());
    risk_among(&path, &std::fs::read_to_string("/proc/mounts").unwrap_or_default())
}

fn risk_among(path: &Path, mounts: &str) -> Option<Risk> {
    let synced = path.components().find_map(|component| {
        let Component::Normal(name) = component else {
            return None;
        };
        let name = name.to_string_lossy().to_lowercase();
        SERVICES
            .iter()
            .find(|(start, _)| is_named(&name, start))
            .map(|(_, service)| Risk::Synced { service })
    });
    synced.or_else(|| {
        let filesystem = filesystem_of(path, mounts)?;
        let network = NETWORK.iter().any(|kind| filesystem.starts_with(kind));
        network.then(|| Risk::Network {
            filesystem: filesystem.to_owned(),
        })
    })
}

/// `Dropbox`, `Dropbox (Personal)` and `OneDrive - Firm` are named after a service, `dropboxes` is not.
fn is_named(name: &str, start: &str) -> bool {
    name.strip_prefix(start)
        .is_some_and(|rest| !rest.starts_with(char::is_alphanumeric))
}

/// The file system of the deepest mount that holds the path; of two at one place, the later one lies on top.
fn filesystem_of<'a>(path: &Path, mounts: &'a str) -> Option<&'a str> {
    let mounted = mounts.lines().filter_map(|line| {
        let mut fields = line.split(' ').skip(1);
        let point = fields.next()?.replace("\\040", " ");
        let depth = path
            .starts_with(&point)
            .then(|| Path::new(&point).components().count())?;
        Some((depth, fields.next()?))
    });
    mounted
        .max_by_key(|&(depth, _)| depth)
        .map(|(_, filesystem)| filesystem)
}

#[cfg(test)]
mod tests {
    use super::*;

    const MOUNTS: &str = "/dev/sda1 / ext4 rw 0 0\nserver:/x /mnt/my\\040nas nfs4 rw 0 0\n//s/y /srv cifs rw 0 0\n\
                          /dev/sdb /srv/local ext4 rw 0 0\n";

    fn risk(path: &str) -> Option<Risk> {
        risk_among(Path::new(path), MOUNTS)
    }

    #[test]
    fn services_are_known_by_the_names_of_their_folders() {
        assert_eq!(
            risk("/home/a/Dropbox/b/library.db"),
            Some(Risk::Synced { service: "Dropbox" })
        );
        assert_eq!(
            risk("/home/a/OneDrive - Firm/library.db"),
            Some(Risk::Synced { service: "OneDrive" })
        );
        let icloud = "/Users/a/Library/Mobile Documents/com~apple~CloudDocs/library.db";
        assert_eq!(risk(icloud), Some(Risk::Synced { service: "iCloud" }));
        assert_eq!(risk("/home/a/dropboxes/library.db"), None);
        assert_eq!(risk("/home/a/.local/share/boldface/library.db"), None);
    }

    #[test]
    fn network_file_systems_are_known_by_their_mounts() {
        assert_eq!(
            risk("/mnt/my nas/a/library.db"),
            Some(Risk::Network {
                filesystem: "nfs4".to_owned()
            })
        );
        assert_eq!(
            risk("/srv/library.db"),
            Some(Risk::Network {
                filesystem: "cifs".to_owned()
            })
        );
        assert_eq!(risk("/srv/local/library.db"), None);
        assert_eq!(risk("/srvother/library.db"), None);
    }
}
