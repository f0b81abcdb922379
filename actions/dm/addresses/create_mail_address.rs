//! `CreateMailAddress` creates a sender address of a domain that mail may be sent from.

use serde::Serialize;

use crate::dm::{
    faults::{BAD_ADDRESS_DOMAIN, BAD_DOMAIN_STATUS, SAME_ADDRESS},
    tables::{
        Owner,
        addresses::{self, Address},
        domains,
    },
};
use crate::{Access, Action, Cx, Fault, Params, Result, is_email, text};

pub(in crate::dm) struct CreateMailAddress {
    name: String,
    send_type: String,
    reply: Option<String>,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(in crate::dm) struct Response {
    mail_address_id: String,
}

/// Whether a text is an address of small letters, digits and `_ - .`.
fn is_sender(it: &str) -> bool {
    let plain = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit() || b"_-.@".contains(&b);
    it.len() <= 60 && is_email(it) && it.bytes().all(plain)
}

impl Action for CreateMailAddress {
    const NAME: &'static str = "CreateMailAddress";
    const DOC: &'static str = "Creates a sender address.";
    const ACCESS: Access = Access::Create;
    const FAULTS: &'static [Fault] = &[BAD_ADDRESS_DOMAIN, BAD_DOMAIN_STATUS, SAME_ADDRESS];
    type Response = Response;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        let name = text("AccountName").form("sender address", is_sender);
        let send_type = text("Sendtype").one_of(&["batch", "trigger"]);
        let kind = text("AddressType").doc("The type of the address; it has no effect.");
        p.optional(kind)?;
        Ok(Self {
            name: p.required(name.doc("The address."))?,
            send_type: p.required(send_type.doc("What it sends: batches, or mail on demand."))?,
            reply: p.optional(text("ReplyAddress").email().doc("Where answers go."))?,
        })
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Response> {
        let owner = Owner::of(cx);
        let host = self.name.split_once('@').map_or("", |(_, host)| host);
        let found = domains::named(cx.tx, owner.region, host)?;
        let domain = found.filter(|it| it.account == owner.account).ok_or(BAD_ADDRESS_DOMAIN)?;
        if !domain.records.are_enough() {
            return Err(BAD_DOMAIN_STATUS.into());
        }
        if addresses::named(cx.tx, owner.region, &self.name)?.is_some() {
            return Err(SAME_ADDRESS.into());
        }
        let mut address = Address {
            domain: domain.id,
            name: self.name,
            send_type: self.send_type,
            reply: self.reply,
            made: cx.now,
            ..Address::default()
        };
        addresses::put(cx.tx, owner, &mut address)?;
        Ok(Response { mail_address_id: address.id.to_string() })
    }
}
