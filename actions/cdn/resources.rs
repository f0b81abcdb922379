//! The resources that policies must allow: domains.

use crate::{Params, ResourceReader, Result, Spec, in_resource, shared::text::comma_list, text};

/// The name of a domain.
pub(crate) const NAME: Spec<String> = text("DomainName").doc("The domain.");

/// Names of domains, in the parameter that some calls have for several.
pub(crate) const NAMES: Spec<String> = text("DomainNames")
    .form("list of domains", is_list)
    .doc("The domains, with commas between them.");

/// Whether a list has a name.
fn is_list(it: &str) -> bool {
    comma_list(it).next().is_some()
}

/// Names of domains, in the parameter that other calls have for one.
pub(crate) const SEVERAL: Spec<String> = text("DomainName")
    .form("list of domains", is_list)
    .doc("The domains, with commas between them.");

/// A domain as ARNs have it, in whatever form a call names it.
pub(crate) fn in_arns(parameter: &str, value: &str) -> Option<String> {
    parameter.starts_with("DomainName").then(|| value.trim().to_lowercase())
}

/// The resource of a call about a domain.
pub(super) const RESOURCES: &[&str] = &["acs:cdn:*:{account}:domain/{DomainName}"];

/// The resource of a call about all domains.
pub(super) const ALL_RESOURCES: &[&str] = &["acs:cdn:*:{account}:domain/*"];

/// The resources of a call about several domains, by this parameter.
pub(crate) fn listed(
    service: &str,
    account: &str,
    p: &mut Params<'_>,
    names: Spec<String>,
) -> Result<Vec<String>> {
    let list = p.optional(names)?.unwrap_or_default();
    let arn =
        |it: &str| format!("acs:{service}:*:{account}:domain/{}", in_resource(&it.to_lowercase()));
    Ok(comma_list(&list).take(50).map(arn).collect())
}

/// The resources of a call that names domains in `DomainNames`.
pub(super) const OF_NAMES: ResourceReader = |_, caller, p| listed("cdn", &caller.account, p, NAMES);

/// The resources of a call that names domains in `DomainName`.
pub(super) const OF_SEVERAL: ResourceReader =
    |_, caller, p| listed("cdn", &caller.account, p, SEVERAL);
