//! Which events an event rule is for: `EventPattern`.

use serde::{Deserialize, Serialize};

use super::{event::Event, query};

/// A list that is empty, or that has `*`, is for all.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub(in crate::cms) struct Pattern {
    /// The abbreviation of a product: `ecs`.
    pub(in crate::cms) product: String,
    /// `StatusNotification`, `Exception` or `Maintenance`.
    pub(in crate::cms) kinds: Vec<String>,
    /// `CRITICAL`, `WARN` or `INFO`.
    pub(in crate::cms) levels: Vec<String>,
    /// Names of events.
    pub(in crate::cms) names: Vec<String>,
    /// `Failed`, …
    pub(in crate::cms) statuses: Vec<String>,
    /// A query in the syntax of Log Service.
    pub(in crate::cms) query: Option<String>,
    /// A keyword that the event contains.
    pub(in crate::cms) keyword: Option<String>,
}

const ALL: &str = "*";

fn same(one: &str, other: &str) -> bool {
    one.to_lowercase() == other.to_lowercase()
}

/// What an event leaves open fits: the cloud knows the level of a debugged event by its name.
fn within(list: &[String], value: Option<&str>) -> bool {
    list.is_empty()
        || value.is_none_or(|value| list.iter().any(|one| one == ALL || same(one, value)))
}

impl Pattern {
    /// Whether it is for an event. Names are compared without regard to case (assumed: the vendor's
    /// pages write `ecs` and `ECS` for the same product).
    pub(in crate::cms) fn fits(&self, event: &Event, text: &query::Searched) -> bool {
        (self.product == ALL || same(&self.product, &event.product))
            && within(&self.names, Some(&event.name))
            && within(&self.levels, event.level.as_deref())
            && within(&self.statuses, event.status.as_deref())
            && within(&self.kinds, event.kind.as_deref())
            && self.keyword.as_deref().is_none_or(|keyword| text.contains(keyword))
            && self.query.as_deref().is_none_or(|query| query::fits(query, text))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_list_is_for_what_it_has() {
        let event = Event {
            product: "ECS".into(),
            name: "Disk:Stalled:Executing".into(),
            level: Some("CRITICAL".into()),
            content: serde_json::json!({"diskId": "d-1"}),
            ..Event::default()
        };
        let text = query::Searched::of(&event);
        let list = |one: &str| vec![one.to_owned()];
        let pattern = Pattern { product: "ecs".into(), ..Pattern::default() };
        for (pattern, fits) in [
            (pattern.clone(), true),
            (Pattern { product: "rds".into(), ..pattern.clone() }, false),
            (Pattern { product: "*".into(), ..pattern.clone() }, true),
            (Pattern { levels: list("critical"), ..pattern.clone() }, true),
            (Pattern { levels: list("INFO"), ..pattern.clone() }, false),
            (Pattern { levels: list("*"), ..pattern.clone() }, true),
            (Pattern { names: list("Disk:Stalled:Executed"), ..pattern.clone() }, false),
            // The event does not say which status and type it has.
            (Pattern { statuses: list("Executing"), ..pattern.clone() }, true),
            (Pattern { kinds: list("Exception"), ..pattern.clone() }, true),
            (Pattern { keyword: Some("D-1".into()), ..pattern.clone() }, true),
            (Pattern { keyword: Some("d-2".into()), ..pattern.clone() }, false),
            (Pattern { query: Some("d-1 not d-2".into()), ..pattern.clone() }, true),
        ] {
            assert_eq!(pattern.fits(&event, &text), fits, "{pattern:?}");
        }
    }
}
