//! The links of contacts to contacts of ARMS: found by phone number once, then kept by id.
//!
//! Source: the console's page for what is linked, created and refused, and that the details go to ARMS. What SAE has
//! no value for is read back from ARMS (assumed).

use crate::{
    Cx, Result,
    arms::address_book::{self, Contact as ArmsContact},
    sae::{
        contacts::{
            contact_rules::{ARMS_FULL, MAIL_TAKEN, PHONE_TAKEN},
            name_style::{self, PREFIX},
        },
        tables::contacts::{self, Contact},
    },
    shared::phones,
};

/// The contact group and the notification policy that SAE keeps in ARMS.
const DEFAULT: &str = "sae:default";
/// The product type of the events that the policy is for.
const PRODUCT: &str = "SAE";

/// What a call removes from a contact of ARMS, where SAE's own field becomes empty.
#[derive(Clone, Copy, Default)]
pub(in crate::sae) struct Cleared {
    pub(in crate::sae) mail: bool,
    pub(in crate::sae) ding: bool,
}

/// The contact of ARMS that a contact is linked to; none if the link is broken.
pub(in crate::sae) fn linked(cx: &mut Cx<'_>, contact: &Contact) -> Result<Option<ArmsContact>> {
    let Some(id) = contact.alert_contact else { return Ok(None) };
    Ok(address_book::contact(cx.tx, &cx.caller.account, id)?)
}

/// Refuses the phone number and the mail address of a contact that another contact of SAE or, unless
/// it is the one of this id, of ARMS has.
pub(in crate::sae) fn check_free(
    cx: &mut Cx<'_>,
    contact: &Contact,
    arms: Option<i64>,
) -> Result<()> {
    let account = &cx.caller.account;
    let others = contacts::all(cx.tx, account)?;
    if others.iter().any(|it| it.id != contact.id && it.phone == contact.phone) {
        return Err(PHONE_TAKEN.into());
    }
    let holder = address_book::by_phone(cx.tx, account, &contact.phone)?;
    if holder.is_some_and(|it| Some(it.id) != arms) {
        return Err(PHONE_TAKEN.into());
    }
    if !contact.mail.is_empty() {
        let holder = address_book::by_mail(cx.tx, account, &contact.mail)?;
        if holder.is_some_and(|it| Some(it.id) != arms) {
            return Err(MAIL_TAKEN.into());
        }
    }
    Ok(())
}

/// Links a contact that has no link by its phone number: to the contact of ARMS that has it, unless
/// another contact is linked to that, or else to a new one.
pub(in crate::sae) fn link(cx: &mut Cx<'_>, contact: &mut Contact, cleared: Cleared) -> Result<()> {
    let account = &cx.caller.account;
    let found = address_book::by_phone(cx.tx, account, &contact.phone)?;
    let id = found.as_ref().map(|it| it.id);
    let others = contacts::all(cx.tx, account)?;
    if id.is_some() && others.iter().any(|it| it.id != contact.id && it.alert_contact == id) {
        return Err(PHONE_TAKEN.into());
    }
    check_free(cx, contact, id)?;
    if id.is_none() && address_book::is_full(cx.tx, account)? {
        return Err(ARMS_FULL.into());
    }
    contact.created = id.is_none();
    write(cx, contact, found.unwrap_or_else(address_book::new_contact), cleared)?;
    keep_notified(cx, contact.alert_contact, None)
}

/// Writes a contact, and its details to the contact of ARMS that it is linked to from now on.
pub(in crate::sae) fn write(
    cx: &mut Cx<'_>,
    contact: &mut Contact,
    mut arms: ArmsContact,
    cleared: Cleared,
) -> Result<()> {
    arms.name = name_style::name_in_arms(cx, contact)?;
    // Another spelling of the same number stays, and stays verified.
    if arms.phone.as_deref().map(phones::normalized).as_ref() != Some(&contact.phone) {
        arms.phone = Some(contact.phone.clone());
    }
    if !contact.mail.is_empty() || cleared.mail {
        let mail = Some(contact.mail.clone()).filter(|it| !it.is_empty());
        arms.mail_verified &= arms.mail == mail;
        arms.mail = mail;
    } else {
        contact.mail = arms.mail.clone().unwrap_or_default();
    }
    if !contact.ding.is_empty() || cleared.ding {
        arms.ding.clone_from(&contact.ding);
    } else {
        contact.ding.clone_from(&arms.ding);
    }
    address_book::write(cx, &mut arms)?;
    contact.alert_contact = Some(arms.id);
    write_robot(cx, contact)?;
    contact.changed = cx.now;
    Ok(contacts::put(cx.tx, &cx.caller.account, contact)?)
}

/// Keeps the chat bot in ARMS that stands for a contact's webhook of WeCom.
fn write_robot(cx: &mut Cx<'_>, contact: &mut Contact) -> Result<()> {
    contact.robot = match (contact.wecom.is_empty(), contact.robot) {
        (false, id) => {
            let name = format!("{PREFIX}{}", contact.user_name);
            Some(address_book::put_wecom_robot(cx, id, name, contact.wecom.clone())?)
        }
        (true, Some(id)) => {
            address_book::delete_robot(cx, id)?;
            None
        }
        (true, None) => None,
    };
    Ok(())
}

/// Keeps the group of all contacts in ARMS, which `joining` joins and `leaving` leaves, and the policy by which it is
/// told of alerts.
pub(in crate::sae) fn keep_notified(
    cx: &mut Cx<'_>,
    joining: Option<i64>,
    leaving: Option<i64>,
) -> Result<()> {
    let all = contacts::all(cx.tx, &cx.caller.account)?;
    let all: Vec<i64> = all.iter().filter_map(|it| it.alert_contact).collect();
    address_book::keep_notified(cx, DEFAULT, PRODUCT, &all, (joining, leaving))
}
