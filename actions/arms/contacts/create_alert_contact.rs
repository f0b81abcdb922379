//! `CreateAlertContact` creates a contact: the former action.
//!
//! A phone number, a mail address or a chatbot is needed (documented). A new contact is sent no message (assumed).

use serde::Serialize;

use crate::{
    Access, Action, Cx, Fault, Params, Result,
    arms::{
        MISSING,
        contacts::contact_rules::{
            BAD_PHONE, MAIL_TAKEN, PHONE_TAKEN, TOO_MANY, check_channels, check_phone,
            contact_name, save, webhook,
        },
        region,
        tables::contacts::Contact,
    },
    flag, text,
};

pub(in crate::arms) struct CreateAlertContact(Contact);

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(in crate::arms) struct Response {
    /// A text, though other answers have a number.
    contact_id: String,
}

impl Action for CreateAlertContact {
    const NAME: &'static str = "CreateAlertContact";
    const DOC: &'static str = "Creates a contact.";
    const ACCESS: Access = Access::Create;
    const FAULTS: &'static [Fault] = &[MISSING, BAD_PHONE, PHONE_TAKEN, MAIL_TAKEN, TOO_MANY];
    type Response = Response;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        region(p)?;
        let notices = flag("SystemNoc").doc("Whether it receives notices of the system.");
        Ok(Self(Contact {
            name: p.default(contact_name(), "")?,
            phone: p.optional(text("PhoneNum").doc("The phone number."))?,
            mail: p.optional(text("Email").email().doc("The mail address."))?,
            ding: p.default(webhook("DingRobotWebhookUrl"), "")?,
            system_notices: p.default(notices, false)?,
            resource_group: p
                .default(text("ResourceGroupId").line(1, 255).doc("Its resource group."), "")?,
            reissue: 3,
            ..Contact::default()
        }))
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Response> {
        let Self(mut contact) = self;
        check_phone(contact.phone.as_deref())?;
        let ding = Some(&*contact.ding).filter(|it| !it.is_empty());
        let channels = [contact.phone.as_deref(), contact.mail.as_deref(), ding];
        check_channels(&channels, "PhoneNum, Email or DingRobotWebhookUrl")?;
        save(cx, &mut contact, None)?;
        Ok(Response { contact_id: contact.legacy.to_string() })
    }
}
