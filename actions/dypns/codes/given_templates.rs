//! The sign and the templates that the service gives: nobody has to apply for any, and no others are taken (documented).
//!
//! The numbers of the templates and what they are for were seen in clients; their texts are modelled.

use crate::Random;
use crate::shared::ids;

/// The scheme of calls that name none (documented).
pub(super) const DEFAULT_SCHEME: &str = "默认方案";

/// The sign that the service gives.
pub(in crate::dypns) const SIGN: &str = "速通互联验证码";

const TEMPLATES: &[(&str, &str)] = &[
    (
        "100001",
        "您的验证码为${code}。尊敬的客户，以上验证码${min}分钟内有效，请注意保密，切勿告知他人。",
    ),
    (
        "100002",
        "尊敬的客户，您正在进行修改手机号操作，您的验证码为${code}。以上验证码${min}分钟内有效，请注意保密，切勿告知他人。",
    ),
    (
        "100003",
        "尊敬的客户，您正在进行重置密码操作，您的验证码为${code}。以上验证码${min}分钟内有效，请注意保密，切勿告知他人。",
    ),
    (
        "100004",
        "尊敬的客户，您正在进行绑定手机号操作，您的验证码为${code}。以上验证码${min}分钟内有效，请注意保密，切勿告知他人。",
    ),
    (
        "100005",
        "尊敬的客户，您正在验证绑定手机号操作，您的验证码为${code}。以上验证码${min}分钟内有效，请注意保密，切勿告知他人。",
    ),
];

/// The text of a template.
pub(in crate::dypns) fn text(code: &str) -> Option<&'static str> {
    TEMPLATES.iter().find(|(it, _)| *it == code).map(|(_, text)| *text)
}

/// A code of the length and of the type, 1 to 7, that a call asks for.
pub(in crate::dypns) fn code(random: &mut dyn Random, length: usize, kind: i64) -> String {
    let alphabet: &[u8] = match kind {
        2 => b"ABCDEFGHIJKLMNOPQRSTUVWXYZ",
        3 => b"abcdefghijklmnopqrstuvwxyz",
        4 => b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz",
        5 => b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ",
        6 => b"0123456789abcdefghijklmnopqrstuvwxyz",
        7 => b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz",
        _ => b"0123456789",
    };
    ids::pick(random, alphabet, length)
}
