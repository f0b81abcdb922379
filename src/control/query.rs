//! The query of a control call.

use crate::{control::Problem, wire::query};

/// Its parameters, each of a name that the call knows.
pub(super) struct Query(Vec<(String, String)>);

impl Query {
    /// Decodes a query as [`query::read`] does.
    pub(super) fn of(raw: &str, known: &[&str]) -> Result<Self, Problem> {
        let not_text = || Problem::new(400, "the query is not UTF-8 text");
        let all = query::read(raw).ok_or_else(not_text)?;
        for (at, (name, _)) in all.iter().enumerate() {
            if !known.contains(&&**name) {
                let takes = match known {
                    [] => "takes none".to_owned(),
                    known => format!("knows {}", known.join(", ")),
                };
                let text = format!("the query has `{name}`, and this call {takes}");
                return Err(Problem::new(400, text));
            }
            if all[..at].iter().any(|(before, _)| before == name) {
                return Err(Problem::new(400, format!("the query has `{name}` twice")));
            }
        }
        Ok(Self(all))
    }

    /// The value of `name`, unless it is empty.
    pub(super) fn get(&self, name: &str) -> Option<&str> {
        let found = self.0.iter().find(|(it, _)| it == name);
        found.map(|(_, value)| &**value).filter(|value| !value.is_empty())
    }
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
