//! The article as the rest of the program sees it: blocks of plain text with ranges into them.

/// A half-open range of UTF-8 bytes in a block's text.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct ByteRange {
    /// First byte.
    pub start: u32,
    /// One past the last byte.
    pub end: u32,
}

impl ByteRange {
    /// A range from `start` up to, not including, `end` (bytes).
    #[must_use]
    pub const fn new(start: u32, end: u32) -> Self {
        Self { start, end }
    }

    /// The range as an index for slices.
    #[must_use]
    pub const fn usize(self) -> std::ops::Range<usize> {
        self.start as usize..self.end as usize
    }

    /// Whether the byte at `byte` lies inside.
    #[must_use]
    pub const fn contains(self, byte: u32) -> bool {
        self.start <= byte && byte < self.end
    }

    /// Whether the two ranges share at least one byte.
    #[must_use]
    pub const fn overlaps(self, other: Self) -> bool {
        self.start < other.end && other.start < self.end
    }

    /// Whether all of another range lies in it.
    #[must_use]
    pub const fn holds(self, other: Self) -> bool {
        self.start <= other.start && other.end <= self.end
    }

    /// Length in bytes.
    #[must_use]
    pub const fn len(self) -> u32 {
        self.end - self.start
    }

    /// Whether it holds no byte.
    #[must_use]
    pub const fn is_empty(self) -> bool {
        self.end <= self.start
    }
}

/// A position in an article: block number and byte in that block's text.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord, serde::Serialize, serde::Deserialize)]
pub struct Place {
    /// Number of the block in [`Article::blocks`].
    pub block: u32,
    /// UTF-8 byte in the block's text, on a character boundary.
    pub byte: u32,
}

/// An article, parsed: a flat list of blocks.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Article {
    /// From the front matter, else the first heading, else the first words.
    pub title: String,
    /// In the order of the text.
    pub blocks: Vec<Block>,
    /// Link targets; a [`Span`] names one by number.
    pub links: Vec<Link>,
    /// Tables; a [`BlockKind::TableRow`] names its table by number.
    pub tables: Vec<Table>,
    /// Key and value pairs of a YAML front matter, as plain text (`source`, `author`, …), in order.
    pub front_matter: Vec<(String, String)>,
    /// Set when a limit was exceeded and the source is shown as plain text.
    pub plain_fallback: bool,
}

/// One block of the page: a paragraph, a heading, a row of a table, a picture.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Block {
    /// What it is.
    pub kind: BlockKind,
    /// What it stands in, outermost first: quotes and list items.
    pub frame: Box<[Frame]>,
    /// The mark that hangs before its first line.
    pub marker: Option<Marker>,
    /// In a tight list: less room above.
    pub tight: bool,
    /// Plain text; line breaks are `\n`. Of a picture: its caption.
    pub text: Box<str>,
    /// Where the text looks other than regular; in order, never overlapping.
    pub spans: Box<[Span]>,
    /// The bold spans as the source has them; in order, never overlapping.
    pub bolds: Box<[Bold]>,
    /// Words and numbers; in order, never overlapping, none in a gloss.
    pub tokens: Box<[Token]>,
    /// The glosses that the learner typed beside bold words; in order, never overlapping.
    pub glosses: Box<[Gloss]>,
    /// Bytes of the source that the block was read from.
    pub source: ByteRange,
}

/// What a block is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum BlockKind {
    /// Running text.
    Paragraph,
    /// A heading of level 1 to 6.
    Heading(u8),
    /// A code block, with the language named on its fence (may be empty).
    Code(Box<str>),
    /// A thematic break; no text.
    Rule,
    /// A picture, video or other media, shown as a card; the text is its caption (may be empty).
    Media {
        /// What it would show.
        kind: MediaKind,
        /// Its address as written.
        address: Box<str>,
    },
    /// One row of a table; the text is its cells joined by `\t`.
    TableRow {
        /// Number in [`Article::tables`].
        table: u32,
        /// Whether it is the head.
        header: bool,
        /// One range of the text for each cell.
        cells: Box<[ByteRange]>,
    },
}

/// What a media card stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MediaKind {
    /// `![caption](address)` or `<img>`.
    Picture,
    /// `<video>`.
    Video,
    /// `<audio>`.
    Audio,
    /// `<iframe>`, `<embed>`, `<object>`.
    Embed,
}

/// What a block stands in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Frame {
    /// A block quote.
    Quote,
    /// A quote marked as a note, tip, warning … (`> [!note]`); its title is a paragraph of its own, in bold.
    Callout(Callout),
    /// A list item; one step of indentation.
    Item,
    /// The text of a footnote, by its number (1 is the first referred to).
    Footnote(u32),
}

/// The kinds of callouts, as GitHub names them; others are taken as `Note`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Callout {
    /// `[!note]`, and every kind not named here.
    Note,
    /// `[!tip]`
    Tip,
    /// `[!important]`
    Important,
    /// `[!warning]`
    Warning,
    /// `[!caution]`
    Caution,
}

/// What hangs before the first line of a block.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Marker {
    /// An unordered item.
    Bullet,
    /// An ordered item, with its number.
    Number(u64),
    /// A task, done or not.
    Task(bool),
    /// The text of a footnote, with its number.
    Footnote(u32),
}

