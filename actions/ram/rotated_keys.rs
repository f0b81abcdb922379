//! Access keys that a service rotates for a user.

use super::tables::{
    keys::{self, Key},
    users,
};
use crate::{
    Cx, Result,
    shared::{access_key, ids},
};

/// A new access key of a user of the caller's account: its id and its secret. It takes the place of the oldest other than `kept`,
/// where the user has two. None if there is no such user.
pub(crate) fn another(cx: &mut Cx<'_>, user: &str, kept: &str) -> Result<Option<(String, String)>> {
    let account = &cx.caller.account;
    let Some(user) = users::user(cx.tx, account, user)? else { return Ok(None) };
    let held = keys::keys_of(cx.tx, account, Some(user.seq))?;
    let surplus = held.len().saturating_sub(1);
    for key in held.iter().filter(|key| key.id != kept).take(surplus) {
        keys::delete_key(cx.tx, key)?;
    }
    let key = Key {
        id: access_key::permanent(cx),
        account: account.clone(),
        user: Some(user.seq),
        secret: ids::letters(cx.random, 30),
        active: true,
        made: cx.now,
        used: None,
    };
    keys::add_key(cx.tx, &key)?;
    cx.effects.identities_changed = true;
    Ok(Some((key.id, key.secret)))
}
