//! Certificate instances as they are bought and given back through the vendor's other product, which sells.
//!
//! A specification is `brand.type.mode`, such as `ws.dv.f` (documented in Terraform's provider, and in a published instruction of the vendor's
//! with the brands). Assumed: an instance of the international type is at the international site.

use crate::cas::{
    CAS,
    faults::NOT_FOUND,
    instances::{instance_faults::NO_REFUND, instance_flow, instance_orders, refunds},
    sites::{CHINA, INTERNATIONAL},
    tables::{
        Owner,
        instances::{self, Filter, Instance},
    },
};
use crate::{Cx, Fault, Result, request::page::Page};

/// What can be wrong with giving one back.
pub(crate) const REFUND_FAULTS: &[Fault] = &[NOT_FOUND, NO_REFUND];

/// The types of the product, each with the site of its instances.
const TYPES: [(&str, &str); 2] = [("cas", CHINA), ("cas_intl", INTERNATIONAL)];

/// The brands by their abbreviations, each with the version of its instances.
const BRANDS: [(&str, &str, &str); 10] = [
    ("ali", "Alibaba", "basic"),
    ("ss", "DigiCert", "basic"),
    ("ssp", "DigiCert", "professional"),
    ("gs", "GlobalSign", "basic"),
    ("geo", "GeoTrust", "basic"),
    ("vt", "vTrus", "basic"),
    ("cf", "CFCA", "basic"),
    ("sh", "WoTrus", "basic"),
    ("ws", "WoSign", "basic"),
    ("rap", "Rapid", "basic"),
];

/// More than an account may have.
const ALL: Page = Page { number: 1, size: 10_000_000 };

/// An instance that was bought and not given back.
pub(crate) struct Sold {
    pub(crate) id: String,
    pub(crate) product_type: &'static str,
    pub(crate) region: &'static str,
    pub(crate) starts: i64,
    pub(crate) ends: i64,
}

/// Buys an instance for some months, and returns its id; `None` if there is no such type, or its modules make no instance.
pub(crate) fn buy(
    cx: &mut Cx<'_>,
    product_type: &str,
    months: u32,
    modules: &[(String, String)],
) -> Result<Option<String>> {
    let Some((_, site)) = TYPES.iter().find(|(name, _)| *name == product_type) else {
        return Ok(None);
    };
    at(cx, site, |cx| {
        let mut it = instance_orders::default_instance(cx);
        it.ends = instance_orders::after_months(cx.now, months);
        if set(&mut it, modules).is_none() {
            return Ok(None);
        }
        instance_orders::save(cx, &mut it)?;
        Ok(Some(it.id))
    })
}

/// Sets what the modules say: a specification, and for how many names.
fn set(it: &mut Instance, modules: &[(String, String)]) -> Option<()> {
    let value = |code: &str| modules.iter().find(|(name, _)| name == code).map(|(_, it)| &**it);
    let mut specified = false;
    it.plain = 0;
    for (spec, count, mode) in
        [("fullSpec", "fullDomainCount", "f"), ("wildcardSpec", "wildcardDomainCount", "w")]
    {
        let Some(spec) = value(spec) else {
            // Names without a specification.
            if value(count).is_some() {
                return None;
            }
            continue;
        };
        let [brand, kind, of] = spec.split('.').collect::<Vec<_>>()[..] else { return None };
        let (_, brand, version) = BRANDS.iter().find(|(short, ..)| *short == brand)?;
        let kind = instance_orders::TYPES.iter().find(|it| it.to_lowercase() == kind)?;
        let count: i64 = value(count).map_or(Some(1), |it| it.parse().ok())?;
        if of != mode || !(1..=150).contains(&count) {
            return None;
        }
        (*brand).clone_into(&mut it.brand);
        (*version).clone_into(&mut it.version);
        (*kind).clone_into(&mut it.certificate_type);
        if mode == "f" {
            it.plain = count;
        } else {
            it.wildcard = count;
        }
        specified = true;
    }
    specified.then_some(())
}

/// The instances of the account, the newest of each site first.
pub(crate) fn sold(cx: &mut Cx<'_>) -> Result<Vec<Sold>> {
    let mut all = Vec::new();
    if !cx.tx.has_part(CAS.id)? {
        return Ok(all);
    }
    for (product_type, site) in TYPES {
        let owner = Owner { account: &cx.caller.account, site };
        let found = instances::list(cx.tx, owner, &Filter::ALL, ALL)?;
        let is_there = |it: &Instance| {
            it.kind == "BUY" && !["refund", "closed"].contains(&instance_flow::status(it, cx.now))
        };
        all.extend(found.into_iter().filter(is_there).map(|it| Sold {
            id: it.id,
            product_type,
            region: site,
            starts: it.starts,
            ends: it.ends,
        }));
    }
    Ok(all)
}

/// Gives an instance back, which completes a while later.
pub(crate) fn refund(cx: &mut Cx<'_>, id: &str) -> Result<()> {
    let found = sold(cx)?.into_iter().find(|it| it.id == id).ok_or(NOT_FOUND)?;
    at(cx, found.region, |cx| refunds::refund(cx, id))
}

/// Runs as the product of certificates, whose work is then queued and whose states move, and at a site, whatever the
/// region of the call.
fn at<T>(cx: &mut Cx<'_>, site: &'static str, run: impl FnOnce(&mut Cx<'_>) -> T) -> T {
    let region = std::mem::replace(&mut cx.region, site);
    let product = std::mem::replace(&mut cx.product, CAS.id);
    let answer = run(cx);
    (cx.region, cx.product) = (region, product);
    answer
}
