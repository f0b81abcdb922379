//! What names of signs may be, and what both generations of actions do alike.

use super::{
    sign_audit,
    sign_states::{REJECTED, SignCause},
};
use crate::{
    Cx, Fault, Result,
    dysms::tables::{
        messages,
        signs::{self, Sign},
    },
    shared::ids,
};

const fn isv(code: &'static str, message: &'static str) -> Fault {
    Fault { status: 200, code, message }
}

pub(super) const BAD_NAME: Fault = isv("isv.SIGN_NAME_ILLEGAL", "签名名称不符合规范");
pub(super) const TAKEN: Fault = isv("isv.SIGN_OVER_LIMIT", "签名已存在");
pub(super) const BAD_SOURCE: Fault = isv("isv.SIGN_SOURCE_ILLEGAL", "签名来源不符合规范");
pub(super) const NO_MODIFICATION: Fault =
    isv("isv.ERROR_SIGN_NOT_MODIFY", "审核中或已通过的签名不支持修改");
pub(super) const NO_DELETION: Fault = isv("isv.ERROR_SIGN_NOT_DELETE", "审核中的签名,暂时无法删除");
pub(super) const TOO_MANY: Fault = isv("isv.SMS_OVER_LIMIT", "单日最多申请模板或签名100条");
pub(super) const FILE_LIMIT: Fault =
    isv("isv.SIGN_FILE_LIMIT", "签名认证材料附件大小或数量超过限制");

/// How many may be applied for on a day (documented).
pub(in crate::dysms) const MOST_A_DAY: i64 = 100;

/// Whether a name may be a sign: 2 to 12 characters without spaces and symbols, not digits alone (documented).
pub(super) fn is_name(name: &str) -> bool {
    let length = name.chars().count();
    (2..=12).contains(&length)
        && name.chars().all(char::is_alphanumeric)
        && !name.bytes().all(|it| it.is_ascii_digit())
}

/// Refuses one more application on a day that has had as many as it may.
pub(super) fn check_quota(cx: &mut Cx<'_>) -> Result<()> {
    let account = cx.account().to_owned();
    if signs::made_since(cx.tx, &account, messages::midnight(cx.now))? >= MOST_A_DAY {
        return Err(TOO_MANY.into());
    }
    Ok(())
}

/// The code of a sign, in the form of the cloud's.
pub(in crate::dysms) fn code(cx: &mut Cx<'_>) -> String {
    let letters = ids::letters(cx.random, 5);
    format!("SIGN_{}_{}_{letters}", cx.account(), cx.now)
}

/// Applies for a sign.
pub(super) fn apply(cx: &mut Cx<'_>, sign: Sign) -> Result<Sign> {
    let account = cx.account().to_owned();
    let mut sign =
        Sign { code: code(cx), order_id: ids::digits(cx.random, 11), made: cx.now, ..sign };
    signs::put(cx.tx, &account, &mut sign)?;
    sign_audit::begin(cx, &sign)?;
    Ok(sign)
}

/// Changes a rejected sign, which is in review again.
pub(super) fn change(cx: &mut Cx<'_>, present: Sign, wanted: Sign) -> Result<Sign> {
    if present.state.as_str() != REJECTED {
        return Err(NO_MODIFICATION.into());
    }
    let account = cx.account().to_owned();
    let mut state = present.state;
    state.move_to(cx, SignCause::Change, super::sign_states::IN_REVIEW)?;
    let mut sign = Sign {
        seq: present.seq,
        name: present.name,
        code: present.code,
        made: present.made,
        order_id: ids::digits(cx.random, 11),
        state,
        ..wanted
    };
    signs::put(cx.tx, &account, &mut sign)?;
    sign_audit::begin(cx, &sign)?;
    Ok(sign)
}
