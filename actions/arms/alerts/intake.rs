//! Events as they are reported: counted, matched with the policies, ended.
//!
//! Assumed: an event that fires again after its end is a new one; a report of the end of an event that does not fire
//! changes nothing.

use crate::{
    Cx, Result,
    arms::{
        alerts::{
            alert_flow,
            matching::{Matched, Matcher, matched},
            reports::Report,
        },
        tables::{
            events::{self, Event},
            integrations::Integration,
            policies,
        },
    },
    ports::due::{About, DueWork},
};

/// An event that nobody reports again ends.
pub(in crate::arms) const EXPIRY: DueWork = DueWork {
    kind: "event",
    about: |id| About::new(format!("expiry of event {id}"), format!("事件 {id} 过期")),
    run: expire,
};

/// Takes the reports of a source. Answers each event as it is then; none for a report of an end that changes nothing.
pub(super) fn take(
    cx: &mut Cx<'_>,
    integration: Option<&Integration>,
    reports: Vec<Report>,
) -> Result<Vec<Option<Event>>> {
    let all = policies::all(cx.tx, &cx.caller.account)?;
    // Oldest first, so that alerts are made in the order of the policies.
    let enabled = all.into_iter().rev().filter(|policy| policy.enabled);
    let matchers: Vec<Matcher> = enabled.map(Matcher::of).collect();
    reports.into_iter().map(|report| one(cx, &matchers, integration, report)).collect()
}

fn one(
    cx: &mut Cx<'_>,
    matchers: &[Matcher],
    integration: Option<&Integration>,
    report: Report,
) -> Result<Option<Event>> {
    let (now, account) = (cx.now, cx.caller.account.clone());
    let known = events::by_fingerprint(cx.tx, &account, &report.fingerprint)?;
    let known = known.filter(|event| event.ends.is_none());
    if report.resolved || report.ends.is_some_and(|at| at <= now) {
        let Some(mut event) = known else { return Ok(None) };
        let ends = report.ends.map_or(now, |at| at.clamp(event.starts.min(now), now));
        end(cx, &mut event, ends)?;
        return Ok(Some(event));
    }
    let starts = report.starts.unwrap_or(now);
    let mut event = known.unwrap_or_else(|| Event {
        fingerprint: report.fingerprint,
        source: integration.map_or("CUSTOM", |it| &*it.kind).to_owned(),
        name: report.name,
        integration: integration.map(|it| it.name.clone()).unwrap_or_default(),
        starts,
        ..Event::default()
    });
    let is_matched = matched(matchers, &report.labels);
    let expires = report.ends.or_else(|| {
        let seconds = integration.map_or(0, |it| it.recover_seconds);
        (seconds > 0).then(|| now.saturating_add(seconds * 1000))
    });
    let former_expiry = event.expires;
    event = Event {
        severity: report.severity,
        labels: report.labels,
        annotations: report.annotations,
        generator: report.generator,
        received: now,
        triggers: event.triggers + 1,
        silenced: matches!(is_matched, Matched::Discarded),
        expires,
        ..event
    };
    events::put(cx.tx, &account, &mut event)?;
    if former_expiry != expires {
        let subject = event.id.to_string();
        cx.cancel(EXPIRY.kind, &subject)?;
        if let Some(at) = expires {
            cx.schedule(at, EXPIRY.kind, &subject)?;
        }
    }
    if let Matched::Notified(policies) = is_matched {
        for policy in policies {
            alert_flow::fires(cx, policy, &event)?;
        }
    }
    Ok(Some(event))
}

/// Ends an event, and the alerts that have no other that fires.
fn end(cx: &mut Cx<'_>, event: &mut Event, at: i64) -> Result<()> {
    event.ends = Some(at);
    event.received = cx.now;
    if event.expires.take().is_some() {
        cx.cancel(EXPIRY.kind, &event.id.to_string())?;
    }
    let account = cx.caller.account.clone();
    events::put(cx.tx, &account, event)?;
    alert_flow::ended(cx, event)
}

fn expire(cx: &mut Cx<'_>, subject: &str) -> Result<()> {
    let Ok(id) = subject.parse() else { return Ok(()) };
    let account = cx.caller.account.clone();
    let Some(mut event) = events::event(cx.tx, &account, id)? else { return Ok(()) };
    if event.ends.is_some() {
        return Ok(());
    }
    let now = cx.now;
    end(cx, &mut event, now)
}
