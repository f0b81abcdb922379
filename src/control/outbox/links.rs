//! The links in the texts of a message.

use actions::shared::html::{self, Part};

/// How many of them are taken of a text.
const MOST: usize = 100;

/// The `http` and `https` URLs in a text, in their order, each once. A URL ends at the first character that is not ASCII,
/// at white space, a quotation mark, a bracket or a backslash, and without the punctuation that follows it.
pub(super) fn in_text(text: &str) -> Vec<String> {
    let mut found = Vec::new();
    let mut rest = text;
    while let Some((_, from)) = next(rest).filter(|_| found.len() < MOST) {
        let url = up_to_its_end(from);
        if let Some(url) = whole(url) {
            add(&mut found, url);
        }
        rest = &from[url.len().max("http".len())..];
    }
    found
}

/// The `http` and `https` URLs of HTML: in the text that a person reads, and in attributes, where they go to the
/// quotation mark. Those of comments and of hidden elements are none, nor are the names of namespaces.
pub(super) fn in_html(html: &str) -> Vec<String> {
    let mut found = Vec::new();
    for part in html::parts(html) {
        let (Part::Text(mut rest) | Part::Tag(mut rest)) = part;
        while let Some((before, from)) = next(rest).filter(|_| found.len() < MOST) {
            let quote = before.chars().next_back().filter(|it| ['"', '\''].contains(it));
            let value = match (part, quote) {
                (Part::Tag(_), Some(quote)) => {
                    from.split_once(quote).map(|(value, _)| value.trim())
                }
                _ => None,
            };
            // One with white space is a list, or a style.
            let value = value.filter(|it| !it.contains(char::is_whitespace));
            let raw = value.unwrap_or_else(|| up_to_its_end(from));
            let decoded = html::decoded(raw);
            // What was decoded may be a quotation mark or a bracket, at which a URL in a text ends.
            let url = match value {
                Some(_) => Some(&*decoded),
                None => whole(up_to_its_end(&decoded)),
            };
            let of = before.trim_end_matches(['"', '\'', '=', ' ']);
            let attribute = of.rsplit(char::is_whitespace).next().unwrap_or_default();
            if let Some(url) = url.filter(|_| !attribute.starts_with("xmlns")) {
                add(&mut found, url);
            }
            rest = &from[raw.len().max("http".len())..];
        }
    }
    found
}

/// What precedes the next `http://` or `https://`, and what begins with it.
fn next(text: &str) -> Option<(&str, &str)> {
    let begins = |at: &[u8], with: &[u8]| {
        at.get(..with.len()).is_some_and(|it| it.eq_ignore_ascii_case(with))
    };
    let bytes = text.as_bytes();
    let at = (0..bytes.len())
        .find(|at| begins(&bytes[*at..], b"http://") || begins(&bytes[*at..], b"https://"))?;
    Some(text.split_at(at))
}

/// What a text has up to the end of the URL that it begins with.
fn up_to_its_end(from: &str) -> &str {
    let ends = |c: char| !c.is_ascii_graphic() || "\"'`<>()[]{}\\".contains(c);
    &from[..from.find(ends).unwrap_or(from.len())]
}

/// A URL without the punctuation that follows it, if there is something behind its scheme.
fn whole(url: &str) -> Option<&str> {
    let url = url.trim_end_matches(['.', ',', ';', ':', '!', '?', '*', '_']);
    url.split_once("://").is_some_and(|(_, rest)| !rest.is_empty()).then_some(url)
}

fn add(found: &mut Vec<String>, url: &str) {
    if !found.iter().any(|it| it == url) {
        found.push(url.to_owned());
    }
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
            ("点击https://t.cn/abc查看详情", &["https://t.cn/abc"]),
            ("打开https://a/b，然后http://c。", &["https://a/b", "http://c"]),
            ("HTTPS://A/b and Http://c", &["HTTPS://A/b", "Http://c"]),
            ("https://例.com", &[]),
        ] {
            assert_eq!(in_text(text), links, "{text}");
        }
        let many: Vec<_> = (0..1000).map(|n| format!("http://a/{n}")).collect();
        assert_eq!(in_text(&many.join(" ")).len(), MOST);
    }

    #[test]
    fn the_links_of_html_are_decoded_and_each_is_there_once() {
        for (html, links) in [
            (
                r#"<a href="https://acme.test/confirm?user=1&amp;token=abc">https://acme.test/confirm?user=1&#38;token=abc</a>"#,
                &["https://acme.test/confirm?user=1&token=abc"][..],
            ),
            (r#"<A HREF="HTTPS://acme.test/A">a</A>"#, &["HTTPS://acme.test/A"]),
            (
                "<a href=https://a/b>c</a> <a href='https://a/?t=x_'>d</a>",
                &["https://a/b", "https://a/?t=x_"],
            ),
            ("<a href='https://a/路'>点击https://b/c查看</a>", &["https://a/路", "https://b/c"]),
            ("&lt;https://a/b&gt;, &quot;https://c&quot;", &["https://a/b", "https://c"]),
            ("<!-- <a href='https://a'> --><!--[if mso]><a href='https://b'><![endif]-->", &[]),
            (
                r#"<!DOCTYPE html PUBLIC "" "http://www.w3.org/a.dtd"><html xmlns="http://www.w3.org/1999/xhtml" xmlns:o='http://o'>
                <head><link href="https://fonts.test/x"></head><style>a{b:url(https://c)}</style><img src="https://d/e.png">"#,
                &["https://d/e.png"],
            ),
            ("<a href='https://a", &["https://a"]),
            (r#"<img srcset="https://a 1x, https://b 2x">"#, &["https://a", "https://b"]),
        ] {
            assert_eq!(in_html(html), links, "{html}");
        }
    }
}
