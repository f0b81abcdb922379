//! What policies are asked about: the resources of a call, by their ARNs.

use std::borrow::Cow;

use actions::{
    Caller, PRODUCTS, Params, Principal, Product, Result, in_resource, ports::store::Tx,
};

use crate::{exchange::Call, route::Target};

/// What the policies are asked about: see [`Action::RESOURCES_OF`].
///
/// [`Action::RESOURCES_OF`]: actions::Action::RESOURCES_OF
pub(super) fn resources(call: &Call, tx: &mut dyn Tx) -> Result<Vec<Cow<'static, str>>> {
    let Call { target: Target { product, entry }, caller, parameters, region, .. } = call;
    let found = match entry.resources_of {
        None => entry.resources.iter().map(|template| fill(template, call)).collect(),
        Some(read) => {
            let mut params = Params::new(parameters, product.wording).with_region(region);
            match read(tx, caller, &mut params) {
                Ok(found) if !found.is_empty() => found.into_iter().map(Cow::Owned).collect(),
                // The database's, not the caller's.
                Err(error) if error.cause.is_some() => return Err(error),
                _ => vec![Cow::Borrowed("*")],
            }
        }
    };
    if call.target.owner().region_of.is_none() {
        return Ok(found);
    }
    found.into_iter().map(|it| located(it, caller, tx)).collect()
}

/// The ARN of a resource with the region that the resource is in, whatever region the call is for.
fn located(
    resource: Cow<'static, str>,
    caller: &Caller,
    tx: &mut dyn Tx,
) -> Result<Cow<'static, str>> {
    let mut parts = resource.splitn(5, ':');
    let [Some("acs"), Some(service), Some(named), Some(account), Some(rest)] =
        [(); 5].map(|()| parts.next())
    else {
        return Ok(resource);
    };
    let of_service = |it: &&&Product| it.arn == Some(service) && it.region_of.is_some();
    let region_of = PRODUCTS.iter().find(of_service).and_then(|it| it.region_of);
    let (Some(region_of), Some(what)) = (region_of, rest.split_once('/')) else {
        return Ok(resource);
    };
    Ok(match region_of(tx, &caller.account, what)? {
        Some(at) if at != named => format!("acs:{service}:{at}:{account}:{rest}").into(),
        _ => resource,
    })
}

/// The resource that `template` means for this call: see [`Action::RESOURCES`].
///
/// A parameter that the call does not have is `*`, so only a policy on all of them allows it, as is
/// one that is longer than any name; a user that it does not name is the one who calls.
///
/// [`Action::RESOURCES`]: actions::Action::RESOURCES
fn fill<'t>(template: &'t str, call: &Call) -> Cow<'t, str> {
    if !template.contains('{') {
        return Cow::Borrowed(template);
    }
    let Call { caller, parameters, region, .. } = call;
    let mut out = String::with_capacity(template.len() + 32);
    let mut rest = template;
    while let Some((before, after)) = rest.split_once('{') {
        out.push_str(before);
        let (name, tail) = after.split_once('}').unwrap_or((after, ""));
        let meant = match (name, &caller.principal) {
            ("owner", _) if parameters.get("PolicyType") == Some("System") => "system",
            ("account" | "owner", _) => &caller.account,
            ("region", _) => region,
            ("UserName", Principal::User { name: own, .. }) => {
                parameters.non_empty(name).unwrap_or(own)
            }
            _ => parameters.non_empty(name).unwrap_or("*"),
        };
        let in_arns = (call.target.product.in_arns)(name, meant);
        out.push_str(in_resource(in_arns.as_deref().unwrap_or(meant)));
        rest = tail;
    }
    out.push_str(rest);
    Cow::Owned(out)
}
