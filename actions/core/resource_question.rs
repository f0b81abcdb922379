//! Questions to the policies about a resource that a call is about without naming it where its ARNs are read: one that comes
//! from a template, or from inside of a list.

use crate::{
    Authority, Cx, PRODUCTS, Result,
    policy::{self, Request},
};

/// Refuses the call if policies do not allow `action` on the resource of this ARN. Its tags are conditions.
pub fn ask(cx: &mut Cx<'_>, action: &str, resource: &str) -> Result<()> {
    let Authority { facts, enforcer, .. } = cx.authority;
    let service = resource.split(':').nth(1);
    let found = PRODUCTS.iter().find(|it| it.arn == service && it.tags_of.is_some());
    let mut facts = facts.clone();
    if let Some((product, tags_of)) = found.and_then(|it| Some((it, it.tags_of?))) {
        for (key, value) in tags_of(cx.tx, &cx.caller.account, resource)? {
            facts = facts
                .with(format!("{}:tag/{key}", product.ram), value.clone())
                .resource_tag(&key, value);
        }
    }
    let subject = cx.subject();
    let resources = [resource.into()];
    let request = Request::new(action, &resources, &facts);
    enforcer.enforce(&policy::authorize(&subject, &request), &subject, &facts)
}
