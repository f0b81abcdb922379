//! What seed files may say of ARMS: who is told of alerts, and of which. Names may come twice, so an entry may have its number, and
//! is then known by that.

mod contacts;
mod policies;
mod robots;
mod webhooks;

use serde_json::Value;

use crate::{
    arms::ARMS,
    core::{
        control::ControlError,
        seed::{Fields, SeedKind, SeedMember, SeedType},
    },
};

/// All kinds.
pub(super) const KINDS: &[SeedKind] = &[
    contacts::CONTACTS,
    contacts::CONTACT_GROUPS,
    robots::ROBOTS,
    webhooks::WEBHOOKS,
    policies::NOTIFICATION_POLICIES,
];

const PRODUCT: &crate::Product = &ARMS;

/// The id of a thing.
const ID: SeedMember = SeedMember::new("id", SeedType::Number, "The id; drawn if it is not given.");
/// Its id in the former actions.
const LEGACY_ID: SeedMember = SeedMember::new(
    "legacy_id",
    SeedType::Number,
    "The id in the former actions; drawn if it is not given.",
);

/// The ids that a thing which was just added is to have, if they are others than it has; `is_free` says whether
/// nothing has an id.
fn ids(
    it: &Fields,
    (id, legacy): (i64, i64),
    most: i64,
) -> Result<Option<(i64, i64)>, ControlError> {
    let number = |name: &str, is: i64| match it.get(name).and_then(Value::as_i64) {
        None => Ok(is),
        Some(id) if (1..most).contains(&id) => Ok(id),
        Some(_) => {
            Err(ControlError::Wrong(format!("`{name}` is a whole number from 1 to {}", most - 1)))
        }
    };
    let given = (number("id", id)?, number("legacy_id", legacy)?);
    Ok((given != (id, legacy)).then_some(given))
}

/// More than any id: clients read them as floats, which are exact below.
const MOST_ID: i64 = 1 << 24;

/// That another thing has an id that an entry gives.
fn taken() -> ControlError {
    ControlError::Wrong("another has this id".into())
}
