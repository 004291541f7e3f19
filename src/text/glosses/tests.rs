use super::*;
use crate::text::{candidates, parse};

fn marked(source: &str, rules: &GlossRules<'_>) -> Vec<String> {
    let mut article = parse(source);
    mark_glosses(&mut article, rules);
    shown(&article)
}

/// Each gloss as `bold = gloss`.
fn shown(article: &Article) -> Vec<String> {
    let show = |block: &Block| -> Vec<String> {
        let show = |gloss: &Gloss| format!("{} = {}", block.slice(gloss.bold), block.slice(gloss.text));
        block.glosses.iter().map(show).collect()
    };
    article.blocks.iter().flat_map(show).collect()
}

const ENGLISH: &str = "The minister gave his people a long speech in the old hall. ";

fn english(source: &str) -> Vec<String> {
    marked(&format!("{ENGLISH}\n\n{source}"), &GlossRules::default())
}

#[test]
fn the_four_ways_of_typing_it() {
    for source in [
        "a **rebuke**（谴责） x",
        "a **rebuke（谴责）** x",
        "a **rebuke** (谴责) x",
        "a **rebuke** 谴责 x",
        "a **rebuke**谴责 x",
        "a **rebuke (谴责)** x",
        "a **rebuke**【谴责】x",
        "a **rebuke**（谴责) x",
        "a **rebuke**( 谴责 ) x",
        "“**rebuke**” (谴责)",
        "- **rebuke** 谴责",
        "| **rebuke** 谴责 | x |\n|-|-|",
        "**rebuke，**谴责。 **rebuke**（谴责）",
    ] {
        assert_eq!(
            english(source).last().map(String::as_str),
            Some("rebuke = 谴责"),
            "{source}"
        );
    }
}

#[test]
fn any_script_several_and_more_than_one_word() {
    assert_eq!(
        english("**rebuke** (упрёк, выговор), **stall** توقف and **swath** (긴 조각) x, **propel**led（推进）"),
        [
            "rebuke = упрёк, выговор",
            "stall = توقف",
            "swath = 긴 조각",
            "propelled = 推进"
        ]
    );
    let chinese =
        "部长在旧礼堂里对人民发表了长篇讲话。**谴责** (rebuke)，他用**苹果** iPhone 手机。\n\n- **摇滚** rock and roll";
    let rules = GlossRules {
        language: "zh",
        ..GlossRules::default()
    };
    for rules in [rules, GlossRules::default()] {
        assert_eq!(marked(chinese, &rules), ["谴责 = rebuke", "摇滚 = rock and roll"]);
    }
}

#[test]
fn what_stands_between_the_words_of_a_gloss_belongs_to_it() {
    for (source, found) in [
        ("rose **amid** 在……之中 the", "amid = 在……之中"),
        ("rose **amid** 在…之中 the", "amid = 在…之中"),
        ("rose **amid** 在...之中 the", "amid = 在...之中"),
        ("rose **amid** …之中 the", "amid = …之中"),
        ("the **toll** 伤亡（人数） rose", "toll = 伤亡（人数）"),
        ("the **toll** 伤亡(人数) rose", "toll = 伤亡(人数)"),
        ("the **toll** 伤亡（人数）、损失 rose", "toll = 伤亡（人数）、损失"),
        ("the **toll** 伤亡 (of men) rose", "toll = 伤亡"),
        ("the **toll** 伤亡（人数 rose", "toll = 伤亡"),
        ("the **toll** 伤亡… It rose", "toll = 伤亡"),
        ("the **toll** 伤亡. 人数 x", "toll = 伤亡"),
        ("a **rebuke** 责备，谴责 x", "rebuke = 责备，谴责"),
        ("to **stall** 阻止、遏制 x", "stall = 阻止、遏制"),
        ("to **wage** 发动/进行 war", "wage = 发动/进行"),
        ("to **evacuate** (v. 撤离 [正式]) it", "evacuate = v. 撤离 [正式]"),
        ("to **evacuate**（撤离（正式）） it", "evacuate = 撤离（正式）"),
        ("to **evacuate (v. 撤离 [正式])** it", "evacuate = v. 撤离 [正式]"),
    ] {
        assert_eq!(english(source), [found], "{source}");
    }
    for source in [
        "a **mill** … the",
        "a **mill** （磨坊 (x [y",
        "a **mill（磨坊）（x）** y",
    ] {
        assert_eq!(english(source), [""; 0], "{source}");
    }
}

