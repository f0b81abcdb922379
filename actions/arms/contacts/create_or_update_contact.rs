//! `CreateOrUpdateContact` creates a contact, or changes the one that it names: the alert-management
//! action.
//!
//! A phone number or a mail address is needed (documented). What an update omits is kept, and what is empty is
//! removed (assumed).

use serde::Serialize;

use crate::{
    Access, Action, Cx, Fault, Params, Result,
    arms::{
        MISSING,
        contacts::contact_rules::{
            BAD_PHONE, MAIL_TAKEN, NO_CONTACT, PHONE_TAKEN, TOO_MANY, check_channels, check_phone,
            contact_id, contact_name, is_other_mail, save, webhook,
        },
        tables::contacts::{self, Contact},
    },
    flag, int, text,
};

pub(in crate::arms) struct CreateOrUpdateContact {
    id: Option<i64>,
    name: String,
    phone: Option<String>,
    mail: Option<String>,
    mail_verified: Option<bool>,
    reissue: Option<i64>,
    corp_user: Option<String>,
    ding: Option<String>,
    resource_group: Option<String>,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(in crate::arms) struct Response {
    alert_contact: Saved,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
struct Saved {
    contact_id: i64,
    contact_name: String,
    phone: String,
    email: String,
    is_verify: bool,
    reissue_send_notice: i64,
    /// The vendor spells it so here alone.
    #[serde(rename = "isEmailVerify")]
    is_email_verify: bool,
    ding_robot_url: String,
}

impl Action for CreateOrUpdateContact {
    const NAME: &'static str = "CreateOrUpdateContact";
    const DOC: &'static str = "Creates or changes a contact.";
    const ACCESS: Access = Access::Create;
    const RAM: &'static str = "CreateContact";
    const FAULTS: &'static [Fault] =
        &[MISSING, BAD_PHONE, NO_CONTACT, PHONE_TAKEN, MAIL_TAKEN, TOO_MANY];
    type Response = Response;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        let corp = text("CorpUserId").line(1, 255).keep_empty();
        let reissue = int("ReissueSendNotice").range(0, 3);
        Ok(Self {
            id: p.optional(contact_id())?,
            name: p.required(contact_name())?,
            phone: p.optional(text("Phone").keep_empty().doc("The phone number."))?,
            mail: p.optional(text("Email").email().keep_empty().doc("The mail address."))?,
            mail_verified: p
                .optional(flag("IsEmailVerify").doc("Whether the mail address is verified."))?,
            reissue: p.optional(reissue.doc("What to do if nobody answers a phone call."))?,
            corp_user: p.optional(corp.doc("The id in DingTalk, Lark or WeCom."))?,
            ding: p.optional(webhook("DingRobotUrl").keep_empty())?,
            resource_group: p
                .optional(text("ResourceGroupId").line(1, 255).doc("Its resource group."))?,
        })
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Response> {
        let mut contact = match self.id {
            Some(id) => contacts::contact(cx.tx, &cx.caller.account, id)?.ok_or(NO_CONTACT)?,
            None => Contact { reissue: 3, ..Contact::default() },
        };
        let former = contact.phone.clone();
        let filled = |new: Option<String>, old: Option<String>| match new {
            Some(new) => Some(new).filter(|it| !it.is_empty()),
            None => old,
        };
        contact.name = self.name;
        contact.phone = filled(self.phone, contact.phone);
        let mail = filled(self.mail, contact.mail.clone());
        if is_other_mail(mail.as_deref(), contact.mail.as_deref()) {
            contact.mail_verified = false;
        }
        contact.mail = mail;
        contact.mail_verified = self.mail_verified.unwrap_or(contact.mail_verified);
        contact.reissue = self.reissue.unwrap_or(contact.reissue);
        contact.corp_user = self.corp_user.unwrap_or(contact.corp_user);
        contact.ding = self.ding.unwrap_or(contact.ding);
        contact.resource_group = self.resource_group.unwrap_or(contact.resource_group);
        check_phone(contact.phone.as_deref())?;
        check_channels(&[contact.phone.as_deref(), contact.mail.as_deref()], "Phone or Email")?;
        save(cx, &mut contact, former.as_deref())?;
        Ok(Response {
            alert_contact: Saved {
                contact_id: contact.id,
                contact_name: contact.name,
                phone: contact.phone.unwrap_or_default(),
                email: contact.mail.unwrap_or_default(),
                is_verify: contact.phone_verified,
                reissue_send_notice: contact.reissue,
                is_email_verify: contact.mail_verified,
                ding_robot_url: contact.ding,
            },
        })
    }
}
