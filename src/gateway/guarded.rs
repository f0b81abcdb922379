//! What the guard of a product says of a call, beside the policies of RAM: the facts and the policies of its resources.

use actions::{
    Result,
    core::guard::{self, Asked, Ruling},
    policy::Context,
    ports::store::Tx,
};

use crate::exchange::Call;

/// The facts of a call with those of a resource, where the product has any. `known` says whether policies of a caller may
/// ask for them: the account itself has none.
pub(super) fn facts<'f>(
    call: &Call,
    known: bool,
    (facts, resource): (&Context<'f>, &str),
    tx: &mut dyn Tx,
) -> Result<Option<Context<'f>>> {
    let Some(guard) = call.target.product.guard.filter(|_| known) else { return Ok(None) };
    let all = (guard.facts)(tx, resource)?.into_iter();
    Ok(Some(all.fold(facts.clone(), |facts, (key, value)| facts.with(key, value))))
}

/// What the policy of a resource says of a call, and whether the resource belongs to another account.
pub(super) fn ruling(
    call: &Call,
    action: &str,
    (facts, resource): (&Context<'_>, &str),
    tx: &mut dyn Tx,
) -> Result<(Ruling, bool)> {
    let Some(guard) = call.target.product.guard else { return Ok((Ruling::Silent, false)) };
    let caller = &*call.caller;
    let ruling = (guard.rules)(tx, &Asked { caller, action, resource, facts })?;
    Ok((ruling, guard::is_foreign(resource, &caller.account)))
}
