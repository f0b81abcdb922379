//! Which calls are meant: the filters of lists and exports, and what a call is expected to be.

use actions::policy::Glob;
use chrono::DateTime;

use crate::{
    sign::time::Clocks,
    wire::shortened::shortened,
    world::journal::{Entry, about::About, shown},
};

/// What a text must be, in which `*` stands for any text.
#[derive(Clone, Debug)]
struct Expected {
    given: String,
    glob: Glob,
}

impl Expected {
    fn new(given: &str) -> Self {
        Self { given: given.to_owned(), glob: Glob::with_stars(given) }
    }
}

/// A place among the calls.
#[derive(Clone, Copy, Debug)]
enum Place {
    /// The number of a call.
    Sequence(u64),
    /// A time of the world, in milliseconds since 1970.
    Time(i64),
}

/// What a call must be. Made from names and texts, by [`add`](Self::add).
#[derive(Clone, Debug, Default)]
pub struct Filter {
    /// Each with its name: all but those below.
    texts: Vec<(&'static str, Expected)>,
    parameters: Vec<(String, Expected)>,
    status: Option<(u16, u16, String)>,
    since: Option<Place>,
    until: Option<Place>,
    about: Option<(String, About)>,
    /// Whether a page of the console made it by itself.
    by_console: Option<bool>,
}

/// What of a call is not as it must be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Difference {
    /// `action`, `params.ContactName`, ….
    pub member: String,
    /// What it must be.
    pub expected: String,
    /// What it is; none if the call has none.
    pub found: Option<String>,
}

impl Filter {
    /// Demands that the member `name` is `value`; otherwise why there can be no such call. `true` if a filter
    /// has such a member.
    pub fn add(&mut self, name: &str, value: &str) -> Result<bool, String> {
        const TEXTS: [&str; 4] = ["action", "product", "caller", "code"];
        if let Some(known) = TEXTS.iter().find(|it| **it == name) {
            let mut expected = Expected::new(value);
            if *known == "product" {
                // The case of a product's code is its own; nobody remembers it.
                expected.glob = Glob::with_stars(&value.to_ascii_lowercase());
            }
            self.texts.push((known, expected));
            return Ok(true);
        }
        match name {
            "status" => self.status = Some(status(value)?),
            "since" => self.since = Some(place(value)?),
            "until" => self.until = Some(place(value)?),
            "origin" => self.by_console = Some(is_console(value)?),
            _ => return Ok(false),
        }
        Ok(true)
    }

    /// Demands that the parameter `name` is `value`.
    pub fn add_parameter(&mut self, name: &str, value: &str) {
        self.parameters.push((name.to_owned(), Expected::new(value)));
    }

    /// Demands that the call is about what this text names: see [`About::text`].
    pub fn add_about(&mut self, text: &str) {
        self.about = Some((text.to_owned(), About::text(text)));
    }

    /// The number of the call after which those begin that it can match.
    #[must_use]
    pub fn after(&self) -> u64 {
        match self.since {
            Some(Place::Sequence(number)) => number,
            _ => 0,
        }
    }

    /// Leaves out the calls that pages of the console make by themselves.
    #[must_use]
    pub const fn of_clients(mut self) -> Self {
        self.by_console = Some(false);
        self
    }

    /// Whether a call is between `since` and `until`, and was made by whom it must.
    #[must_use]
    pub fn in_range(&self, entry: &Entry) -> bool {
        let Clocks { world, .. } = entry.clocks;
        let since = match self.since {
            None => true,
            Some(Place::Sequence(number)) => entry.sequence > number,
            Some(Place::Time(at)) => world >= at,
        };
        since
            && self.by_console.is_none_or(|it| it == entry.by_console)
            && match self.until {
                None => true,
                Some(Place::Sequence(number)) => entry.sequence <= number,
                Some(Place::Time(at)) => world <= at,
            }
    }

    /// Whether a call is meant.
    #[must_use]
    pub fn matches(&self, entry: &Entry) -> bool {
        let mut same = self.in_range(entry);
        if same {
            self.compare(entry, |_| {
                same = false;
                false
            });
        }
        same
    }

    /// All that is not as it must be, but for the time.
    #[must_use]
    pub fn differences(&self, entry: &Entry) -> Vec<Difference> {
        let mut all = Vec::new();
        self.compare(entry, |it| {
            all.push(it);
            true
        });
        all
    }

