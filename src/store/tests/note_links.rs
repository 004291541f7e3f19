use crate::store::testing::{Library, at, import};
use crate::store::{Leads, Named, NamedKind};

#[test]
fn names_that_begin_as_typed_come_first() {
    let library = Library::new();
    let mut store = library.open();
    import(&mut store, "Installed", &["stall", "install", "stable", "swath"]);
    let found = |typed: &str| -> Vec<String> {
        let names = store.completions(typed, 8).unwrap().into_iter();
        names.map(|named| named.name).collect()
    };
    assert_eq!(found("STAL"), ["stall", "install", "Installed"]);
    assert_eq!(found("sta"), ["stall", "stable", "install", "Installed"]);
    assert!(found("%").is_empty());
    assert_eq!(found("").len(), 4);
    assert_eq!(store.completions("s", 2).unwrap().len(), 2);
    let article = Named {
        name: "Installed".to_owned(),
        kind: NamedKind::Article,
    };
    assert_eq!(store.completions("installed", 8).unwrap(), [article]);
}

#[test]
fn a_name_leads_to_the_word_and_to_where_it_was_met_else_to_the_article() {
    let library = Library::new();
    let mut store = library.open();
    let (_, article_id) = import(&mut store, "The Harbour", &["stall"]);
    let Some(Leads::Term(term_id, Some((met, Some(anchor))))) = store.named("Stall").unwrap() else {
        panic!("the word was met");
    };
    assert_eq!((met, anchor.quote.as_str()), (article_id, "stall"));
    assert_eq!(store.named("the  harbour").unwrap(), Some(Leads::Article(article_id)));
    assert_eq!(store.named("nothing").unwrap(), None);
    store.delete_article(article_id, at(3)).unwrap();
    assert_eq!(store.named("stall").unwrap(), Some(Leads::Term(term_id, None)));
    assert_eq!(store.named("The Harbour").unwrap(), None);
}
