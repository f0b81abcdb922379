//! Questions to the policies about a resource that a call is about without naming it where its ARNs are read: one that comes
//! from a template, or from inside of a list.

use crate::{
    Authority, Cx, PRODUCTS, Result,
    policy::{self, Context, Request},
};

/// The facts with the tags of a resource, as conditions ask for them: `acs:ResourceTag/<key>`, and `ecs:tag/<key>` of a
/// product that RAM knows as `ecs`.
#[must_use]
pub fn tagged<'f>(facts: &Context<'f>, ram: &str, tags: Vec<(String, String)>) -> Context<'f> {
    tags.into_iter().fold(facts.clone(), |facts, (key, value)| {
        facts.with(format!("{ram}:tag/{key}"), value.clone()).resource_tag(&key, value)
    })
}

/// Refuses the call if policies do not allow `action` on the resource of this ARN. Its tags are conditions.
pub fn ask(cx: &mut Cx<'_>, action: &str, resource: &str) -> Result<()> {
    let Authority { facts, enforcer, .. } = cx.authority;
    let service = resource.split(':').nth(1);
    let found = PRODUCTS.iter().find(|it| it.arn == service && it.tags_of.is_some());
    let facts = match found.and_then(|it| Some((it.ram, it.tags_of?))) {
        Some((ram, tags_of)) => tagged(facts, ram, tags_of(cx.tx, &cx.caller.account, resource)?),
        None => facts.clone(),
    };
    let subject = cx.subject();
    let resources = [resource.into()];
    let request = Request::new(action, &resources, &facts);
    enforcer.enforce(&policy::authorize(&subject, &request), &subject, &facts)
}
