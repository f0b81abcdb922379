//! Orders of instances: what may be ordered, and the tokens of calls.
//!
//! A call with the token of an earlier one is answered as that was (documented).

use super::tables;
use crate::{ApiError, Cx, Fault, Result, shared::ids};

/// The product whose instances are sold here.
const SOLD: &str = "cas";

/// Instances of the product are not sold here: the cloud has no such code.
pub(super) const NOT_SOLD: Fault = Fault {
    status: 400,
    code: "NotEmulated.Localyun",
    message: "Instances of %s are not sold here, only those of cas.",
};

/// Refuses another product than the one that is sold, by its name.
pub(super) fn check_product(code: &str) -> Result<(), ApiError> {
    if code == SOLD { Ok(()) } else { Err(NOT_SOLD.with(code)) }
}

/// What an order was answered.
pub(super) struct Placed {
    pub(super) instance: String,
    pub(super) order: String,
}

/// Places an order once for each token.
pub(super) fn once(
    cx: &mut Cx<'_>,
    action: &'static str,
    token: Option<&str>,
    place: impl FnOnce(&mut Cx<'_>) -> Result<String>,
) -> Result<Placed> {
    let account = cx.caller.account.clone();
    if let Some(token) = token
        && let Some((instance, order)) = tables::answered(cx.tx, &account, (action, token))?
    {
        return Ok(Placed { instance, order });
    }
    let instance = place(cx)?;
    let order = ids::digits(cx.random, 15);
    if let Some(token) = token {
        tables::keep(cx.tx, &account, (action, token), (&instance, &order))?;
    }
    Ok(Placed { instance, order })
}
