//! The links in the text of a message.

/// How many of them are taken.
const MOST: usize = 100;

/// The `http` and `https` URLs in a text, in their order, each once. A URL ends at white space, a quotation mark,
/// a bracket or a backslash, and without the punctuation that follows it.
pub(super) fn in_text(text: &str) -> Vec<&str> {
    let mut found = Vec::new();
    let mut rest = text;
    while let Some(at) = rest.find("http").filter(|_| found.len() < MOST) {
        let from = &rest[at..];
        let Some(scheme) = ["https://", "http://"].into_iter().find(|it| from.starts_with(it))
        else {
            rest = &from["http".len()..];
            continue;
        };
        let ends = |c: char| c.is_whitespace() || "\"'`<>()[]{}\\，。；、）】」》".contains(c);
        let end = from.find(ends).unwrap_or(from.len());
        let url = from[..end].trim_end_matches(['.', ',', ';', ':', '!', '?', '*', '_']);
        if url.len() > scheme.len() && !found.contains(&url) {
            found.push(url);
        }
        rest = &from[end.max(scheme.len())..];
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_link_ends_where_its_text_goes_on() {
        for (text, links) in [
            ("", &[][..]),
            ("http https:// http://", &[]),
            ("see http://a/b?c=d&e=f#g.", &["http://a/b?c=d&e=f#g"]),
            (
                "(https://a/x), <https://b>, [c](https://d/e)",
                &["https://a/x", "https://b", "https://d/e"],
            ),
            (r#"{"url":"https://a/\"}"#, &["https://a/"]),
            ("https://a https://a http://a", &["https://a", "http://a"]),
            ("打开https://例.com/路，然后", &["https://例.com/路"]),
        ] {
            assert_eq!(in_text(text), links, "{text}");
        }
        let many: Vec<_> = (0..1000).map(|n| format!("http://a/{n}")).collect();
        assert_eq!(in_text(&many.join(" ")).len(), MOST);
    }
}
