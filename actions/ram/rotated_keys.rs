//! Access keys that a service rotates for a user.

use super::tables::{
    keys::{self, Key},
    users,
};
use crate::{
    Cx, Result,
    shared::{access_key, ids},
};

/// How many access keys a user may have (documented).
const MOST: usize = 2;

/// Whether these are all access keys of a user of the caller's account, each an id with its secret. None if there is no such user.
pub(crate) fn are_all(
    cx: &mut Cx<'_>,
    user: &str,
    pairs: &[(String, String)],
) -> Result<Option<bool>> {
    let account = &cx.caller.account;
    let Some(user) = users::user(cx.tx, account, user)? else { return Ok(None) };
    let held = keys::keys_of(cx.tx, account, Some(user.seq))?;
    let is_given =
        |key: &Key| pairs.iter().any(|(id, secret)| (id, secret) == (&key.id, &key.secret));
    Ok(Some(held.len() == pairs.len() && held.iter().all(is_given)))
}

/// A new access key of a user of the caller's account: its id and its secret. Where the user has two, it takes the place of one
/// of `known` that is not `kept`. None if there is no such user, or if both keys of the user are others.
pub(crate) fn another(
    cx: &mut Cx<'_>,
    user: &str,
    (kept, known): (&str, &[String]),
) -> Result<Option<(String, String)>> {
    let account = &cx.caller.account;
    let Some(user) = users::user(cx.tx, account, user)? else { return Ok(None) };
    let held = keys::keys_of(cx.tx, account, Some(user.seq))?;
    if held.len() >= MOST {
        let replaced = held.iter().find(|key| key.id != kept && known.contains(&key.id));
        let Some(replaced) = replaced.filter(|_| held.len() == MOST) else { return Ok(None) };
        keys::delete_key(cx.tx, replaced)?;
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
