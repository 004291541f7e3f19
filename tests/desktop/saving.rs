//! An article is saved through the desktop's own dialog.

use super::dialog::Dialog;
use super::display::{Desktop, Dialogs};
use super::wait::until;

const TEXT: &str = "# A **swath** of land\r\n\r\nThe last people were **reluctant** to leave.\r\n";

fn save_a_copy(name: &'static str, dialogs: Dialogs) {
    let desktop = Desktop::start(name, dialogs);
    let path = desktop.write("my clippings/my article é.md", TEXT);
    let mut program = desktop.start_program(&[&path]);
    program.wait_for_article("A swath of land");
    let library = program.library();
    let before = desktop.still_picture();
    // The first vocabulary word, which is unbolded.
    desktop.keys(&["ctrl+Right", "b"]);
    desktop.changed_picture("the word is no longer bold", &before, 200);
    until("it is stored", || {
        library.text("SELECT action FROM bold_edits WHERE ?1 = ?1", "")
    });
    desktop.keys(&["ctrl+s"]);
    let copy = path.with_file_name("a copy é.md");
    Dialog::wait(&desktop).choose(copy.to_str().expect("UTF-8"));
    let wanted = TEXT.replace("**swath**", "swath");
    until("the copy is written", || {
        (std::fs::read_to_string(&copy).ok()? == wanted).then_some(())
    });
    assert_eq!(std::fs::read_to_string(&path).expect("the article"), TEXT);
    program.assert_running();
}

#[test]
#[ignore = "needs a display: packaging/test.sh runs it"]
fn an_article_is_saved_through_the_portal() {
    save_a_copy("save-portal", Dialogs::Portal);
}

#[test]
#[ignore = "needs a display: packaging/test.sh runs it"]
fn an_article_is_saved_through_zenity() {
    save_a_copy("save-zenity", Dialogs::Zenity);
}
