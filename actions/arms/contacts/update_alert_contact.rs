//! `UpdateAlertContact` sets all channels of a contact: one that is omitted is removed (documented).
//!
//! A name that is omitted is kept (assumed).

use serde::Serialize;

use crate::{
    Access, Action, Cx, Fault, Params, Result,
    arms::{
        MISSING,
        contacts::contact_rules::{
            BAD_PHONE, MAIL_TAKEN, NO_CONTACT, PHONE_TAKEN, check_channels, check_phone,
            contact_id, contact_name, is_other_mail, save, webhook,
        },
        region,
        tables::contacts,
    },
    flag, text,
};

pub(in crate::arms) struct UpdateAlertContact {
    id: i64,
    name: Option<String>,
    phone: Option<String>,
    mail: Option<String>,
    ding: Option<String>,
    system_notices: Option<bool>,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(in crate::arms) struct Response {
    is_success: bool,
}

impl Action for UpdateAlertContact {
    const NAME: &'static str = "UpdateAlertContact";
    const DOC: &'static str = "Changes a contact.";
    const ACCESS: Access = Access::Update;
    const FAULTS: &'static [Fault] = &[MISSING, BAD_PHONE, NO_CONTACT, PHONE_TAKEN, MAIL_TAKEN];
    type Response = Response;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        region(p)?;
        let notices = flag("SystemNoc").doc("Whether it receives notices of the system.");
        Ok(Self {
            id: p.required(contact_id())?,
            name: p.optional(contact_name())?,
            phone: p.optional(text("PhoneNum").doc("The phone number."))?,
            mail: p.optional(text("Email").email().doc("The mail address."))?,
            ding: p.optional(webhook("DingRobotWebhookUrl"))?,
            system_notices: p.optional(notices)?,
        })
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Response> {
        check_phone(self.phone.as_deref())?;
        let channels = [self.phone.as_deref(), self.mail.as_deref(), self.ding.as_deref()];
        check_channels(&channels, "PhoneNum, Email or DingRobotWebhookUrl")?;
        let found = contacts::by_legacy_id(cx.tx, &cx.caller.account, self.id)?;
        let mut contact = found.ok_or(NO_CONTACT)?;
        let former = std::mem::replace(&mut contact.phone, self.phone);
        if is_other_mail(self.mail.as_deref(), contact.mail.as_deref()) {
            contact.mail_verified = false;
        }
        contact.mail = self.mail;
        contact.ding = self.ding.unwrap_or_default();
        contact.name = self.name.unwrap_or(contact.name);
        contact.system_notices = self.system_notices.unwrap_or(contact.system_notices);
        save(cx, &mut contact, former.as_deref())?;
        Ok(Response { is_success: true })
    }
}
