//! The networks that a key may be used from, which IMS shows and sets.

use super::{caller, lookup, tables::users::User};
pub(crate) use super::{
    faults::NO_ACCESS_KEY,
    tables::keys::{networks, set_networks},
};
use crate::{Cx, Result};

/// The id of this key, if it belongs to `owner`; without one, to the caller.
pub(crate) fn owned_key(cx: &mut Cx<'_>, id: &str, owner: Option<User>) -> Result<String> {
    let owner = match owner {
        Some(owner) => Some(owner),
        None => caller::user(cx)?,
    };
    Ok(lookup::key(cx, id, owner.as_ref())?.id)
}
