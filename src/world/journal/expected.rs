//! Whether the calls that came are those that a test expects, and if not, how the nearest differ.

use std::{collections::BTreeMap, sync::Arc};

use serde_json::{Value, json};

use crate::world::journal::{
    Entry,
    filter::{Difference, Filter},
    secrets::{Masking, Secrets},
    shown,
};

/// How many calls an answer shows.
const SHOWN: usize = 100;
/// How many of the nearest it shows.
const NEAREST: usize = 5;

/// How often a call is expected.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Times {
    /// At least so often.
    pub least: u64,
    /// At most so often.
    pub most: u64,
}

impl Times {
    /// In words.
    #[must_use]
    pub fn in_words(self) -> String {
        match (self.least, self.most) {
            (0, most) => format!("at most {most}"),
            (least, u64::MAX) => format!("at least {least}"),
            (least, most) if least == most => format!("exactly {least}"),
            (least, most) => format!("{least} to {most}"),
        }
    }
}

/// A call that is near to what is expected, and how it differs.
type Near<'a> = (&'a Entry, Vec<Difference>);

/// What was found: the calls that match; or why that is not what was expected, as a sentence and the calls
/// that show it.
pub enum Verdict {
    /// It is as expected.
    Met(Value),
    /// It is not.
    Missed(String, Value),
}

/// Compares the calls with what is expected of them.
#[must_use]
pub fn verify(calls: &[Arc<Entry>], filter: &Filter, times: Times) -> Verdict {
    let (mut found, mut matching) = (0, Vec::new());
    // By the number of differences; of as many, the later calls first.
    let mut near: BTreeMap<(usize, u64), Near<'_>> = BTreeMap::new();
    for entry in calls.iter().filter(|it| filter.in_range(it)) {
        let differences = filter.differences(entry);
        if differences.is_empty() {
            found += 1;
            if matching.len() < SHOWN {
                matching.push(shown::call(entry));
            }
            continue;
        }
        near.insert((differences.len(), u64::MAX - entry.sequence), (&**entry, differences));
        if near.len() > NEAREST {
            near.pop_last();
        }
    }
    if (times.least..=times.most).contains(&found) {
        return Verdict::Met(json!({ "found": found, "calls": matching }));
    }
    let text = format!("{found} calls match, where {} should", times.in_words());
    let near = near.into_values().map(|(entry, differences)| nearest(entry, &differences));
    // Where too many match, they say more than those that do not.
    let near: Vec<_> = if found > times.most { Vec::new() } else { near.collect() };
    Verdict::Missed(text, json!({ "found": found, "calls": matching, "nearest": near }))
}

fn nearest(entry: &Entry, differences: &[Difference]) -> Value {
    let described = entry.described();
    let secrets = Secrets { described: &described, masking: Masking::All };
    let differences = differences.iter().map(|it| {
        let shown = |value: &str| match it.member.strip_prefix("params.") {
            Some(name) => secrets.parameter(name, value).into_owned(),
            None => value.to_owned(),
        };
        json!({
            "member": it.member,
            "expected": shown(&it.expected),
            "found": it.found.as_deref().map(shown),
        })
    });
    json!({
        "differences": differences.collect::<Vec<_>>(),
        "call": shown::call(entry),
    })
}
