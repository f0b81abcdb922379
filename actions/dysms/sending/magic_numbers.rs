//! Numbers of the vendor's sample range that decide by their last digits what becomes of a message (modelled), and the
//! rules of a test, which come first.

use super::codes::{
    BAD_NUMBER, BLACKLISTED, DELIVERED, NO_BALANCE, OUT_OF_SERVICE, OVER_LIMIT, SYSTEM_ERROR,
    message_of,
};
use crate::{
    ApiError, Cx, Result,
    core::error::SERVICE_UNAVAILABLE,
    dysms::tables::{
        rules::{self, Rule},
        settings::Settings,
    },
};

/// What becomes of a message to a number.
#[derive(Debug)]
pub(crate) enum Fate {
    /// It is refused.
    Refused(ApiError),
    /// It is accepted, and the network says this of it after so many milliseconds; never if there is none.
    Accepted { outcome: String, delay: Option<i64> },
}

/// The error of a call that is refused with any code.
pub(in crate::dysms) fn refusal(code: &str, message: Option<&str>) -> ApiError {
    let message = message.unwrap_or_else(|| message_of(code)).to_owned();
    ApiError::new(200, code.to_owned(), message)
}

/// What becomes of a message to the digits of a number, by the rules of the account and then by its last digits. The rule that
/// decides is used up by one.
pub(in crate::dysms) fn fate(
    cx: &mut Cx<'_>,
    settings: &Settings,
    rules: &mut [Rule],
    phone: &str,
) -> Result<Fate> {
    let usual = settings.delivery_delay_ms;
    let Some(rule) = rules.iter_mut().find(|it| it.fits(phone)) else {
        cx.delay_answer(magic_answer_delay(settings, phone));
        return Ok(of_magic(settings, phone));
    };
    rules::use_up(cx.tx, rule)?;
    cx.delay_answer(rule.answer_delay);
    if let Some(code) = &rule.code {
        // That it was used is kept, and the answer may be late.
        return Ok(Fate::Refused(refusal(code, rule.message.as_deref()).committing()));
    }
    let outcome = rule.receipt.clone().unwrap_or_else(|| DELIVERED.to_owned());
    let delay = Some(rule.delay.unwrap_or(usual)).filter(|_| outcome != "REQUEST_SUCCESS");
    Ok(Fate::Accepted { outcome, delay })
}

/// [`fate`] by all rules of the account.
pub(crate) fn decided(cx: &mut Cx<'_>, settings: &Settings, phone: &str) -> Result<Fate> {
    let account = cx.account().to_owned();
    let mut rules = rules::all(cx.tx, &account)?;
    fate(cx, settings, &mut rules, phone)
}

/// For how long the answer is held back that a number with these digits has, in milliseconds.
fn magic_answer_delay(settings: &Settings, phone: &str) -> Option<i64> {
    (settings.magic && phone == "13900000010").then_some(10_000)
}

/// [`fate`] by the last digits alone.
fn of_magic(settings: &Settings, phone: &str) -> Fate {
    let usual = settings.delivery_delay_ms;
    let accepted = |code: &str, delay| Fate::Accepted { outcome: code.to_owned(), delay };
    let Some(last) = phone.strip_prefix("1390000").filter(|_| settings.magic) else {
        return accepted(DELIVERED, Some(usual));
    };
    match last {
        "0000" => accepted(DELIVERED, Some(0)),
        "0001" => Fate::Refused(OVER_LIMIT.with("触发分钟级流控Permits:1")),
        "0002" => Fate::Refused(OVER_LIMIT.with("触发小时级流控Permits:5")),
        "0003" => Fate::Refused(OVER_LIMIT.with("触发天级流控Permits:10")),
        "0004" => Fate::Refused(NO_BALANCE.into()),
        "0005" => Fate::Refused(OUT_OF_SERVICE.into()),
        "0006" => Fate::Refused(BLACKLISTED.into()),
        "0007" => Fate::Refused(BAD_NUMBER.with(phone)),
        "0008" => Fate::Refused(SYSTEM_ERROR.into()),
        "0009" => Fate::Refused(SERVICE_UNAVAILABLE.into()),
        "0101" => accepted("MOBILE_NOT_ON_SERVICE", Some(usual)),
        "0102" => accepted("MOBILE_IN_BLACK", Some(usual)),
        "0103" => accepted("MOBILE_SEND_LIMIT", Some(usual)),
        "0104" => accepted("CONTENT_KEYWORD", Some(usual)),
        "0105" => accepted("SP_UNKNOWN_ERROR", Some(usual)),
        "0109" => accepted(DELIVERED, None),
        _ => accepted(DELIVERED, Some(usual)),
    }
}
