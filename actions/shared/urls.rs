//! The addresses that messages are posted to.

use crate::of_line;

/// Whether a text is an absolute URL of HTTP or HTTPS with a host, of at most 2,048 characters and without white
/// space. Any host will do, so that tests can name their own. URLs of other forms are refused (assumed).
#[must_use]
pub fn is_url(it: &str) -> bool {
    let rest = ["https://", "http://"].iter().find_map(|scheme| {
        let head = it.get(..scheme.len())?;
        head.eq_ignore_ascii_case(scheme).then(|| &it[scheme.len()..])
    });
    it.len() <= 2048
        && rest.is_some_and(|rest| !rest.is_empty() && !rest.starts_with(['/', '?', '#']))
        && it.chars().all(|c| of_line(c) && !c.is_whitespace())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_url_has_a_scheme_of_the_web_and_a_host() {
        for good in [
            "https://oapi.dingtalk.com/robot/send?access_token=91f2f6****",
            "http://127.0.0.1:8080",
            "HTTPS://example.com",
        ] {
            assert!(is_url(good), "{good}");
        }
        for bad in ["", "example.com", "ftp://example.com", "https://", "https:///x", "https://a b"]
        {
            assert!(!is_url(bad), "{bad}");
        }
        assert!(!is_url(&format!("https://example.com/{}", "x".repeat(2048))));
        assert!(!is_url("https://example.com/\r\nX: y"));
    }
}
