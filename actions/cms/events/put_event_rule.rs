//! `PutEventRule` creates an event rule, or changes the one of that name.
//!
//! The call sets all of the rule: what it leaves out is removed, but for `State` and `EventType`, which
//! are kept (assumed: Terraform sends all that a rule has each time, and reads the state back). The
//! targets are kept.

use serde::Serialize;

use super::{pattern::Pattern, rule_names::RULE_NAME};
use crate::{
    Access, Action, Cx, Fault, Params, Result, Wording,
    cms::{
        digits::{self, digits},
        faults::{self, RESOURCE_NOT_FOUND},
        tables::{
            event_rules::{self, EventRule},
            monitor_groups,
        },
    },
    int, text,
};

pub(in crate::cms) struct PutEventRule {
    name: String,
    group: Option<i64>,
    kind: Option<String>,
    about: Option<String>,
    state: Option<String>,
    silence: Option<i64>,
    patterns: Vec<Pattern>,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(in crate::cms) struct Response {
    /// How many rules were written.
    data: &'static str,
}

/// How many patterns a rule may have, and how many values each of their lists (documented).
const MAX: usize = 50;

fn read_pattern(p: &mut Params<'_>) -> Result<Pattern> {
    let kind = text("EventTypeList")
        .one_of(&["StatusNotification", "Exception", "Maintenance", "*"])
        .doc("The types of events.");
    let level = text("LevelList").one_of(&["CRITICAL", "WARN", "INFO", "*"]);
    let word = |name| text(name).line(1, 255);
    Ok(Pattern {
        product: p.required(word("Product").doc("The product: ecs."))?,
        kinds: p.list(kind, MAX)?.unwrap_or_default(),
        levels: p.list(level.doc("The levels of events."), MAX)?.unwrap_or_default(),
        names: p.list(word("NameList").doc("The names of events."), MAX)?.unwrap_or_default(),
        statuses: p
            .list(word("StatusList").doc("The statuses of events."), MAX)?
            .unwrap_or_default(),
        query: p.optional(
            text("SQLFilter")
                .prose(1, 1024)
                .doc("A query in the syntax of Log Service: 192.168.0.1 and Executed."),
        )?,
        keyword: p.optional(
            text("CustomFilters").prose(1, 1024).doc("A keyword that the event contains."),
        )?,
    })
}

impl Action for PutEventRule {
    const NAME: &'static str = "PutEventRule";
    const DOC: &'static str = "Creates or modifies an event rule.";
    const ACCESS: Access = Access::Create;
    const FAULTS: &'static [Fault] = &[RESOURCE_NOT_FOUND];
    const WORDING: Option<Wording> = Some(faults::wording);
    type Response = Response;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        Ok(Self {
            name: p.required(RULE_NAME.doc("The name, which identifies it."))?,
            group: digits::optional(
                p,
                digits("GroupId").doc("The application group that it belongs to."),
            )?,
            kind: p.optional(
                text("EventType").one_of(&["SYSTEM", "CUSTOM"]).doc("SYSTEM unless given."),
            )?,
            about: p.optional(text("Description").prose(1, 1024).doc("The description."))?,
            state: p.optional(
                text("State").one_of(&["ENABLED", "DISABLED"]).doc("ENABLED unless given."),
            )?,
            silence: p.optional(int("SilenceTime").range(0, i64::from(i32::MAX)).doc(
                "Seconds for which it is silent about an event of a resource once it was sent.",
            ))?,
            patterns: {
                let patterns = p.each("EventPattern", MAX, read_pattern)?;
                p.require("EventPattern", (!patterns.is_empty()).then_some(patterns))?
            },
        })
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Response> {
        let account = &cx.caller.account;
        if let Some(group) = self.group {
            monitor_groups::group(cx.tx, account, group)?.ok_or(RESOURCE_NOT_FOUND)?;
        }
        let before = event_rules::rule(cx.tx, account, &self.name)?;
        let (kind, enabled) =
            before.map_or(("SYSTEM".to_owned(), true), |before| (before.kind, before.enabled));
        let rule = EventRule {
            name: self.name,
            group: self.group,
            kind: self.kind.unwrap_or(kind),
            about: self.about.unwrap_or_default(),
            enabled: self.state.map_or(enabled, |state| state == "ENABLED"),
            silence: self.silence,
            patterns: self.patterns,
        };
        event_rules::put(cx.tx, account, &rule)?;
        Ok(Response { data: "1" })
    }
}
