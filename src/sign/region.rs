//! The region that a call is for, as far as its signature covers it.

use super::steering;
use crate::{
    catalog::{is_region, vendor_label},
    wire::Wire,
};

/// Whether a text has the form of a region. Regions stand in names of resources, which nothing else may get into.
fn is_id(it: &&str) -> bool {
    let letters = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-';
    (1..=64).contains(&it.len()) && it.bytes().all(letters)
}

/// The region that a call names, or `cn-hangzhou`. What is no region is ignored.
#[must_use]
pub fn region<'a>(wire: &Wire<'a>) -> &'a str {
    let host = || {
        let host = wire.header("host")?;
        vendor_label(host)?;
        let mut labels = host.split('.');
        let first = labels.next().filter(|label| is_region(label));
        first.or_else(|| labels.next().filter(|label| label.contains('-')))
    };
    let scope = || {
        // ACS4-HMAC-SHA256 Credential=id/20261121/cn-hangzhou/cms/aliyun_v4_request,…
        let credential =
            wire.header("authorization")?.strip_prefix("ACS4-")?.split_once("Credential=")?.1;
        credential.split([',', ' ']).next()?.split('/').nth(2).filter(|r| r.contains('-'))
    };
    wire.parameters
        .non_empty("RegionId")
        .filter(is_id)
        .or_else(|| steering(wire, "x-acs-region-id").filter(is_id))
        .or_else(|| steering(wire, "regionid").filter(is_id))
        .or_else(|| host().filter(is_id))
        .or_else(|| scope().filter(is_id))
        .unwrap_or("cn-hangzhou")
}
