//! `CreateReceiver` creates an empty list of recipients.

use serde::Serialize;

use crate::dm::{
    faults::{SAME_ALIAS, SAME_RECEIVER},
    tables::{
        Owner,
        receivers::{self, Receiver},
    },
};
use crate::{Access, Action, Cx, Fault, Params, Result, is_email, shared::ids, text};

pub(in crate::dm) struct CreateReceiver {
    name: String,
    alias: String,
    about: String,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(in crate::dm) struct Response {
    receiver_id: String,
}

impl Action for CreateReceiver {
    const NAME: &'static str = "CreateReceiver";
    const DOC: &'static str = "Creates a list of recipients.";
    const ACCESS: Access = Access::Create;
    const FAULTS: &'static [Fault] = &[SAME_RECEIVER, SAME_ALIAS];
    type Response = Response;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        let alias =
            text("ReceiversAlias").form("e-mail address", |it| it.len() <= 30 && is_email(it));
        Ok(Self {
            name: p.required(text("ReceiversName").line(1, 30).doc("The name."))?,
            alias: p.required(alias.doc("An address that stands for the list."))?,
            about: p.default(text("Desc").prose(1, 1024).doc("The description."), "")?,
        })
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Response> {
        let owner = Owner::of(cx);
        if receivers::named(cx.tx, owner, &self.name)?.is_some() {
            return Err(SAME_RECEIVER.into());
        }
        if receivers::has_alias(cx.tx, owner, &self.alias)? {
            return Err(SAME_ALIAS.into());
        }
        let it = Receiver {
            id: ids::hex(cx.random, 32),
            name: self.name,
            alias: self.alias,
            about: self.about,
            members: 0,
            made: cx.now,
        };
        receivers::add(cx.tx, owner, &it)?;
        Ok(Response { receiver_id: it.id })
    }
}
