//! `BatchSendMail` sends a template to all on a list, each with their own values.

use serde::Serialize;
use serde_json::{Map, Value};

use crate::dm::{
    faults::{
        self, BAD_ADDRESS_STATUS, BAD_DOMAIN_STATUS, BAD_TEMPLATE_STATUS, EMPTY_RECEIVER,
        NO_ADDRESS, NO_RECEIVER, NO_TEMPLATE, OVER_QUOTA,
    },
    sending::{
        letters::{self, Envelope, Letter},
        sender, texts,
    },
    tables::{
        Owner,
        receivers::{self, Member},
        tasks::{self, Task},
        templates::{self, APPROVED, Template},
    },
    tags::tag_names,
};
use crate::{Access, Action, Cx, Fault, Params, Result, flag, int, text};

pub(in crate::dm) struct BatchSendMail {
    account: String,
    address_type: i64,
    template: String,
    receivers: String,
    tag: String,
    reply: Option<String>,
    reply_alias: Option<String>,
    headers: Option<String>,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(in crate::dm) struct Response {
    env_id: String,
}

/// How many are written to at most.
const MOST: i64 = 10_000;

impl Action for BatchSendMail {
    const NAME: &'static str = "BatchSendMail";
    const DOC: &'static str = "Sends a template to a list of recipients.";
    const ACCESS: Access = Access::Create;
    const FAULTS: &'static [Fault] = &[
        NO_ADDRESS,
        BAD_ADDRESS_STATUS,
        BAD_DOMAIN_STATUS,
        NO_TEMPLATE,
        BAD_TEMPLATE_STATUS,
        NO_RECEIVER,
        EMPTY_RECEIVER,
        OVER_QUOTA,
    ];
    type Response = Response;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        p.optional(
            text("ClickTrace").one_of(&["0", "1"]).doc("Whether clicks are counted; they are not."),
        )?;
        p.optional(text("UnSubscribeLinkType").doc("The link to unsubscribe; it has no effect."))?;
        p.optional(text("UnSubscribeFilterLevel").doc("Who is unsubscribed; it has no effect."))?;
        p.optional(text("IpPoolId").doc("The addresses to send from; it has no effect."))?;
        p.optional(flag("DomainAuth").doc("Whether the domain signs; it has no effect."))?;
        let kind = int("AddressType").range(0, 1).doc("0 for a random account, 1 for the address.");
        let alias = text("ReplyAddressAlias").line(1, 15).doc("The name at the reply address.");
        Ok(Self {
            account: p.required(text("AccountName").doc("The sender address."))?,
            address_type: p.required(kind)?,
            template: p.required(text("TemplateName").doc("The name of the template."))?,
            receivers: p.required(text("ReceiversName").doc("The name of the list."))?,
            tag: p.default(tag_names::NAME, "")?,
            reply: p.optional(text("ReplyAddress").email().doc("Where answers go."))?,
            reply_alias: p.optional(alias)?,
            headers: p.optional(text("Headers").doc("Further headers, a JSON object."))?,
        })
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Response> {
        let owner = Owner::of(cx);
        let from = sender::find(cx, &self.account)?;
        let template = templates::named(cx.tx, owner, &self.template)?.ok_or(NO_TEMPLATE)?;
        if template.review != APPROVED {
            return Err(BAD_TEMPLATE_STATUS.into());
        }
        let list = receivers::named(cx.tx, owner, &self.receivers)?.ok_or(NO_RECEIVER)?;
        if list.members == 0 {
            return Err(EMPTY_RECEIVER.into());
        }
        let headers = match &self.headers {
            None => Map::new(),
            Some(text) => letters::read_headers(text)
                .ok_or_else(|| faults::malformed("Headers", "JSON object of headers"))?,
        };
        sender::check_quota(cx, usize::try_from(list.members).unwrap_or(usize::MAX))?;
        let members = receivers::members(cx.tx, &list.id, ("", None), MOST)?;
        let all: Vec<Letter> = members.iter().map(|it| letter(&template, it)).collect();
        let envelope = Envelope {
            action: Self::NAME,
            alias: Some(template.nickname).filter(|it| !it.is_empty()),
            reply: self.reply.map(|reply| (reply, self.reply_alias)),
            tag: self.tag.clone(),
            template: Some(template.name),
            headers,
            attachments: None,
        };
        let env_id = letters::send(cx, &from, &envelope, &all)?;
        let task = Task {
            id: 0,
            template: self.template,
            receivers: self.receivers,
            address_type: self.address_type,
            tag: self.tag,
            requests: list.members,
            status: 1,
            made: cx.now,
        };
        tasks::add(cx.tx, owner, &task)?;
        Ok(Response { env_id })
    }
}

/// The mail to one on the list.
fn letter(template: &Template, it: &Member) -> Letter {
    let mut values: Map<String, Value> = serde_json::from_str(&it.fields).unwrap_or_default();
    values.insert("EAddr".into(), it.email.clone().into());
    Letter {
        to: it.email.clone(),
        subject: texts::fill(&template.subject, &values),
        html: Some(texts::fill(&template.body, &values)),
        text: None,
        values: Some(Value::Object(values)),
    }
}
