//! What a contact is called in ARMS.
//!
//! The console's page says that a contact of ARMS takes the name of the user, and also that the contacts of SAE have the
//! prefix `sae:`. Both hold if those that SAE creates have the prefix and those that it links do not
//! (assumed). A setting of the control API chooses otherwise.

use serde_json::{Value, json};

use crate::{
    Cx, Result,
    core::control::{ControlError, ControlRequest},
    sae::tables::{contacts::Contact, settings},
};

/// What the names of SAE's own objects in ARMS begin with.
pub(in crate::sae) const PREFIX: &str = "sae:";

/// Which contacts of ARMS have the prefix.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum NameStyle {
    /// Those that SAE created.
    #[default]
    CreatedPrefixed,
    /// All that are linked.
    AllPrefixed,
    /// None.
    Plain,
}

/// Every style by its name in the setting.
const STYLES: [(&str, NameStyle); 3] = [
    ("created_prefixed", NameStyle::CreatedPrefixed),
    ("all_prefixed", NameStyle::AllPrefixed),
    ("plain", NameStyle::Plain),
];

/// The style of the caller's account.
fn style(cx: &mut Cx<'_>) -> Result<NameStyle> {
    let name = settings::arms_name_style(cx.tx, &cx.caller.account)?.unwrap_or_default();
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

/// Shows the settings of an account.
pub(in crate::sae) fn show(cx: &mut Cx<'_>, _: &ControlRequest) -> Result<Value, ControlError> {
    let style = style(cx)?;
    let name = STYLES.iter().find(|(_, it)| *it == style).map(|(name, _)| *name);
    Ok(json!({ "arms_name_style": name }))
}

/// Changes settings of an account; answers all of them.
pub(in crate::sae) fn set(
    cx: &mut Cx<'_>,
    request: &ControlRequest,
) -> Result<Value, ControlError> {
    for (name, value) in request.members() {
        let style = value.as_str().filter(|it| STYLES.iter().any(|(name, _)| name == it));
        let style = style.ok_or_else(|| {
            let names = STYLES.map(|(name, _)| name).join(", ");
            ControlError::WrongMember(name.clone(), format!("one of {names}"))
        })?;
        settings::set_arms_name_style(cx.tx, &cx.caller.account, style)?;
    }
    show(cx, request)
}
