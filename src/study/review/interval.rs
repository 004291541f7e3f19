//! How sure a share is that was counted: Wilson's score interval (*JASA* 22, 1927), which holds for small counts as well.

/// Between which shares the true one lies with a likelihood of 95 %; `None` where nothing was counted.
#[must_use]
pub fn sure_between(hits: u32, of: u32) -> Option<(f64, f64)> {
    const Z: f64 = 1.96;
    if of == 0 {
        return None;
    }
    let (n, share) = (f64::from(of), f64::from(hits.min(of)) / f64::from(of));
    let middle = share + Z * Z / (2.0 * n);
    let spread = Z * (share * (1.0 - share) / n + Z * Z / (4.0 * n * n)).sqrt();
    let whole = 1.0 + Z * Z / n;
    Some((
        ((middle - spread) / whole).max(0.0),
        ((middle + spread) / whole).min(1.0),
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn few_answers_are_unsure_and_many_are_not() {
        assert_eq!(sure_between(0, 0), None);
        let (low, high) = sure_between(9, 10).unwrap();
        // Worked out by hand from the formula.
        assert!(
            (low - 0.596).abs() < 0.002 && (high - 0.982).abs() < 0.002,
            "{low} {high}"
        );
        let (low, high) = sure_between(900, 1000).unwrap();
        assert!(low > 0.879 && high < 0.918);
        assert_eq!(sure_between(5, 5).map(|(_, high)| high), Some(1.0));
    }
}
