//! The write-ahead log, folded into the library while nobody waits.
//!
//! SQLite would do it within a commit once the log is long, and that commit would take several times as long as any
//! other. A log that was folded in is written over from its beginning, which also spares the next commits the growing of
//! a file: that is what makes a disk's slowest answers slow.

use super::{Store, StoreError, error};

impl Store {
    /// Whether something was committed since the log was folded in.
    #[must_use]
    pub fn has_log(&self) -> bool {
        self.conn.total_changes() != self.folded_at
    }

    /// Folds the log into the library, as far as no reader still needs it. Nothing is lost when it fails.
    ///
    /// # Errors
    /// When the library cannot be written to.
    pub fn fold_log(&mut self) -> Result<(), StoreError> {
        self.folded_at = self.conn.total_changes();
        self.check_in_place()?;
        self.conn
            .query_row("PRAGMA wal_checkpoint(PASSIVE)", [], |_| Ok(()))
            .map_err(|failure| error::sqlite(failure, &self.path))
    }
}

#[cfg(test)]
mod tests {
    use crate::store::testing::{Library, at, import};

    #[test]
    fn a_log_that_was_folded_in_is_written_over() {
        let library = Library::new();
        let mut store = library.open();
        let log = || {
            std::fs::metadata(library.folder.path().join("library.db-wal"))
                .unwrap()
                .len()
        };
        import(&mut store, "One", &["swath"]);
        assert!(store.has_log());
        let long = log();
        store.fold_log().unwrap();
        assert!(!store.has_log());
        let term_id = store.terms_for("en", &["swath"]).unwrap()[0].term_id;
        store.create_note(term_id, "a strip", 1, at(2)).unwrap();
        assert!(store.has_log());
        assert_eq!(log(), long, "the note went into the log's old place");
        drop(store);
        assert_eq!(library.open().note_records().unwrap().len(), 1);
    }
}
