//! The life of an alert: when its messages are sent, and when it is over.
//!
//! Documented: the first message waits for the group's time, one about later events for the group's interval; an alert
//! that is not over is repeated, or escalated where it is not to be repeated, in the time of the day that the policy
//! names; once all of its events have ended it is over, and a message says so, where the policy wants that. Assumed: an alert that
//! is over before its first message sends none at all; a message that it is over is sent at once or, at another time of the day,
//! not at all, and also to those who were told by escalation; where the policy does not want to know of the end, the alert stays
//! open and is silent until an event fires; an alert that was closed by hand is followed by a new one when an event fires.
//!
//! An alert has one piece of due work at a time. Where the clock is moved over many repetitions, the next and the last ten are sent
//! and the others are left out, so that a move costs a bounded number of pieces, however far it goes.
//!
//! Assumed: a repetition counts from the last message; new events are told with all others that fire; where the clock
//! is moved over many repetitions, the next one and the last ten are sent.

use serde_json::json;

use crate::{
    Cx, Result,
    arms::{
        alerts::{
            alert_activities::{self, Activity},
            alert_states::AlertCause,
            notification::{self, Occasion},
            window,
        },
        policies::policy::{NotifyRule, Policy},
        tables::{
            alerts::{self, Alert, Progress},
            escalations::{self, EscalationSteps},
            events::{self, Event},
            policies,
        },
    },
    ports::due::{About, DueWork},
    shared::states::State,
};

/// The next message of an alert.
pub(in crate::arms) const ALERT: DueWork = DueWork {
    kind: "alert",
    about: |id| {
        About::new(
            format!("next message or escalation of alert {id}"),
            format!("告警 {id} 的下一次通知或升级"),
        )
    },
    run,
};

/// How many repetitions are sent of those that a move of the clock leaps over.
const KEPT_REPETITIONS: i64 = 10;

/// What a policy does about an alert that lasts.
struct Lasting {
    repeat: Option<i64>,
    escalation: EscalationSteps,
}

impl Lasting {
    fn of(cx: &mut Cx<'_>, policy: &Policy) -> Result<Self> {
        let repeat = policy.rules.repeat_interval.filter(|seconds| *seconds > 0);
        let escalation = match policy.rules.escalation.filter(|_| repeat.is_none()) {
            Some(id) => escalations::escalation(cx.tx, &cx.caller.account, id)?
                .map(|it| it.steps)
                .unwrap_or_default(),
            None => EscalationSteps::default(),
        };
        Ok(Self { repeat, escalation })
    }

    /// When the next level of the escalation is told, and which it is.
    fn next_level(&self, progress: &Progress) -> Option<(i64, usize)> {
        let count = i64::try_from(self.escalation.levels.len()).ok().filter(|it| *it > 0)?;
        if progress.levels >= count.saturating_mul(self.escalation.repeats.clamp(1, 9)) {
            return None;
        }
        let level = usize::try_from(progress.levels % count).ok()?;
        let minutes = self.escalation.levels.get(level)?.minutes.max(1);
        let since = progress.leveled.or(progress.first)?;
        Some((since.saturating_add(minutes.saturating_mul(60_000)), level))
    }
}

/// When a message to the objects of the policy is next due: none if nothing more is to be said.
fn next_message(policy: &Policy, lasting: &Lasting, alert: &Alert, clock: i64) -> Option<i64> {
    let (grouping, progress) = (&policy.rules.grouping, &alert.progress);
    let after = |at: i64, seconds: i64| at.saturating_add(seconds.max(0).saturating_mul(1000));
    let Some(last) = progress.last else { return Some(after(alert.made, grouping.wait)) };
    let update = progress.fresh.then(|| after(last, grouping.interval));
    let repeat = lasting.repeat.map(|seconds| {
        let step = seconds.saturating_mul(1000);
        // The first repetition that is kept, of those that the clock has leapt over.
        let over = clock.saturating_sub(last) / step - KEPT_REPETITIONS + 1;
        last.saturating_add(step.saturating_mul(over.max(1)))
    });
    update.into_iter().chain(repeat).min()
}

