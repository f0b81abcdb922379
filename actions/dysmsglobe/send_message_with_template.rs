//! `SendMessageWithTemplate` sends the text of a template to a number in mainland China.

use serde::Serialize;

use super::{
    refusals::{
        self, BAD_JSON, BAD_NUMBER, BAD_PARAMETERS, BLACKLISTED, MISSING_VARIABLE, NO_BALANCE,
        NO_SIGN, NO_TEMPLATE, NOT_SUBSCRIBED, OF_A_DAY, OF_A_MINUTE, OF_AN_HOUR, OUT_OF_SERVICE,
        SYSTEM_ERROR, TOO_LONG,
    },
    sent::{NumberDetail, with_code},
};
use crate::{
    Access, Action, ApiError, Cx, Fault, Params, Result,
    dysms::network::{self, Part, Send},
    int, text,
};

pub(in crate::dysmsglobe) struct SendMessageWithTemplate {
    to: String,
    sign: String,
    template: String,
    params: Option<String>,
    extension: Option<String>,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(in crate::dysmsglobe) struct Response {
    message_id: String,
    to: String,
    segments: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    number_detail: Option<NumberDetail>,
}

impl Action for SendMessageWithTemplate {
    const NAME: &'static str = "SendMessageWithTemplate";
    const DOC: &'static str = "Sends a text message of a template to a number in mainland China.";
    const ACCESS: Access = Access::Create;
    const FAULTS: &'static [Fault] = &[
        BAD_NUMBER,
        NO_SIGN,
        NO_TEMPLATE,
        BAD_JSON,
        MISSING_VARIABLE,
        BAD_PARAMETERS,
        TOO_LONG,
        BLACKLISTED,
        OF_A_MINUTE,
        OF_AN_HOUR,
        OF_A_DAY,
        NO_BALANCE,
        NOT_SUBSCRIBED,
        OUT_OF_SERVICE,
        SYSTEM_ERROR,
    ];
    type Response = Response;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        let to = p.required(text("To").doc("The number, which begins with 86."))?;
        let sign = p.required(text("From").doc("The sign, without its brackets."))?;
        let template = p.required(text("TemplateCode").doc("The code of the template."))?;
        let params = p.optional(
            text("TemplateParam").doc("The values of its variables, as a JSON object."),
        )?;
        let extension = p.optional(network::extension_digits("SmsUpExtendCode"))?;
        p.optional(int("ValidityPeriod").doc("How long it is tried, in seconds; it is not used."))?;
        p.optional(text("ChannelId").doc("The channel; it is not used."))?;
        Ok(Self { to, sign, template, params, extension })
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Response> {
        if network::mainland(&self.to).is_none() {
            return Err(BAD_NUMBER.into());
        }
        let Self { to, sign, params, extension, .. } = self;
        let part = Part { number: to, sign, params, extension };
        let send = Send {
            action: Self::NAME,
            template: &self.template,
            out_id: None,
            is_global: true,
            parts: vec![part],
        };
        let all = network::accept(cx, send).map_err(refusals::named)?;
        let message = all.into_iter().next();
        let message = message.ok_or_else(|| ApiError::internal("a send without a message"))?;
        let to = with_code(&message);
        Ok(Response {
            number_detail: NumberDetail::of(&to),
            message_id: message.biz_id,
            to,
            segments: message.size.to_string(),
        })
    }
}
