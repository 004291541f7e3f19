//! Jumps: whatever throws the page far in one frame (a link, the outline, a hit, the list of words, the scroll bar, the
//! ends of the article) is told, so that the learner can go back. Scrolling is no jump, however long.

use super::scroll::Scroll;
use crate::app::Action;
use crate::text::Place;

/// More screens than this in one frame are a jump, whoever made it.
const FAR: f32 = 1.2;

/// The page as it stood when the frame began.
pub(super) struct Watch {
    from: Place,
    scrolled: f32,
}

impl Watch {
    /// Looks at the page before anything moves it.
    pub fn begin(scroll: &Scroll) -> Self {
        Self {
            from: scroll.first(),
            scrolled: scroll.scrolled(),
        }
    }

    /// Tells of a jump, if there was one; `obeyed` is the number of the wish that moved the page in this frame.
    pub fn end(self, scroll: &Scroll, view: f32, obeyed: Option<u64>, out: &mut Vec<Action>) {
        let far = (scroll.scrolled() - self.scrolled).abs() > FAR * view;
        if scroll.first() != self.from && (far || obeyed.is_some()) {
            out.push(Action::Jumped(self.from, obeyed));
        }
    }
}