#[test]
fn brackets_of_the_text() {
    for source in [
        "the **U.N.** (United Nations) met",
        "**2** (two) and **2**（两）",
        "the **mill** (a house by the river) x",
        "the **mill** and then (磨坊)",
        "a **mill** (**磨坊**) x",
        "a **mill** (没有人知道这座磨坊是什么时候建的因为所有的文件都在战争中被烧毁了而且没有人活着记得它了谁知道呢) x",
        "a **mill** ( ) x",
        "`**mill**（磨坊）`",
        "a **mill** (磨坊\nx",
        "**mill** 5 谴责",
    ] {
        assert_eq!(english(source), Vec::<String>::new(), "{source}");
    }
}

#[test]
fn the_same_script_needs_a_habit() {
    let habit = "A **rebuke** (reproche), a **swath** (franja), a **bid** (intento), the **U.N.** (United Nations), \
                 a **mill** (a house that stands by the river), **put off** (aplazar) and a **toll** x";
    let spanish = GlossRules {
        learner: "es",
        ..GlossRules::default()
    };
    assert_eq!(
        marked(habit, &spanish),
        [
            "rebuke = reproche",
            "swath = franja",
            "bid = intento",
            "put off = aplazar"
        ]
    );
    assert!(marked(habit, &GlossRules::default()).is_empty());
    let chinese = GlossRules {
        learner: "zh",
        ..GlossRules::default()
    };
    assert!(marked(habit, &chinese).is_empty());
    let once = "A **rebuke** (reproche), a **swath**, a **bid**, a **mill** and a **toll**";
    assert!(marked(once, &spanish).is_empty());
}

#[test]
fn the_learner_has_the_last_word() {
    let source = "The **rebuke** (谴责) of the **U.N.** (United Nations) came late";
    let block = &parse(source).blocks[0];
    let at = |text: &str| {
        let start = offset(block.text.find(text).unwrap());
        ByteRange::new(start, start + offset(text.len()))
    };
    let said = |text: &str, is_gloss| GlossOverride {
        block: 0,
        range: at(text),
        is_gloss,
    };
    let overrides = [said("谴责", false), said("U.N.", true)];
    let rules = GlossRules {
        overrides: &overrides,
        ..GlossRules::default()
    };
    assert_eq!(marked(source, &rules), ["U.N. = United Nations"]);
}

#[test]
fn a_gloss_gives_no_token_and_comes_back_when_it_is_none() {
    let source = "The **rebuke** (谴责 v.), half-**toppled**（倒塌）, came 2 late";
    let mut article = parse(source);
    let without: usize = article.blocks[0].tokens.len();
    assert_eq!(without, 7);
    assert_eq!(article.word_count(), without);
    let whole = article.blocks[0].slice(article.blocks[0].glosses[0].whole);
    assert_eq!(whole, " (谴责 v.)");
    let all = [GlossOverride {
        block: 0,
        range: ByteRange::new(0, 200),
        is_gloss: false,
    }];
    let rules = GlossRules {
        overrides: &all,
        ..GlossRules::default()
    };
    mark_glosses(&mut article, &rules);
    assert!(article.blocks[0].glosses.is_empty());
    assert_eq!(*article.blocks[0].tokens, *tokenize(&article.blocks[0].text));
    mark_glosses(&mut article, &GlossRules::default());
    assert_eq!(article, parse(source));
    let forms: Vec<_> = candidates(&article)
        .iter()
        .map(|candidate| candidate.gloss(&article).map(str::to_owned))
        .collect();
    assert_eq!(forms, [Some("谴责 v.".to_owned()), Some("倒塌".to_owned())]);
}

#[test]
fn a_part_of_speech_alone_is_no_gloss() {
    let rules = GlossRules {
        language: "en",
        learner: "en",
        overrides: &[],
    };
    let source = "a **rout** (v.), a **mill** (adj./n.), a **swath** (a strip), a **stall** (to stop), a **bog** (n. wet land) x";
    assert_eq!(
        marked(source, &rules),
        ["swath = a strip", "stall = to stop", "bog = n. wet land"]
    );
    let chinese = GlossRules { learner: "zh", ..rules };
    assert_eq!(
        marked("a **rout**（v.） and a **mill**（v. 击溃） x", &chinese),
        ["mill = v. 击溃"]
    );
}
