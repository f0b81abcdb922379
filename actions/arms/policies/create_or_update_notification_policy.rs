//! `CreateOrUpdateNotificationPolicy` creates a notification policy, or changes the one that it names: the
//! alert-management action. What is not given of a policy that there is stays as it is (assumed).

use serde::Serialize;
use serde_json::Value;

use crate::{
    Access, Action, Cx, Fault, Params, Result,
    arms::{
        ILLEGAL, MISSING,
        json_text::{self, Node},
        policies::{
            parts::{self, NOTIFICATION},
            policy::Policy,
            policy_rules::{NO_RULE, check_escalation, check_repeat_interval},
            policy_view::PolicyView,
        },
        tables::policies,
    },
    flag, int, text,
};

pub(in crate::arms) struct CreateOrUpdateNotificationPolicy {
    id: Option<i64>,
    name: String,
    notify_rule: String,
    matching_rules: Option<String>,
    group_rule: Option<String>,
    template: Option<String>,
    recovery: Option<bool>,
    repeat: Option<bool>,
    repeat_interval: Option<i64>,
    escalation: Option<i64>,
    integration: Option<i64>,
    directed: Option<bool>,
    state: Option<String>,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(in crate::arms) struct Response {
    notification_policy: PolicyView,
}

/// The JSON of a parameter; none if it was not given.
fn json(name: &str, text: Option<&str>) -> json_text::Result<Option<Value>> {
    text.map(|text| json_text::parse(name, text)).transpose()
}

impl CreateOrUpdateNotificationPolicy {
    /// Sets what is given as JSON.
    fn apply_json(&self, policy: &mut Policy) -> json_text::Result<()> {
        let rules = &mut policy.rules;
        let value = json_text::parse("NotifyRule", &self.notify_rule)?;
        rules.notify = parts::notify_rule(&Node::root("NotifyRule", &value), &NOTIFICATION)?;
        if let Some(value) = json("MatchingRules", self.matching_rules.as_deref())? {
            let groups = Node::root("MatchingRules", &value);
            rules.matching = parts::matching(&groups, "matchingConditions")?;
        }
        if let Some(value) = json("GroupRule", self.group_rule.as_deref())? {
            let group = Node::root("GroupRule", &value);
            rules.grouping = parts::grouping(&group, rules.grouping.clone())?;
        }
        if let Some(value) = json("NotifyTemplate", self.template.as_deref())? {
            let texts = Node::root("NotifyTemplate", &value);
            rules.template = parts::template(&texts, &NOTIFICATION, rules.template.clone())?;
        }
        Ok(())
    }
}

impl Action for CreateOrUpdateNotificationPolicy {
    const NAME: &'static str = "CreateOrUpdateNotificationPolicy";
    const DOC: &'static str = "Creates or changes a notification policy.";
    const ACCESS: Access = Access::Create;
    const RAM: &'static str = "CreateDispatchRule";
    const FAULTS: &'static [Fault] = &[MISSING, ILLEGAL, NO_RULE];
    type Response = Response;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        let matching =
            text("MatchingRules").doc("The events that it is for, as JSON; all unless given.");
        let recovery =
            flag("SendRecoverMessage").doc("Whether people are told that an alert is over.");
        let interval = int("RepeatInterval").doc("Seconds after which people are told again.");
        let escalation =
            int("EscalationPolicyId").doc("What is followed where nothing is repeated.");
        p.optional(text("RegionId").doc("The region; policies are the same in all."))?;
        Ok(Self {
            id: p.optional(int("Id").doc("The policy to change."))?,
            name: p.required(text("Name").line(1, 255).doc("What the policy is called."))?,
            notify_rule: p.required(
                text("NotifyRule").doc("Who is told, when, by what channels, as JSON."),
            )?,
            matching_rules: p.optional(matching)?,
            group_rule: p
                .optional(text("GroupRule").doc("How events become one alert, as JSON."))?,
            template: p.optional(text("NotifyTemplate").doc("The texts of messages, as JSON."))?,
            recovery: p.optional(recovery)?,
            repeat: p.optional(flag("Repeat").doc("Whether people are told again."))?,
            repeat_interval: p.optional(interval)?,
            escalation: p.optional(escalation)?,
            integration: p.optional(int("IntegrationId").doc("The id of a ticket system."))?,
            directed: p.optional(flag("DirectedMode").doc("Whether it is in the simple mode."))?,
            state: p.optional(
                text("State").one_of(&["enable", "disable"]).doc("Whether it is in force."),
            )?,
        })
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Response> {
        let account = cx.caller.account.clone();
        let mut policy = match self.id {
            Some(id) => policies::policy(cx.tx, &account, id)?.ok_or(NO_RULE)?,
            None => Policy::new(cx.now),
        };
        self.apply_json(&mut policy)?;
        policy.name = self.name;
        policy.changed = cx.now;
        policy.enabled = self.state.map_or(policy.enabled, |state| state == "enable");
        let rules = &mut policy.rules;
        rules.recovery = self.recovery.unwrap_or(rules.recovery);
        rules.escalation = self.escalation.or(rules.escalation);
        rules.integration = self.integration.or(rules.integration);
        rules.directed = self.directed.unwrap_or(rules.directed);
        if self.repeat.unwrap_or(rules.repeat_interval.is_some()) {
            check_repeat_interval(self.repeat_interval)?;
            policy.repeat(self.repeat_interval);
        } else {
            rules.repeat_interval = None;
        }
        check_escalation(cx.tx, &account, &policy, self.escalation.is_some())?;
        policies::put(cx.tx, &account, &mut policy)?;
        Ok(Response { notification_policy: PolicyView::of(policy, true) })
    }
}
