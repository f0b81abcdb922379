//! Which system events are shown.

use super::event::Event;
use crate::{
    Params, Result,
    cms::{
        digits::{self, digits},
        tables::group_instances,
    },
    ports::store::Tx,
    text,
};

/// What is not given selects all.
pub(super) struct Selection {
    product: Option<String>,
    kind: Option<String>,
    name: Option<String>,
    level: Option<String>,
    status: Option<String>,
    group: Option<i64>,
    keywords: Option<String>,
    from: Option<i64>,
    until: Option<i64>,
}

impl Selection {
    pub(super) fn read(p: &mut Params<'_>) -> Result<Self> {
        let word = |name| text(name).len(1, 255);
        Ok(Self {
            product: p.optional(word("Product").doc("The product."))?,
            kind: p.optional(word("EventType").doc("The type of event."))?,
            name: p.optional(word("Name").doc("The name of the event."))?,
            level: p.optional(word("Level").doc("The level of the event."))?,
            status: p.optional(word("Status").doc("The status of the event."))?,
            group: digits::optional(p, digits("GroupId").doc("The application group."))?,
            keywords: p.optional(
                word("SearchKeywords").doc("Words in the content, with or without \"or\" between."),
            )?,
            from: digits::optional(p, digits("StartTime").doc("The first millisecond."))?,
            until: digits::optional(p, digits("EndTime").doc("The last millisecond."))?,
        })
    }

    /// The events that are selected, of all.
    pub(super) fn of(&self, tx: &mut dyn Tx, account: &str, all: Vec<Event>) -> Result<Vec<Event>> {
        let members: Option<Vec<String>> = match self.group {
            Some(group) => {
                let all = group_instances::of_group(tx, account, group)?;
                Some(all.into_iter().map(|it| it.id).collect())
            }
            None => None,
        };
        let is = |want: &Option<String>, value: Option<&str>| {
            want.as_deref().is_none_or(|want| value.is_some_and(|it| it.eq_ignore_ascii_case(want)))
        };
        Ok(all
            .into_iter()
            .filter(|event| {
                is(&self.product, Some(&event.product))
                    && is(&self.kind, event.kind.as_deref())
                    && is(&self.name, Some(&event.name))
                    && is(&self.level, event.level.as_deref())
                    && is(&self.status, event.status.as_deref())
                    && self.keywords.as_deref().is_none_or(|words| has(event, words))
                    && self.from.is_none_or(|from| from <= event.at)
                    && self.until.is_none_or(|until| event.at <= until)
                    && members.as_ref().is_none_or(|members| {
                        event.group == self.group
                            || members.iter().any(|id| id == event.resource_id())
                    })
            })
            .collect())
    }
}

/// Whether an event has all words, or with `or` between them one of them (documented).
fn has(event: &Event, words: &str) -> bool {
    let text = event.payload().to_string().to_lowercase();
    let words = words.to_lowercase();
    words
        .split(" or ")
        .any(|all| all.split_whitespace().filter(|it| *it != "and").all(|it| text.contains(it)))
}
