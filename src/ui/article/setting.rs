//! Setting: from a range of a block's text, its spans and the terms in it to the sections that egui lays out.

use eframe::egui::text::{LayoutJob, LayoutSection, TextFormat};
use eframe::egui::{Align, Color32, Ui};
use unicode_segmentation::UnicodeSegmentation;

use super::credits::glued_credits;
use super::dashes::may_break_after;
use super::faces::{Face, Faces};
use super::layout::{Base, Page, spans_in};
use super::pieces::byte;
use crate::study::{Status, TermRange};
use crate::text::{Block, ByteRange, Span, Style};

/// The setting of one part.
pub(super) struct Setting<'a> {
    page: Page<'a>,
    ui: &'a Ui,
    faces: &'a mut Faces,
    base: Base,
    baseline: f32,
    text: &'a str,
    job: LayoutJob,
    joints: Vec<u32>,
    in_code: bool,
    /// Room before what comes next (points): the ground of code is wider than its text.
    lead: f32,
}

impl<'a> Setting<'a> {
    pub fn new(page: Page<'a>, ui: &'a Ui, faces: &'a mut Faces, base: Base, baseline: f32) -> Self {
        let (job, joints) = (LayoutJob::default(), Vec::new());
        Self {
            page,
            ui,
            faces,
            base,
            baseline,
            text: "",
            job,
            joints,
            in_code: false,
            lead: base.indent,
        }
    }

    /// Sets a range of a block's text. Returns it with the places of the breaking spaces that were put in (bytes).
    pub fn set(
        mut self,
        block: &'a Block,
        range: ByteRange,
        terms: &[(TermRange, Option<Status>)],
    ) -> (LayoutJob, Vec<u32>) {
        self.text = &block.text;
        self.job.text.reserve(range.len() as usize + 8);
        let mut spans = spans_in(block, range).iter().peekable();
        let mut terms = terms.iter().filter(|(_, status)| status.is_some()).peekable();
        let first = block.glosses.partition_point(|gloss| gloss.whole.end <= range.start);
        let mut glosses = block.glosses[first..].iter().peekable();
        let mut at = range.start;
        while at < range.end {
            while spans.next_if(|span| span.range.end <= at).is_some() {}
            while terms.next_if(|(term, _)| term.range.end <= at).is_some() {}
            while glosses.next_if(|gloss| gloss.whole.end <= at).is_some() {}
            let mut end = range.end;
            let mut gloss = None;
            if let Some(next) = glosses.peek() {
                (gloss, end) = inside(at, end, next.whole, ());
            }
            let (mut span, mut status) = (None, None);
            if let Some(&next) = spans.peek() {
                (span, end) = inside(at, end, next.range, next);
            }
            if let Some(&&(term, next)) = terms.peek() {
                (status, end) = inside(at, end, term.range, next);
            }
            self.stretch((at, end), span, status.flatten(), gloss.is_some());
            at = end;
        }
        if self.job.sections.is_empty() {
            let format = self.format(self.base.face, self.base.size, self.base.color);
            self.job.append("", 0.0, format);
        }
        (self.job, self.joints)
    }

    /// A stretch without a change of look.
    fn stretch(&mut self, (start, end): (u32, u32), span: Option<&Span>, status: Option<Status>, gloss: bool) {
        let Base {
            face,
            mut size,
            mut color,
            ..
        } = self.base;
        let mut style = span.map_or(Style::default(), |span| span.style);
        if gloss {
            // The learner's own and no part of the text: quieter, and not bold where it is typed within the bold.
            size *= 0.88;
            color = self.page.theme.ink_second;
            style = Style(style.0 & !Style::BOLD.0);
        }
        let serif = matches!(face, Face::Regular | Face::Bold);
        let new = status == Some(Status::New);
        let tinted = self.page.theme.tint(status).is_some();
        let color = match span.and_then(|span| span.link) {
            Some(_) if tinted => self.page.theme.status.link_on_tint,
            Some(_) => self.page.theme.accent,
            None => color,
        };
        let format = if style.has(Style::FOOTNOTE) {
            self.shifted(size, color, 0.34)
        } else if style.has(Style::SUB) {
            self.shifted(size, color, -0.16)
        } else if style.has(Style::CODE) {
            self.format(Face::Mono, size * 0.84, color)
        } else if serif {
            let bold = face == Face::Bold || style.has(Style::BOLD) || new;
            self.format(Face::text(bold, style.has(Style::ITALIC)), size, color)
        } else if face == Face::Sans && (new || style.has(Style::BOLD)) {
            self.format(Face::SansSemibold, size, color)
        } else {
            self.format(face, size, color)
        };
        let code = style.has(Style::CODE);
        if code != std::mem::replace(&mut self.in_code, code) {
            self.lead = 0.14 * size;
        }
        let breaks = face != Face::Mono && !code;
        self.push(start as usize, end as usize, &format, breaks);
    }

