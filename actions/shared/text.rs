//! Text rules that are the same in several products.

use std::{collections::HashSet, hash::Hash};

use crate::of_line;

/// The key of a tag: up to 128 characters of one line, without the vendor's reserved prefixes and
/// without URLs.
#[must_use]
pub fn is_tag_key(key: &str) -> bool {
    let folded = key.to_lowercase();
    key.chars().count() <= 128
        && key.chars().all(of_line)
        && !["aliyun", "acs:"].iter().any(|own| folded.starts_with(own))
        && !["http://", "https://"].iter().any(|address| folded.contains(address))
}

/// Whether a text begins with `http://` or `https://`, in any case.
#[must_use]
pub fn begins_like_url(text: &str) -> bool {
    ["http://", "https://"]
        .iter()
        .any(|it| text.get(..it.len()).is_some_and(|start| start.eq_ignore_ascii_case(it)))
}

/// The beginning of a text, of `bytes` at most, that ends between two characters.
#[must_use]
pub fn cut(text: &str, bytes: usize) -> &str {
    let end = (0..=bytes.min(text.len())).rev().find(|at| text.is_char_boundary(*at));
    &text[..end.unwrap_or(0)]
}

/// The parts of a list with commas between them, without the blanks around them; empty parts are left out.
pub fn comma_list(list: &str) -> impl Iterator<Item = &str> {
    list.split(',').map(str::trim).filter(|part| !part.is_empty())
}

/// What came, each once, in its order.
pub(crate) fn each_once<T: Clone + Eq + Hash>(all: impl IntoIterator<Item = T>) -> Vec<T> {
    let mut seen = HashSet::new();
    all.into_iter().filter(|it| seen.insert(it.clone())).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_key_of_a_tag_is_not_one_of_the_vendors() {
        for good in ["k", "环境", "a:b", &"x".repeat(128)] {
            assert!(is_tag_key(good), "{good}");
        }
        for bad in ["aliyunx", "ACS:rm", "xhttp://y", "a\nb", "a\u{202e}b", &"x".repeat(129)] {
            assert!(!is_tag_key(bad), "{bad}");
        }
    }

    #[test]
    fn a_text_begins_like_a_url_in_any_case() {
        for url in ["http://a", "HTTPS://", "Http://x"] {
            assert!(begins_like_url(url), "{url}");
        }
        for other in ["", "http", "http:/a", "a http://", "网http://"] {
            assert!(!begins_like_url(other), "{other}");
        }
    }

    #[test]
    fn a_list_with_commas_has_no_empty_parts() {
        let parts = |list| comma_list(list).collect::<Vec<_>>();
        assert_eq!(parts("a, b ,,c d,"), ["a", "b", "c d"]);
        assert!(parts(" , ").is_empty() && parts("").is_empty());
    }

    #[test]
    fn a_text_is_cut_between_characters() {
        for (bytes, want) in [(0, ""), (1, ""), (3, "张"), (4, "张"), (6, "张三"), (9, "张三")]
        {
            assert_eq!(cut("张三", bytes), want, "{bytes}");
        }
    }
}
