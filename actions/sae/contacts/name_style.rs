//! What a contact is called in ARMS.
//!
//! The console's page says that a contact of ARMS takes the name of the user, and also that the contacts of SAE have
//! the prefix `sae:`. Contacts of ARMS that SAE creates have the prefix and those that it links do not, so that both
//! hold (assumed). A setting of the control API chooses otherwise.

use crate::{
    Cx, Result,
    arms::address_book,
    sae::tables::{contacts::Contact, settings},
};

/// What the names of SAE's own objects in ARMS begin with.
pub(in crate::sae) const PREFIX: &str = address_book::SAE_PREFIX;

/// Which contacts of ARMS have the prefix.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(in crate::sae) enum NameStyle {
    /// Those that SAE created.
    #[default]
    CreatedPrefixed,
    /// All that are linked.
    AllPrefixed,
    /// None.
    Plain,
}

/// Every style by its name in the setting, the usual one first.
pub(in crate::sae) const STYLES: [(&str, NameStyle); 3] = [
    ("created_prefixed", NameStyle::CreatedPrefixed),
    ("all_prefixed", NameStyle::AllPrefixed),
    ("plain", NameStyle::Plain),
];

/// The style of the caller's account.
fn style(cx: &mut Cx<'_>) -> Result<NameStyle> {
    let name = settings::settings(cx.tx, &cx.caller.account)?.arms_name_style;
    let found = STYLES.iter().find(|(it, _)| *it == name);
    Ok(found.map(|(_, style)| *style).unwrap_or_default())
}

/// The name of a contact in ARMS.
pub(in crate::sae) fn name_in_arms(cx: &mut Cx<'_>, contact: &Contact) -> Result<String> {
    let prefixed = match style(cx)? {
        NameStyle::CreatedPrefixed => contact.created,
        NameStyle::AllPrefixed => true,
        NameStyle::Plain => false,
    };
    Ok(format!("{}{}", if prefixed { PREFIX } else { "" }, contact.user_name))
}
