//! Instances and the domains that are bound to them.

use serde::Serialize;

use crate::alidns::{
    editions::{self, EDITIONS, Edition},
    faults::NO_INSTANCE,
    hosted, lists,
    tables::{
        domains::{self, Domain},
        instances::{self, Instance},
    },
    written,
};
use crate::{Cx, Result, Spec, text};

/// The id of an instance.
pub(super) const ID: Spec<String> = text("InstanceId").doc("The instance.");

/// The domains that are bound.
pub(super) const NAMES: Spec<String> =
    text("DomainNames").doc("The domains, with commas between them.");

/// What domains instances are for: those of the internet.
pub(super) const PUBLIC: &str = "PUBLIC";

/// The most domains of a call (documented).
pub(super) const MOST: usize = 100;

/// The instance of this id.
pub(super) fn instance(cx: &mut Cx<'_>, id: &str) -> Result<Instance> {
    let account = cx.account().to_owned();
    Ok(instances::instance(cx.tx, &account, id)?.ok_or(NO_INSTANCE)?)
}

/// Binds a domain of the caller, or not: if there is no such domain, it is bound already, or there is no place for it.
pub(super) fn bind(cx: &mut Cx<'_>, to: &Instance, name: &str) -> Result<bool> {
    let account = cx.account().to_owned();
    let Ok(mut domain) = hosted::domain(cx.tx, &account, name) else { return Ok(false) };
    let used = domains::of_instance(cx.tx, &account, &to.id)?.len();
    if domain.instance.is_some() || i64::try_from(used).unwrap_or(i64::MAX) >= to.domains {
        return Ok(false);
    }
    domain.instance = Some(to.id.clone());
    put(cx, &mut domain, Edition::of(&to.edition))?;
    Ok(true)
}

/// Unbinds a domain, which has the free edition then.
pub(super) fn unbind(cx: &mut Cx<'_>, domain: &mut Domain) -> Result<()> {
    domain.instance = None;
    put(cx, domain, EDITIONS[0])
}

fn put(cx: &mut Cx<'_>, domain: &mut Domain, edition: Edition) -> Result<()> {
    editions::change(domain, edition);
    domains::put(cx.tx, domain)?;
    written::of_domain(cx, domain, "instance")
}

/// An instance as answers have it.
#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct Product {
    instance_id: String,
    version_code: String,
    version_name: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    domain: Option<String>,
    bind_count: i64,
    bind_used_count: usize,
    bind_domain_count: i64,
    bind_domain_used_count: usize,
    start_time: String,
    start_timestamp: i64,
    end_time: String,
    end_timestamp: i64,
    #[serde(rename = "TTLMinValue")]
    ttl_min_value: i64,
    payment_type: &'static str,
    auto_renewal: bool,
    in_black_hole: bool,
    in_clean: bool,
}

/// What answers say of an instance.
pub(super) fn shown(cx: &mut Cx<'_>, it: Instance) -> Result<Product> {
    let account = cx.account().to_owned();
    let bound = domains::of_instance(cx.tx, &account, &it.id)?;
    let edition = Edition::of(&it.edition);
    Ok(Product {
        instance_id: it.id,
        version_code: it.edition,
        version_name: edition.name,
        domain: bound.last().map(|it| it.shown.clone()),
        bind_count: it.domains,
        bind_used_count: bound.len(),
        bind_domain_count: it.domains,
        bind_domain_used_count: bound.len(),
        start_time: lists::minutes(it.made),
        start_timestamp: it.made,
        end_time: lists::minutes(it.ends),
        end_timestamp: it.ends,
        ttl_min_value: edition.min_ttl,
        payment_type: "Subscription",
        auto_renewal: false,
        in_black_hole: false,
        in_clean: false,
    })
}
