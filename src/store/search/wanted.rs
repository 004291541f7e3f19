//! A query in the words of SQLite: what it has to match, and the conditions on what matches.

use std::borrow::Cow;
use std::collections::BTreeSet;
use std::fmt::Write as _;

use super::put::tag_token;
use crate::study::Status;
use crate::text::search::{Clause, Completion, SearchPlace, SearchQuery, SearchStatus};

/// A query with the forms of its clauses.
pub(super) struct Wanted<'a> {
    pub query: &'a SearchQuery,
    pub clauses: Vec<(Cow<'a, Clause>, Vec<String>)>,
}

impl Wanted<'_> {
    /// The query as the index takes it for one kind; `None` when nothing has to be there.
    pub fn expression(&self, place: SearchPlace) -> Option<String> {
        let of = |excluded: bool| {
            let clauses = self
                .clauses
                .iter()
                .filter(move |(clause, _)| clause.excluded == excluded);
            clauses.map(move |(clause, forms)| clause_expression(clause, forms))
        };
        let tags = |tags: &[String]| -> Vec<String> {
            let tags = tags.iter().filter(|_| place == SearchPlace::Notes);
            tags.map(|tag| tag_expression(tag)).collect()
        };
        let is: Vec<String> = of(false).chain(tags(&self.query.tags.is)).collect();
        if is.is_empty() {
            return None;
        }
        let mut sought = format!("({})", is.join(" AND "));
        for not in of(true).chain(tags(&self.query.tags.not)) {
            let _ = write!(sought, " NOT {not}");
        }
        Some(sought)
    }

    /// A condition that keeps what has an excluded clause out, where nothing is looked for.
    pub fn unwanted(&self, id: &str, table: &str) -> String {
        let clauses = self.clauses.iter().filter(|(clause, _)| clause.excluded);
        let mut not: Vec<String> = clauses
            .map(|(clause, forms)| clause_expression(clause, forms))
            .collect();
        if table == "note_tokens" {
            not.extend(self.query.tags.not.iter().map(|tag| tag_expression(tag)));
        }
        if not.is_empty() {
            return "1".to_owned();
        }
        let not = not.join(" OR ").replace('\'', "''");
        format!("{id} NOT IN (SELECT rowid FROM {table} WHERE {table} MATCH '{not}')")
    }

    /// A condition on a status.
    pub fn status(&self, column: &str) -> String {
        let wish = &self.query.statuses;
        if wish.is_empty() {
            return "1".to_owned();
        }
        let is = |of: &[SearchStatus], status: Status| of.iter().any(|sought| means(*sought, status));
        let fits = |status: &Status| (wish.is.is_empty() || is(&wish.is, *status)) && !is(&wish.not, *status);
        let numbers: BTreeSet<u8> = Status::ALL.into_iter().filter(fits).map(Status::number).collect();
        let numbers: Vec<String> = numbers.into_iter().map(|number| number.to_string()).collect();
        let none = if wish.is.is_empty() {
            format!(" OR {column} IS NULL")
        } else {
            String::new()
        };
        format!("({column} IN ({}){none})", numbers.join(","))
    }
}

/// Whether a status is one that is meant.
fn means(sought: SearchStatus, status: Status) -> bool {
    match sought {
        SearchStatus::New => status.is_new(),
        SearchStatus::Learning => status.is_learning(),
        SearchStatus::Known => status.is_known(),
        SearchStatus::Ignored => status == Status::Ignored,
        SearchStatus::Number(number) => status.number() == number,
    }
}

/// Keys have no quotation marks in them.
fn clause_expression(clause: &Clause, forms: &[String]) -> String {
    let open = if clause.completion == Completion::Last {
        " *"
    } else {
        ""
    };
    match (&clause.keys[..], clause.completion) {
        ([sign], Completion::Sign) => format!("(signs : \"{sign}\")"),
        ([key], Completion::Last) => format!("(\"{key}\"{open})"),
        ([_], _) => {
            let forms: Vec<String> = forms.iter().map(|form| format!("\"{form}\"")).collect();
            format!("({})", forms.join(" OR "))
        }
        (keys, _) => format!("(\"{}\"{open})", keys.join(" ")),
    }
}

fn tag_expression(tag: &str) -> String {
    format!("(tags : \"{}\")", tag_token(tag).replace('"', ""))
}
