use super::*;
use crate::app::{Action, Timings};
use crate::worker::Requests;

fn app() -> Boldface {
    let (requests, _inbox) = Requests::to_nobody();
    let mut settings = Settings::default();
    settings.learner_language = Some("zh-Hans".to_owned());
    Boldface::new(requests, settings, None, Timings::new(false, Instant::now()))
}

fn taken_in(id: &str, meanings: &str) -> DictionaryNews {
    DictionaryNews::TakenIn {
        new: Box::new(Shelved {
            id: id.to_owned(),
            name: id.to_owned(),
            language: "en".to_owned(),
            meanings: meanings.to_owned(),
            asked_for: vec!["en".to_owned()],
            ..Shelved::default()
        }),
        replaces: None,
    }
}

fn ids(app: &Boldface) -> Vec<String> {
    app.settings.shelf().into_iter().map(|shelved| shelved.id).collect()
}

#[test]
fn the_shelf_is_a_setting_that_lasts() {
    let (mut app, now) = (app(), Instant::now());
    assert_eq!(ids(&app), [WORDNET]);
    app.take_dictionary_news(taken_in("german", "de"), now);
    app.take_dictionary_news(taken_in("ecdict", "zh"), now);
    assert_eq!(
        ids(&app),
        ["ecdict", WORDNET, "german"],
        "the learner's language stands first"
    );
    let act = |app: &mut Boldface, action| app.act(Action::Dictionary(action), now);
    act(&mut app, DictionaryAction::Move("german".to_owned(), 0));
    act(
        &mut app,
        DictionaryAction::AskFor("ecdict".to_owned(), "de".to_owned(), true),
    );
    act(
        &mut app,
        DictionaryAction::AskFor("ecdict".to_owned(), "en".to_owned(), false),
    );
    act(&mut app, DictionaryAction::Remove(WORDNET.to_owned()));
    let read = Settings::parse(&app.settings.to_toml()).unwrap();
    let shelf = read.shelf();
    let ids: Vec<_> = shelf.iter().map(|shelved| shelved.id.as_str()).collect();
    assert_eq!(ids, ["german", "ecdict", WORDNET]);
    assert_eq!(shelf[1].asked_for, ["de"]);
    act(&mut app, DictionaryAction::Remove("german".to_owned()));
    assert_eq!(app.settings.shelf().len(), 2);
}

#[test]
fn what_is_wrong_in_the_settings_takes_no_other_with_it() {
    let text =
        "[[dictionaries]]\nid = \"../../x\"\n[[dictionaries]]\nid = 3\n[[dictionaries]]\nid = \"a\"\nname = \"A\"\n";
    let shelf = Settings::parse(text).unwrap().shelf();
    assert_eq!(
        shelf.iter().map(|one| one.id.as_str()).collect::<Vec<_>>(),
        ["a", WORDNET]
    );
}

#[test]
fn an_index_that_is_gone_is_made_anew_once() {
    let (mut app, now) = (app(), Instant::now());
    app.take_dictionary_news(taken_in("mine", "de"), now);
    let standing = || {
        DictionaryNews::Standing(vec![DictionaryStanding {
            id: "mine".to_owned(),
            is_there: false,
            why: None,
            folder: None,
        }])
    };
    app.take_dictionary_news(standing(), now);
    app.take_dictionary_news(standing(), now);
    assert_eq!(app.model.dictionaries.waiting, 1);
    let news = DictionaryNews::Failed {
        error: DictionaryError::Cancelled,
        replaces: Some("mine".to_owned()),
    };
    app.take_dictionary_news(news, now);
    assert!(app.model.prompt.is_none() && app.model.dictionaries.waiting == 0);
}