    fn format(&mut self, face: Face, size: f32, color: Color32) -> TextFormat {
        let font_id = self.faces.font(face, size);
        let (line_height, valign) = if (face, size) == (self.base.face, self.base.size) {
            (self.base.row, Align::BOTTOM)
        } else {
            self.faces
                .on_baseline(self.ui, (face, size), self.base.row, self.baseline)
        };
        TextFormat {
            font_id,
            line_height: Some(line_height),
            valign,
            color,
            italics: self.faces.is_slanted(face),
            ..TextFormat::default()
        }
    }

    /// The number of a footnote, an exponent, an index: small, and so many sizes above the line.
    fn shifted(&mut self, size: f32, color: Color32, up: f32) -> TextFormat {
        let (face, small) = (Face::Regular, size * 0.66);
        let font_id = self.faces.font(face, small);
        let (line_height, valign) =
            self.faces
                .on_baseline(self.ui, (face, small), self.base.row, self.baseline - up * size);
        TextFormat {
            font_id,
            line_height: Some(line_height),
            valign,
            color,
            ..TextFormat::default()
        }
    }

    fn push(&mut self, start: usize, end: usize, format: &TextFormat, breaks: bool) {
        let Some(stretch) = self.text.get(start..end) else {
            return;
        };
        let mut from = start;
        if breaks {
            let mut credits = glued_credits(self.text, start, end).into_iter().peekable();
            for (at, sign) in stretch.match_indices(['-', '‐', '–', '—']) {
                let after = start + at + sign.len();
                while let Some(credit) = credits.next_if(|credit| *credit < after) {
                    self.append(from, credit, format);
                    self.gap(format);
                    from = credit;
                }
                if may_break_after(self.text, start + at, after) {
                    self.append(from, after, format);
                    self.joint();
                    from = after;
                }
            }
            for credit in credits {
                self.append(from, credit, format);
                self.gap(format);
                from = credit;
            }
        }
        self.append(from, end, format);
    }

    fn append(&mut self, start: usize, end: usize, format: &TextFormat) {
        let mut rest = self.text.get(start..end).unwrap_or_default();
        while !rest.is_empty() {
            let (text, after) = rest.split_at(unturned(rest));
            // `LayoutJob::append` would make one section of what looks alike.
            let at = self.job.text.len();
            self.job.text.push_str(text);
            self.job.sections.push(LayoutSection {
                leading_space: std::mem::take(&mut self.lead),
                byte_range: at.into()..(at + text.len()).into(),
                format: format.clone(),
            });
            rest = after;
        }
    }

    /// A space that the source lacks. Like a joint, it is no part of the block's text.
    fn gap(&mut self, format: &TextFormat) {
        self.joints.push(byte(self.job.text.len()));
        self.job.append(" ", 0.0, format.clone());
    }

    /// A space so small that it shows nothing but a place to break the line.
    fn joint(&mut self) {
        let at = self.job.text.len();
        self.joints.push(byte(at));
        self.job.text.push(' ');
        let font_id = self.faces.font(Face::Regular, 0.1);
        let format = TextFormat {
            font_id,
            line_height: Some(1.0),
            ..TextFormat::default()
        };
        self.job.sections.push(LayoutSection {
            leading_space: 0.0,
            byte_range: at.into()..(at + 1).into(),
            format,
        });
    }
}

/// Length of the beginning of a text that is shaped as one: up to the next sign of a script that runs from right to left,
/// else that one sign (bytes).
///
/// The shaper turns such a script around, and egui takes the signs that come out for those that went in, one by one:
/// whatever stands behind them in the line would be taken for something else. Sign by sign they stand in the order in
/// which they are read.
fn unturned(text: &str) -> usize {
    // No sign of such a script begins with a smaller byte.
    if text.bytes().all(|byte| byte < 0xd6) {
        return text.len();
    }
    match text.find(runs_leftwards) {
        Some(0) => text.graphemes(true).next().map_or(text.len(), str::len),
        Some(at) => at,
        None => text.len(),
    }
}

/// Whether a character belongs to a script that is written from right to left (Unicode's ranges of these scripts).
pub(super) const fn runs_leftwards(char: char) -> bool {
    matches!(
        char as u32,
        0x590..=0x8ff | 0xfb1d..=0xfdff | 0xfe70..=0xfeff | 0x1_0800..=0x1_0fff | 0x1_e800..=0x1_efff
    )
}

/// What holds at a byte, and up to where: the thing when `range` holds the byte, nothing up to where it begins.
fn inside<T>(at: u32, end: u32, range: ByteRange, thing: T) -> (Option<T>, u32) {
    if range.start <= at {
        (Some(thing), end.min(range.end))
    } else {
        (None, end.min(range.start))
    }
}
