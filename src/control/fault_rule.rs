//! Reads a fault rule, and refuses one that could never fire.

use std::collections::BTreeSet;

use actions::{Entry, Fault, Product, policy::Glob};
use serde_json::{Map, Value};

use crate::{
    catalog, config,
    control::{
        Problem, clock, duration,
        selection::{self, Selected, meant, positive, text},
    },
    gateway::faults::TABLE,
    wire::shortened::shortened,
    world::{
        World,
        faults::{Effect, FaultRule, Then},
    },
};

/// The effects of which a rule has one at most.
const EFFECTS: [&str; 7] = ["error", "http", "stall", "reset", "lost_answer", "cut", "bad_json"];

/// The members that mean something beside one other member.
const BESIDE: [(&str, &str); 4] =
    [("message", "error"), ("retry_after", "error"), ("html", "http"), ("seed", "share")];

/// Reads a rule.
pub(super) fn read(world: &World, mut members: Map<String, Value>) -> Result<FaultRule, Problem> {
    let Selected { selection, entries } = selection::read(&members)?;
    for (name, beside) in BESIDE {
        if members.contains_key(name) && !members.contains_key(beside) {
            return Err(Problem::of_member(name, format!("`{name}` goes with `{beside}`")));
        }
    }
    let effect = effect(&members, &entries)?;
    let now = world.clock.now();
    let after = time(&mut members, "after", now)?;
    let until = time(&mut members, "until", now)?;
    if after.zip(until).is_some_and(|(after, until)| after >= until) {
        return Err(Problem::of_member("until", "`until` must be later than `after`"));
    }
    Ok(FaultRule {
        selection,
        caller: glob(&members, "caller")?,
        access_key: text(&members, "access_key")?.map(str::to_owned),
        parameters: parameters(&members)?,
        region: region(&members)?,
        calls: calls(&members)?,
        share: share(&members)?,
        after,
        until,
        times: positive(&members, "times")?,
        effect,
        given: members,
    })
}

fn glob(members: &Map<String, Value>, name: &str) -> Result<Option<Glob>, Problem> {
    Ok(text(members, name)?.map(Glob::with_stars))
}

fn parameters(members: &Map<String, Value>) -> Result<Vec<(String, Glob)>, Problem> {
    let Some(value) = members.get("params") else { return Ok(Vec::new()) };
    let wrong = || {
        Problem::of_member("params", "`params` is an object of names, each with a text or a number")
    };
    let all = value.as_object().filter(|all| !all.is_empty()).ok_or_else(wrong)?;
    let one = |(name, value): (&String, &Value)| {
        let text = match value {
            Value::String(text) => text.clone(),
            Value::Number(_) | Value::Bool(_) => value.to_string(),
            _ => return Err(wrong()),
        };
        Ok((name.clone(), Glob::with_stars(&text)))
    };
    all.iter().map(one).collect()
}

fn region(members: &Map<String, Value>) -> Result<Option<Glob>, Problem> {
    let Some(region) = text(members, "region")? else { return Ok(None) };
    let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
    let is = if region.contains('*') {
        region.chars().all(|c| plain(c) || c == '*')
    } else {
        catalog::is_region(region) && region.len() > 3 && region.chars().all(plain)
    };
    if !is {
        let text = format!("`{}` is no region such as cn-hangzhou", shortened(region));
        return Err(Problem::of_member("region", text));
    }
    Ok(Some(Glob::with_stars(region)))
}

/// The first and the last of the calls that a rule is about.
fn calls(members: &Map<String, Value>) -> Result<(u64, u64), Problem> {
    let nth = positive(members, "nth")?;
    let (from, to) = (positive(members, "from_call")?, positive(members, "to_call")?);
    if nth.is_some() && from.or(to).is_some() {
        let text =
            "`nth` is one call, `from_call` and `to_call` are several: give the one or the others";
        return Err(Problem::of_member("nth", text));
    }
    let calls = nth.map_or((from.unwrap_or(1), to.unwrap_or(u64::MAX)), |nth| (nth, nth));
    if calls.0 > calls.1 {
        return Err(Problem::of_member("to_call", "`to_call` is not before `from_call`"));
    }
    Ok(calls)
}

fn share(members: &Map<String, Value>) -> Result<Option<(f64, u64)>, Problem> {
    let seed = match members.get("seed") {
        None => Some(0),
        Some(seed) => seed.as_u64(),
    };
    let seed = seed.ok_or_else(|| Problem::of_member("seed", "`seed` is a whole number"))?;
    let Some(value) = members.get("share") else { return Ok(None) };
    let share = value.as_f64().filter(|it| *it > 0.0 && *it <= 1.0);
    let wrong = || Problem::of_member("share", "`share` is a number above 0 and up to 1");
    share.map(|share| Some((share, seed))).ok_or_else(wrong)
}

/// A time, or a duration from now, which is put into the members as the time that it means.
fn time(members: &mut Map<String, Value>, name: &str, now: i64) -> Result<Option<i64>, Problem> {
    let Some(given) = text(members, name)? else { return Ok(None) };
    if let Some(length) = duration::millis(given).ok().filter(|it| *it >= 0) {
        let at = now.saturating_add(length).min(config::LAST);
        if let Some(shown) = clock::shown(at) {
            members.insert(name.to_owned(), shown.into());
        }
        return Ok(Some(at));
    }
    let text = |_| format!("`{}` is neither a time nor a duration such as 30s", shortened(given));
    config::time(given).map(Some).map_err(|e| Problem::of_member(name, text(e)))
}

