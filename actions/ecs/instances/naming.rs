//! The names and host names of instances that are made together.

use crate::{
    Result,
    ecs::{
        faults::instances::{
            BAD_HOST_NAME, BAD_NAME, BAD_SEQUENCE, BOTH_HOST_NAMES, HOST_NAMES, LONG_HOST_NAME,
            LONG_NAME,
        },
        given::Given,
        names,
    },
};

/// A name in which a number counts up: what is before it, what it begins with, how many digits it has, and what is after it.
struct Sequence<'a> {
    before: &'a str,
    begin: i64,
    digits: usize,
    after: &'a str,
}

/// How many digits a number has unless a name says it.
const DIGITS: usize = 6;

/// The sequence that a name asks for with `[begin,bits]`; none if it asks for none.
fn sequence(name: &str) -> Result<Option<Sequence<'_>>> {
    let Some((before, rest)) = name.split_once('[') else { return Ok(None) };
    let (inner, after) = rest.split_once(']').ok_or(BAD_SEQUENCE)?;
    let (begin, bits) = inner.split_once(',').unwrap_or((inner, ""));
    let number = |text: &str, usual: i64, most: i64| -> Result<i64> {
        if text.is_empty() {
            return Ok(usual);
        }
        let digits = text.bytes().all(|byte| byte.is_ascii_digit());
        let found = text.parse::<i64>().ok().filter(|it| digits && *it <= most);
        Ok(found.ok_or(BAD_SEQUENCE)?)
    };
    let first = number(begin, 0, 999_999)?;
    let digits = usize::try_from(number(bits, 6, 6)?).unwrap_or(DIGITS);
    if digits == 0 {
        return Err(BAD_SEQUENCE.into());
    }
    let digits = if first.to_string().len() > digits { DIGITS } else { digits };
    Ok(Some(Sequence { before, begin: first, digits, after }))
}

/// The name with this place among so many, with a suffix where that is asked for.
fn numbered(name: &str, (at, count): (i64, i64), unique: bool) -> Result<String> {
    let suffix = if unique && count > 1 { format!("{:03}", at + 1) } else { String::new() };
    Ok(match sequence(name)? {
        None => format!("{name}{suffix}"),
        Some(it) => {
            let number = format!("{:0width$}", it.begin + at, width = it.digits);
            let suffix = if it.after.is_empty() { "" } else { &suffix };
            format!("{}{number}{}{suffix}", it.before, it.after)
        }
    })
}

/// The name of an instance, which is its id unless the call gives one (assumed: rows of the cloud show its host name too).
pub(super) fn name(it: &Given, id: &str, place: (i64, i64)) -> Result<String> {
    let Some(asked) = it.opt("InstanceName") else { return Ok(id.to_owned()) };
    let name = numbered(asked, place, it.flag("UniqueSuffix"))?;
    if names::is_name(&name) {
        Ok(name)
    } else if name.chars().count() > 128 && asked.chars().count() <= 128 {
        Err(LONG_NAME.into())
    } else {
        Err(BAD_NAME.into())
    }
}

/// Refuses host names of which there are not as many as instances.
pub(super) fn check_host_names(it: &Given, amount: i64) -> Result<()> {
    let Some(all) = it.list("HostNames") else { return Ok(()) };
    if it.has("HostName") {
        return Err(BOTH_HOST_NAMES.into());
    }
    if i64::try_from(all.len()).ok() != Some(amount) {
        return Err(HOST_NAMES.into());
    }
    Ok(())
}

/// The host name of an instance: `iZ`, its id and `Z` unless the call gives one.
pub(super) fn host_name(
    it: &Given,
    (id, windows): (&str, bool),
    place: (i64, i64),
) -> Result<String> {
    let bare = id.strip_prefix("i-").unwrap_or(id);
    let at = usize::try_from(place.0).unwrap_or_default();
    let listed = it.list("HostNames").and_then(|all| all.into_iter().nth(at));
    let Some(asked) = listed.or_else(|| it.opt("HostName").map(str::to_owned)) else {
        return Ok(format!("iZ{bare}Z"));
    };
    let asked = asked.replace("${instance_id}", bare);
    let name = numbered(&asked, place, it.flag("UniqueSuffix"))?;
    if names::is_host_name(&name, windows) {
        Ok(name)
    } else if name.len() > asked.len() && names::is_host_name(&asked, windows) {
        Err(LONG_HOST_NAME.into())
    } else {
        Err(BAD_HOST_NAME.into())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_count_up_as_they_ask_for() {
        for (asked, place, unique, name) in [
            ("web", (0, 1), false, Some("web")),
            ("web", (0, 1), true, Some("web")),
            ("web", (1, 2), true, Some("web002")),
            ("web[,]", (0, 2), false, Some("web000000")),
            ("web-[8,4]-x", (2, 5), false, Some("web-0010-x")),
            ("web-[8,4]-x", (2, 5), true, Some("web-0010-x003")),
            ("web-[8,4]", (2, 5), true, Some("web-0010")),
            ("web[12345,2]", (0, 1), false, Some("web012345")),
            ("web[x]", (0, 1), false, None),
            ("web[1,7]", (0, 1), false, None),
            ("web[1", (0, 1), false, None),
        ] {
            let found = numbered(asked, place, unique).ok();
            assert_eq!(found.as_deref(), name, "{asked}");
        }
    }
}
