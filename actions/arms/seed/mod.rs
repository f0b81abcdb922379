//! What seed files may say of ARMS: who is told of alerts, and of which. Names may come twice, so an entry may have its number, and
//! is then known by that.

mod contacts;
mod policies;
mod robots;
mod webhooks;

use serde_json::Value;

use crate::{
    Cx,
    arms::ARMS,
    core::{
        control::ControlError,
        seed::{Fields, SeedKind, SeedMember, SeedType},
    },
    ports::store::{self, Tx},
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

/// The ids that a thing which was just added is to have, if they are others than it has.
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

/// [`ids`], and an error if another has one of them: `is_taken` and `is_legacy_taken` look. Those of a thing that `was_there` stay.
fn free_ids(
    cx: &mut Cx<'_>,
    it: &Fields,
    ids @ (id, legacy): (i64, i64),
    was_there: bool,
    (is_taken, is_legacy_taken): (IsTaken, IsTaken),
) -> Result<Option<(i64, i64)>, ControlError> {
    let Some(new) = self::ids(it, ids, MOST_ID)? else { return Ok(None) };
    let account = &cx.caller.account;
    let taken = was_there
        || id != new.0 && is_taken(cx.tx, account, new.0)?
        || legacy != new.1 && is_legacy_taken(cx.tx, account, new.1)?;
    if taken { Err(self::taken()) } else { Ok(Some(new)) }
}

/// Whether something has this id.
type IsTaken = fn(&mut dyn Tx, &str, i64) -> store::Result<bool>;

/// That another thing has an id that an entry gives.
fn taken() -> ControlError {
    ControlError::Wrong("another has this id".into())
}
