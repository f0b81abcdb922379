//! `SendTestByTemplate` sends a template to one address, whether it is approved or not.

use std::iter;

use serde::Serialize;
use serde_json::{Map, Value};

use crate::dm::{
    faults::{self, NO_ADDRESS, NO_TEMPLATE},
    sending::{
        letters::{self, Envelope, Letter},
        sender, texts,
    },
    templates::template_fields,
};
use crate::{Access, Action, Cx, Fault, Params, Result, int, text};

pub(in crate::dm) struct SendTestByTemplate {
    account: String,
    template: i64,
    to: String,
    fields: [(&'static str, Option<String>); 5],
    params: Option<String>,
}

#[derive(Serialize)]
pub(in crate::dm) struct Response {}

impl Action for SendTestByTemplate {
    const NAME: &'static str = "SendTestByTemplate";
    const DOC: &'static str = "Sends a template to one address as a test.";
    const ACCESS: Access = Access::Create;
    const FAULTS: &'static [Fault] = &[NO_ADDRESS, NO_TEMPLATE];
    type Response = Response;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        let fields = [
            ("UserName", p.optional(text("UserName").doc("The name of the recipient."))?),
            ("NickName", p.optional(text("NickName").doc("The nickname of the recipient."))?),
            ("Gender", p.optional(text("Gender").doc("The gender of the recipient."))?),
            ("Birthday", p.optional(text("Birthday").doc("The birthday of the recipient."))?),
            ("Mobile", p.optional(text("Mobile").doc("The phone number of the recipient."))?),
        ];
        Ok(Self {
            account: p.required(text("AccountName").doc("The sender address."))?,
            template: p.required(int("TemplateId").doc("The template."))?,
            to: p.required(text("Email").email().doc("The recipient."))?,
            fields,
            params: p.optional(text("TemplateParams").doc("Further variables, a JSON object."))?,
        })
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Response> {
        let from = sender::find(cx, &self.account)?;
        let template = template_fields::find(cx, self.template)?;
        let mut values: Map<String, Value> = match &self.params {
            None => Map::new(),
            Some(text) => serde_json::from_str(text)
                .map_err(|_| faults::malformed("TemplateParams", "JSON object"))?,
        };
        values.insert("EAddr".into(), self.to.clone().into());
        for (name, value) in self.fields {
            if let Some(value) = value {
                values.insert(name.into(), value.into());
            }
        }
        let letter = Letter {
            to: self.to,
            subject: texts::fill(&template.subject, &values),
            html: Some(texts::fill(&template.body, &values)),
            text: None,
            values: Some(Value::Object(values)),
        };
        let envelope = Envelope {
            action: Self::NAME,
            alias: Some(template.nickname).filter(|it| !it.is_empty()),
            template: Some(template.name),
            ..Envelope::default()
        };
        letters::send(cx, &from, &envelope, iter::once(letter))?;
        Ok(Response {})
    }
}
