//! The parameters of contacts, and the errors of several actions.
//!
//! The console's page has the rules; the codes are modelled in the style of the product's own.

use crate::{
    ApiError, Fault, ParameterError, Problem, Result, Spec, int, is_email,
    ports::store::Tx,
    sae::{
        self, MISSING,
        tables::contacts::{self, Contact},
    },
    shared::{phones, urls::is_url},
    text,
};

/// How many contacts an account may have (documented).
pub(in crate::sae) const MOST: usize = 100;

/// The resource of every action in policies: contacts belong to no application.
pub(in crate::sae) const RESOURCES: &[&str] = &["acs:sae:{region}:{account}:*"];

/// A number, an address or a webhook has the wrong form.
pub(in crate::sae) const MALFORMED: Fault = Fault {
    status: 400,
    code: "InvalidParameter.WithMessage",
    message: "The parameter is invalid {%s}: %s",
};
pub(in crate::sae) const PHONE_TAKEN: Fault = Fault {
    status: 400,
    code: "InstanceExist.ContactPhone",
    message: "The phone number is already linked to another contact. Change the phone number.",
};
pub(in crate::sae) const USER_TAKEN: Fault = Fault {
    status: 400,
    code: "InstanceExist.ContactUserName",
    message: "The user %s is already a contact.",
};
pub(in crate::sae) const MAIL_TAKEN: Fault = Fault {
    status: 400,
    code: "InstanceExist.ContactEmail",
    message: "The email address is already used by another ARMS contact.",
};
pub(in crate::sae) const TOO_MANY: Fault = Fault {
    status: 400,
    code: "Exceed.Contact",
    message: "Too many contacts have been created. The maximum number of contacts is 100.",
};
pub(in crate::sae) const ARMS_FULL: Fault = Fault {
    status: 400,
    code: "Exceed.ArmsContact",
    message: "The number of ARMS contacts has reached the upper limit.",
};

pub(in crate::sae) const NO_CONTACT: Fault = Fault {
    status: 400,
    code: "NotFound.Contact",
    message: "The contact (ID: %s) does not exist.",
};
pub(in crate::sae) const NO_USER: Fault = Fault {
    status: 404,
    code: "InvalidUserName.NotFound",
    message: "The specified UserName does not exist.",
};

/// The errors of the forms of parameters, in words where the product has words.
pub(in crate::sae) fn wording(bad: &ParameterError<'_>) -> ApiError {
    let why = match (bad.name, bad.problem) {
        (_, Problem::Missing) => None,
        ("Phone", _) => Some(
            "the phone number must be a valid number in the Chinese mainland (excluding Hong Kong, Macao, and Taiwan).",
        ),
        ("Email", _) => Some("the email address format is invalid."),
        ("DingTalkRobot" | "WeComRobot", _) => Some("the webhook URL is invalid."),
        _ => None,
    };
    match why {
        Some(why) => ApiError::new(
            MALFORMED.status,
            MALFORMED.code,
            format!("The parameter is invalid {{{}}}: {why}", bad.name),
        ),
        None => sae::wording(bad),
    }
}

/// The id of a contact.
pub(in crate::sae) const fn contact_id() -> Spec<i64> {
    int("ContactId").doc("The id of the contact.")
}

/// The user who is a contact.
pub(in crate::sae) const fn user_name() -> Spec<String> {
    text("UserName").line(1, 256).doc("The RAM user, or the Alibaba Cloud account.")
}

/// A mobile number of the Chinese mainland, in any spelling. A blank one is reported as missing.
pub(in crate::sae) const fn phone() -> Spec<String> {
    let is_phone = |it: &str| it.trim().is_empty() || phones::is_mainland(&phones::normalized(it));
    text("Phone")
        .form("mobile number of the Chinese mainland", is_phone)
        .doc("The mobile number, by which the contact is linked to one of ARMS.")
}

/// Where mails go.
pub(in crate::sae) const fn mail() -> Spec<String> {
    let is_mail = |it: &str| it.len() <= 128 && is_email(it);
    text("Email").form("e-mail address", is_mail).doc("The mail address.")
}

/// The webhook of a DingTalk bot.
pub(in crate::sae) const fn ding() -> Spec<String> {
    text("DingTalkRobot").form("webhook URL", is_webhook).doc("The webhook of a DingTalk chatbot.")
}

/// The webhook of a WeCom bot.
pub(in crate::sae) const fn wecom() -> Spec<String> {
    text("WeComRobot").form("webhook URL", is_webhook).doc("The webhook of a WeCom chatbot.")
}

/// Whether it is the webhook of a chat bot, of at most 1,024 characters of those that URLs have (assumed).
fn is_webhook(it: &str) -> bool {
    let is_plain = |c: char| c.is_ascii_graphic() && !"\"<>\\^`{|}".contains(c);
    it.len() <= 1024 && is_url(it) && it.chars().all(is_plain)
}

/// Refuses a blank value of what must not be empty.
pub(in crate::sae) fn check_filled(name: &str, value: &str) -> Result<()> {
    if value.trim().is_empty() { Err(MISSING.with(name)) } else { Ok(()) }
}

/// The contact of this id.
pub(in crate::sae) fn find(tx: &mut dyn Tx, account: &str, id: i64) -> Result<Contact> {
    contacts::contact(tx, account, id)?.ok_or_else(|| NO_CONTACT.with(&id.to_string()))
}

#[cfg(test)]
mod tests {
    use super::is_webhook;

    #[test]
    fn a_webhook_is_an_absolute_url() {
        for good in [
            "https://oapi.dingtalk.com/robot/send?access_token=1",
            "HTTP://127.0.0.1:4800/robot/send",
            "http://[::1]/x",
        ] {
            assert!(is_webhook(good), "{good}");
        }
        let long = format!("https://example.com/{}", "x".repeat(1024));
        for bad in [
            "",
            "oapi.dingtalk.com",
            "/robot/send",
            "ftp://example.com",
            "https://",
            "https:///x",
            "http://a b",
            "https",
            &long,
        ] {
            assert!(!is_webhook(bad), "{bad}");
        }
    }
}
