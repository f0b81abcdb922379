//! Lists of ids in one parameter, in every form that the pages and published clients have: a JSON
//! list of numbers or of texts, numbers with commas, with spaces, or one alone.

use std::collections::BTreeSet;

use crate::{Spec, text};

/// How many ids a list may have: more than an account can have of anything.
const MOST: usize = 10_000;

/// The ids of a list; none if it is no list of numbers, or is too long.
pub(super) fn parse(list: &str) -> Option<Vec<i64>> {
    let text = list.trim();
    let inside = text.strip_prefix('[').and_then(|it| it.strip_suffix(']'));
    let parts = inside.unwrap_or(text).split([',', ' ']).filter(|part| !part.is_empty());
    let ids: Option<Vec<i64>> = parts
        .map(|part| {
            let bare = part.strip_prefix('"').and_then(|it| it.strip_suffix('"'));
            // Only a JSON list has texts.
            let number = if inside.is_some() { bare.unwrap_or(part) } else { part };
            number.parse().ok().filter(|id| *id > 0)
        })
        .take(MOST + 1)
        .collect();
    ids.filter(|ids| ids.len() <= MOST)
}

/// The ids of a list, to look others up in.
pub(super) fn set(list: &str) -> Option<BTreeSet<i64>> {
    Some(parse(list)?.into_iter().collect())
}

/// A parameter that is such a list.
pub(super) const fn ids(name: &'static str) -> Spec<String> {
    text(name).form("list of ids", |it| parse(it).is_some())
}

/// A list in the form in which answers have it: `[1,2,3]`.
pub(super) fn shown(ids: &[i64]) -> String {
    let ids: Vec<String> = ids.iter().map(i64::to_string).collect();
    format!("[{}]", ids.join(","))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_form_of_a_list_is_read() {
        for list in
            ["[1,2,3]", r#"["1","2","3"]"#, "1,2,3", "1 2 3", "1, 2, 3", r#"["1", "2" ,"3"]"#]
        {
            assert_eq!(parse(list), Some(vec![1, 2, 3]), "{list}");
        }
        assert_eq!(parse("7"), Some(vec![7]));
        assert_eq!(parse("[]"), Some(vec![]));
        for bad in ["x", "1;2", r#""1""#, "[1", "-1", "0", "1.5", "[[1]]"] {
            assert_eq!(parse(bad), None, "{bad}");
        }
        assert_eq!(shown(&[1, 2]), "[1,2]");
    }
}
