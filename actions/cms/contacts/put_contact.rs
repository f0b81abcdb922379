//! `PutContact` creates an alert contact, or replaces the one of that name.
//!
//! The call sets all channels: an omitted or empty one is removed (observed: Terraform sends all
//! four each time). An omitted language is kept. A new mail address or phone number is sent an
//! activation link. The contact exists at once.
//!
//! A call without any channel is rejected (the action's page), except for a contact with a channel
//! pending activation: then all its channels are kept. Users of Terraform's provider ignore a
//! pending address, since it cannot be read back, so the provider sends no channel when they change
//! the description.

use serde::Serialize;

use super::{
    activation,
    contact_rules::{CONTACT_NAME, DESCRIBE},
};
use crate::cms::{
    self,
    tables::{self, ContactFields},
};
use crate::{
    Access, Action, ApiError, Cx, Fault, ParameterError, Params, Problem, Result, Wording, of_line,
    ports::outbox::Channel, text,
};

pub(in crate::cms) struct PutContact(pub(in crate::cms) ContactFields);

#[derive(Serialize)]
pub(in crate::cms) struct Response {}

/// The message says what is wrong.
const INVALID: Fault = Fault { status: 400, code: "InvalidParameterValue", message: "%s" };

impl Action for PutContact {
    const NAME: &'static str = "PutContact";
    const DOC: &'static str = "Creates or modifies an alert contact.";
    const ACCESS: Access = Access::Create;
    const FAULTS: &'static [Fault] = &[INVALID];
    const WORDING: Option<Wording> = Some(wording);
    type Response = Response;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        let sms = text("Channels.SMS").chars(1, 32, of_phone).doc("The phone number.");
        let aliim = text("Channels.AliIM").line(1, 128).doc("The TradeManager id.");
        let ding = text("Channels.DingWebHook").chars(1, 2048, of_url);
        Ok(Self(ContactFields {
            name: p.required(CONTACT_NAME.doc("The name, which identifies it."))?,
            about: p.required(DESCRIBE.doc("The description of the contact."))?,
            mail: p.optional(text("Channels.Mail").email().doc("The mail address."))?,
            sms: p.optional(sms)?,
            aliim: p.optional(aliim)?,
            ding: p.optional(ding.doc("The webhook of a DingTalk chatbot."))?,
            lang: p.optional(
                text("Lang").one_of(&["zh-cn", "en"]).doc("The language of the alerts."),
            )?,
        }))
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Response> {
        let Self(fields) = self;
        let account = &cx.caller.account;
        let ContactFields { mail, sms, aliim, ding, .. } = &fields;
        if [mail, sms, aliim, ding].iter().all(|channel| channel.is_none())
            && tables::describe_waiting_contact(cx.tx, account, &fields, cx.now)?
        {
            return Ok(Response {});
        }
        // The page of the action requires one of these two, whatever other channels are set.
        if fields.mail.is_none() && fields.ding.is_none() {
            return Err(
                INVALID.with("Specify at least one of Channels.Mail and Channels.DingWebHook.")
            );
        }
        tables::put_contact(cx.tx, account, &fields, cx.now)?;
        if fields.mail.is_none() && fields.sms.is_none() {
            return Ok(Response {});
        }
        if let Some(contact) = tables::contact(cx.tx, account, &fields.name)? {
            activation::send_link(cx, &contact, Channel::Mail)?;
            activation::send_link(cx, &contact, Channel::Sms)?;
        }
        Ok(Response {})
    }
}

/// The vendor's pages show numbers with asterisks for digits.
fn of_phone(c: char) -> bool {
    c.is_ascii_digit() || "+-* ()".contains(c)
}

fn of_url(c: char) -> bool {
    of_line(c) && !c.is_whitespace()
}

fn wording(bad: &ParameterError<'_>) -> ApiError {
    match bad.problem {
        Problem::Missing => cms::wording(bad),
        problem => INVALID.with(&format!("{} {problem}.", bad.name)),
    }
}
