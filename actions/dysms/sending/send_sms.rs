//! `SendSms` sends one text to up to 1000 numbers.
//!
//! The order of the checks is that of the reference (modelled where no answer of the cloud shows it). With one number a call
//! is refused at once for what is wrong with that; with several it is accepted, and each number that is refused has a receipt
//! with the code.

use serde::Serialize;

use super::{
    acceptance::{self, Part, Send},
    codes::{SEND, TOO_MANY_NUMBERS},
};
use crate::{Access, Action, Cx, Fault, Params, Result, dysms::extension_digits, text};

/// How many numbers a call may have (documented).
const MOST: usize = 1000;

pub(in crate::dysms) struct SendSms {
    numbers: String,
    sign: String,
    template: String,
    params: Option<String>,
    extension: Option<String>,
    out_id: Option<String>,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(in crate::dysms) struct Response {
    biz_id: String,
}

impl Action for SendSms {
    const NAME: &'static str = "SendSms";
    const DOC: &'static str = "Sends a text message to one or more phone numbers.";
    const ACCESS: Access = Access::Create;
    const FAULTS: &'static [Fault] = SEND;
    type Response = Response;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        Ok(Self {
            numbers: p.required(text("PhoneNumbers").doc("The numbers, separated by commas."))?,
            sign: p.required(text("SignName").doc("The sign, without its brackets."))?,
            template: p.required(text("TemplateCode").doc("The code of the template."))?,
            params: p.optional(
                text("TemplateParam").doc("The values of its variables, as a JSON object."),
            )?,
            extension: p.optional(extension_digits("SmsUpExtendCode"))?,
            out_id: p.optional(
                text("OutId").len(0, 256).doc("An id of the caller's, which receipts repeat."),
            )?,
        })
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Response> {
        if self.numbers.split(',').count() > MOST {
            return Err(TOO_MANY_NUMBERS.into());
        }
        let parts = self.numbers.split(',').map(|number| Part {
            number: number.to_owned(),
            sign: self.sign.clone(),
            params: self.params.clone(),
            extension: self.extension.clone(),
        });
        let parts = parts.collect();
        let (template, out_id) = (&*self.template, self.out_id.as_deref());
        let send = Send { action: Self::NAME, template, out_id, is_global: false, parts };
        let first = acceptance::accept(cx, send)?.into_iter().next();
        Ok(Response { biz_id: first.map(|it| it.biz_id).unwrap_or_default() })
    }
}
