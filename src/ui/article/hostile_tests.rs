//! Odd and hostile text through the whole pane: read, laid out, pointed at and painted, at several widths. Nothing of it
//! may panic, and what is shown can be pointed at.

use eframe::egui::{Context, Event, MouseWheelSource, MouseWheelUnit, Pos2, RawInput, TouchPhase, Vec2, vec2};
use proptest::prelude::*;

use super::fixtures::reading;
use super::pictures::Gallery;
use super::scroll::Visible;
use super::*;
use crate::study::Status;
use crate::text::{Article, parse};
use crate::ui::fonts;

const CONSTRUCTS: &str = include_str!("../../../tests/data/constructs/constructs.txt");
const WIDTHS: [f32; 3] = [120.0, 320.0, 900.0];

/// Sections and their inputs.
fn constructs() -> Vec<(&'static str, Vec<String>)> {
    let (_, sections) = CONSTRUCTS.split_once("\n=== ").unwrap();
    let section = |section: &'static str| {
        let (name, inputs) = section.split_once('\n').unwrap();
        let inputs = inputs.split("---8<---\n").skip(1).map(|input| input.replace('→', "\t"));
        (name, inputs.collect())
    };
    sections.split("\n=== ").map(section).collect()
}

/// A page on a screen that nobody sees.
struct Sight {
    ctx: Context,
    time: f64,
}

impl Sight {
    fn new() -> Self {
        let ctx = Context::default();
        fonts::install_faces(&ctx);
        // Words are nodes for screen readers as well.
        ctx.enable_accesskit();
        Self { ctx, time: 0.0 }
    }

    fn frame(&mut self, size: Vec2, events: Vec<Event>, mut page: impl FnMut(&mut Ui)) {
        self.time += 0.05;
        let input = RawInput {
            screen_rect: Some(Rect::from_min_size(Pos2::ZERO, size)),
            time: Some(self.time),
            events,
            ..RawInput::default()
        };
        let mut output = self.ctx.run_ui(input, |ui| page(ui));
        output.textures_delta.clear();
        let pixels = output.pixels_per_point;
        std::hint::black_box(self.ctx.tessellate(output.shapes, pixels));
    }

    /// Shows an article at a width, scrolls to its end, points here and there.
    fn show(&mut self, reading: &Reading, width: f32) {
        let (size, mut state, mut out) = (vec2(width, 500.0), ArticleState::default(), Vec::new());
        let theme = Theme::dark();
        let style = PageStyle::default();
        for step in 0u8..5 {
            let point = pos2(width * (0.1 + 0.2 * f32::from(step)), 40.0 + 80.0 * f32::from(step));
            let mut events = vec![Event::PointerMoved(point)];
            if step > 1 {
                events.push(Event::MouseWheel {
                    unit: MouseWheelUnit::Point,
                    delta: vec2(30.0, -400.0 * f32::from(step)),
                    phase: TouchPhase::Move,
                    source: MouseWheelSource::Unknown,
                    modifiers: eframe::egui::Modifiers::NONE,
                });
            }
            self.frame(size, events, |ui| {
                article_ui(ui, reading, &theme, &style, &mut state, &mut out);
            });
        }
        self.frame(size, Vec::new(), |ui| {
            point_at_all(ui, reading, &mut state, size);
        });
    }

    fn show_text(&mut self, source: &str, widths: &[f32]) {
        let reading = reading(
            parse(source),
            &[("a", Status::New), ("b c", Status::Met), ("harbour", Status::Nearly)],
        );
        for &width in widths {
            self.show(&reading, width);
        }
    }
}

/// Each word that is shown from left to right is found again at the middle of its first letter.
fn point_at_all(ui: &Ui, reading: &Reading, state: &mut ArticleState, size: Vec2) {
    let (theme, style) = (Theme::light(), PageStyle::default());
    let shifts = Shifts::default();
    let gallery = Gallery::default();
    let page = Page {
        reading,
        theme: &theme,
        style: &style,
        shifts: &shifts,
        gallery: &gallery,
        column: size.x - 40.0,
    };
    let mut seen = Vec::new();
    let mut sheet = Sheet {
        ui,
        page,
        faces: &mut state.faces,
        height: size.y,
    };
    state.scroll.fit(&mut sheet);
    state.scroll.visible(&mut sheet, &mut seen);
    for visible in &seen {
        point_at_words(&reading.article, visible);
    }
}

