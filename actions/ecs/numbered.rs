//! Ids and the like, in the forms of the cloud's.

use crate::{
    Cx,
    shared::{ids, zones},
};

/// An id: a prefix, the characters of the region, and letters and digits, twenty characters in all after the prefix.
pub(super) fn id(cx: &mut Cx<'_>, prefix: &str, region: &str) -> String {
    zones::id(cx.random, prefix, region, 20)
}

/// The address of a network card.
pub(super) fn mac(cx: &mut Cx<'_>) -> String {
    let hex = ids::hex(cx.random, 6);
    let part = |at: usize| hex.get(at..at + 2).unwrap_or_default();
    format!("00:16:3e:{}:{}:{}", part(0), part(2), part(4))
}

/// The last minute that can be written so.
const LAST: i64 = 253_402_300_740_000;

/// `2026-11-26T08:00Z`, as instances show times: up to the end of the year 9999.
pub(super) fn minute(millis: i64) -> String {
    let text = crate::shared::format::iso(millis.min(LAST));
    text.get(..16).map(|it| format!("{it}Z")).unwrap_or_default()
}
