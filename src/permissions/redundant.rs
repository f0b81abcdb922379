//! Whether a pattern covers another, or has anything in common with it.

/// Whether every text that `inner` fits is one that `outer` fits. It may say no where the answer is yes: if `outer` has
/// a `?` and differs from `inner`.
pub(super) fn covers(outer: &str, inner: &str) -> bool {
    if outer == inner {
        return true;
    }
    // A star of the inner pattern can only stand where the outer has one; read as a character, it then fits.
    !outer.contains('?') && actions::policy::Glob::new(outer).matches(inner)
}

/// Whether there is a text that both patterns fit.
pub(super) fn meet(one: &str, other: &str) -> bool {
    let (one, other): (Vec<char>, Vec<char>) = (one.chars().collect(), other.chars().collect());
    // For each place of `other`: whether the rests from there on, and from the place of `one`, have a text in common.
    let rest_is_stars = |rest: &[char]| rest.iter().all(|c| *c == '*');
    let mut below: Vec<bool> = (0..=other.len()).map(|at| rest_is_stars(&other[at..])).collect();
    for at in (0..one.len()).rev() {
        let mut row = vec![false; other.len() + 1];
        row[other.len()] = rest_is_stars(&one[at..]);
        for to in (0..other.len()).rev() {
            let (a, b) = (one[at], other[to]);
            row[to] = if a == '*' || b == '*' {
                below[to] || row[to + 1] || below[to + 1]
            } else {
                (a == b || a == '?' || b == '?') && below[to + 1]
            };
        }
        below = row;
    }
    below[0]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pattern_covers_those_that_fit_into_it() {
        for (outer, inner) in
            [("*", "a"), ("a*", "ab*"), ("a*c", "a*bc"), ("a?", "a?"), ("*", "**")]
        {
            assert!(covers(outer, inner), "{outer} {inner}");
        }
        for (outer, inner) in [("ab*", "a*"), ("a", "a*"), ("a?", "a*"), ("a*c", "a*")] {
            assert!(!covers(outer, inner), "{outer} {inner}");
        }
    }

    #[test]
    fn patterns_meet_where_a_text_fits_both() {
        for (one, other) in
            [("*", ""), ("a*", "*b"), ("a?c", "ab*"), ("user/*", "user/alice"), ("*a*", "b*a")]
        {
            assert!(meet(one, other) && meet(other, one), "{one} {other}");
        }
        for (one, other) in
            [("a", ""), ("user/*", "role/*"), ("a?", "a"), ("*b", "*c"), ("ab*", "ac?")]
        {
            assert!(!meet(one, other) && !meet(other, one), "{one} {other}");
        }
    }
}
