//! `SingleSendMail` sends one mail to up to 100 recipients.

use serde::Serialize;
use serde_json::{Map, Value};

use crate::dm::{
    faults::{
        self, BAD_BODY, BAD_RECEIVER, BAD_TEMPLATE_STATUS, BAD_TO, NO_REPLY, NO_TEMPLATE,
        SUPPRESSED,
    },
    feedback::blocking,
    sending::{
        fates,
        letters::{self, Envelope, Letter},
        sender, texts,
    },
    tables::{
        Owner,
        templates::{self, APPROVED, Template},
    },
    tags::tag_names,
};
use crate::{
    Access, Action, Cx, Fault, Params, Result, flag, int, is_email, shared::text::comma_list, text,
};

pub(in crate::dm) struct SingleSendMail {
    account: String,
    reply_to_address: bool,
    to: String,
    subject: String,
    html: Option<String>,
    text: Option<String>,
    alias: Option<String>,
    reply: Option<String>,
    reply_alias: Option<String>,
    tag: String,
    headers: Option<String>,
    attachments: Vec<(String, Option<String>)>,
    template: Option<String>,
    bcc: Option<String>,
    traced: bool,
    filter_level: String,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(in crate::dm) struct Response {
    env_id: String,
}

/// How many recipients a call has at most.
const MOST: usize = 100;

const FAULTS: &[Fault] = &[
    sender::FAULTS[0],
    sender::FAULTS[1],
    sender::FAULTS[2],
    sender::FAULTS[3],
    sender::FAULTS[4],
    BAD_TO,
    BAD_RECEIVER,
    SUPPRESSED,
    NO_REPLY,
    BAD_BODY,
    NO_TEMPLATE,
    BAD_TEMPLATE_STATUS,
];

impl Action for SingleSendMail {
    const NAME: &'static str = "SingleSendMail";
    const DOC: &'static str = "Sends mail.";
    const ACCESS: Access = Access::Create;
    const FAULTS: &'static [Fault] = FAULTS;
    type Response = Response;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        p.required(
            int("AddressType").range(0, 1).doc("0 for a random account, 1 for the address."),
        )?;
        p.optional(text("UnSubscribeLinkType").doc("The link to unsubscribe; it has no effect."))?;
        p.optional(text("IpPoolId").doc("The addresses to send from; it has no effect."))?;
        p.optional(flag("DomainAuth").doc("Whether the domain signs; it has no effect."))?;
        let reply_to =
            flag("ReplyToAddress").doc("Whether answers go to the reply address of the sender.");
        let alias = text("ReplyAddressAlias").line(1, 15).doc("The name at the reply address.");
        Ok(Self {
            account: p.required(text("AccountName").doc("The sender address."))?,
            reply_to_address: p.required(reply_to)?,
            to: p.required(text("ToAddress").doc("The recipients, between commas."))?,
            subject: p.required(text("Subject").line(1, 256).doc("The subject."))?,
            html: p.optional(text("HtmlBody").doc("The text as HTML."))?,
            text: p.optional(text("TextBody").doc("The text."))?,
            alias: p.optional(text("FromAlias").line(1, 14).doc("The name of the sender."))?,
            reply: p.optional(text("ReplyAddress").email().doc("Where answers go."))?,
            reply_alias: p.optional(alias)?,
            tag: p.default(tag_names::OF_MAIL, "")?,
            headers: p.optional(text("Headers").doc("Further headers, a JSON object."))?,
            attachments: p.each("Attachments", MOST, |p| {
                let name = text("AttachmentName").line(1, 256);
                let url = text("AttachmentUrl").doc("Where an attachment is.");
                Ok((p.required(name.doc("The name of an attachment."))?, p.optional(url)?))
            })?,
            template: p
                .optional(text("Template").doc("A template and its variables, a JSON object."))?,
            bcc: p.optional(
                text("BccAddress").email().doc("A recipient that the others do not see."),
            )?,
            traced: p.optional(letters::TRACE)?.is_some_and(|it| it == "1"),
            filter_level: p.default(blocking::LEVEL, "")?,
        })
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Response> {
        let from = sender::find(cx, &self.account)?;
        let to = recipients(&self.to)?;
        for one in &to {
            if let Some(fault) = fates::refusal(cx, one)? {
                return Err(fault.into());
            }
        }
        let reply = match (&self.reply, self.reply_to_address) {
            (Some(reply), _) => Some(reply.clone()),
            (None, true) => Some(sender::reply(&from)?),
            (None, false) => None,
        };
        let headers = match &self.headers {
            None => Map::new(),
            Some(text) => letters::read_headers(text)
                .ok_or_else(|| faults::malformed("Headers", "JSON object of headers"))?,
        };
        let (mut html, text) = (self.html, self.text);
        let mut template = None;
        let mut values = None;
        if let Some(named) = &self.template {
            let (id, of) = template_and_values(named)
                .ok_or_else(|| faults::malformed("Template", "JSON object with TemplateId"))?;
            let found = approved(cx, id)?;
            html = Some(texts::fill(&found.body, &of));
            template = Some(found.name);
            values = Some(Value::Object(of));
        }
        if html.is_none() && text.is_none() {
            return Err(BAD_BODY.into());
        }
        let envelope = Envelope {
            action: Self::NAME,
            alias: self.alias,
            reply: reply.map(|reply| (reply, self.reply_alias)),
            tag: self.tag,
            template,
            headers,
            attachments: letters::attachments(&self.attachments),
            traced: self.traced,
            filter_level: self.filter_level,
        };
        let all = to.into_iter().chain(self.bcc).map(|to| Letter {
            to,
            subject: self.subject.clone(),
            html: html.clone(),
            text: text.clone(),
            values: values.clone(),
        });
        Ok(Response { env_id: letters::send(cx, &from, &envelope, all)? })
    }
}

/// The recipients of a list. A list without any `@` has an error of its own (assumed: which error a list has).
fn recipients(list: &str) -> Result<Vec<String>> {
    if !list.contains('@') {
        return Err(BAD_RECEIVER.into());
    }
    let all: Vec<String> = comma_list(list).map(|it| it.trim().to_owned()).take(MOST + 1).collect();
    if all.is_empty() || all.len() > MOST || !all.iter().all(|it| is_email(it)) {
        return Err(BAD_TO.into());
    }
    Ok(all)
}

/// The id of a template and the values of its variables: `{"TemplateId":"1","TemplateData":{"name":"Ann"}}`.
fn template_and_values(text: &str) -> Option<(i64, Map<String, Value>)> {
    let mut all: Map<String, Value> = serde_json::from_str(text).ok()?;
    let id = match all.get("TemplateId")? {
        Value::String(id) => id.parse().ok()?,
        id => id.as_i64()?,
    };
    match all.remove("TemplateData") {
        Some(Value::Object(values)) => Some((id, values)),
        None | Some(Value::Null) => Some((id, Map::new())),
        Some(_) => None,
    }
}

/// The template of this id, if it is approved.
fn approved(cx: &mut Cx<'_>, id: i64) -> Result<Template> {
    let owner = Owner::of(cx);
    let it = templates::template(cx.tx, owner, id)?.ok_or(NO_TEMPLATE)?;
    if it.review == APPROVED { Ok(it) } else { Err(BAD_TEMPLATE_STATUS.into()) }
}
