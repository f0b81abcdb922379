//! What both generations of the API require of contacts, and the errors of several actions.
//!
//! The vendor has one list of codes for the product; those for things that do not exist, that are used twice or that
//! are too many are not in it, and are assumed.

use std::collections::BTreeSet;

use crate::{
    Cx, Fault, Result, Spec,
    arms::{
        contacts::phone_verification,
        phone_numbers, sae_objects,
        tables::contacts::{self, Contact},
    },
    int,
    ports::store::{self, Tx},
    shared::{phones, urls},
    text,
};

/// How many contacts an account may have (documented).
pub(in crate::arms) const MOST: i64 = 100;

pub(in crate::arms) const NO_CONTACT: Fault =
    Fault { status: 404, code: "ContactNotExist", message: "The contact does not exist." };
pub(in crate::arms) const PHONE_TAKEN: Fault = Fault {
    status: 400,
    code: "ContactPhoneAlreadyExist",
    message: "The phone number is already used by another contact.",
};
pub(in crate::arms) const MAIL_TAKEN: Fault = Fault {
    status: 400,
    code: "ContactEmailAlreadyExist",
    message: "The email address is already used by another contact.",
};
pub(in crate::arms) const TOO_MANY: Fault = Fault {
    status: 400,
    code: "ContactQuotaExceeded",
    message: "The maximum number of contacts (100) is exceeded.",
};
/// Documented.
pub(in crate::arms) const BAD_PHONE: Fault = Fault {
    status: 400,
    code: "AlertPhoneNumberIllegal",
    message: "Alarm phone number is illegal.",
};

/// The id of a contact, in the generation of the action.
pub(in crate::arms) const fn contact_id() -> Spec<i64> {
    int("ContactId").doc("The id of the contact.")
}

/// What a contact is called; how long that may be is assumed, as no page says.
pub(in crate::arms) const fn contact_name() -> Spec<String> {
    text("ContactName").line(1, 255).doc("What the contact is called.")
}

/// The webhook of a chatbot.
pub(in crate::arms) const fn webhook(name: &'static str) -> Spec<String> {
    text(name).form("URL", urls::is_url).doc("The webhook of a DingTalk chatbot.")
}

/// Refuses what does not look like a phone number.
pub(in crate::arms) fn check_phone(phone: Option<&str>) -> Result<()> {
    match phone {
        Some(phone) if !phone_numbers::is_phone(phone) => Err(BAD_PHONE.into()),
        _ => Ok(()),
    }
}

/// Refuses a contact without any of the channels; `names` are those that the page asks for.
pub(in crate::arms) fn check_channels(channels: &[Option<&str>], names: &str) -> Result<()> {
    if channels.iter().any(Option::is_some) {
        return Ok(());
    }
    Err(crate::arms::MISSING.with(names))
}

/// Writes a contact, new if its id is 0, unless another has its number or address, or it is one too many. A phone
/// number that changes is to be verified anew (assumed).
pub(in crate::arms) fn save(
    cx: &mut Cx<'_>,
    contact: &mut Contact,
    former_phone: Option<&str>,
) -> Result<()> {
    let account = &cx.caller.account;
    if let Some(phone) = &contact.phone
        && contacts::by_phone(cx.tx, account, phone)?.is_some_and(|it| it.id != contact.id)
    {
        return Err(PHONE_TAKEN.into());
    }
    if let Some(mail) = &contact.mail
        && contacts::by_mail(cx.tx, account, mail)?.is_some_and(|it| it.id != contact.id)
    {
        return Err(MAIL_TAKEN.into());
    }
    let number = |it: Option<&str>| it.map(phones::normalized);
    if number(contact.phone.as_deref()) != number(former_phone) {
        contact.phone_verified = false;
    }
    contact.changed = cx.now;
    if contact.id != 0 {
        return Ok(contacts::put(cx.tx, account, contact)?);
    }
    if contacts::count(cx.tx, account)? >= MOST {
        return Err(TOO_MANY.into());
    }
    contact.made = cx.now;
    Ok(contacts::add(cx.tx, account, contact)?)
}

/// Deletes a contact, which leaves all groups and policies, with the links that were sent to it.
pub(in crate::arms) fn delete(cx: &mut Cx<'_>, contact: &Contact) -> Result<()> {
    phone_verification::delete_links(cx, contact)?;
    sae_objects::warn_of_deletion(cx, "contact", &contact.name);
    Ok(contacts::delete(cx.tx, &cx.caller.account, contact.id)?)
}

/// Whether a mail address replaces another: it is then not verified any more (assumed).
pub(in crate::arms) fn is_other_mail(new: Option<&str>, former: Option<&str>) -> bool {
    new.map(str::to_lowercase) != former.map(str::to_lowercase)
}

/// A generation of the API, by its ids of contacts.
pub(in crate::arms) struct Generation {
    id: fn(&Contact) -> i64,
    contact: fn(&mut dyn Tx, &str, i64) -> store::Result<Option<Contact>>,
}

/// The alert-management actions.
pub(in crate::arms) const CURRENT: Generation =
    Generation { id: |it| it.id, contact: contacts::contact };
/// The former actions.
pub(in crate::arms) const FORMER: Generation =
    Generation { id: |it| it.legacy, contact: contacts::by_legacy_id };

/// The filters of a list of contacts, all of which must fit.
pub(in crate::arms) struct ContactFilter {
    pub(in crate::arms) name: Option<String>,
    pub(in crate::arms) phone: Option<String>,
    pub(in crate::arms) mail: Option<String>,
    pub(in crate::arms) ids: Option<BTreeSet<i64>>,
}

impl ContactFilter {
    /// Whether what has this id, in the generation that asks, this name and these channels fits.
    pub(in crate::arms) fn fits(
        &self,
        id: i64,
        name: &str,
        phone: Option<&str>,
        mail: Option<&str>,
    ) -> bool {
        let has = |part: &Option<String>, of: Option<&str>| {
            part.as_deref().is_none_or(|part| of.unwrap_or_default().contains(part))
        };
        has(&self.name, Some(name))
            && has(&self.phone, phone)
            && has(&self.mail, mail)
            && self.ids.as_ref().is_none_or(|ids| ids.contains(&id))
    }

    /// Whether everything fits.
    pub(in crate::arms) const fn is_none(&self) -> bool {
        self.name.is_none() && self.phone.is_none() && self.mail.is_none() && self.ids.is_none()
    }

    /// The contacts that fit, newest first; `generation` is the one that asks.
    pub(in crate::arms) fn find(
        &self,
        tx: &mut dyn Tx,
        account: &str,
        generation: &Generation,
    ) -> Result<Vec<Contact>> {
        let mut found = match &self.ids {
            // The greatest id is the newest contact's.
            Some(ids) => ids
                .iter()
                .rev()
                .filter_map(|id| (generation.contact)(tx, account, *id).transpose())
                .collect::<store::Result<_>>()?,
            None => contacts::all(tx, account)?,
        };
        found.retain(|it| {
            let id = (generation.id)(it);
            self.fits(id, &it.name, it.phone.as_deref(), it.mail.as_deref())
        });
        Ok(found)
    }
}