/// When the next piece of work of an alert is due that is not over.
fn next_work(cx: &Cx<'_>, policy: &Policy, lasting: &Lasting, alert: &Alert) -> Option<i64> {
    let message = next_message(policy, lasting, alert, cx.clock);
    let level = lasting.next_level(&alert.progress).map(|(at, _)| at);
    let at = message.into_iter().chain(level).min()?.max(cx.now);
    Some(window::next_open(&policy.rules.notify, at.max(alert.progress.blocked.unwrap_or(at))))
}

/// Stores an alert, with its next piece of work in the place of the last.
fn store(cx: &mut Cx<'_>, alert: &mut Alert, next: Option<i64>) -> Result<()> {
    let former = std::mem::replace(&mut alert.progress.next, next);
    let account = cx.caller.account.clone();
    alerts::put(cx.tx, &account, alert)?;
    if former != next {
        let subject = alert.id.to_string();
        if former.is_some() {
            cx.cancel(ALERT.kind, &subject)?;
        }
        if let Some(at) = next {
            cx.schedule(at, ALERT.kind, &subject)?;
        }
    }
    Ok(())
}

/// The values of the grouping fields that an event has.
fn group(policy: &Policy, event: &Event) -> String {
    let fields = &policy.rules.grouping.fields;
    let value = |field: &String| event.labels.get(field).map_or("", String::as_str);
    json!(fields.iter().map(|it| [it, value(it)]).collect::<Vec<_>>()).to_string()
}

/// An event that fits a policy fires, for the first time or again.
pub(super) fn fires(cx: &mut Cx<'_>, policy: &Policy, event: &Event) -> Result<()> {
    let account = cx.caller.account.clone();
    let group = group(policy, event);
    let open = alerts::of_group(cx.tx, &account, policy.id, &group)?;
    let mut alert = if let Some(alert) = open.filter(|it| it.state.as_str() != "handled") {
        alert
    } else {
        let mut alert = Alert {
            id: 0,
            policy: policy.id,
            policy_name: policy.name.clone(),
            group,
            name: event.name.clone(),
            severity: event.severity.clone(),
            state: State::default(),
            made: cx.now,
            recovered: None,
            progress: Progress::default(),
        };
        alerts::put(cx.tx, &account, &mut alert)?;
        alert_activities::add(cx, alert.id, Activity::Made, "")?;
        alert
    };
    if alerts::add_event(cx.tx, &account, alert.id, event.id)? {
        alert.progress.fresh = true;
    }
    // The most severe of its events.
    if !alert.progress.severity_set && event.severity < alert.severity {
        alert.severity.clone_from(&event.severity);
    }
    let lasting = Lasting::of(cx, policy)?;
    let next = next_work(cx, policy, &lasting, &alert);
    store(cx, &mut alert, next)
}

/// An event has ended.
pub(super) fn ended(cx: &mut Cx<'_>, event: &Event) -> Result<()> {
    let account = cx.caller.account.clone();
    for mut alert in alerts::of_event(cx.tx, &account, event.id)? {
        if alert.state.as_str() == "handled" || events::any_fires(cx.tx, &account, alert.id)? {
            continue;
        }
        let policy = policies::policy(cx.tx, &account, alert.policy)?.filter(|it| it.enabled);
        match policy {
            Some(policy) if policy.rules.recovery => {
                end(cx, &mut alert, AlertCause::Recovery)?;
                alert_activities::add(cx, alert.id, Activity::Recovered, "")?;
                let (now, blocked) = (cx.now, alert.progress.blocked.unwrap_or(cx.now));
                let is_open = window::next_open(&policy.rules.notify, now) == now;
                if alert.progress.first.is_some() && is_open && blocked <= now {
                    let told = told(cx, &policy, &alert.progress)?;
                    notification::send(cx, &policy, &mut alert, &told, Occasion::Recovery)?;
                    store(cx, &mut alert, None)?;
                }
            }
            // It stays open, and is silent.
            Some(_) => store(cx, &mut alert, None)?,
            None => {
                end(cx, &mut alert, AlertCause::Recovery)?;
                alert_activities::add(cx, alert.id, Activity::Recovered, "")?;
            }
        }
    }
    Ok(())
}