/// A table's columns.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Table {
    /// One for each column.
    pub align: Box<[TableAlign]>,
    /// The longest cell of each column, in columns of a fixed-width face, at most 60.
    pub widths: Box<[u16]>,
}

/// How a column is set.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum TableAlign {
    /// To the left.
    #[default]
    Left,
    /// In the middle.
    Center,
    /// To the right.
    Right,
}

/// How a span looks: a set of flags.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Style(pub u8);

impl Style {
    /// Bold in the source.
    pub const BOLD: Self = Self(1);
    /// Italic.
    pub const ITALIC: Self = Self(2);
    /// Struck through.
    pub const STRIKE: Self = Self(4);
    /// Inline code.
    pub const CODE: Self = Self(8);
    /// The number of a footnote, an exponent: raised.
    pub const FOOTNOTE: Self = Self(16);
    /// `==highlighted==`, `<mark>`.
    pub const MARK: Self = Self(32);
    /// An index: lowered.
    pub const SUB: Self = Self(64);

    /// Both sets together.
    #[must_use]
    pub const fn with(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// Whether all flags of `other` are set.
    #[must_use]
    pub const fn has(self, other: Self) -> bool {
        self.0 & other.0 == other.0
    }
}

/// A stretch of text that looks other than regular.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Span {
    /// Where.
    pub range: ByteRange,
    /// How.
    pub style: Style,
    /// Number in [`Article::links`].
    pub link: Option<u32>,
}

/// A link's target.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Link {
    /// As written; `#footnote-N` for the number of a footnote.
    pub address: Box<str>,
}

/// A bold span as the learner (or an editor) put it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Bold {
    /// The text between the markers.
    pub range: ByteRange,
    /// The same in the source, the markers included (bytes of the source).
    pub source: ByteRange,
}

/// A gloss that the learner typed beside or inside a bold span: `**rebuke**（谴责）`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Gloss {
    /// The gloss alone.
    pub text: ByteRange,
    /// The same with its brackets and the blank before them: what a page without glosses leaves out.
    pub whole: ByteRange,
    /// The text of the bold span that it belongs to.
    pub bold: ByteRange,
}

/// A word or number of the running text.
///
/// A hyphenated compound is several tokens, of which all but the first are `joined`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Token {
    /// Where.
    pub range: ByteRange,
    /// What.
    pub kind: TokenKind,
    /// Hangs on the token before with a hyphen: `rocket-` **`propelled`**.
    pub joined: bool,
}

/// What a token is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TokenKind {
    /// A word.
    Word,
    /// Digits, with what belongs to them: `2,870`, `141`.
    Number,
}

impl Block {
    /// The text of a range of this block; empty when the range does not fit.
    #[must_use]
    pub fn slice(&self, range: ByteRange) -> &str {
        self.text.get(range.usize()).unwrap_or_default()
    }

    /// Whether a part of the range is code: a listing, or code within a sentence. Code is no vocabulary.
    #[must_use]
    pub fn is_code(&self, range: ByteRange) -> bool {
        let first = self.spans.partition_point(|span| span.range.end <= range.start);
        let mut within = self.spans[first..]
            .iter()
            .take_while(|span| span.range.start < range.end);
        matches!(self.kind, BlockKind::Code(_)) || within.any(|span| span.style.has(Style::CODE))
    }

    /// The number of the token that holds the byte, if one does.
    #[must_use]
    pub fn token_at(&self, byte: u32) -> Option<usize> {
        let index = self.tokens.partition_point(|token| token.range.end <= byte);
        self.tokens
            .get(index)
            .filter(|token| token.range.contains(byte))
            .map(|_| index)
    }

    /// The numbers of the tokens that form one hyphenated word with the token `index`.
    #[must_use]
    pub fn compound(&self, index: usize) -> std::ops::Range<usize> {
        let mut start = index.min(self.tokens.len().saturating_sub(1));
        while start > 0 && self.tokens[start].joined {
            start -= 1;
        }
        let mut end = index + 1;
        while end < self.tokens.len() && self.tokens[end].joined {
            end += 1;
        }
        start..end.min(self.tokens.len())
    }

    /// The range from the first to the last of these tokens (which must not be empty and must exist).
    #[must_use]
    pub fn token_span(&self, tokens: std::ops::Range<usize>) -> ByteRange {
        match (
            self.tokens.get(tokens.start),
            self.tokens.get(tokens.end.wrapping_sub(1)),
        ) {
            (Some(first), Some(last)) => ByteRange::new(first.range.start, last.range.end),
            _ => ByteRange::default(),
        }
    }

    /// The range and the words that it cuts.
    #[must_use]
    pub fn whole_words(&self, range: ByteRange) -> ByteRange {
        let first = self.tokens.partition_point(|token| token.range.end <= range.start);
        let end = self.tokens.partition_point(|token| token.range.start < range.end);
        if first >= end {
            return range;
        }
        let words = self.token_span(first..end);
        ByteRange::new(range.start.min(words.start), range.end.max(words.end))
    }
}

impl Article {
    /// The block with that number.
    #[must_use]
    pub fn block(&self, block: u32) -> Option<&Block> {
        self.blocks.get(block as usize)
    }

    /// Running words: every token, numbers and the parts of hyphenated compounds too, since each of them has a standing
    /// of its own in the coverage, which is to add up to this.
    #[must_use]
    pub fn word_count(&self) -> usize {
        self.blocks.iter().map(|block| block.tokens.len()).sum()
    }
}
