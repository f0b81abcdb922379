//! What a token says. Each is used once, by the control API's making; `tel:` with a number is one that says so (modelled).

use crate::{
    Cx, Fault, Result,
    dypns::{answers::isv, tables::tokens},
    dysms::network,
};

pub(super) const INVALID: Fault = isv("isv.TOKEN_INVALID", "令牌无效");
pub(super) const NOT_FOR_LOGIN: Fault = isv("isv.TOKEN_UNAUTHORIZED_USED", "令牌未授权使用");

/// What a token says of a phone.
pub(super) enum Said {
    /// Its number.
    Number(String),
    /// Nothing: the carrier does not know.
    Unknown,
}

/// Uses a token.
pub(super) fn spend(cx: &mut Cx<'_>, token: &str, is_login: bool) -> Result<Said> {
    let account = cx.account().to_owned();
    if network::settings(cx.tx, &account)?.magic {
        if let Some(number) = token.strip_prefix("tel:").and_then(network::mainland) {
            return Ok(Said::Number(number.to_owned()));
        }
        if token == "unknown" && !is_login {
            return Ok(Said::Unknown);
        }
    }
    let found = tokens::find(cx.tx, &account, token)?;
    let found = found.filter(|it| it.expires > cx.now).ok_or(INVALID)?;
    if is_login && found.kind != "login" {
        return Err(NOT_FOR_LOGIN.into());
    }
    tokens::delete(cx.tx, token)?;
    Ok(Said::Number(found.mobile))
}

/// The number that a token for a login says.
pub(super) fn number(cx: &mut Cx<'_>, token: &str) -> Result<String> {
    match spend(cx, token, true)? {
        Said::Number(number) => Ok(number),
        Said::Unknown => Err(INVALID.into()),
    }
}

/// Whether a token says this number: `PASS`, `REJECT` or `UNKNOWN`.
pub(super) fn verdict(cx: &mut Cx<'_>, token: &str, number: &str) -> Result<&'static str> {
    Ok(match spend(cx, token, false)? {
        Said::Unknown => "UNKNOWN",
        Said::Number(it) if it == number => "PASS",
        Said::Number(_) => "REJECT",
    })
}
