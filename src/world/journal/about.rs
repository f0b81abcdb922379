//! Which calls are about a thing: those that name it in a parameter, and those that made or changed it and answer its id.

use std::borrow::Cow;

use crate::world::journal::Entry;

/// A number of fewer digits may be any number: it is an id only where the name of its parameter says so.
const SHORTEST_NUMBER: usize = 5;

/// A thing that calls may be about.
#[derive(Clone, Debug, Default)]
pub struct About {
    /// What names it and nothing else.
    ids: Vec<String>,
    /// What names it among the things of its product and account.
    names: Vec<String>,
    /// The codes of the products that know it by its name.
    products: Vec<&'static str>,
    account: Option<String>,
}

impl About {
    /// What this text names, whatever it is.
    #[must_use]
    pub fn text(text: &str) -> Self {
        Self { ids: vec![text.to_owned()], ..Self::default() }
    }

    /// The thing with these ids; and with these names, where a call is for one of these products and by this account.
    #[must_use]
    pub fn thing(
        (ids, names): (Vec<String>, Vec<String>),
        products: Vec<&'static str>,
        account: Option<String>,
    ) -> Self {
        let given = |all: Vec<String>| all.into_iter().filter(|it| !it.is_empty()).collect();
        Self { ids: given(ids), names: given(names), products, account }
    }

    /// Whether a call is about it. The answer is searched only where the call has changed something: one that lists
    /// a thing among others is not about it.
    #[must_use]
    pub fn matches(&self, entry: &Entry) -> bool {
        let by = entry.caller.as_ref().map(|caller| &*caller.account);
        let by_name = self.products.contains(&&*entry.product)
            && self.account.as_deref().is_none_or(|account| by.is_none_or(|by| by == account));
        let known = self.ids.iter().chain(self.names.iter().filter(|_| by_name));
        let texts: Vec<&str> = known.map(String::as_str).collect();
        if texts.is_empty() {
            return false;
        }
        let parameters = entry.parameters();
        let is_in_parameters =
            |text: &&str| parameters.iter().any(|it| in_parameter((it.name, it.value), text));
        if texts.iter().any(is_in_parameters) {
            return true;
        }
        let writes = entry.admitted.as_ref().is_some_and(|it| it.target.entry.access.writes());
        if !(writes && entry.ran && entry.error.is_none()) {
            return false;
        }
        let answer: Cow<'_, str> = String::from_utf8_lossy(&entry.answer);
        texts.iter().any(|text| in_answer(&answer, text))
    }
}

fn is_short_number(text: &str) -> bool {
    text.len() < SHORTEST_NUMBER && text.bytes().all(|it| it.is_ascii_digit())
}

/// `ContactId`, `ContactIds`, `JobId.1`.
fn is_name_of_id(name: &str) -> bool {
    let last = name.rsplit('.').find(|it| it.parse::<u32>().is_err()).unwrap_or(name);
    let last = last.to_ascii_lowercase();
    last.ends_with("id") || last.ends_with("ids")
}

/// Whether a text stands in another between such characters, or at an end of it.
fn stands_in(whole: &str, text: &str, between: (&str, &str), at: impl Fn(&str) -> bool) -> bool {
    whole.match_indices(text).any(|(start, _)| {
        let (before, after) = (&whole[..start], &whole[start + text.len()..]);
        before.chars().next_back().is_none_or(|it| between.0.contains(it))
            && after.chars().next().is_none_or(|it| between.1.contains(it))
            && at(before)
    })
}

/// Whether a value is the text, or a list, a JSON document or an ARN with it.
fn in_parameter((name, value): (&str, &str), text: &str) -> bool {
    if is_short_number(text) && !is_name_of_id(name) {
        return false;
    }
    value == text || stands_in(value, text, (",\"[:/", ",\"]}:/"), |_| true)
}

/// Whether the text is a value in an answer of JSON or XML.
fn in_answer(answer: &str, text: &str) -> bool {
    let number = is_short_number(text);
    stands_in(answer, text, ("\">:[,/", "\"<,}]\\/"), |before| {
        let name = before.trim_end_matches([':', '"', '[', '>', ' ']);
        let name = name.rsplit(|c: char| !c.is_ascii_alphanumeric()).next();
        !number || name.is_some_and(is_name_of_id)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_parameter_names_a_thing_whole() {
        for (name, value, text, is) in [
            ("ContactName", "ann", "ann", true),
            ("ContactName", "anna", "ann", false),
            ("ContactNames", "ben,ann", "ann", true),
            ("ContactNames", r#"["ben","ann"]"#, "ann", true),
            ("RoleArn", "acs:ram::1000000000000001:role/ann", "ann", true),
            ("Describe", "for ann only", "ann", false),
            ("PageSize", "10", "10", false),
            ("ContactId", "10", "10", true),
            ("ContactIds", "9,10", "10", true),
            ("ContactIds", "9,100", "10", false),
            ("JobIds.1", "10", "10", true),
            ("Any", "20001", "20001", true),
        ] {
            assert_eq!(in_parameter((name, value), text), is, "{name}={value} {text}");
        }
    }

    #[test]
    fn an_answer_names_a_thing_whole() {
        for (answer, text, is) in [
            (r#"{"JobId":12,"x":1}"#, "12", true),
            (r#"{"Total":12}"#, "12", false),
            (r#"{"User":{"UserName":"ann"}}"#, "ann", true),
            (r#"{"User":{"UserName":"anna"}}"#, "ann", false),
            ("<User><UserId>12</UserId></User>", "12", true),
            ("<User><UserName>ann</UserName></User>", "ann", true),
            (r#"{"ContactIds":[12,13]}"#, "12", true),
        ] {
            assert_eq!(in_answer(answer, text), is, "{answer} {text}");
        }
    }
}
