//! `SendSmsVerifyCode` sends a code that the service makes, with a sign and a template that it gives.
//!
//! Refusals have the status 200 and `Success` false (observed in several projects). Where `##code##` stands in no value, the caller
//! has chosen the code, and it cannot be checked (documented).

use serde::Serialize;
use serde_json::{Map, Value};

use super::{
    delivery::DELIVERY,
    given_templates::{self, DEFAULT_SCHEME, SIGN},
};
use crate::{
    Access, Action, Cx, Failure, Fault, Params, Result, Success,
    dypns::{
        answers::{self, BAD_NUMBER, BAD_PARAMETERS, isv},
        tables::codes::{self, CodeMessage},
    },
    dysms::network::{self, Fate},
    flag, int,
    ports::{
        message_details::{Details, MessageState},
        outbox::{Channel, Kind, Message},
    },
    text,
};

const TOO_SOON: Fault = isv("biz.FREQUENCY", "check frequency failed");
const OVER_LIMIT: Fault = isv("isv.BUSINESS_LIMIT_CONTROL", "触发天级流控Permits:%s");
const MISSING_VARIABLE: Fault = isv("isv.SMS_TEMPLATE_ILLEGAL", "模板内容与模板参数不匹配");

/// What stands for the code.
const PLACE: &str = "##code##";
/// Seconds of a day.
const DAY: i64 = 24 * 60 * 60;
/// How Dysmsapi words the limit of a minute, which this product has another code for.
const MINUTE_LIMIT: &str = "触发分钟级流控Permits:1";

