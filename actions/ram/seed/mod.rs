//! What seed files may say of RAM. Policies come first, then what has them; roles come last, since trust policies name
//! users.

mod attached;
mod groups;
mod keys;
mod login_profiles;
mod policies;
mod roles;
mod users;

use crate::core::seed::SeedKind;

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
