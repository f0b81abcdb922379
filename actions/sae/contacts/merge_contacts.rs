//! `MergeContacts` links RAM users to the contacts of ARMS that have the phone numbers of their profiles, and creates
//! those that there are not.
//!
//! The console's page says so much. Users without a number, and numbers that other contacts have, are skipped with
//! the reason (assumed).

use std::collections::BTreeMap;

use serde::Serialize;

use crate::{
    Access, Action, Cx, Fault, Fidelity, Params, Principal, Result,
    arms::address_book::{self, Contact as ArmsContact},
    ram::users::{self, User},
    sae::{
        INVALID, NO_PERMISSION,
        contacts::{
            contact_rules::{MOST, NO_USER, RESOURCES},
            contact_users::{self, MAY_NOT_LIST},
            links::{self, Cleared},
        },
        tables::contacts::{self, Contact},
    },
    shared::phones,
    text,
};

pub(in crate::sae) struct MergeContacts(Option<String>);

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(in crate::sae) struct Response {
    data: Merged,
}

#[derive(Default, Serialize)]
#[serde(rename_all = "PascalCase")]
struct Merged {
    linked: usize,
    created: usize,
    updated: usize,
    skipped: usize,
    items: Vec<Item>,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
struct Item {
    user_name: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    contact_id: Option<i64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    arms_contact_id: Option<i64>,
    result: &'static str,
    #[serde(skip_serializing_if = "str::is_empty")]
    reason: &'static str,
}

/// What became of a user.
#[derive(Clone, Copy)]
enum Outcome {
    /// An existing contact of ARMS was linked.
    Linked,
    /// A contact of ARMS was created.
    Created,
    /// It was linked already, and was written again.
    Updated,
    /// Nothing was done, for this reason.
    Skipped(&'static str),
}

/// A list of names: as JSON, or separated by commas.
fn names(list: &str) -> Option<Vec<String>> {
    let names: Vec<String> = if list.trim_start().starts_with('[') {
        serde_json::from_str(list).ok()?
    } else {
        list.split(',').map(str::to_owned).collect()
    };
    names.iter().map(|it| Some(it.trim().to_owned()).filter(|it| !it.is_empty())).collect()
}

impl Action for MergeContacts {
    const NAME: &'static str = "MergeContacts";
    const DOC: &'static str = "Links RAM users to contacts of ARMS by phone number.";
    const METHOD: Option<&'static str> = Some("POST");
    const PATH: Option<&'static str> = Some("/pop/v1/sam/contact/mergeContacts");
    const ACCESS: Access = Access::Create;
    const FIDELITY: Fidelity = Fidelity::Modelled;
    const RESOURCES: &'static [&'static str] = RESOURCES;
    const FAULTS: &'static [Fault] = &[INVALID, NO_PERMISSION, MAY_NOT_LIST, NO_USER];
    type Response = Response;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        let names = text("UserNames").form("list of names", |it| names(it).is_some());
        Ok(Self(p.optional(names.doc("The RAM users; all that the caller may add unless given."))?))
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Response> {
        let list = self.0.as_deref().and_then(names);
        let users = match &list {
            Some(names) => of_names(cx, names)?,
            None => of_caller(cx)?,
        };
        let account = &cx.caller.account;
        let mut merge = Merge {
            contacts: contacts::all(cx.tx, account)?,
            phones: address_book::phones(cx.tx, account)?,
        };
        let mut data = Merged::default();
        if list.is_none() && matches!(cx.caller.principal, Principal::Root) {
            for contact in merge.contacts.clone().into_iter().filter(|it| it.root) {
                if links::linked(cx, &contact)?.is_none() {
                    let outcome = merge.join(cx, contact.clone(), contact.phone.clone())?;
                    data.add(cx, contact.user_name, &merge, outcome)?;
                }
            }
        }
        for user in users {
            let outcome = merge.user(cx, &user)?;
            data.add(cx, user.name, &merge, outcome)?;
        }
        if data.linked + data.created + data.updated > 0 {
            links::keep_notified(cx, None, None)?;
        }
        Ok(Response { data })
    }
}

/// The RAM users of these names, by name, each once.
fn of_names(cx: &mut Cx<'_>, names: &[String]) -> Result<Vec<User>> {
    let mut found = BTreeMap::new();
    for name in names {
        let user = contact_users::find(cx, name, Some("RAM"))?;
        if let Some(user) = users::user_of_id(cx.tx, &cx.caller.account, &user.id)? {
            found.insert(user.name.clone(), user);
        }
    }
    Ok(found.into_values().collect())
}

/// The RAM users that the caller may add, by name: all, or itself.
fn of_caller(cx: &mut Cx<'_>) -> Result<Vec<User>> {
    if users::may_list(cx)? {
        return Ok(users::by_name(cx.tx, &cx.caller.account)?);
    }
    match &cx.caller.principal {
        Principal::User { id, .. } => {
            Ok(users::user_of_id(cx.tx, &cx.caller.account, id)?.into_iter().collect())
        }
        _ => Err(MAY_NOT_LIST.into()),
    }
}

/// The contacts of both products while users are merged.
struct Merge {
    contacts: Vec<Contact>,
    /// The contacts of ARMS by their phone numbers.
    phones: BTreeMap<String, i64>,
}

impl Merge {
    /// The contact of a RAM user: by its id, or by the name that a deleted user had.
    fn of_user(&self, user: &User) -> Option<&Contact> {
        let mut of_users = self.contacts.iter().filter(|it| !it.root);
        let by_id = of_users.clone().find(|it| it.user_id == user.id);
        by_id.or_else(|| of_users.find(|it| it.user_name == user.name))
    }