fn effect(
    members: &Map<String, Value>,
    entries: &[(&'static Product, &'static Entry)],
) -> Result<Effect, Problem> {
    let (delay, answer_delay) =
        (duration::member(members, "delay")?, duration::member(members, "answer_delay")?);
    let named: Vec<_> = EFFECTS.iter().filter(|name| members.contains_key(**name)).collect();
    let then = match &named[..] {
        [] if delay.is_none() && answer_delay.is_none() => {
            let text = format!("a rule says what happens: one of {}, or delay", EFFECTS.join(", "));
            return Err(Problem::of_body(text));
        }
        [] => Then::GoOn,
        [one] => then(one, members, entries)?,
        [one, other, ..] => {
            let text = format!("a rule has one effect, and this one has `{one}` and `{other}`");
            return Err(Problem::of_body(text));
        }
    };
    Ok(Effect { delay, answer_delay, then })
}

fn then(
    name: &str,
    members: &Map<String, Value>,
    entries: &[(&'static Product, &'static Entry)],
) -> Result<Then, Problem> {
    let value = members.get(name).unwrap_or(&Value::Null);
    let wrong = |text: String| Problem::of_member(name, text);
    let only_true = |then: Then| {
        let is = *value == Value::Bool(true);
        is.then_some(then).ok_or_else(|| wrong(format!("`{name}` can be nothing but true")))
    };
    match name {
        "error" => error(members, entries),
        "http" => {
            let status = value.as_u64().and_then(|it| u16::try_from(it).ok());
            let status = status.filter(|it| (400..=599).contains(it));
            let text = || wrong("`http` is a status from 400 to 599".into());
            let status = status.ok_or_else(text)?;
            let html = text_or(members, "html", || page(status))?;
            Ok(Then::Page { status, html })
        }
        "stall" if *value == Value::Bool(true) => Ok(Then::Stall(None)),
        "stall" => match value {
            Value::String(_) => Ok(Then::Stall(duration::member(members, name)?)),
            _ => Err(wrong("`stall` is true or a duration such as 30s".into())),
        },
        "reset" => only_true(Then::Reset),
        "lost_answer" => only_true(Then::LostAnswer),
        "bad_json" => only_true(Then::BrokenBody),
        _ => {
            let bytes = value.as_u64().and_then(|it| usize::try_from(it).ok());
            let text = || wrong("`cut` is a number of bytes from 0 on".into());
            bytes.map(Then::Cut).ok_or_else(text)
        }
    }
}

fn text_or(
    members: &Map<String, Value>,
    name: &str,
    other: impl FnOnce() -> String,
) -> Result<String, Problem> {
    Ok(text(members, name)?.map_or_else(other, str::to_owned))
}

/// The error that a rule names: one of the gateway's, or of some of the actions that it is about.
fn error(
    members: &Map<String, Value>,
    entries: &[(&'static Product, &'static Entry)],
) -> Result<Then, Problem> {
    let code = text(members, "error")?.unwrap_or_default();
    let own = || {
        entries.iter().flat_map(|(product, entry)| {
            entry.faults.iter().map(|fault| (product.code, entry.name, *fault))
        })
    };
    // A code with `%s` is one of many.
    let of_gateway = || TABLE.iter().map(|row| row.fault).filter(|it| !it.code.contains('%'));
    let of_actions: Vec<_> = own().filter(|(_, _, fault)| fault.code == code).collect();
    let common = of_gateway().find(|fault| fault.code == code);
    if common.is_none() && of_actions.is_empty() {
        let known: BTreeSet<&str> = own()
            .map(|(_, _, fault): (_, _, Fault)| fault.code)
            .chain(of_gateway().map(|it| it.code))
            .collect();
        let meant = meant(code, known.iter().copied());
        let text = format!(
            "no action that the rule is about has the error `{}`, and the gateway has not{meant}{}",
            shortened(code),
            errors_of(entries)
        );
        return Err(Problem::of_member("error", text));
    }
    let message = text(members, "message")?.map(str::to_owned);
    let retry_after = duration::member(members, "retry_after")?;
    Ok(Then::Error { common, of_actions, message, retry_after })
}

/// The errors of an action, if a rule is about one, and those of the gateway.
fn errors_of(entries: &[(&'static Product, &'static Entry)]) -> String {
    let listed = |codes: BTreeSet<&str>| codes.into_iter().collect::<Vec<_>>().join(", ");
    let [(_, entry)] = entries else { return String::new() };
    let own = listed(entry.faults.iter().map(|fault| fault.code).collect());
    let of_gateway = TABLE.iter().map(|row| row.fault.code).filter(|it| !it.contains('%'));
    format!("; {} has {own}; the gateway has {}", entry.name, listed(of_gateway.collect()))
}

/// The page of a load balancer.
fn page(status: u16) -> String {
    let reason = match status {
        502 => "Bad Gateway",
        503 => "Service Temporarily Unavailable",
        504 => "Gateway Time-out",
        _ => hyper::StatusCode::from_u16(status)
            .ok()
            .and_then(|it| it.canonical_reason())
            .unwrap_or("Error"),
    };
    format!(
        "<!DOCTYPE HTML PUBLIC \"-//IETF//DTD HTML 2.0//EN\">\r\n<html>\r\n<head><title>{status} {reason}</title></head>\r\n\
         <body>\r\n<center><h1>{status} {reason}</h1></center>\r\n<hr/>Powered by Tengine</body>\r\n</html>\r\n"
    )
}
