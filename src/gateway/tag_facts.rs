//! What policies may ask of tags: those that a call has, and those of the resource that it is about.

use std::borrow::Cow;

use actions::{Params, Result, core::resource_question, policy::Context, ports::store::Tx};

use crate::{exchange::Call, route::Target};

/// The facts with the tags of the resource, where it is one that has tags.
pub(super) fn of_resource<'f>(
    call: &Call,
    facts: &Context<'f>,
    resources: &[Cow<'_, str>],
    tx: &mut dyn Tx,
) -> Result<Option<Context<'f>>> {
    let product = call.target.owner();
    let (Some(tags_of), [one]) = (product.tags_of, resources) else { return Ok(None) };
    if one.ends_with('*') {
        return Ok(None);
    }
    let tags = tags_of(tx, &call.caller.account, one)?;
    Ok(Some(resource_question::tagged(facts, product.ram, tags)))
}

/// Adds the tags that the action would read from the call.
///
/// Tags that it would refuse are ignored: they are not applied, so who may call it whatever
/// the tags gets the parameter's error, and nobody else.
pub(super) fn of_request<'a>(facts: Context<'a>, call: &Call) -> Context<'a> {
    let Target { product, entry } = call.target;
    let Some(read) = entry.tags else { return facts };
    let tags = read(&mut Params::new(&call.parameters, product.wording)).unwrap_or_default();
    tags.into_iter()
        .fold(facts, |facts, (key, value)| facts.request_tag(&key, value.unwrap_or_default()))
}
