//! Heights of all pieces of the page, summed in a tree.
//!
//! Heights are integers of 1/64 point, so that sums over a million words are exact and slow scrolling never stands
//! still; a Fenwick tree answers "how far down is piece n" and "which piece is so far down" in logarithmic time.

/// Units in a point.
const UNITS: f64 = 64.0;

/// Points as units, rounded.
pub(in crate::ui) fn to_units(points: f32) -> i64 {
    // Heights of pages lie far inside what both types hold exactly.
    #[expect(clippy::cast_possible_truncation)]
    let units = (f64::from(points) * UNITS).round() as i64;
    units
}

/// Units as points; exact up to 2^24 units, which is more than any one piece has.
pub(in crate::ui) fn to_points(units: i64) -> f32 {
    #[expect(clippy::cast_precision_loss, clippy::cast_possible_truncation)]
    let points = (units as f64 / UNITS) as f32;
    points
}

/// One height for each piece (units).
#[derive(Clone, Debug, Default)]
pub(in crate::ui) struct Heights {
    each: Vec<i64>,
    tree: Vec<i64>,
}

impl Heights {
    /// From one height for each piece (units).
    pub fn new(each: Vec<i64>) -> Self {
        let mut tree = vec![0; each.len() + 1];
        for index in 1..tree.len() {
            tree[index] += each[index - 1];
            let parent = index + lowest_bit(index);
            if parent < tree.len() {
                tree[parent] += tree[index];
            }
        }
        Self { each, tree }
    }

    /// The height of a piece (units).
    pub fn get(&self, piece: usize) -> i64 {
        self.each.get(piece).copied().unwrap_or(0)
    }

    /// Replaces the height of a piece (units).
    pub fn set(&mut self, piece: usize, units: i64) {
        let Some(height) = self.each.get_mut(piece) else { return };
        let difference = units - *height;
        *height = units;
        if difference == 0 {
            return;
        }
        let mut index = piece + 1;
        while index < self.tree.len() {
            self.tree[index] += difference;
            index += lowest_bit(index);
        }
    }

    /// The sum of all heights before a piece (units).
    pub fn before(&self, piece: usize) -> i64 {
        let mut index = piece.min(self.each.len());
        let mut sum = 0;
        while index > 0 {
            sum += self.tree[index];
            index -= lowest_bit(index);
        }
        sum
    }

    /// The sum of all heights (units).
    pub fn total(&self) -> i64 {
        self.before(self.each.len())
    }

    /// The piece that lies so far down (units), and how far into it that is; clamped to the first and the last.
    pub fn find(&self, down: i64) -> (usize, i64) {
        let mut rest = down.max(0);
        let mut piece = 0;
        let mut step = self.each.len().next_power_of_two();
        while step > 0 {
            let next = piece + step;
            if next <= self.each.len() && self.tree[next] <= rest {
                piece = next;
                rest -= self.tree[next];
            }
            step /= 2;
        }
        if piece < self.each.len() {
            return (piece, rest);
        }
        let last = self.each.len().saturating_sub(1);
        (last, self.get(last))
    }
}

const fn lowest_bit(index: usize) -> usize {
    index & index.wrapping_neg()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn empty_page_is_no_trouble() {
        let heights = Heights::new(Vec::new());
        assert_eq!((heights.total(), heights.find(10)), (0, (0, 0)));
    }

    #[test]
    fn points_and_units_agree() {
        assert_eq!(to_units(1.5), 96);
        assert!((to_points(to_units(1234.25)) - 1234.25).abs() < f32::EPSILON);
    }

    proptest! {
        #[test]
        fn tree_is_the_plain_sum(
            each in prop::collection::vec(0i64..5000, 1..200),
            changes in prop::collection::vec((any::<prop::sample::Index>(), 0i64..5000), 0..40),
            down in 0i64..600_000,
        ) {
            let mut plain = each.clone();
            let mut heights = Heights::new(each);
            for (piece, units) in changes {
                let piece = piece.index(plain.len());
                plain[piece] = units;
                heights.set(piece, units);
            }
            for piece in 0..=plain.len() {
                prop_assert_eq!(heights.before(piece), plain[..piece].iter().sum::<i64>());
            }
            let (piece, rest) = heights.find(down);
            if down < heights.total() {
                prop_assert_eq!(heights.before(piece) + rest, down);
                prop_assert!(rest < plain[piece]);
            } else {
                prop_assert_eq!((piece, rest), (plain.len() - 1, plain[plain.len() - 1]));
            }
        }
    }
}
