//! Event rules are run when a system event comes in.
//!
//! Assumed: the words of messages about events.

use super::{event::Event, query::Searched, target::Target};
use crate::{
    Cx, Result,
    cms::{
        alerts::recipients::{self, Sent},
        monitor_groups::members,
        tables::{event_rules, event_targets, system_events},
    },
    ports::outbox::{Channel, HttpRequest, Message},
};

/// Seconds for which a rule is silent about an event of a resource once it was sent (documented).
const SILENCE_TIME: i64 = 86_400;

/// What a rule that an event fits has done.
pub(in crate::cms) struct Handled {
    /// The name of the rule.
    pub(in crate::cms) rule: String,
    /// Whether nothing was sent, for it is silent or its application group is paused.
    pub(in crate::cms) silent: bool,
    /// The contacts that were told.
    pub(in crate::cms) sent: Sent,
    /// The addresses of the webhooks that were called.
    pub(in crate::cms) webhooks: Vec<String>,
}

/// Keeps an event and runs the enabled rules that it fits, by name.
pub(in crate::cms) fn dispatch(cx: &mut Cx<'_>, event: &Event) -> Result<Vec<Handled>> {
    let account = cx.caller.account.clone();
    system_events::add(cx.tx, &account, event)?;
    let enabled = event_rules::EventRuleFilter { enabled: Some(true), ..Default::default() };
    let text = Searched::of(event);
    let mut all = Vec::new();
    for rule in event_rules::list(cx.tx, &account, &enabled)? {
        if rule.kind != "SYSTEM" || !rule.patterns.iter().any(|it| it.fits(event, &text)) {
            continue;
        }
        let mut silent = false;
        if let Some(group) = rule.group {
            let of_group = event.group == Some(group)
                || members::has(cx.tx, &account, group, event.resource_id())?;
            if !of_group {
                continue;
            }
            silent = members::is_paused(cx.tx, &account, group, cx.now)?;
        }
        let about = (&*event.name, &*event.resource);
        let until = event_rules::silent_until(cx.tx, &account, &rule.name, about)?;
        silent |= until.is_some_and(|until| cx.now < until);
        let mut handled =
            Handled { rule: rule.name, silent, sent: Sent::default(), webhooks: Vec::new() };
        if !silent {
            send(cx, event, &mut handled)?;
            let seconds = rule.silence.unwrap_or(SILENCE_TIME);
            let until = cx.now.saturating_add(seconds.saturating_mul(1000));
            event_rules::silence(cx.tx, &account, &handled.rule, about, (cx.now, until))?;
        }
        all.push(handled);
    }
    Ok(all)
}

/// Sends an event to the targets of a rule.
fn send(cx: &mut Cx<'_>, event: &Event, handled: &mut Handled) -> Result<()> {
    let (subject, body) = (event.subject(), event.body(&handled.rule));
    for target in event_targets::of_rule(cx.tx, &cx.caller.account, &handled.rule)? {
        match target {
            Target::Contact(it) => {
                let groups = std::slice::from_ref(&it.contact_group_name);
                let sent = recipients::send(cx, groups, it.channels(), &subject, &body)?;
                handled.sent.0.extend(sent.0);
            }
            Target::Webhook(it) => {
                let (to, payload) = (it.address(), event.payload().to_string());
                let request = if it.method == "GET" {
                    HttpRequest {
                        method: "GET",
                        url: to.clone(),
                        headers: Vec::new(),
                        body: String::new(),
                    }
                } else {
                    let json = ("Content-Type".into(), "application/json; charset=utf-8".into());
                    HttpRequest {
                        method: "POST",
                        url: to.clone(),
                        headers: vec![json],
                        body: payload.clone(),
                    }
                };
                cx.notify(&Message {
                    request: Some(&request),
                    ..Message::alert(Channel::Webhook, &to, &subject, &payload)
                })?;
                handled.webhooks.push(to);
            }
            // Kept and shown; these products are not emulated.
            Target::Function(_) | Target::Queue(_) | Target::Log(_) | Target::OpenApi(_) => {}
        }
    }
    Ok(())
}
