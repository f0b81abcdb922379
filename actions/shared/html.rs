//! HTML of mail: the parts that a reader's program uses, and what a person reads. It is read once, from its start to its
//! end.

/// A part of HTML that is shown or says how something is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part<'a> {
    /// Text between tags, its character references as they are.
    Text(&'a str),
    /// What a tag has between `<` and `>`.
    Tag(&'a str),
}

/// Elements whose content is not shown.
const HIDDEN: [&str; 4] = ["head", "title", "style", "script"];
/// Elements in which there are neither comments nor other elements.
const RAW: [&str; 3] = ["title", "style", "script"];
/// Elements after which a new line begins.
const BLOCKS: [&str; 11] = ["br", "p", "div", "tr", "li", "h1", "h2", "h3", "h4", "table", "ul"];

/// The name of the element of a tag, and whether the tag ends it.
fn name(tag: &str) -> (&str, bool) {
    let name = tag.strip_prefix('/').unwrap_or(tag);
    let end = name.find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(name.len());
    (&name[..end], tag.starts_with('/'))
}

/// The parts of HTML in their order, without comments, declarations, and what is in a head, a title, a style or a script.
pub fn parts(html: &str) -> impl Iterator<Item = Part<'_>> {
    let mut rest = html;
    let mut tag = None;
    let mut hidden: Option<&str> = None;
    std::iter::from_fn(move || {
        loop {
            if let Some(tag) = tag.take() {
                return Some(Part::Tag(tag));
            }
            if rest.is_empty() {
                return None;
            }
            let Some((before, after)) = rest.split_once('<') else {
                let last = std::mem::take(&mut rest);
                return hidden.is_none().then_some(Part::Text(last));
            };
            let shown = hidden.is_none();
            let is_raw = hidden.is_some_and(|it| RAW.contains(&it));
            if let Some(comment) = after.strip_prefix("!--").filter(|_| !is_raw) {
                // `<!-->` is a whole comment.
                let ends_at_once = comment.starts_with('>') || comment.starts_with("->");
                let end = if ends_at_once { ">" } else { "-->" };
                rest = comment.split_once(end).map_or("", |(_, after)| after);
            } else if is_raw && !after.starts_with('/') {
                rest = after;
            } else {
                let (inner, after) = after.split_once('>').unwrap_or((after, ""));
                rest = after;
                let (name, closes) = name(inner);
                let is = |of: &str| name.eq_ignore_ascii_case(of);
                let begins = HIDDEN.into_iter().find(|it| is(it));
                match hidden {
                    Some(within) if closes && is(within) => hidden = None,
                    // The end of a head may be left out.
                    Some("head") if is("body") => hidden = None,
                    None if !closes && !inner.ends_with('/') => hidden = begins,
                    Some(_) | None => {}
                }
                if hidden.is_none() && begins.is_none() && !inner.starts_with(['!', '?']) {
                    tag = Some(inner);
                }
            }
            if shown && !before.is_empty() {
                return Some(Part::Text(before));
            }
        }
    })
}

/// What a person reads of HTML.
#[must_use]
pub fn text(html: &str) -> String {
    let mut out = String::with_capacity(html.len() / 2);
    for part in parts(html) {
        match part {
            Part::Tag(tag) => {
                let (name, _) = name(tag);
                let is_block = BLOCKS.iter().any(|it| name.eq_ignore_ascii_case(it));
                if is_block && !out.ends_with('\n') {
                    out.push('\n');
                }
            }
            Part::Text(text) => {
                for c in decoded(text).chars() {
                    if !c.is_whitespace() {
                        out.push(c);
                    } else if !out.is_empty() && !out.ends_with([' ', '\n']) {
                        out.push(' ');
                    }
                }
            }
        }
    }
    out.trim().to_owned()
}

/// The character references that texts and addresses usually have.
const NAMED: [(&str, char); 17] = [
    ("amp", '&'),
    ("lt", '<'),
    ("gt", '>'),
    ("quot", '"'),
    ("apos", '\''),
    ("nbsp", '\u{a0}'),
    ("copy", '©'),
    ("reg", '®'),
    ("middot", '·'),
    ("bull", '•'),
    ("hellip", '…'),
    ("ndash", '–'),
    ("mdash", '—'),
    ("lsquo", '‘'),
    ("rsquo", '’'),
    ("ldquo", '“'),
    ("rdquo", '”'),
];

/// The most characters between `&` and `;`.
const LONGEST: usize = 10;

/// A text with its character references replaced by what they stand for; those that are unknown stay.
#[must_use]
pub fn decoded(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('&') {
        out.push_str(before);
        let end = after.bytes().take(LONGEST + 1).position(|b| b == b';');
        let reference = end.and_then(|end| after.get(..end));
        if let Some((reference, meant)) = reference.and_then(|it| Some((it, character(it)?))) {
            out.push(meant);
            rest = &after[reference.len() + 1..];
        } else {
            out.push('&');
            rest = after;
        }
    }
    out.push_str(rest);
    out
}

/// The character that a reference without `&` and `;` stands for.
fn character(reference: &str) -> Option<char> {
    let Some(number) = reference.strip_prefix('#') else {
        return NAMED.iter().find(|(name, _)| *name == reference).map(|(_, meant)| *meant);
    };
    let (digits, radix) = match number.strip_prefix(['x', 'X']) {
        Some(digits) => (digits, 16),
        None => (number, 10),
    };
    let is_number = !digits.is_empty() && digits.chars().all(|c| c.is_digit(radix));
    let number = u32::from_str_radix(digits, radix).ok().filter(|_| is_number)?;
    Some(char::from_u32(number).filter(|c| *c != '\0').unwrap_or(char::REPLACEMENT_CHARACTER))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_text_of_html_is_what_a_person_reads() {
        for (html, shown) in [
            (
                "<html><head><title>x</title></head><style>p{}</style><p>Your code:\n  <b>123456</b></p>\
                 <p>a &lt;b&gt; &amp; c</p><script>var a = '<p>';</script>end <a href='http://x.test/1'>here</a>",
                "Your code: 123456\na <b> & c\nend here",
            ),
            ("a < b", "a"),
            ("plain", "plain"),
            ("a<!-- <b>no</b> > -->b<!-- -- -->c", "abc"),
            ("a<!--[if mso]><p>Outlook</p><![endif]-->b", "ab"),
            ("<!--[if !mso]><!-->a<!--<![endif]--> <![if !mso]>b<![endif]>", "a b"),
            ("a<!-->b<!--->c<!-- d", "abc"),
            ("<!DOCTYPE html><?xml?><TITLE>a <!-- b</TITLE>c", "c"),
            ("<head><meta charset=utf-8><title>a</title><body>b", "b"),
            ("<header>a</header><title/>b", "ab"),
            ("&#20013;&#x6587;&#X4e2d; &#39;a&apos;&nbsp;&hellip;", "中文中 'a' …"),
            ("&#0;&#xd800;&#1114112;", "\u{fffd}\u{fffd}\u{fffd}"),
            (
                "&#; &#x; &#+1; &#12345678901; &none; & &amp;lt;",
                "&#; &#x; &#+1; &#12345678901; &none; & &lt;",
            ),
        ] {
            assert_eq!(text(html), shown, "{html}");
        }
    }

    #[test]
    fn a_tag_is_a_part_unless_it_is_hidden() {
        let html = "<head><link href=a></head><a href='b'>c</a><script src=d></script>";
        let all: Vec<_> = parts(html).collect();
        assert_eq!(all, [Part::Tag("a href='b'"), Part::Text("c"), Part::Tag("/a")]);
    }
}