/// What runs from right to left moves nothing that stands behind it.
#[test]
fn words_beside_a_script_that_runs_leftwards_are_where_they_are_shown() {
    Sight::new().show_text(
        "An English sentence with עברית inside, and العربية too, then English **again**.\n\n\
         מילה חשובה ועוד English words בתוך המשפט ומספרים 123 harbour.\n",
        &WIDTHS,
    );
}

fn point_at_words(article: &Article, visible: &Visible) {
    let block = article.block(visible.piece.block).unwrap();
    for part in &visible.laid.parts {
        let tokens = block.tokens.iter().map(|token| token.range);
        for range in tokens.filter(|range| part.range.start <= range.start && range.end <= part.range.end) {
            // The shaper joins the letters of other scripts, and marks to whatever stands before them.
            let plain = |char: char| char.is_ascii_alphanumeric() || ('א'..='ת').contains(&char);
            let apart = |char: char| char.is_ascii() || ('א'..='ת').contains(&char) || ('ا'..='ي').contains(&char);
            if !block.slice(range).chars().all(plain) || !block.text.chars().all(apart) {
                continue;
            }
            let mut first = None;
            part.boxes(range, |row| first = first.or(Some(row)));
            let row = first.unwrap_or_else(|| panic!("{:?} is not shown", block.slice(range)));
            let point = vec2(row.left + 1.0, f32::midpoint(row.top, row.bottom));
            let byte = part
                .byte_at(point)
                .unwrap_or_else(|| panic!("nothing is at {:?}", block.slice(range)));
            assert!(
                range.contains(byte),
                "{:?} is not found at its place",
                block.slice(range)
            );
        }
    }
}

#[test]
fn each_construct_of_both_specifications_is_shown() {
    let constructs = constructs();
    assert_eq!(constructs.len(), 33, "all sections are there");
    let mut sight = Sight::new();
    for (name, inputs) in constructs {
        assert!(!inputs.is_empty(), "{name}");
        for input in &inputs {
            sight.show_text(input, &WIDTHS[..1]);
        }
        // And all of a section in one article, each beside the others.
        sight.show_text(&inputs.join("\n\n"), &WIDTHS);
    }
}

#[test]
fn nesting_without_end_is_shown() {
    let mut sight = Sight::new();
    for open in [
        "> ",
        "- ",
        "1. ",
        "> - ",
        "* > ",
        "<div>",
        "<b>",
        "<blockquote><ul><li>",
        "[",
        "![",
        "*",
        "**",
        "~~",
        "`",
    ] {
        for times in [40, 3_000] {
            sight.show_text(&format!("{}word\n\nBehind it.\n", open.repeat(times)), &WIDTHS[..2]);
        }
    }
    let deep: String = (0..300)
        .flat_map(|depth| ["  ".repeat(depth), "- item\n".to_owned()])
        .collect();
    sight.show_text(&deep, &WIDTHS);
}

#[test]
fn giant_tables_are_shown() {
    let mut sight = Sight::new();
    let row = |cells: usize, text: &str| format!("|{}\n", format!("{text}|").repeat(cells));
    let wide = format!(
        "{}{}{}",
        row(3_000, "head"),
        row(3_000, "-"),
        row(3_000, "cell").repeat(20)
    );
    sight.show_text(&wide, &[320.0]);
    let long = format!("{}{}{}", row(3, "head"), row(3, "-"), row(3, "cell").repeat(20_000));
    sight.show_text(&long, &[320.0]);
    let odd = format!(
        "{}{}{}",
        row(4, "h"),
        row(4, ":-:"),
        row(9, &"word ".repeat(2_000)).repeat(3)
    );
    sight.show_text(&odd, &WIDTHS);
    sight.show_text("|a|b|\n|-|-|\n||\n|\n|||||\n", &WIDTHS);
}

