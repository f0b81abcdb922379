//! What follows from what a rule finds: its alarm begins, lasts or is over, and contacts are told.

use super::{
    alarm_change::Change,
    callback,
    recipients::{self, ChannelSet, Sent},
};
use crate::{
    Cx, Result,
    cms::{
        metrics::evaluation::{Finding, Level, State},
        monitor_groups::members,
        rules::rule::Rule,
        tables::{
            alarms::{self, Alarm},
            alert_logs::{self, AlertEntry, AlertLog},
            series::SeriesRow,
        },
    },
    ports::outbox::Channel,
    shared::format,
};

/// The level of an alert that is over.
const OK: &str = "OK";

/// Applies what a rule finds in a series whose alarm was `former`. Answers the state of the series.
///
/// Contacts are told when an alarm begins, when its level changes, again each time the silence time has passed
/// while it lasts, and when it is over, if the rule says so.
pub(in crate::cms) fn apply(
    cx: &mut Cx<'_>,
    rule: &Rule,
    series: &SeriesRow,
    former: Option<&Alarm>,
    finding: &Finding,
) -> Result<State> {
    let account = cx.caller.account.clone();
    let was = former.map_or(State::Ok, |it| state_of(&it.state));
    let former_level = former.map_or("", |it| it.level.as_str());
    let mut alarm = former.cloned().unwrap_or_else(|| Alarm {
        series: series.id.clone(),
        state: String::new(),
        level: String::new(),
        since: cx.now,
        told: cx.now,
    });
    let mut change = Change {
        rule,
        series,
        state: State::Ok,
        level: OK,
        former: former_level,
        expression: String::new(),
        times: 0,
        value: String::new(),
        since: alarm.since,
    };
    match finding {
        Finding::Alarm { level, expression, value, times } => {
            let lasts = was == State::Alarm;
            let silent = cx.now - alarm.told < rule.settings.silence_time.saturating_mul(1000);
            if lasts && level.name() == former_level && silent {
                return Ok(State::Alarm);
            }
            if !lasts {
                alarm.since = cx.now;
            }
            alarm.told = cx.now;
            level.name().clone_into(&mut alarm.level);
            State::Alarm.name().clone_into(&mut alarm.state);
            alarms::put(cx.tx, &account, &rule.id, &alarm)?;
            change.state = State::Alarm;
            change.level = level.name();
            change.since = alarm.since;
            change.expression.clone_from(expression);
            change.times = *times;
            change.value = value.to_string();
        }
        Finding::NoData { long } => match (&*rule.settings.no_data_policy, *long) {
            ("INSUFFICIENT_DATA", true) => {
                if was == State::InsufficientData {
                    return Ok(was);
                }
                alarm.since = cx.now;
                alarm.told = cx.now;
                alarm.level = String::new();
                State::InsufficientData.name().clone_into(&mut alarm.state);
                alarms::put(cx.tx, &account, &rule.id, &alarm)?;
                change.state = State::InsufficientData;
                change.level = State::InsufficientData.name();
                change.since = cx.now;
            }
            ("OK", true) if was != State::Ok => {
                alarms::delete(cx.tx, &account, &rule.id, &series.id)?;
                change.over();
            }
            _ => return Ok(was),
        },
        Finding::Ok(value) => {
            if was == State::Ok {
                return Ok(was);
            }
            alarms::delete(cx.tx, &account, &rule.id, &series.id)?;
            change.over();
            change.value = value.map(|it| it.to_string()).unwrap_or_default();
        }
    }
    tell(cx, &change)?;
    Ok(change.state)
}

fn state_of(name: &str) -> State {
    if name == State::Alarm.name() { State::Alarm } else { State::InsufficientData }
}

/// Sends messages about a change, and adds it to the log.
fn tell(cx: &mut Cx<'_>, change: &Change<'_>) -> Result<()> {
    let Change { rule, series, state, .. } = change;
    let settings = &rule.settings;
    let mut sent = Sent::default();
    let mut called = false;
    let (contact_groups, paused) = of_group(cx, rule)?;
    if !paused && (*state != State::Ok || settings.send_ok) {
        let (subject, body) = message(cx, change);
        sent = recipients::send(cx, &contact_groups, channels(change), &subject, &body)?;
        called = callback::send(cx, change)?;
    }
    let to = |channel| sent.to(channel).map(str::to_owned).collect::<Vec<String>>();
    let mut contacts: Vec<String> = sent.0.iter().map(|it| it.contact.clone()).collect();
    contacts.dedup();
    let entry = AlertEntry {
        state: state.name().into(),
        level: change.level.into(),
        former: change.former.into(),
        expression: change.expression.clone(),
        times: change.times,
        value: change.value.clone(),
        dimensions: series.dimensions.shown(&rule.namespace),
        lasted: cx.now - change.since,
        contact_groups,
        mails: to(Channel::Mail),
        phones: to(Channel::Sms),
        calls: to(Channel::Voice),
        robots: to(Channel::Robot),
        contacts,
        webhook: if called { settings.webhook.clone() } else { String::new() },
    };
    let log = AlertLog {
        at: cx.now,
        rule: rule.id.clone(),
        name: rule.name.clone(),
        namespace: rule.namespace.clone(),
        metric: rule.metric.clone(),
        group: rule.group,
        entry,
        ..AlertLog::default()
    };
    Ok(alert_logs::add(cx.tx, &cx.caller.account, &log)?)
}

/// The contact groups that are told: the rule's own, else those of its application group; and whether the alerts
/// of that group are paused.
fn of_group(cx: &mut Cx<'_>, rule: &Rule) -> Result<(Vec<String>, bool)> {
    let own = rule.settings.contact_groups.clone();
    let Some(group) = rule.group else { return Ok((own, false)) };
    let account = &cx.caller.account;
    let paused = members::is_paused(cx.tx, account, group, cx.now)?;
    let groups = if own.is_empty() { members::contact_groups(cx.tx, account, group)? } else { own };
    Ok((groups, paused))
}

/// The channels of the graver one of the levels before and after.
fn channels(change: &Change<'_>) -> ChannelSet {
    let levels = [change.level, change.former];
    match levels.into_iter().filter_map(Level::of).max() {
        Some(Level::Critical) => ChannelSet::Critical,
        Some(Level::Warn) => ChannelSet::Warn,
        _ => ChannelSet::Info,
    }
}

/// The heading and the text of a message (assumed: the vendor's are not published).
fn message(cx: &Cx<'_>, change: &Change<'_>) -> (String, String) {
    let Change { rule, series, level, .. } = change;
    let what = match change.state {
        State::Alarm => format!("Alert: {} {}", rule.name, level),
        State::InsufficientData => format!("Insufficient data: {}", rule.name),
        State::Ok => format!("Recovered: {}", rule.name),
    };
    let subject = match &*rule.settings.mail_subject {
        "" => what.clone(),
        own => own.to_owned(),
    };
    let mut lines = vec![
        what,
        format!("Metric: {} {}", rule.namespace, rule.metric),
        format!("Resource: {}", series.dimensions.in_braces(&cx.caller.account)),
    ];
    if !change.expression.is_empty() {
        lines.push(format!("Condition: {} ({} in a row)", change.expression, change.times));
    }
    if !change.value.is_empty() {
        lines.push(format!("Value: {}", change.value));
    }
    lines.push(format!("Time: {}", format::iso_in_shanghai(cx.now)));
    if change.state == State::Ok {
        lines.push(format!("Lasted: {} s", (cx.now - change.since) / 1000));
    }
    (subject, lines.join("\n"))
}