pub(in crate::dypns) struct SendSmsVerifyCode {
    phone: String,
    sign: String,
    template: String,
    params: String,
    length: i64,
    kind: i64,
    valid: i64,
    interval: i64,
    duplicates: i64,
    is_shown: bool,
    scheme: String,
    country: String,
    out_id: Option<String>,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(in crate::dypns) struct Response {
    model: Model,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(in crate::dypns) struct Model {
    #[serde(skip_serializing_if = "Option::is_none")]
    verify_code: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    out_id: Option<String>,
    biz_id: String,
}

impl Action for SendSmsVerifyCode {
    const NAME: &'static str = "SendSmsVerifyCode";
    const DOC: &'static str = "Sends a verification code by text message.";
    const ACCESS: Access = Access::Create;
    const FAULTS: &'static [Fault] =
        &[BAD_NUMBER, BAD_PARAMETERS, MISSING_VARIABLE, TOO_SOON, OVER_LIMIT];
    const SUCCESS: Option<Success> = Some(answers::of_messages);
    const FAILURE: Option<Failure> = Some(answers::refused);
    type Response = Response;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        Ok(Self {
            phone: p.required(text("PhoneNumber").doc("The number, in mainland China."))?,
            sign: p.required(text("SignName").doc("The sign that the service gives."))?,
            template: p.required(text("TemplateCode").doc("A template that it gives."))?,
            params: p.required(
                text("TemplateParam").doc("The values of its variables, as a JSON object."),
            )?,
            length: p.default(int("CodeLength").range(4, 8).doc("How long a code is."), 4)?,
            kind: p.default(int("CodeType").range(1, 7).doc("What it is made of."), 1)?,
            valid: p.default(
                int("ValidTime").range(1, 86_400).doc("How long it is valid, in seconds."),
                300,
            )?,
            interval: p.default(
                int("Interval").range(0, 86_400).doc("Before the next one, in seconds."),
                60,
            )?,
            duplicates: p.default(
                int("DuplicatePolicy")
                    .range(1, 2)
                    .doc("1: a code replaces the former ones; 2: it does not."),
                1,
            )?,
            is_shown: p
                .default(flag("ReturnVerifyCode").doc("Whether the answer has the code."), false)?,
            scheme: p.default(text("SchemeName").len(1, 20).doc("The scheme."), DEFAULT_SCHEME)?,
            country: p.default(text("CountryCode").doc("86."), "86")?,
            out_id: p.optional(text("OutId").doc("An id of the caller's."))?,
        })
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Response> {
        let account = cx.account().to_owned();
        let mut settings = network::settings(cx.tx, &account)?;
        network::check_account(cx)?;
        let phone = network::mainland(&self.phone).filter(|_| self.country == "86");
        let phone = phone.ok_or(BAD_NUMBER)?.to_owned();
        let content = match given_templates::text(&self.template) {
            Some(text) if self.sign == SIGN || settings.lenient => text,
            None if settings.lenient => "验证码${code}",
            _ => return Err(BAD_PARAMETERS.into()),
        };
        let (values, code) = self.values(cx, content)?;
        network::check_words(&settings, &network::filled(content, &values))?;
        if network::has_limits(&settings, &phone) {
            let since = |seconds: i64| (cx.now - seconds * 1000, cx.now);
            let (interval, day) = (since(self.interval), since(DAY));
            if codes::sent_since(cx.tx, &account, (&phone, None), interval)? > 0 {
                return Err(TOO_SOON.into());
            }
            // One project reports 10 in a day for a number and a scheme, another 5.
            let scheme = Some(&*self.scheme);
            if codes::sent_since(cx.tx, &account, (&phone, scheme), day)? >= settings.per_day {
                return Err(OVER_LIMIT.with(&settings.per_day.to_string()));
            }
        }
        let (outcome, delay) = match network::decided(cx, &settings, &phone)? {
            // The first of the magic numbers stands for the limit of a minute.
            Fate::Refused(refusal) if refusal.message == MINUTE_LIMIT => {
                return Err(TOO_SOON.into());
            }
            Fate::Refused(refusal) => return Err(refusal),
            Fate::Accepted { outcome, delay } => (outcome, delay),
        };
        network::pay(cx, &mut settings)?;
        let body = network::signed(&self.sign, &network::filled(content, &values));
        if self.duplicates == 1 {
            codes::replace(cx.tx, &account, &phone, &self.scheme)?;
        }
        let biz_id = network::biz_id(cx).replace("^0", "^4");
        let size = network::segments(&body);
        let seen = values.get("code").and_then(Value::as_str).map(str::to_owned);
        let params = Value::Object(values);
        let details = Details {
            action: Some(Self::NAME),
            sign: Some(&self.sign),
            template: Some(&self.template),
            params: Some(&params),
            biz_id: Some(&biz_id),
            out_id: self.out_id.as_deref(),
            segments: Some(size),
            state: Some(MessageState::Waiting),
            ..Details::default()
        };
        let outbox = cx.notify_and_number(&Message {
            kind: Kind::Verification,
            code: code.as_deref().or(seen.as_deref()),
            details: Some(&details),
            ..Message::new(Channel::Sms, &self.phone, &self.template, &body)
        })?;
        let mut message = CodeMessage {
            phone,
            scheme: self.scheme,
            out_id: self.out_id.clone(),
            code: code.clone(),
            template: self.template,
            content: body,
            size,
            biz_id: biz_id.clone(),
            sent: cx.now,
            day: network::day(cx.now),
            expires: cx.now + self.valid * 1000,
            due: delay.map(|it| cx.now.saturating_add(it)),
            outcome: delay.map(|_| outcome),
            status: 1,
            outbox,
            ..CodeMessage::default()
        };
        codes::add(cx.tx, &account, &mut message)?;
        if let Some(due) = message.due {
            cx.schedule(due, DELIVERY.kind, &biz_id)?;
        }
        let verify_code = code.filter(|_| self.is_shown);
        Ok(Response { model: Model { verify_code, out_id: self.out_id, biz_id } })
    }
}

impl SendSmsVerifyCode {
    /// The values of the variables, and the code that was made, if one was asked for.
    fn values(
        &self,
        cx: &mut Cx<'_>,
        content: &str,
    ) -> Result<(Map<String, Value>, Option<String>)> {
        let given = network::values(Some(&self.params)).map_err(|_| MISSING_VARIABLE)?;
        let length = usize::try_from(self.length).unwrap_or(4);
        let made = given_templates::code(cx.random, length, self.kind);
        let mut is_used = false;
        let mut values = Map::new();
        for name in network::names(content).unwrap_or_default() {
            let value = match given.get(name) {
                Some(Value::String(text)) if !text.is_empty() => text.clone(),
                Some(value @ Value::Number(_)) => value.to_string(),
                _ => return Err(MISSING_VARIABLE.into()),
            };
            is_used |= value.contains(PLACE);
            values.insert(name.to_owned(), value.replace(PLACE, &made).into());
        }
        Ok((values, is_used.then_some(made)))
    }
}
