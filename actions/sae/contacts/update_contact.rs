//! `UpdateContact` changes a contact, and the contact of ARMS that it is linked to.
//!
//! The link stays, whatever changes (documented: also if the phone number does). Where the contact of ARMS was
//! deleted there, the contact is linked anew as a new one would be (assumed). What an update omits stays; an empty
//! mail address or webhook is removed (assumed).

use serde::Serialize;

use crate::{
    Access, Action, Cx, Fault, Fidelity, Params, Result, Wording,
    ram::users,
    sae::{
        MISSING, NO_PERMISSION,
        contacts::{
            contact_rules::{
                ARMS_FULL, MAIL_TAKEN, MALFORMED, NO_CONTACT, NO_USER, PHONE_TAKEN, RESOURCES,
                USER_TAKEN, check_filled, contact_id, ding, find, mail, phone, user_name, wecom,
                wording,
            },
            contact_users::{self, AccountUser, MAY_NOT_LIST},
            contact_view::{ContactView, view},
            links::{self, Cleared},
        },
        tables::contacts::{self, Contact},
    },
    shared::phones,
};

pub(in crate::sae) struct UpdateContact {
    id: i64,
    user_name: Option<String>,
    phone: Option<String>,
    mail: Option<String>,
    ding: Option<String>,
    wecom: Option<String>,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(in crate::sae) struct Response {
    data: ContactView,
}

impl Action for UpdateContact {
    const NAME: &'static str = "UpdateContact";
    const DOC: &'static str = "Changes a contact.";
    const METHOD: Option<&'static str> = Some("PUT");
    const PATH: Option<&'static str> = Some("/pop/v1/sam/contact/contact");
    const ACCESS: Access = Access::Update;
    const FIDELITY: Fidelity = Fidelity::Modelled;
    const RESOURCES: &'static [&'static str] = RESOURCES;
    const WORDING: Option<Wording> = Some(wording);
    const FAULTS: &'static [Fault] = &[
        MISSING,
        MALFORMED,
        NO_CONTACT,
        NO_PERMISSION,
        MAY_NOT_LIST,
        NO_USER,
        USER_TAKEN,
        PHONE_TAKEN,
        MAIL_TAKEN,
        ARMS_FULL,
    ];
    type Response = Response;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        Ok(Self {
            id: p.required(contact_id())?,
            user_name: p.optional(user_name().keep_empty())?,
            phone: p.optional(phone().keep_empty())?,
            mail: p.optional(mail().keep_empty())?,
            ding: p.optional(ding().keep_empty())?,
            wecom: p.optional(wecom().keep_empty())?,
        })
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Response> {
        for (name, value) in [("UserName", &self.user_name), ("Phone", &self.phone)] {
            value.as_deref().map_or(Ok(()), |value| check_filled(name, value))?;
        }
        let mut contact = find(cx.tx, &cx.caller.account, self.id)?;
        contact_users::check_may_manage(cx, &contact)?;
        match self.user_name.as_deref().map(str::trim) {
            Some(name) if name != contact.user_name => {
                let user = contact_users::find(cx, name, None)?;
                if !set_user(cx, &mut contact, &user)? {
                    return Err(USER_TAKEN.with(&user.name));
                }
            }
            _ => follow(cx, &mut contact)?,
        }
        let cleared = Cleared {
            mail: self.mail.as_deref() == Some(""),
            ding: self.ding.as_deref() == Some(""),
        };
        contact.phone = self.phone.map_or(contact.phone, |it| phones::normalized(&it));
        contact.mail = self.mail.unwrap_or(contact.mail);
        contact.ding = self.ding.unwrap_or(contact.ding);
        contact.wecom = self.wecom.unwrap_or(contact.wecom);
        match links::linked(cx, &contact)? {
            Some(arms) => {
                links::check_free(cx, &contact, Some(arms.id))?;
                links::write(cx, &mut contact, arms, cleared)?;
                links::keep_notified(cx, None, None)?;
            }
            None => links::link(cx, &mut contact, cleared)?,
        }
        Ok(Response { data: view(cx, contact)? })
    }
}

/// Makes a contact that of another user; answers whether that user was not a contact yet.
fn set_user(cx: &mut Cx<'_>, contact: &mut Contact, user: &AccountUser) -> Result<bool> {
    let others = contacts::all(cx.tx, &cx.caller.account)?;
    let taken = |it: &Contact| it.id != contact.id && it.is_of(&user.name, &user.id, user.root);
    if others.iter().any(taken) {
        return Ok(false);
    }
    contact.user_name.clone_from(&user.name);
    contact.user_id.clone_from(&user.id);
    contact.root = user.root;
    Ok(true)
}

/// Gives a contact the name that its RAM user has by now.
fn follow(cx: &mut Cx<'_>, contact: &mut Contact) -> Result<()> {
    if contact.root {
        return Ok(());
    }
    if let Some(user) = users::user_of_id(cx.tx, &cx.caller.account, &contact.user_id)? {
        // A name that another contact still has is not followed.
        set_user(cx, contact, &AccountUser { name: user.name, id: user.id, root: false })?;
    }
    Ok(())
}
