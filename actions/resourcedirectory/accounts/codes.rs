//! Codes that are sent to phones, by which their owners confirm them.
//!
//! The vendor documents how many an account may have sent on a day. A code is valid for 15 minutes (assumed).

use crate::resourcedirectory::{
    daily,
    tables::codes::{self, Code},
};
use crate::{
    Cx, Fault, Result, Spec,
    ports::outbox::{Channel, Kind, Message},
    shared::ids,
    text,
};

/// A code for the phone of the account that a directory is enabled with.
pub(in crate::resourcedirectory) const ENABLING: &str = "enable";
/// A code for the phone of a member.
pub(in crate::resourcedirectory) const BINDING: &str = "bind";

const LIFE: i64 = 15 * 60 * 1000;
/// How many codes an account may have sent on a day.
const MOST: i64 = 100;

pub(in crate::resourcedirectory) const TOO_MANY_CODES: Fault = Fault {
    status: 409,
    code: "SendValidateCodeExceedsLimitForAccount",
    message: "For the same account, the number of verification codes sent exceeds the limit.",
};
pub(in crate::resourcedirectory) const WRONG_CODE: Fault = Fault {
    status: 409,
    code: "Invalid.VerificationCode",
    message: "The verification code is invalid.",
};

/// Whether a phone number is `<country>-<number>`.
pub(in crate::resourcedirectory) fn is_phone(phone: &str) -> bool {
    let digits = |part: &str, most: usize| {
        (1..=most).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_digit())
    };
    phone.split_once('-').is_some_and(|(country, number)| {
        digits(country, 4) && digits(number, 15) && number.len() >= 5
    })
}

/// A phone number with its country.
pub(in crate::resourcedirectory) const fn phone(name: &'static str) -> Spec<String> {
    text(name).form("phone number with its country, such as 86-13900001234", is_phone)
}

/// Sends a new code to the phone, in the place of the one before it. Answers when it expires.
pub(in crate::resourcedirectory) fn send(
    cx: &mut Cx<'_>,
    purpose: &'static str,
    subject: &str,
    phone: &str,
) -> Result<i64> {
    if !daily::count(cx, "code", MOST)? {
        return Err(TOO_MANY_CODES.into());
    }
    let (phone, code) = (phone.to_owned(), ids::digits(cx.random, 6));
    let sent = Code { phone, code, expires: cx.now.saturating_add(LIFE) };
    codes::put(cx.tx, (&cx.caller.account, purpose, subject), &sent)?;
    let text = format!("Your verification code is {}. It is valid for 15 minutes.", sent.code);
    cx.notify(&Message {
        kind: Kind::Verification,
        code: Some(&sent.code),
        ..Message::new(Channel::Sms, &sent.phone, "Your verification code", &text)
    })?;
    Ok(sent.expires)
}

/// Refuses a code that is not the one that was sent to the phone, or has expired.
pub(in crate::resourcedirectory) fn check_code(
    cx: &mut Cx<'_>,
    purpose: &'static str,
    subject: &str,
    (phone, code): (&str, &str),
) -> Result<()> {
    let sent = codes::code(cx.tx, (&cx.caller.account, purpose, subject))?;
    let right = |sent: Code| sent.phone == phone && sent.code == code && cx.now <= sent.expires;
    if sent.is_some_and(right) { Ok(()) } else { Err(WRONG_CODE.into()) }
}

/// [`check_code`], and uses it up.
pub(in crate::resourcedirectory) fn take(
    cx: &mut Cx<'_>,
    purpose: &'static str,
    subject: &str,
    given: (&str, &str),
) -> Result<()> {
    check_code(cx, purpose, subject, given)?;
    Ok(codes::delete(cx.tx, (&cx.caller.account, purpose, subject))?)
}

/// Deletes the codes for a member that leaves the directory of its management account.
pub(in crate::resourcedirectory) fn forget(cx: &mut Cx<'_>, member: &str) -> Result<()> {
    Ok(codes::delete(cx.tx, (&cx.caller.account, BINDING, member))?)
}
