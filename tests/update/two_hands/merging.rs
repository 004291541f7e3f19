//! The file was bolded further, renamed, copied or edited: the two are merged, or one is asked.

use super::*;

#[test]
fn a_file_that_was_bolded_further_is_merged_before_it_is_written() {
    let mut study = study(bolded(&["sturdy", "murky"]));
    study.status_of("sturdy", StatusStep::To(Some(Status::Familiar)));
    study.bold_of("calm", true);
    study.bold_of("murky", false);
    study.write("ferry.md", &markdown(bolded(&["sturdy", "murky", "winter"])));
    let saved = study.write_to_file().unwrap();
    assert_eq!(saved.bolds, 2);
    assert_eq!(study.text(), markdown(bolded(&["sturdy", "calm", "winter"])));
    let (bold, study) = study.bold_anew();
    assert_eq!(bold, bolded(&["sturdy", "calm", "winter"]));
    assert_eq!(study.status("sturdy"), Some(Status::Familiar));
    assert_eq!(study.status("winter"), Some(Status::New));
}

#[test]
fn a_merge_is_one_step_and_a_renamed_file_is_the_same_article() {
    let mut study = study(bolded(&["sturdy"]));
    let article_id = study.opened().article_id;
    study.bold_of("calm", true);
    let (before, depth) = (study.content(), study.undo_depth());
    std::fs::remove_file(study.path()).unwrap();
    study.write("other name.md", &markdown(bolded(&["sturdy", "winter"])));
    study.import();
    assert_eq!(study.opened().article_id, article_id);
    assert_eq!(study.bold_words(), ["sturdy", "calm", "said", "winter"]);
    assert_eq!(study.undo_depth(), depth + 1);
    // From now on it is this file's article.
    study.write_to_file().unwrap();
    assert_eq!(study.text(), markdown(bolded(&["sturdy", "calm", "winter"])));
    study.step(true);
    study.step(true);
    assert_eq!(study.content(), before);
}

#[test]
fn a_renamed_file_is_known_again_also_where_bold_divides_the_words() {
    let text = "# 新闻\n\n政府昨天宣布了新的措施，人们对此非常关心，也非常惊讶。\n";
    let mut study = Study::new();
    study.write("one.md", text);
    study.import();
    let article_id = study.opened().article_id;
    std::fs::remove_file(study.path()).unwrap();
    study.write("two.md", &text.replace("宣布", "**宣**布").replace("措施", "**措施**"));
    study.import();
    assert_eq!(study.opened().article_id, article_id);
}

#[test]
fn a_copy_beside_the_file_is_another_article() {
    let mut study = study(bolded(&["sturdy"]));
    let article_id = study.opened().article_id;
    study.write("copy.md", &markdown(bolded(&["winter"])));
    study.import();
    assert_ne!(study.opened().article_id, article_id);
}

#[test]
fn where_the_text_differs_nothing_is_written_and_one_is_asked() {
    let mut study = study(bolded(&[]));
    study.bold_of("calm", true);
    let text = markdown(bolded(&[])).replace("ferry", "boat");
    study.write("ferry.md", &text);
    let article_id = study.opened().article_id;
    study.send(Request::WriteArticle {
        article_id,
        to: WriteTo::Source { by_itself: false },
    });
    study.until(|event| matches!(event, Event::AskUpdate { .. }));
    assert_eq!(study.text(), text);
}

#[test]
fn one_sees_which_of_the_two_is_ahead() {
    let mut study = study(bolded(&["sturdy"]));
    study.bold_of("calm", true);
    study.bold_of("brisk", true);
    study.write("ferry.md", &markdown(bolded(&["winter"])));
    study.until_stands(2, 2);
    study.open_file();
    study.write("ferry.md", &markdown(bolded(&["winter", "calm", "brisk"])));
    study.open_file();
    assert_eq!(study.write_to_file().unwrap().bolds, 0, "nothing is left to write");
}

#[test]
fn a_clash_is_told_also_where_the_text_was_edited_too() {
    let mut study = Study::new();
    study.write("a.md", "A **carpenter** explained the plan.\n");
    study.import();
    study.bold_of("carpenter", false);
    let text = "A **carpenter explained** the scheme.\n";
    study.write("a.md", text);
    study.read_file();
    let asked = study.until(|event| matches!(event, Event::AskUpdate { .. }));
    let Some(Event::AskUpdate { question, .. }) = asked else {
        unreachable!()
    };
    let answer = UpdateAnswer::Update;
    study.send(Request::AnswerUpdate { question, answer });
    let told = study.until(|event| matches!(event, Event::Clashed { .. }));
    assert!(matches!(told, Some(Event::Clashed { clashes, .. }) if clashes[0].kept == "carpenter explained"));
    study.until(|event| matches!(event, Event::Opened(_)));
    assert_eq!(study.bold_words(), ["carpenter explained"]);
    assert_eq!(study.write_to_file().unwrap().bolds, 0);
    assert_eq!(study.text(), text, "nothing is lost");
}
