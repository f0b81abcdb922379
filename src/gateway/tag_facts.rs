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
    let [one] = resources else { return Ok(None) };
    resource_question::with_tags(tx, &call.caller.account, (facts, one))
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
