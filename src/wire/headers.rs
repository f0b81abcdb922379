//! The headers of a request, in a form that is quick to search: every call asks for some twenty.

use hyper::{HeaderMap, header::HeaderName};

/// The headers of a request, borrowed from it.
#[derive(Debug)]
pub struct Headers<'a> {
    map: &'a HeaderMap,
    /// What stands more than once stands together.
    lines: Vec<Line<'a>>,
}

#[derive(Debug)]
struct Line<'a> {
    /// In lower case.
    name: &'a str,
    /// Without the space around it; bytes where it is not UTF-8.
    value: Result<&'a str, &'a [u8]>,
}

impl<'a> Line<'a> {
    fn bytes(&self) -> &'a [u8] {
        self.value.map_or_else(|bytes| bytes, str::as_bytes)
    }
}

impl<'a> Headers<'a> {
    /// Those of `map`.
    #[must_use]
    pub fn of(map: &'a HeaderMap) -> Self {
        let line = |(name, value): (&'a HeaderName, &'a hyper::header::HeaderValue)| {
            let value = value.as_bytes().trim_ascii();
            Line { name: name.as_str(), value: std::str::from_utf8(value).map_err(|_| value) }
        };
        Self { map, lines: map.iter().map(line).collect() }
    }

    /// As they came.
    #[must_use]
    pub fn map(&self) -> &'a HeaderMap {
        self.map
    }

    /// The first value of a header, trimmed; `name` is in lower case. `None` if it is absent or not UTF-8 text.
    #[must_use]
    pub fn text(&self, name: &str) -> Option<&'a str> {
        self.lines.iter().find(|it| it.name == name)?.value.ok()
    }

    /// Whether a header is there; `name` in any case.
    #[must_use]
    pub fn has(&self, name: &str) -> bool {
        self.values(name).next().is_some()
    }

    /// Every value of a header, trimmed; `name` in any case.
    pub fn values(&self, name: &str) -> impl Iterator<Item = &'a [u8]> {
        self.lines.iter().filter(move |it| it.name.eq_ignore_ascii_case(name)).map(Line::bytes)
    }

    /// The names that start with `prefix`, each once, in the order of the request.
    pub fn under(&self, prefix: &str) -> impl Iterator<Item = &'a str> {
        let mut last = "";
        let names = self.lines.iter().map(|it| it.name);
        names.filter(move |name| {
            name.starts_with(prefix) && std::mem::replace(&mut last, name) != *name
        })
    }
}

/// The members of a header that is a list.
pub fn members<'h>(headers: &'h HeaderMap, name: &HeaderName) -> impl Iterator<Item = &'h str> {
    let lists = headers.get_all(name).iter().filter_map(|v| v.to_str().ok());
    lists.flat_map(|list| list.split(',')).map(str::trim)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn they_are_found_by_name_and_by_prefix() {
        let mut map = HeaderMap::new();
        for (name, value) in [("Host", " h\t"), ("x-acs-b", "2"), ("x-acs-a", "1"), ("host", "i")] {
            map.append(HeaderName::from_bytes(name.as_bytes()).unwrap(), value.parse().unwrap());
        }
        map.append("x-acs-b", "3".parse().unwrap());
        map.append("odd", hyper::header::HeaderValue::from_bytes(b"\xe9").unwrap());
        let headers = Headers::of(&map);
        assert_eq!(headers.text("host"), Some("h"));
        assert_eq!(headers.text("odd"), None);
        assert_eq!(headers.text("even"), None);
        assert_eq!(headers.values("X-Acs-B").collect::<Vec<_>>(), [b"2", b"3"]);
        assert!(headers.has("Odd") && !headers.has("even"));
        assert_eq!(headers.under("x-acs-").collect::<Vec<_>>(), ["x-acs-b", "x-acs-a"]);
        assert_eq!(headers.map(), &map);
    }
}
