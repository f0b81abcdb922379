//! What seed files may say of RAM. Policies come first, then what has them; roles come last, since trust policies name
//! users.

mod attached;
mod groups;
mod keys;
mod login_profiles;
mod policies;
mod roles;
mod users;

use crate::core::{
    control::ControlError,
    seed::{self, Fields, SeedKind},
};

/// All kinds.
pub(super) const KINDS: &[SeedKind] = &[
    keys::ROOT_KEYS,
    policies::POLICIES,
    groups::GROUPS,
    users::USERS,
    keys::ACCESS_KEYS,
    login_profiles::LOGIN_PROFILES,
    roles::ROLES,
];

/// More than an account may have of anything.
const ALL: i64 = 1_000_000;

/// The id that an entry fixes, if it does: 18 digits, of which the first tells what has it.
fn fixed_id(it: &Fields, first: char) -> Result<Option<&str>, ControlError> {
    let id = seed::text(it, "id");
    let is_id = id.len() == 18 && id.starts_with(first) && id.bytes().all(|b| b.is_ascii_digit());
    match id {
        "" => Ok(None),
        id if is_id => Ok(Some(id)),
        _ => {
            let why = format!("`id` has 18 digits, of which the first is {first}");
            Err(ControlError::Wrong(why))
        }
    }
}
