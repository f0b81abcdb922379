//! The query of a control call.

use crate::control::Problem;

/// Its parameters, each of a name that the call knows.
pub(super) struct Query(Vec<(String, String)>);

impl Query {
    /// Decodes a query. A `+` stands for itself, as in a mail address; a space is `%20`.
    pub(super) fn of(raw: &str, known: &[&str]) -> Result<Self, Problem> {
        let mut all: Vec<(String, String)> = Vec::new();
        for pair in raw.split('&').filter(|pair| !pair.is_empty()) {
            let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
            let (name, value) = (decoded(name)?, decoded(value)?);
            if !known.contains(&&*name) {
                let takes = match known {
                    [] => "takes none".to_owned(),
                    known => format!("knows {}", known.join(", ")),
                };
                let text = format!("the query has `{name}`, and this call {takes}");
                return Err(Problem::new(400, text));
            }
            if all.iter().any(|(before, _)| *before == name) {
                return Err(Problem::new(400, format!("the query has `{name}` twice")));
            }
            all.push((name, value));
        }
        Ok(Self(all))
    }

    /// The value of `name`, unless it is empty.
    pub(super) fn get(&self, name: &str) -> Option<&str> {
        let found = self.0.iter().find(|(it, _)| it == name);
        found.map(|(_, value)| &**value).filter(|value| !value.is_empty())
    }
}

fn decoded(text: &str) -> Result<String, Problem> {
    let mut bytes = Vec::with_capacity(text.len());
    crate::sign::encode::unescape_path(&mut bytes, text);
    String::from_utf8(bytes).map_err(|_| Problem::new(400, "the query is not UTF-8 text"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_plus_stands_for_itself() {
        for raw in ["to=a+b@example.com", "to=a%2Bb%40example.com", "&to=a%2bb@example.com&"] {
            let query = Query::of(raw, &["to"]).map_err(|e| e.text).unwrap();
            assert_eq!(query.get("to"), Some("a+b@example.com"), "{raw}");
        }
    }

    #[test]
    fn what_is_not_known_is_named_and_so_is_what_is() {
        for (raw, known, part) in [
            ("too=x", &["to", "limit"][..], "`too`, and this call knows to, limit"),
            ("x", &[], "`x`, and this call takes none"),
            ("to=a&to=b", &["to"], "`to` twice"),
            ("to=%ff", &["to"], "UTF-8"),
        ] {
            let problem = Query::of(raw, known).map(|_| ()).unwrap_err();
            assert_eq!(problem.status, 400, "{raw}");
            assert!(problem.text.contains(part), "{}", problem.text);
        }
    }
}