    /// Tells each difference, until `tell` answers no. What costs most is compared last.
    fn compare(&self, entry: &Entry, mut tell: impl FnMut(Difference) -> bool) {
        if let Some((least, most, expected)) = &self.status
            && !(*least..=*most).contains(&entry.status)
        {
            let (member, found) = ("status".into(), Some(entry.status.to_string()));
            if !tell(Difference { member, expected: expected.clone(), found }) {
                return;
            }
        }
        for (name, Expected { given, glob }) in &self.texts {
            let (is, found) = match *name {
                "action" => (glob.matches(&entry.action), Some((*entry.action).to_owned())),
                "product" => (
                    glob.matches(&entry.product.to_ascii_lowercase()),
                    Some((*entry.product).to_owned()),
                ),
                "code" => {
                    let code = entry.errors().next().map(|it| &*it.code);
                    (code.is_some_and(|it| glob.matches(it)), code.map(str::to_owned))
                }
                _ => caller(glob, entry),
            };
            let found = found.filter(|it| !it.is_empty());
            if !is {
                let (member, expected) = ((*name).to_owned(), given.clone());
                if !tell(Difference { member, expected, found }) {
                    return;
                }
            }
        }
        if let Some((text, about)) = &self.about
            && !about.matches(entry)
        {
            let (member, expected) = ("about".into(), text.clone());
            if !tell(Difference { member, expected, found: None }) {
                return;
            }
        }
        if self.parameters.is_empty() {
            return;
        }
        let all = entry.parameters();
        for (name, Expected { given, glob }) in &self.parameters {
            let found = all.get(name);
            if !found.is_some_and(|it| glob.matches(it)) {
                let (member, expected) = (format!("params.{name}"), given.clone());
                let found = found.map(str::to_owned);
                if !tell(Difference { member, expected, found }) {
                    return;
                }
            }
        }
    }
}

/// Whether the caller of a call is this one, by ARN, name, account or access key; and who it is.
fn caller(glob: &Glob, entry: &Entry) -> (bool, Option<String>) {
    use actions::Principal::{Anonymous, Root, Session, User};
    let Some(caller) = &entry.caller else { return (false, None) };
    let name = match &caller.principal {
        User { name, .. } => name,
        Session { role_name, .. } => role_name,
        Root | Anonymous => "",
    };
    let arn = shown::arn(caller);
    let names = [&*arn, name, &*caller.account, &*caller.access_key];
    let is = names.iter().any(|it| !it.is_empty() && glob.matches(it));
    (is, Some(arn))
}

/// `403`, or `4xx`.
fn status(text: &str) -> Result<(u16, u16, String), String> {
    let wrong = || format!("`{text}` is not a status such as 403 or 4xx");
    let class = |it: &str| it.parse::<u16>().ok().filter(|it| (1..=5).contains(it));
    let (least, most) = match text.strip_suffix("xx") {
        Some(first) => class(first).map(|it| (it * 100, it * 100 + 99)),
        None => text.parse().ok().filter(|it| (100..=599).contains(it)).map(|it| (it, it)),
    }
    .ok_or_else(wrong)?;
    Ok((least, most, text.to_owned()))
}

/// `console`, or `client`.
fn is_console(text: &str) -> Result<bool, String> {
    match text {
        "console" => Ok(true),
        "client" => Ok(false),
        _ => Err(format!("`{}` is neither client nor console", shortened(text))),
    }
}

/// The number of a call, or a time.
fn place(text: &str) -> Result<Place, String> {
    if let Ok(number) = text.parse() {
        return Ok(Place::Sequence(number));
    }
    let time = DateTime::parse_from_rfc3339(text).map(|it| Place::Time(it.timestamp_millis()));
    time.map_err(|_| {
        format!("`{text}` is neither the number of a call nor a time such as 2026-01-01T00:00:00Z")
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_star_stands_for_any_text() {
        for (pattern, text, is) in [
            ("a", "a", true),
            ("a", "ab", false),
            ("a*", "ab", true),
            ("*b", "ab", true),
            ("a*b", "ab", true),
            ("a*b*c", "a1b2c", true),
            ("a*b*c", "a1c2b", false),
            ("ab*ba", "aba", false),
            ("*", "", true),
            ("**x**", "axb", true),
            ("a*a", "a", false),
            ("é*", "éa", true),
            ("a?*", "ab", false),
            ("*a?b", "xa?b", true),
        ] {
            assert_eq!(Glob::with_stars(pattern).matches(text), is, "{pattern} {text}");
        }
    }

    #[test]
    fn a_filter_that_no_call_can_match_is_refused() {
        for (name, value) in [
            ("status", "abc"),
            ("status", "6xx"),
            ("status", "99"),
            ("since", "monday"),
            ("until", "-1"),
            ("origin", "somebody"),
        ] {
            let refused = Filter::default().add(name, value).unwrap_err();
            assert!(refused.contains(&format!("`{value}`")), "{refused}");
        }
        assert!(!Filter::default().add("colour", "red").unwrap());
        for (name, value) in [
            ("status", "404"),
            ("status", "4xx"),
            ("since", "0"),
            ("until", "2026-01-01T00:00:00Z"),
            ("origin", "client"),
        ] {
            assert!(Filter::default().add(name, value).unwrap(), "{name}");
        }
    }
}
