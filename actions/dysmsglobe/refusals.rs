//! The codes that calls are refused with, all with the status 200, and what the refusals of messages in mainland China are called here.

use crate::{ApiError, Caller, ErrorFields, Fault, Result, dysms::network, ports::store::Tx};

const fn refusal(code: &'static str, message: &'static str) -> Fault {
    Fault { status: 200, code, message }
}

// The texts are those of the vendor's page on these codes.
pub(super) const BAD_SENDER: Fault = refusal("INVALID_SENDERID", "SenderID无效。");
pub(super) const BAD_NUMBER: Fault = refusal("MOBILE_NUMBER_ILLEGAL", "手机号码格式错误。");
pub(super) const TOO_MANY_NUMBERS: Fault =
    refusal("MOBILE_COUNT_OVER_LIMIT", "手机号码数量超过1000条。");
pub(super) const BAD_PARAMETERS: Fault = refusal("INVALID_PARAMETERS", "输入的参数异常。");
pub(super) const BAD_JSON: Fault = refusal("INVALID_JSON_PARAM", "参数为空,参数JSON串解析错误。");
pub(super) const TOO_LONG: Fault = refusal("PARAM_LENGTH_LIMIT", "变量长度受限。");
pub(super) const NO_TEMPLATE: Fault =
    refusal("SMS_CONTENT_CODE_ILLEGAL", "模板不合法(不存在或被拉黑)。");
pub(super) const NO_SIGN: Fault = refusal("SMS_SIGN_NAME_ILLEGAL", "签名不合法(不存在或被拉黑)。");
pub(super) const MISSING_VARIABLE: Fault =
    refusal("CONTENT_MISSING_PARAMETERS", "模板变量缺少对应参数值。");
pub(super) const NO_BALANCE: Fault = refusal("AMOUNT_NOT_ENOUGH", "资源包或额度不足。");
pub(super) const SYSTEM_ERROR: Fault = refusal("SYSTEM_ERROR", "内部系统错误。");
pub(super) const NO_MESSAGE: Fault = refusal("DATA_NOT_EXIST", "查询的短信记录不存在。");
pub(super) const NOT_SUBSCRIBED: Fault = refusal("PRODUCT_NOT_SUBSCRIBED", "短信服务没开通。");
pub(super) const BLACKLISTED: Fault =
    refusal("BLACK_KEY_CONTROL_LIMIT", "模板变量中存在黑名单关键字。");
pub(super) const OTHER_COUNTRY: Fault =
    refusal("NOT_SUPPORTED_COUNTRY", "暂不支持该国家的国际短信发送。");
pub(super) const OUT_OF_SERVICE: Fault = refusal("OUT_OF_SERVICE", "国际短信业务停机。");
pub(super) const FORBIDDEN: Fault = refusal("FORBIDDEN_ACTION", "用户接口降级。");
const DENIED: Fault = refusal("RAM_PERMISSION_DENY", "RAM校验失败,用户权限不足。");

// The limits have the older codes, with the texts of the limits in mainland China (modelled).
pub(super) const OF_A_MINUTE: Fault = refusal("BUSINESS_LIMIT_CONTROL_MINUTE", "%s");
pub(super) const OF_AN_HOUR: Fault = refusal("isv.BUSINESS_LIMIT_HOUR", "%s");
pub(super) const OF_A_DAY: Fault = refusal("isv.BUSINESS_LIMIT_DAY", "%s");

/// What each refusal of a message in mainland China is called here (modelled where the names differ in more than their prefix).
const NAMES: &[(&str, Fault)] = &[
    ("isv.PRODUCT_UN_SUBSCRIPT", NOT_SUBSCRIBED),
    ("isv.OUT_OF_SERVICE", OUT_OF_SERVICE),
    ("isv.ACCOUNT_ABNORMAL", FORBIDDEN),
    ("isv.SECURITY_FROZEN_ACCOUNT", FORBIDDEN),
    ("isv.DENY_IP_RANGE", FORBIDDEN),
    ("isv.MOBILE_NUMBER_ILLEGAL", BAD_NUMBER),
    ("isv.MOBILE_COUNT_OVER_LIMIT", TOO_MANY_NUMBERS),
    ("isv.DOMESTIC_NUMBER_NOT_SUPPORTED", OTHER_COUNTRY),
    ("isv.SMS_SIGNATURE_ILLEGAL", NO_SIGN),
    ("isv.SIGN_STATE_ILLEGAL", NO_SIGN),
    ("isv.SMS_SIGNATURE_SCENE_ILLEGAL", NO_SIGN),
    ("isv.SMS_TEMPLATE_ILLEGAL", NO_TEMPLATE),
    ("isv.SMS_TEST_SIGN_TEMPLATE_LIMIT", NO_TEMPLATE),
    ("isv.SMS_TEST_NUMBER_LIMIT", NO_TEMPLATE),
    ("isv.SMS_TEST_TEMPLATE_PARAMS_ILLEGAL", BAD_PARAMETERS),
    ("isv.INVALID_JSON_PARAM", BAD_JSON),
    ("isv.TEMPLATE_MISSING_PARAMETERS", MISSING_VARIABLE),
    ("isv.TEMPLATE_PARAMS_ILLEGAL", BAD_PARAMETERS),
    ("isv.INVALID_PARAMETERS", BAD_PARAMETERS),
    ("isv.PARAM_LENGTH_LIMIT", TOO_LONG),
    ("isv.PARAM_NOT_SUPPORT_URL", BAD_PARAMETERS),
    ("isv.EXTEND_CODE_ERROR", BAD_PARAMETERS),
    ("isv.SMS_CONTENT_ILLEGAL", BLACKLISTED),
    ("isv.BLACK_KEY_CONTROL_LIMIT", BLACKLISTED),
    ("isv.CUSTOMER_REFUSED", BLACKLISTED),
    ("isv.AMOUNT_NOT_ENOUGH", NO_BALANCE),
    ("isv.DAY_LIMIT_CONTROL", NO_BALANCE),
    ("isv.MONTH_LIMIT_CONTROL", NO_BALANCE),
    ("isp.SYSTEM_ERROR", SYSTEM_ERROR),
];

/// A refusal of a message in mainland China as this product says it. A code of a rule that has no name here keeps its own.
pub(super) fn named(error: ApiError) -> ApiError {
    if error.code == "isv.BUSINESS_LIMIT_CONTROL" {
        let limits = [("分钟", OF_A_MINUTE), ("小时", OF_AN_HOUR)];
        let limit = limits.into_iter().find(|(word, _)| error.message.contains(word));
        let mut named = limit.map_or(OF_A_DAY, |(_, fault)| fault).with(&error.message);
        named.commits = error.commits;
        return named;
    }
    let Some((_, fault)) = NAMES.iter().find(|(code, _)| *code == error.code) else {
        return error;
    };
    // The text of a rule is kept.
    let is_of_rule = error.commits && error.message != network::message_of(&error.code);
    let ErrorFields { commits, message: said, .. } = error.into_fields();
    let message = if is_of_rule { said } else { fault.message.into() };
    let mut named = ApiError::new(fault.status, fault.code, message);
    named.commits = commits;
    named
}

/// The refusal by policies, where the account has it from the product itself.
pub(super) fn denied(tx: &mut dyn Tx, caller: &Caller) -> Result<Option<ApiError>> {
    Ok(network::denies_itself(tx, caller)?.then(|| DENIED.into()))
}
