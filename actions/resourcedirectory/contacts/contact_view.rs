//! How answers show message contacts.

use serde::Serialize;

use crate::{
    ports::store::{Result, Tx},
    resourcedirectory::tables::contacts::{self, Contact},
    shared::format::shanghai_time,
};

/// A contact in an answer.
#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct ContactView {
    contact_id: String,
    name: String,
    email_address: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    phone_number: String,
    title: String,
    message_types: Vec<String>,
    members: Vec<String>,
    status: &'static str,
    create_date: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    associated_date: Option<String>,
}

impl ContactView {
    /// Shows a contact; with the time when it was bound to the target `scope`, if one is given.
    pub(super) fn of(tx: &mut dyn Tx, contact: Contact, scope: Option<&str>) -> Result<Self> {
        let targets = contacts::targets(tx, &contact.id)?;
        let bound = scope.and_then(|scope| targets.iter().find(|it| it.scope == scope));
        Ok(Self {
            associated_date: bound.map(|it| shanghai_time(it.bound)),
            members: targets.into_iter().map(|it| it.named).collect(),
            status: contact.state.as_str(),
            create_date: shanghai_time(contact.made),
            contact_id: contact.id,
            name: contact.name,
            email_address: contact.mail.value,
            phone_number: contact.phone.value,
            title: contact.title,
            message_types: contact.types,
        })
    }
}
