//! Questions to the policies about a resource: what they may ask of it, and those about one that a call does not name where its
//! ARNs are read, as one that comes from a template, or from inside of a list.

use crate::{
    Authority, Cx, PRODUCTS, Result,
    core::group_of_call::group_of_resource,
    policy::{self, Context, Request},
    ports::store::Tx,
};

/// The tags of the resource of this ARN as facts, as conditions ask for them: `acs:ResourceTag/<key>`, and `ecs:tag/<key>` of
/// a product that RAM knows as `ecs`. None of what is no resource in particular, or of a product without tags.
pub fn tags(tx: &mut dyn Tx, account: &str, resource: &str) -> Result<Vec<(String, String)>> {
    let service = resource.split(':').nth(1);
    let found = PRODUCTS.iter().find(|it| it.arn == service && it.tags_of.is_some());
    let found = found.filter(|_| !resource.ends_with('*'));
    let Some((ram, tags_of)) = found.and_then(|it| Some((it.ram, it.tags_of?))) else {
        return Ok(Vec::new());
    };
    let both = |(key, value): (String, String)| {
        [(format!("{ram}:tag/{key}"), value.clone()), (format!("acs:ResourceTag/{key}"), value)]
    };
    Ok(tags_of(tx, account, resource)?.into_iter().flat_map(both).collect())
}

/// The facts with the tags of the resource of this ARN; none if it has none.
pub fn with_tags<'f>(
    tx: &mut dyn Tx,
    account: &str,
    (facts, resource): (&Context<'f>, &str),
) -> Result<Option<Context<'f>>> {
    let tags = tags(tx, account, resource)?;
    if tags.is_empty() {
        return Ok(None);
    }
    let all = tags.into_iter().fold(facts.clone(), |facts, (key, value)| facts.with(key, value));
    Ok(Some(all))
}

/// Refuses the call if policies do not allow `action` on the resource of this ARN. Its tags and its resource group are conditions.
pub fn ask(cx: &mut Cx<'_>, action: &str, resource: &str) -> Result<()> {
    let group = group_of_resource(cx.tx, &cx.caller.account, resource)?;
    ask_within(cx, action, (resource, group.as_deref()))
}

/// [`ask`], about a resource that is in this resource group, or is made in it; in that of the call unless given.
pub fn ask_within(
    cx: &mut Cx<'_>,
    action: &str,
    (resource, group): (&str, Option<&str>),
) -> Result<()> {
    let Authority { facts, enforcer, .. } = cx.authority;
    let tagged = with_tags(cx.tx, &cx.caller.account, (facts, resource))?;
    let mut facts = tagged.unwrap_or_else(|| facts.clone());
    if let Some(group) = group {
        facts = facts.resource_group(group.to_owned());
    }
    let group = facts.held_by();
    let subject = cx.subject();
    let resources = [resource.into()];
    let request =
        Request { resource_group: group.as_deref(), ..Request::new(action, &resources, &facts) };
    enforcer.enforce(&policy::authorize(&subject, &request), &subject, &facts)
}