    /// Links a RAM user by the number in its profile, or else by that of its contact.
    fn user(&mut self, cx: &mut Cx<'_>, user: &User) -> Result<Outcome> {
        let own = self.of_user(user).cloned();
        let id = own.as_ref().map(|it| it.id);
        if self.contacts.iter().any(|it| it.user_name == user.name && Some(it.id) != id) {
            return Ok(Outcome::Skipped("UserNameUsed"));
        }
        let mut phone = phones::normalized(&user.phone);
        if phone.is_empty() {
            phone = own.as_ref().map(|it| it.phone.clone()).unwrap_or_default();
        }
        if phone.is_empty() {
            return Ok(Outcome::Skipped("NoPhone"));
        }
        if !phones::is_mainland(&phone) {
            return Ok(Outcome::Skipped("InvalidPhone"));
        }
        let new = || Contact {
            created_by: contact_users::caller_id(cx),
            made: cx.now,
            ..Contact::default()
        };
        let mut contact = own.unwrap_or_else(new);
        contact.user_name.clone_from(&user.name);
        contact.user_id.clone_from(&user.id);
        if contact.id == 0 && !user.email.is_empty() && self.arms_mail(cx, &phone)?.is_none() {
            let holder = address_book::by_mail(cx.tx, &cx.caller.account, &user.email)?;
            if holder.is_none() {
                contact.mail.clone_from(&user.email);
            }
        }
        self.join(cx, contact, phone)
    }

    /// The mail address of the contact of ARMS that has a number.
    fn arms_mail(&self, cx: &mut Cx<'_>, phone: &str) -> Result<Option<String>> {
        Ok(self.arms(cx, phone)?.and_then(|it| it.mail))
    }

    fn arms(&self, cx: &mut Cx<'_>, phone: &str) -> Result<Option<ArmsContact>> {
        match self.phones.get(phone) {
            Some(id) => Ok(address_book::contact(cx.tx, &cx.caller.account, *id)?),
            None => Ok(None),
        }
    }

    /// Links a contact, new if its id is 0, to the contact of ARMS that has `phone`.
    fn join(&mut self, cx: &mut Cx<'_>, mut contact: Contact, phone: String) -> Result<Outcome> {
        let arms = self.arms(cx, &phone)?;
        let id = arms.as_ref().map(|it| it.id);
        let takes = |it: &Contact| {
            it.id != contact.id && (it.phone == phone || (id.is_some() && it.alert_contact == id))
        };
        if self.contacts.iter().any(takes) {
            return Ok(Outcome::Skipped("PhoneLinked"));
        }
        let is_full = id.is_none() && address_book::is_full(cx.tx, &cx.caller.account)?;
        if is_full || (contact.id == 0 && self.contacts.len() >= MOST) {
            return Ok(Outcome::Skipped("Quota"));
        }
        let former = links::linked(cx, &contact)?.map(|it| it.id).filter(|it| Some(*it) != id);
        if !contact.mail.is_empty()
            && let Some(mut holder) =
                address_book::by_mail(cx.tx, &cx.caller.account, &contact.mail)?
            && Some(holder.id) != id
        {
            // The address goes with the link; the former contact has its number left.
            if former != Some(holder.id) || holder.phone.is_none() {
                return Ok(Outcome::Skipped("EmailUsed"));
            }
            (holder.mail, holder.mail_verified) = (None, false);
            address_book::write(cx, &mut holder)?;
        }
        let outcome = match id {
            None => Outcome::Created,
            _ if contact.alert_contact == id => Outcome::Updated,
            Some(_) => Outcome::Linked,
        };
        if !matches!(outcome, Outcome::Updated) {
            contact.created = id.is_none();
        }
        contact.phone = phone;
        let arms = arms.unwrap_or_else(address_book::new_contact);
        links::write(cx, &mut contact, arms, Cleared::default())?;
        if !matches!(outcome, Outcome::Updated) {
            links::keep_notified(cx, contact.alert_contact, former)?;
        }
        self.phones.extend(contact.alert_contact.map(|id| (contact.phone.clone(), id)));
        self.contacts.retain(|it| it.id != contact.id);
        self.contacts.push(contact);
        Ok(outcome)
    }
}

impl Merged {
    fn add(
        &mut self,
        cx: &mut Cx<'_>,
        user_name: String,
        merge: &Merge,
        outcome: Outcome,
    ) -> Result<()> {
        let (count, result, reason) = match outcome {
            Outcome::Linked => (&mut self.linked, "Linked", ""),
            Outcome::Created => (&mut self.created, "Created", ""),
            Outcome::Updated => (&mut self.updated, "Updated", ""),
            Outcome::Skipped(reason) => (&mut self.skipped, "Skipped", reason),
        };
        *count += 1;
        let contact = merge.contacts.iter().find(|it| it.user_name == user_name);
        let arms = match contact {
            Some(contact) => links::linked(cx, contact)?,
            None => None,
        };
        self.items.push(Item {
            user_name,
            contact_id: contact.map(|it| it.id),
            arms_contact_id: arms.map(|it| it.legacy),
            result,
            reason,
        });
        Ok(())
    }
}
