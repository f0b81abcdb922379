//! The ranges of addresses of custom lines, and the domain of one.

use core::net::IpAddr;

use serde::Serialize;

use crate::alidns::{
    faults::{BAD_PARAMETER, NO_LINE},
    names::is_chinese,
    tables::{
        domains::{self, Domain},
        lines::{self, CustomLine},
    },
};
use crate::{Cx, Params, ResourceReader, Result, Spec, in_resource, int, text};

/// The most ranges of a line (documented).
const MOST: usize = 50;

/// The name of a line: 1 to 20 letters, digits, `-`, `_` (documented).
pub(super) const NAME: Spec<String> = text("LineName")
    .chars(1, 20, |c| c.is_ascii_alphanumeric() || c == '-' || c == '_' || is_chinese(c))
    .doc("The name.");

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct Segment {
    start_ip: String,
    end_ip: String,
}

/// The ranges of a call: first and last addresses.
pub(super) fn read(p: &mut Params<'_>) -> Result<Vec<(String, String)>> {
    p.each("IpSegment", MOST, |p| {
        let start = p.required(text("StartIp").doc("The first address of the range."))?;
        Ok((start, p.required(text("EndIp").doc("The last address of the range."))?))
    })
}

/// The ranges in an answer.
pub(super) fn shown(it: Vec<(String, String)>) -> Vec<Segment> {
    it.into_iter().map(|(start_ip, end_ip)| Segment { start_ip, end_ip }).collect()
}

fn range((start, end): &(String, String)) -> Option<(IpAddr, IpAddr)> {
    let (start, end): (IpAddr, IpAddr) = (start.parse().ok()?, end.parse().ok()?);
    (start.is_ipv4() == end.is_ipv4() && start <= end).then_some((start, end))
}

/// Refuses ranges that are none, and those that overlap each other or a range of another line of the domain.
pub(super) fn check(cx: &mut Cx<'_>, domain: i64, own: i64, it: &[(String, String)]) -> Result<()> {
    let others = lines::of_domain(cx.tx, domain)?.into_iter().filter(|line| line.id != own);
    let others: Vec<_> =
        others.flat_map(|line| line.segments).filter_map(|it| range(&it)).collect();
    let mut taken = others;
    for segment in it {
        let (start, end) = range(segment).ok_or_else(|| BAD_PARAMETER.with("IpSegment"))?;
        if taken.iter().any(|(first, last)| start <= *last && *first <= end) {
            return Err(BAD_PARAMETER.with("IpSegment"));
        }
        taken.push((start, end));
    }
    Ok(())
}

/// The id of a line.
pub(super) const ID: Spec<i64> = int("LineId").doc("The custom line.");

/// The line of this id, with its domain.
pub(super) fn find(cx: &mut Cx<'_>, id: i64) -> Result<(CustomLine, Domain)> {
    let account = cx.account().to_owned();
    let line = lines::line(cx.tx, &account, id)?.ok_or(NO_LINE)?;
    let domain = domains::numbered(cx.tx, line.domain)?.ok_or(NO_LINE)?;
    Ok((line, domain))
}

/// The resource of a call about a line: its domain.
pub(super) const RESOURCES_OF: ResourceReader = |tx, caller, p| {
    let id = p.required(ID)?;
    let line = lines::line(tx, &caller.account, id)?;
    let domain = match line {
        Some(line) => domains::numbered(tx, line.domain)?.map(|it| it.shown),
        None => None,
    };
    let name = domain.unwrap_or_else(|| "*".to_owned());
    Ok(vec![format!("acs:alidns::{}:domain/{}", caller.account, in_resource(&name))])
};
