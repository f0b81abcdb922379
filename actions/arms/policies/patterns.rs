//! Regular expressions of conditions: compiled fast and matched in linear time, whatever they are.
//!
//! Classes such as `\w` and `\d` are those of ASCII, as in Java; those by Unicode property, such as `\p{Han}`, are
//! refused (assumed: no page names the dialect).

use regex_lite::{Regex, RegexBuilder};

/// How many bytes a compiled expression may have.
const MAX_COMPILED_BYTES: usize = 256 * 1024;

/// The expression of a condition, which a value has to fit as a whole (assumed: as in Prometheus, whose labels
/// these are). The error says what is wrong.
pub(in crate::arms) fn compile(pattern: &str) -> Result<Regex, String> {
    // By itself first: `a)(b` does not become an expression because it stands in brackets.
    regex_of(pattern)?;
    regex_of(&format!("^(?:{pattern})$"))
}

fn regex_of(pattern: &str) -> Result<Regex, String> {
    let mut builder = RegexBuilder::new(pattern);
    builder.size_limit(MAX_COMPILED_BYTES).nest_limit(50).build().map_err(|e| e.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_expression_fits_a_value_as_a_whole() {
        let found = compile("app-.*|db").unwrap();
        for (value, fits) in [("app-1", true), ("db", true), ("my-app-1", false), ("db2", false)] {
            assert_eq!(found.is_match(value), fits, "{value}");
        }
    }

    #[test]
    fn what_is_no_expression_or_too_large_a_one_is_refused() {
        for bad in ["(", "a)(b", "[z-a]", "*", "(a)\\1", "(?=a)", "\\p{Han}", "(a{1000}){1000}"] {
            assert!(compile(bad).is_err(), "{bad}");
        }
        assert_eq!(compile("(").unwrap_err(), "found open group without closing ')'");
        assert!(compile(&"(".repeat(200)).is_err());
    }
}
