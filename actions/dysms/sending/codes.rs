//! The codes that calls are refused with, and those that receipts have. A call that is refused for what it asks is answered with the
//! status 200 (observed): some SDKs return such an answer, others throw, so the status is part of the contract.

use crate::Fault;

const fn isv(code: &'static str, message: &'static str) -> Fault {
    Fault { status: 200, code, message }
}

// The texts were recorded from the cloud, or are the titles of the codes on the vendor's page.
pub(crate) const NOT_SUBSCRIBED: Fault =
    isv("isv.PRODUCT_UN_SUBSCRIPT", "未开通云通信产品的阿里云客户");
pub(crate) const OUT_OF_SERVICE: Fault = isv("isv.OUT_OF_SERVICE", "业务停机");
pub(crate) const ABNORMAL: Fault = isv("isv.ACCOUNT_ABNORMAL", "账户异常");
pub(crate) const FROZEN: Fault = isv(
    "isv.SECURITY_FROZEN_ACCOUNT",
    "因该账号长时间未使用,出于对您的账号安全考虑,已限制您账号的短信发送",
);
pub(crate) const DENIED_REGION: Fault = isv("isv.DENY_IP_RANGE", "源IP地址所在的地区被禁用");
pub(crate) const TOO_MANY_NUMBERS: Fault =
    isv("isv.MOBILE_COUNT_OVER_LIMIT", "手机号码数量超过限制");
pub(crate) const BAD_NUMBER: Fault = isv("isv.MOBILE_NUMBER_ILLEGAL", "%sinvalid mobile number");
pub(crate) const NO_SIGN: Fault = isv("isv.SMS_SIGNATURE_ILLEGAL", "该账号下找不到对应签名");
pub(crate) const UNUSABLE_SIGN: Fault = isv("isv.SIGN_STATE_ILLEGAL", "签名状态为\"不可用\"");
pub(crate) const NO_TEMPLATE: Fault = isv("isv.SMS_TEMPLATE_ILLEGAL", "该账号下找不到对应模板");
pub(crate) const UNFIT_PARAMETERS: Fault =
    isv("isv.SMS_TEMPLATE_ILLEGAL", "请检查模板内容与模板参数是否匹配");
pub(crate) const UNFIT_SIGN: Fault = isv("isv.SMS_SIGNATURE_SCENE_ILLEGAL", "签名和模板类型不一致");
pub(crate) const TEST_PAIR: Fault = isv("isv.SMS_TEST_SIGN_TEMPLATE_LIMIT", "测试模板和签名限制");
pub(crate) const UNBOUND: Fault =
    isv("isv.SMS_TEST_NUMBER_LIMIT", "只能向已回复授权信息的手机号发送");
pub(crate) const TEST_VARIABLE: Fault =
    isv("isv.SMS_TEST_TEMPLATE_PARAMS_ILLEGAL", "测试专用模板中的变量仅支持4~6位纯数字");
pub(crate) const DOMESTIC: Fault =
    isv("isv.DOMESTIC_NUMBER_NOT_SUPPORTED", "国际/港澳台消息模板不支持发送境内号码");
pub(crate) const BAD_JSON: Fault =
    isv("isv.INVALID_JSON_PARAM", "模板变量JSON格式错误 或 JSON变量属性与模板占位符不一致");
pub(crate) const MISSING_VARIABLE: Fault =
    isv("isv.TEMPLATE_MISSING_PARAMETERS", "模板变量缺少对应参数值");
pub(crate) const BAD_PARAMETERS: Fault = isv("isv.INVALID_PARAMETERS", "参数格式不正确");
pub(crate) const NOT_ALPHANUMERIC: Fault =
    isv("isv.INVALID_PARAMETERS", "params must be [a-zA-Z0-9] for verification sms");
pub(crate) const TOO_LONG: Fault = isv("isv.PARAM_LENGTH_LIMIT", "参数超过长度限制");
pub(crate) const HAS_URL: Fault = isv("isv.PARAM_NOT_SUPPORT_URL", "变量不支持传入URL");
pub(crate) const BREAKS_RULE: Fault =
    isv("isv.TEMPLATE_PARAMS_ILLEGAL", "传入的变量内容和实际申请模板时变量所选择的属性类型不配");
pub(crate) const FORBIDDEN_CONTENT: Fault = isv("isv.SMS_CONTENT_ILLEGAL", "短信内容非法");
pub(crate) const CODE_OF_OTHER_SIGN: Fault =
    isv("isv.EXTEND_CODE_ERROR", "扩展码使用错误,相同的扩展码不可用于多个签名");
