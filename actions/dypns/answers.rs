//! What is around the answers: success in Chinese, refusals with the status 200.

use std::borrow::Cow;

use serde_json::{Map, Value};

use crate::{ApiError, Entry, Fault};

/// A refusal with the status 200 (observed for messages, documented for numbers).
pub(super) const fn isv(code: &'static str, message: &'static str) -> Fault {
    Fault { status: 200, code, message }
}

pub(super) const BAD_NUMBER: Fault = isv("isv.MOBILE_NUMBER_ILLEGAL", "手机号码格式错误");
pub(super) const BAD_PARAMETERS: Fault = isv("isv.INVALID_PARAMETERS", "签名或者模版无效");

/// Around the answers of the actions for messages.
pub(super) fn of_messages(_: &Entry, _: &str) -> Cow<'static, str> {
    Cow::Borrowed(r#""Code":"OK","Message":"成功","Success":true"#)
}

/// Around the answers of the actions for schemes of messages.
pub(super) fn of_new_schemes(_: &Entry, _: &str) -> Cow<'static, str> {
    Cow::Borrowed(r#""Code":"OK","Message":"OK","Success":true"#)
}

/// Around the answers of the actions for schemes.
pub(super) fn of_schemes(_: &Entry, _: &str) -> Cow<'static, str> {
    Cow::Borrowed(r#""Code":"OK","Message":"OK""#)
}

/// Around the answers of the actions for numbers.
pub(super) fn of_numbers(_: &Entry, _: &str) -> Cow<'static, str> {
    Cow::Borrowed(r#""Code":"OK","Message":"请求成功""#)
}

/// The refusal of an action whose answers say whether it went well.
pub(super) fn refused(body: &mut Map<String, Value>, error: &ApiError) {
    crate::dysms::failure(body, error);
    if error.status == 200 {
        body.insert("Success".to_owned(), Value::Bool(false));
    }
}
