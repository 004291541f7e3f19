//! Integer keys of rows, each of its own type so that one is never taken for another.

macro_rules! id {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, serde::Serialize, serde::Deserialize)]
        pub struct $name(pub i64);
    };
}

id!(
    /// Key of an article.
    ArticleId
);
id!(
    /// Key of a term.
    TermId
);
id!(
    /// Key of a context: one occurrence of a term, kept with its sentence.
    ContextId
);
id!(
    /// Key of a note.
    NoteId
);
id!(
    /// Key of a bold edit.
    BoldEditId
);
id!(
    /// Key of what the learner said of a bracket.
    GlossEditId
);
id!(
    /// Key of an entry of the History list.
    PastId
);
id!(
    /// Key of a card: the memory of a term or a note.
    CardId
);