pub(crate) const OPTED_OUT: Fault = isv("isv.CUSTOMER_REFUSED", "用户已退订推广短信");
pub(crate) const BLACKLISTED: Fault = isv("isv.BLACK_KEY_CONTROL_LIMIT", "黑名单管控");
pub(crate) const OVER_LIMIT: Fault = isv("isv.BUSINESS_LIMIT_CONTROL", "%s");
pub(crate) const DAY_LIMIT: Fault = isv("isv.DAY_LIMIT_CONTROL", "触发日发送限额");
pub(crate) const MONTH_LIMIT: Fault = isv("isv.MONTH_LIMIT_CONTROL", "触发月发送限额");
pub(crate) const NO_BALANCE: Fault = isv("isv.AMOUNT_NOT_ENOUGH", "账户余额不足");
pub(crate) const RAM_DENIED: Fault = isv("isp.RAM_PERMISSION_DENY", "RAM权限不足");
pub(crate) const SYSTEM_ERROR: Fault = isv("isp.SYSTEM_ERROR", "系统错误,请重新调用");

/// All that a send may be refused with.
pub(crate) const SEND: &[Fault] = &[
    NOT_SUBSCRIBED,
    OUT_OF_SERVICE,
    ABNORMAL,
    FROZEN,
    DENIED_REGION,
    TOO_MANY_NUMBERS,
    BAD_NUMBER,
    NO_SIGN,
    UNUSABLE_SIGN,
    NO_TEMPLATE,
    UNFIT_SIGN,
    TEST_PAIR,
    UNBOUND,
    TEST_VARIABLE,
    DOMESTIC,
    BAD_JSON,
    MISSING_VARIABLE,
    BAD_PARAMETERS,
    TOO_LONG,
    HAS_URL,
    BREAKS_RULE,
    FORBIDDEN_CONTENT,
    CODE_OF_OTHER_SIGN,
    OPTED_OUT,
    BLACKLISTED,
    OVER_LIMIT,
    DAY_LIMIT,
    MONTH_LIMIT,
    NO_BALANCE,
    SYSTEM_ERROR,
];

/// The states that a test may put an account into, each with what all of its sends are refused with.
pub(in crate::dysms) const ACCOUNT_STATES: &[(&str, Option<Fault>)] = &[
    ("normal", None),
    ("not_subscribed", Some(NOT_SUBSCRIBED)),
    ("out_of_service", Some(OUT_OF_SERVICE)),
    ("abnormal", Some(ABNORMAL)),
    ("frozen", Some(FROZEN)),
    ("denied_region", Some(DENIED_REGION)),
];

/// The text of a code that a send may be refused with; the code itself where none is known.
pub(crate) fn message_of(code: &str) -> &str {
    let known = SEND.iter().find(|it| it.code == code && !it.message.contains("%s"));
    known.map_or(code, |it| it.message)
}

/// The code of a receipt of a message that has reached its phone.
pub(crate) const DELIVERED: &str = "DELIVERED";

/// What a receipt says of a message, by its code.
const RECEIPTS: &[(&str, &str)] = &[
    (DELIVERED, "用户接收成功"),
    ("MOBILE_NOT_ON_SERVICE", "停机、空号、暂停服务、关机、不在服务区"),
    ("MOBILE_SEND_LIMIT", "单个号码日、月发送上限,流控超限"),
    ("MOBILE_ACCOUNT_ABNORMAL", "用户账户异常、携号转网、欠费等"),
    ("MOBILE_IN_BLACK", "手机号在黑名单"),
    ("MOBLLE_TERMINAL_ERROR", "手机终端问题、内存满、SIM卡满、非法设备等"),
    ("CONTENT_KEYWORD", "内容关键字拦截"),
    ("CONTENT_ERROR", "内容无退订"),
    ("INVALID_NUMBER", "号码状态异常"),
    ("IS_CLOSE", "短信下发时通道被关停"),
    ("USER_REJECT", "用户拒收"),
    ("NO_ROUTE", "无可用通道"),
    ("SP_UNKNOWN_ERROR", "运营商未知错误"),
    ("SP_NOT_BY_INTER_SMS", "收件人未开通国际短信功能"),
    ("PARAMS_ILLEGAL", "参数错误"),
    ("PORT_NOT_REGISTERED", "端口未注册"),
];

/// The text of a receipt with this code.
pub(in crate::dysms) fn receipt_message(code: &str) -> &str {
    let known = RECEIPTS.iter().find(|(it, _)| *it == code);
    known.map_or_else(|| message_of(code), |(_, text)| text)
}
