//! `PutContact` makes an alert contact, or replaces the one of that name.
//!
//! The channels become what the call says: one that it leaves out, or empty, goes (observed:
//! Terraform sends all four each time). A language left out stays. A mail address or phone
//! number is asked to confirm itself when it is new. The contact exists at once all the same.
//!
//! A call without any channel is refused (the action's page), except for a contact with a channel
//! that waits for its owner: then all its channels stay. Terraform's provider has its users
//! ignore an address that waits, since it cannot read it back, and sends no channel when they
//! change the description.

use serde::Serialize;

use super::{
    activation,
    tables::{self, Wanted},
};
use crate::{
    Access, Action, ApiError, Bad, Cx, Fault, Params, Problem, Result, Wording, outbox::Channel,
    text,
};

pub(super) struct PutContact(Wanted);

#[derive(Serialize)]
pub(super) struct Response {}

/// The text says what is wrong.
const INVALID: Fault = Fault { status: 400, code: "InvalidParameterValue", message: "%s" };

impl Action for PutContact {
    const NAME: &'static str = "PutContact";
    const DOC: &'static str = "Creates or modifies an alert contact.";
    const ACCESS: Access = Access::Create;
    const FAULTS: &'static [Fault] = &[INVALID];
    const WORDING: Option<Wording> = Some(wording);
    type Response = Response;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        let ding = text("Channels.DingWebHook").doc("The webhook of a DingTalk chatbot.");
        Ok(Self(Wanted {
            name: p.required(text("ContactName").len(2, 40).doc("The name, and the identity."))?,
            about: p.required(text("Describe").doc("What the contact is for."))?,
            mail: p.optional(text("Channels.Mail").email().doc("The mail address."))?,
            sms: p.optional(text("Channels.SMS").doc("The phone number."))?,
            aliim: p.optional(text("Channels.AliIM").doc("The TradeManager id."))?,
            ding: p.optional(ding)?,
            lang: p.optional(text("Lang").one_of(&["zh-cn", "en"]).doc("Of the alerts."))?,
        }))
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Response> {
        let Self(wanted) = self;
        let account = &cx.caller.account;
        let Wanted { mail, sms, aliim, ding, .. } = &wanted;
        if [mail, sms, aliim, ding].iter().all(|channel| channel.is_none())
            && tables::describe_waiting_contact(cx.tx, account, &wanted, cx.now)?
        {
            return Ok(Response {});
        }
        // The page of the action asks for one of these two, whatever else there is.
        if wanted.mail.is_none() && wanted.ding.is_none() {
            return Err(
                INVALID.with("Specify at least one of Channels.Mail and Channels.DingWebHook.")
            );
        }
        tables::put_contact(cx.tx, account, &wanted, cx.now)?;
        if wanted.mail.is_none() && wanted.sms.is_none() {
            return Ok(Response {});
        }
        if let Some(contact) = tables::contact(cx.tx, account, &wanted.name)? {
            activation::ask(cx, &contact, Channel::Mail)?;
            activation::ask(cx, &contact, Channel::Sms)?;
        }
        Ok(Response {})
    }
}

fn wording(bad: &Bad<'_>) -> ApiError {
    match bad.problem {
        Problem::Missing => super::wording(bad),
        problem => INVALID.with(&format!("{} {problem}.", bad.name)),
    }
}
