//! `CreateContact` makes a user of the account a contact, linked by the phone number to a contact of ARMS.
//!
//! The console's page has three cases: no contact of ARMS has the number, and one is created; one has it, and is
//! linked; one has it that another contact is linked to, and the call fails. A repeated call with the same
//! `ClientToken` answers what the first did (assumed).

use serde::Serialize;

use crate::{
    Access, Action, Cx, Fault, Fidelity, Params, Result, Wording,
    sae::{
        MISSING, NO_PERMISSION,
        contacts::{
            contact_rules::{
                ARMS_FULL, MAIL_TAKEN, MALFORMED, MOST, NO_USER, PHONE_TAKEN, RESOURCES, TOO_MANY,
                USER_TAKEN, check_filled, ding, mail, phone, user_name, wecom, wording,
            },
            contact_users::{self, MAY_NOT_LIST},
            contact_view::{ContactView, origin, view},
            links::{self, Cleared},
        },
        tables::contacts::{self, Contact},
    },
    shared::phones,
    text,
};

pub(in crate::sae) struct CreateContact {
    user_name: String,
    user_type: Option<String>,
    phone: String,
    mail: Option<String>,
    ding: Option<String>,
    wecom: Option<String>,
    token: Option<String>,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(in crate::sae) struct Response {
    data: Created,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
struct Created {
    #[serde(flatten)]
    contact: ContactView,
    link_type: &'static str,
}

impl Action for CreateContact {
    const NAME: &'static str = "CreateContact";
    const DOC: &'static str = "Makes a RAM user, or the account, a contact.";
    const METHOD: Option<&'static str> = Some("POST");
    const PATH: Option<&'static str> = Some("/pop/v1/sam/contact/contact");
    const ACCESS: Access = Access::Create;
    const FIDELITY: Fidelity = Fidelity::Modelled;
    const RESOURCES: &'static [&'static str] = RESOURCES;
    const WORDING: Option<Wording> = Some(wording);
    const FAULTS: &'static [Fault] = &[
        MISSING,
        MALFORMED,
        NO_PERMISSION,
        MAY_NOT_LIST,
        NO_USER,
        USER_TAKEN,
        TOO_MANY,
        PHONE_TAKEN,
        MAIL_TAKEN,
        ARMS_FULL,
    ];
    type Response = Response;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        let kind = text("UserType").one_of(&["RAM", "ROOT"]);
        let token = text("ClientToken").line(1, 64);
        Ok(Self {
            user_name: p.required(user_name())?,
            phone: p.required(phone())?,
            user_type: p.optional(
                kind.doc("Whether a RAM user or the account is named; found out unless given."),
            )?,
            mail: p.optional(mail())?,
            ding: p.optional(ding())?,
            wecom: p.optional(wecom())?,
            token: p.optional(token.doc("The same for repetitions of one call."))?,
        })
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Response> {
        check_filled("UserName", &self.user_name)?;
        check_filled("Phone", &self.phone)?;
        let user = contact_users::find(cx, self.user_name.trim(), self.user_type.as_deref())?;
        let phone = phones::normalized(&self.phone);
        let token = self.token.unwrap_or_default();
        let created_by = contact_users::caller_id(cx);
        let all = contacts::all(cx.tx, &cx.caller.account)?;
        let existing = all.iter().find(|it| it.is_of(&user.name, &user.id, user.root));
        if let Some(former) = existing {
            let same = former.token == token && former.created_by == created_by;
            if !token.is_empty() && same && former.phone == phone {
                return answer(cx, former.clone());
            }
            return Err(USER_TAKEN.with(&user.name));
        }
        if all.len() >= MOST {
            return Err(TOO_MANY.into());
        }
        let mut contact = Contact {
            user_name: user.name,
            root: user.root,
            user_id: user.id,
            phone,
            mail: self.mail.unwrap_or_default(),
            ding: self.ding.unwrap_or_default(),
            wecom: self.wecom.unwrap_or_default(),
            created_by,
            token,
            made: cx.now,
            ..Contact::default()
        };
        links::link(cx, &mut contact, Cleared::default())?;
        answer(cx, contact)
    }
}

fn answer(cx: &mut Cx<'_>, contact: Contact) -> Result<Response> {
    let link_type = origin(&contact);
    Ok(Response { data: Created { contact: view(cx, contact)?, link_type } })
}
