//! A contact as the actions answer it.

use serde::Serialize;

use crate::{
    Cx, Result,
    sae::{contacts::links, tables::contacts::Contact},
};

/// A contact. What is unset is left out.
#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(in crate::sae) struct ContactView {
    contact_id: i64,
    user_name: String,
    user_type: &'static str,
    user_id: String,
    phone: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    email: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    ding_talk_robot: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    we_com_robot: String,
    /// The id of the former actions of ARMS.
    #[serde(skip_serializing_if = "Option::is_none")]
    arms_contact_id: Option<i64>,
    /// The id of the alert-management actions of ARMS.
    #[serde(skip_serializing_if = "Option::is_none")]
    alert_contact_id: Option<i64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    arms_contact_name: Option<String>,
    link_status: &'static str,
    origin: &'static str,
    created_by: String,
    create_time: i64,
    update_time: i64,
}

/// How the contact of ARMS came to be: also how a new contact was linked.
pub(in crate::sae) const fn origin(contact: &Contact) -> &'static str {
    if contact.created { "Created" } else { "Linked" }
}

/// Shows a contact, with what it is linked to.
pub(in crate::sae) fn view(cx: &mut Cx<'_>, contact: Contact) -> Result<ContactView> {
    let arms = links::linked(cx, &contact)?;
    Ok(ContactView {
        origin: origin(&contact),
        contact_id: contact.id,
        user_name: contact.user_name,
        user_type: if contact.root { "ROOT" } else { "RAM" },
        user_id: contact.user_id,
        phone: contact.phone,
        email: contact.mail,
        ding_talk_robot: contact.ding,
        we_com_robot: contact.wecom,
        arms_contact_id: arms.as_ref().map(|it| it.legacy),
        alert_contact_id: arms.as_ref().map(|it| it.id),
        link_status: if arms.is_some() { "Linked" } else { "Broken" },
        arms_contact_name: arms.map(|it| it.name),
        created_by: contact.created_by,
        create_time: contact.made,
        update_time: contact.changed,
    })
}
