//! `BatchSendMail` sends a template to all on a list, each with their own values.

use serde::Serialize;
use serde_json::Map;

use crate::dm::{
    faults::{
        self, BAD_ADDRESS_STATUS, BAD_BODY, BAD_DOMAIN_STATUS, BAD_TEMPLATE_STATUS, BAD_TO,
        EMPTY_RECEIVER, NO_ADDRESS, NO_RECEIVER, NO_TEMPLATE, OVER_QUOTA,
    },
    feedback::blocking,
    sending::{
        contents,
        letters::{self, Envelope},
        sender,
    },
    tables::{
        Owner,
        tasks::{self, Task},
    },
    tags::tag_names,
};
use crate::{Access, Action, Cx, Fault, Params, Result, flag, int, text};

pub(in crate::dm) struct BatchSendMail {
    account: String,
    address_type: i64,
    template: String,
    receivers: String,
    content: Option<String>,
    groups: Option<String>,
    tag: String,
    reply: Option<String>,
    reply_alias: Option<String>,
    headers: Option<String>,
    traced: bool,
    filter_level: String,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(in crate::dm) struct Response {
    env_id: String,
}

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
        BAD_BODY,
        NO_RECEIVER,
        EMPTY_RECEIVER,
        BAD_TO,
        OVER_QUOTA,
    ];
    type Response = Response;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        p.optional(text("UnSubscribeLinkType").doc("The link to unsubscribe; it has no effect."))?;
        p.optional(text("IpPoolId").doc("The addresses to send from; it has no effect."))?;
        p.optional(flag("DomainAuth").doc("Whether the domain signs; it has no effect."))?;
        let kind = int("AddressType").range(0, 1).doc("0 for a random account, 1 for the address.");
        let alias = text("ReplyAddressAlias").line(1, 15).doc("The name at the reply address.");
        let content = text("TemplateContent")
            .doc("What is sent in the place of the template, a JSON object: Subject, HtmlBody, TextBody, Alias.");
        let groups = text("Receivers").doc(
            "Who gets it in the place of those on the list, a JSON list: To, a list of addresses, and TemplateData, their values.",
        );
        Ok(Self {
            account: p.required(text("AccountName").doc("The sender address."))?,
            address_type: p.required(kind)?,
            template: p.required(text("TemplateName").doc("The name of the template."))?,
            receivers: p.required(text("ReceiversName").doc("The name of the list."))?,
            content: p.optional(content)?,
            groups: p.optional(groups)?,
            tag: p.default(tag_names::OF_MAIL, "")?,
            reply: p.optional(text("ReplyAddress").email().doc("Where answers go."))?,
            reply_alias: p.optional(alias)?,
            headers: p.optional(text("Headers").doc("Further headers, a JSON object."))?,
            traced: p.optional(letters::TRACE)?.is_some_and(|it| it == "1"),
            filter_level: p.default(blocking::LEVEL, "")?,
        })
    }

    /// Modelled: what the call itself gives counts, and then the name of it is that of the task alone.
    fn run(self, cx: &mut Cx<'_>) -> Result<Response> {
        let owner = Owner::of(cx);
        let from = sender::find(cx, &self.account)?;
        let content = match &self.content {
            Some(text) => contents::of_text(text)?,
            None => contents::of_template(cx, &self.template)?,
        };
        let recipients = match &self.groups {
            Some(text) => contents::of_groups(text)?,
            None => contents::of_list(cx, &self.receivers)?,
        };
        let headers = match &self.headers {
            None => Map::new(),
            Some(text) => letters::read_headers(text)
                .ok_or_else(|| faults::malformed("Headers", "JSON object of headers"))?,
        };
        sender::check_quota(cx, recipients.len())?;
        let envelope = Envelope {
            action: Self::NAME,
            alias: content.alias.clone(),
            reply: self.reply.map(|reply| (reply, self.reply_alias)),
            tag: self.tag.clone(),
            template: self.content.is_none().then(|| self.template.clone()),
            headers,
            attachments: None,
            traced: self.traced,
            filter_level: self.filter_level,
        };
        let requests = i64::try_from(recipients.len()).unwrap_or(i64::MAX);
        let all = recipients.into_iter().map(|(to, values)| content.letter(to, values));
        let env_id = letters::send(cx, &from, &envelope, all)?;
        let task = Task {
            id: 0,
            template: self.template,
            receivers: self.receivers,
            address_type: self.address_type,
            tag: self.tag,
            requests,
            status: 1,
            made: cx.now,
        };
        tasks::add(cx.tx, owner, &task)?;
        Ok(Response { env_id })
    }
}