#[test]
fn other_scripts_and_signs_that_show_nothing_are_shown() {
    let mut sight = Sight::new();
    let texts = [
        "مرحبا بالعالم، هذه جملة طويلة جدا كي تنكسر إلى أسطر. A bit of English بين الكلمات العربية 123.",
        "שלום עולם, זה משפט ארוך מאוד שנשבר לשורות. Some **English** בתוך העברית, 42.",
        "# עברית\n\n- **שלום** a\n- مرحبا\n\n| א | b |\n|---|---|\n| ג | ד |",
        "\u{202e}turned\u{202c} \u{2066}isolated\u{2069} \u{200e}\u{200f}\u{202a}\u{202b}\u{2067}\u{2068}",
        "zero\u{200b}width\u{200c}signs\u{200d}and\u{2060}joiners\u{feff} soft\u{ad}hyphen\u{34f}",
        "👩🏽\u{200d}🚀 👨\u{200d}👩\u{200d}👧\u{200d}👦 🏴\u{e0067}\u{e0062}\u{e0065}\u{e006e}\u{e0067}\u{e007f} 🇺🇦🇺🇦🇺 1\u{fe0f}\u{20e3} ❤\u{fe0f}",
        "Z̸̧̢̡̛̛͚͉͓a̴̡̡̛l̷g̵̨̛o̶ é̀̂̃̄ न̈ि कि ക്ഷ ሰላም ᠮᠣᠩᠭᠣᠯ ကြောင့် ภาษาไทย ភាសាខ្មែរ",
        "\u{0}\u{1}\u{7f}\u{85}\u{2028}\u{2029}\u{fffd}\u{ffff}\u{10ffff}\u{e000}",
        "中文，没有空格的一个很长的句子，它必须在某处换行。日本語も、空白なしで続く長い文です。한국어 문장도 있습니다.",
    ];
    for text in texts {
        sight.show_text(text, &WIDTHS);
        sight.show_text(&text.repeat(200), &WIDTHS[..2]);
        let every = text.chars().flat_map(|char| [char, '\u{202e}', '\u{301}', '\u{200d}']);
        sight.show_text(&every.collect::<String>(), &WIDTHS);
    }
}

#[test]
fn a_megabyte_of_one_sign_is_shown() {
    let mut sight = Sight::new();
    for sign in [
        "x",
        "字",
        "م",
        "\u{301}",
        "\u{200b}",
        "👩🏽\u{200d}🚀",
        "*",
        "> ",
        "|",
        "- ",
        "\t",
        "\u{a0}",
        "-",
        "—",
    ] {
        sight.show_text(&sign.repeat((1 << 20) / sign.len()), &[320.0]);
    }
}

/// What Markdown is made of, to be thrown together.
fn soup() -> impl Strategy<Value = String> {
    let scraps = prop::sample::select(vec![
        "\n",
        "\n\n",
        "\n\n\n",
        "  \n",
        "    ",
        "\t",
        " ",
        "> ",
        ">",
        "- ",
        "* ",
        "1. ",
        "10) ",
        "# ",
        "###### ",
        "---\n",
        "===\n",
        "```\n",
        "~~~",
        "`",
        "``",
        "*",
        "**",
        "***",
        "_",
        "__",
        "~~",
        "~",
        "==",
        "[",
        "]",
        "(",
        ")",
        "![",
        "](",
        "[^1]",
        "[^1]: ",
        "[a]: /b\n",
        "[[",
        "]]",
        "|",
        "|-|-|\n",
        "| a | b |\n",
        ":-:",
        "<div>",
        "</div>",
        "<b>",
        "</b>",
        "<!--",
        "-->",
        "<br>",
        "<table><tr><td>",
        "</td></tr></table>",
        "<img src=a>",
        "<script>",
        "&amp;",
        "&#0;",
        "&",
        "\\",
        "\\\n",
        "https://example.org/a_(b)",
        "www.example.org",
        "a@b.example",
        "> [!NOTE]\n",
        "[ ] ",
        "[x] ",
        "word",
        "a",
        "b c",
        "rocket-propelled",
        "harbour",
        "don’t",
        "—",
        "-",
        "2,870",
        "（谴责）",
        "**rebuke**",
        "é",
        "字",
        "م",
        "\u{301}",
        "\u{200d}",
        "\u{202e}",
        "\u{feff}",
        "\u{ad}",
        "👩🏽",
        "🇺🇦",
        "\u{0}",
        "\r\n",
        "\r",
        "---\ntitle: x\n---\n",
    ]);
    prop::collection::vec(scraps, 0..90).prop_map(|scraps| scraps.concat())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    #[test]
    fn any_soup_of_markdown_is_shown(source in soup(), width in 90.0f32..900.0) {
        Sight::new().show_text(&source, &[width]);
    }
}
