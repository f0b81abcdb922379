//! The region that a call is for, as far as its signature covers it.

use super::steering;
use crate::{
    catalog::{is_region, vendor_label},
    wire::Wire,
};

/// The region that a call names, or `cn-hangzhou`.
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
        .or_else(|| steering(wire, "x-acs-region-id"))
        .or_else(|| steering(wire, "regionid"))
        .or_else(host)
        .or_else(scope)
        .unwrap_or("cn-hangzhou")
}
