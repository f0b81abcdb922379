//! What calls about short URLs are refused with: codes of the vendor's page with the texts that it had for them.

use crate::Fault;

const fn isv(code: &'static str, message: &'static str) -> Fault {
    Fault { status: 200, code, message }
}

pub(super) const LONG_SOURCE: Fault = isv("isv.SOURCEURL_OVER_LIMIT", "原始链接字符数量超过限制");
// The text is modelled.
pub(super) const NO_DOMAIN: Fault = isv("isv.SHORTURL_DOMAIN_EMPTY", "原始链接的域名未备案");
pub(super) const BAD_NAME: Fault = isv("isv.SHORTURL_NAME_ILLEGAL", "短链名不能超过13字符");
pub(super) const BAD_DAYS: Fault = isv("isv.SHORTURL_TIME_ILLEGAL", "短链有效期期限超过限制");
pub(super) const STILL_AVAILABLE: Fault =
    isv("isv.SHORTURL_STILL_AVAILABLE", "原始链接生成的短链仍在有效期内");
pub(super) const TOO_MANY: Fault = isv("isv.SHORTURL_OVER_LIMIT", "一天创建短链数量超过限制");
pub(super) const NOTHING_TO_DELETE: Fault = isv("isv.SHORTURL_NOT_FOUND", "没有可删除的短链");
// The code is observed: Terraform's provider takes it for "gone". The text is modelled.
pub(super) const UNKNOWN: Fault = isv("1000067", "短链不存在");
