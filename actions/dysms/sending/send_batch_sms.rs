//! `SendBatchSms` sends one template to up to 100 numbers, each with a sign and values of its own.

use serde::Serialize;
use serde_json::Value;

use super::{
    acceptance::{self, Part, Send},
    codes::{BAD_NUMBER, BAD_PARAMETERS, NO_SIGN, NO_TEMPLATE, TOO_MANY_NUMBERS},
};
use crate::{Access, Action, Cx, Fault, Params, Result, text};

/// How many numbers a call may have (documented).
const MOST: usize = 100;

pub(in crate::dysms) struct SendBatchSms {
    numbers: String,
    signs: String,
    template: String,
    params: Option<String>,
    extensions: Option<String>,
    out_id: Option<String>,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(in crate::dysms) struct Response {
    biz_id: String,
}

/// The elements of a list in JSON.
fn list(text: &str) -> Result<Vec<Value>> {
    match serde_json::from_str(text) {
        Ok(Value::Array(all)) => Ok(all),
        _ => Err(BAD_PARAMETERS.into()),
    }
}

/// A list in JSON that is not needed, and has one element for each number where it is there.
fn list_of(text: Option<&String>, count: usize) -> Result<Vec<Option<String>>> {
    let Some(text) = text else { return Ok(vec![None; count]) };
    let found = list(text)?;
    if found.len() != count {
        return Err(BAD_PARAMETERS.into());
    }
    let plain = |it: &Value| match it {
        Value::String(text) => Some(text.clone()).filter(|it| !it.is_empty()),
        Value::Null => None,
        other => Some(other.to_string()),
    };
    Ok(found.iter().map(plain).collect())
}

impl Action for SendBatchSms {
    const NAME: &'static str = "SendBatchSms";
    const DOC: &'static str =
        "Sends text messages with different signs and values to several phone numbers.";
    const ACCESS: Access = Access::Create;
    const FAULTS: &'static [Fault] =
        &[TOO_MANY_NUMBERS, BAD_PARAMETERS, BAD_NUMBER, NO_SIGN, NO_TEMPLATE];
    type Response = Response;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        Ok(Self {
            numbers: p.required(text("PhoneNumberJson").doc("The numbers, as a JSON list."))?,
            signs: p.required(text("SignNameJson").doc("The sign of each, as a JSON list."))?,
            template: p.required(text("TemplateCode").doc("The code of the template."))?,
            params: p.optional(
                text("TemplateParamJson").doc("The values of each, as a JSON list of objects."),
            )?,
            extensions: p.optional(
                text("SmsUpExtendCodeJson").doc("The extension code of each, as a JSON list."),
            )?,
            out_id: p.optional(
                text("OutId").len(0, 255).doc("An id of the caller's, which receipts repeat."),
            )?,
        })
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Response> {
        let numbers = list(&self.numbers)?;
        let count = numbers.len();
        if count > MOST {
            return Err(TOO_MANY_NUMBERS.into());
        }
        let signs = list_of(Some(&self.signs), count)?;
        let params = list_of(self.params.as_ref(), count)?;
        let extensions = list_of(self.extensions.as_ref(), count)?;
        if count == 0 {
            return Err(BAD_PARAMETERS.into());
        }
        let mut parts = Vec::with_capacity(count);
        for (((number, sign), params), extension) in
            numbers.iter().zip(signs).zip(params).zip(extensions)
        {
            let number = number.as_str().map_or_else(|| number.to_string(), str::to_owned);
            parts.push(Part { number, sign: sign.unwrap_or_default(), params, extension });
        }
        let (template, out_id) = (&*self.template, self.out_id.as_deref());
        let send = Send { action: Self::NAME, template, out_id, is_global: false, parts };
        let first = acceptance::accept(cx, send)?.into_iter().next();
        Ok(Response { biz_id: first.map(|it| it.biz_id).unwrap_or_default() })
    }
}
