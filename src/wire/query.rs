//! Queries that no signature covers: those of the control API, as the server reads them and the
//! commands write them.
//!
//! They are encoded as forms are, but a `+` stands for itself, as in a mail address; a space is `%20`.

/// The names and values of a query, decoded; `None` if one of them is not UTF-8 text.
#[must_use]
pub fn read(raw: &str) -> Option<Vec<(String, String)>> {
    let pairs: Vec<(String, String)> = serde_urlencoded::from_str(&raw.replace('+', "%2B")).ok()?;
    // What is no text was decoded to this character.
    let is_text = |it: &String| !it.contains(char::REPLACEMENT_CHARACTER);
    pairs.iter().all(|(name, value)| is_text(name) && is_text(value)).then_some(pairs)
}

/// A query of these names and values.
#[must_use]
pub fn write(pairs: &[(&str, &str)]) -> String {
    // Pairs of texts can always be encoded.
    serde_urlencoded::to_string(pairs).unwrap_or_default().replace('+', "%20")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_is_read() {
        let pairs =
            [("to", "a+b@example.com"), ("principal", "acs:ram::1:user/张 三&x=%"), ("", "")];
        let raw = write(&pairs);
        assert!(!raw.contains(['+', ' ']), "{raw}");
        let read = read(&raw).unwrap();
        assert!(read.iter().map(|(n, v)| (&**n, &**v)).eq(pairs));
    }

    #[test]
    fn a_plus_stands_for_itself_and_empty_pairs_for_nothing() {
        let pair = |n: &str, v: &str| (n.to_owned(), v.to_owned());
        assert_eq!(read("&a+b=c+d&&e&"), Some(vec![pair("a+b", "c+d"), pair("e", "")]));
        assert_eq!(read(""), Some(Vec::new()));
        assert_eq!(read("a=100%&b=%4"), Some(vec![pair("a", "100%"), pair("b", "%4")]));
        assert_eq!(read("a=%ff"), None);
        assert_eq!(read("%ff=a"), None);
    }
}
