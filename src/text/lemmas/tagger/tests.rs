use super::*;

const MARKED: &str = include_str!("../../../../tests/data/parts_of_speech.tsv");

#[test]
fn nine_of_ten_words_have_their_part_of_speech() {
    let (mut right, mut wrong) = (0, Vec::new());
    for line in MARKED.lines().filter(|line| !line.starts_with('#')) {
        let (letter, marked) = line.split_once('\t').unwrap();
        let part = match letter {
            "n" => Part::Noun,
            "v" => Part::Verb,
            "a" => Part::Adjective,
            "r" => Part::Adverb,
            other => panic!("{other} is no part of speech"),
        };
        let start = marked.rfind('[').unwrap();
        let end = marked.rfind(']').unwrap();
        let sentence = [&marked[..start], &marked[start + 1..end], &marked[end + 1..]]
            .concat()
            .replace(['[', ']'], "");
        let shift = marked[..start].matches(['[', ']']).count();
        let found = part_of_speech(&sentence, &(start - shift..end - 1 - shift));
        if found == Some(part) {
            right += 1;
        } else {
            wrong.push(format!("{marked}: {found:?}"));
        }
    }
    println!("{right} right; wrong:\n{}", wrong.join("\n"));
    assert!(
        right * 100 >= (right + wrong.len()) * 90,
        "{right} right; wrong:\n{}",
        wrong.join("\n")
    );
}

#[test]
fn what_is_no_word_has_no_part_of_speech() {
    assert_eq!(part_of_speech("The end.", &(0..3)), None);
    assert_eq!(part_of_speech("The end.", &(7..8)), None);
    assert_eq!(part_of_speech("", &(0..0)), None);
    assert_eq!(part_of_speech("end", &(7..9)), None);
}