/// All rules by which somebody was told of the alert: the policy's own, and those of the levels.
fn told(cx: &mut Cx<'_>, policy: &Policy, progress: &Progress) -> Result<Vec<NotifyRule>> {
    let mut all = vec![policy.rules.notify.clone()];
    let levels = Lasting::of(cx, policy)?.escalation.levels;
    let count = usize::try_from(progress.levels).unwrap_or(usize::MAX);
    all.extend(levels.into_iter().take(count).map(|level| NotifyRule {
        objects: level.objects,
        channels: level.channels,
        ..NotifyRule::default()
    }));
    Ok(all)
}

/// An alert is over: nothing more is sent.
pub(super) fn end(cx: &mut Cx<'_>, alert: &mut Alert, cause: AlertCause) -> Result<()> {
    alert.state.move_to(cx, cause, "handled")?;
    alert.recovered = Some(cx.now);
    store(cx, alert, None)
}

/// Nothing is sent until `until`.
pub(super) fn block(cx: &mut Cx<'_>, alert: &mut Alert, until: i64) -> Result<()> {
    alert.progress.blocked = Some(until);
    let account = cx.caller.account.clone();
    let policy = policies::policy(cx.tx, &account, alert.policy)?.filter(|it| it.enabled);
    let next = match policy.filter(|_| alert.progress.next.is_some()) {
        Some(policy) => {
            let lasting = Lasting::of(cx, &policy)?;
            next_work(cx, &policy, &lasting, alert)
        }
        None => None,
    };
    store(cx, alert, next)
}

/// Sends what is due.
fn run(cx: &mut Cx<'_>, subject: &str) -> Result<()> {
    let Ok(id) = subject.parse() else { return Ok(()) };
    let (now, account) = (cx.now, cx.caller.account.clone());
    let Some(mut alert) = alerts::alert(cx.tx, &account, id)? else { return Ok(()) };
    // This piece is not in the table any more.
    alert.progress.next = None;
    let policy = policies::policy(cx.tx, &account, alert.policy)?.filter(|it| it.enabled);
    let fires = events::any_fires(cx.tx, &account, id)?;
    let Some(policy) = policy.filter(|_| fires && alert.state.as_str() != "handled") else {
        return store(cx, &mut alert, None);
    };
    let lasting = Lasting::of(cx, &policy)?;
    let blocked = alert.progress.blocked.unwrap_or(now);
    if blocked <= now && window::next_open(&policy.rules.notify, now) == now {
        let occasion =
            if alert.progress.fresh { Occasion::NewEvents } else { Occasion::Repetition };
        if next_message(&policy, &lasting, &alert, now).is_some_and(|at| at <= now) {
            let rule = std::slice::from_ref(&policy.rules.notify);
            notification::send(cx, &policy, &mut alert, rule, occasion)?;
            alert.progress.first.get_or_insert(now);
            alert.progress.last = Some(now);
            alert.progress.fresh = false;
        }
        if let Some((_, level)) = lasting.next_level(&alert.progress).filter(|(at, _)| *at <= now) {
            let level = &lasting.escalation.levels[level];
            let rule = NotifyRule {
                objects: level.objects.clone(),
                channels: level.channels.clone(),
                ..NotifyRule::default()
            };
            notification::send(cx, &policy, &mut alert, &[rule], Occasion::Repetition)?;
            alert.progress.levels += 1;
            alert.progress.leveled = Some(now);
        }
    }
    let next = next_work(cx, &policy, &lasting, &alert);
    store(cx, &mut alert, next)
}
