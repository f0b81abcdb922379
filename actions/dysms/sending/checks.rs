//! What a send is checked for before its numbers are: the account, the sign and the template.

use super::codes::{ACCOUNT_STATES, NO_SIGN, NO_TEMPLATE, TEST_PAIR, UNFIT_SIGN, UNUSABLE_SIGN};
use crate::{
    Cx, Result,
    dysms::{
        signs::sign_states::{APPROVED, CANCELLED, SignCause},
        tables::{
            settings::{self, Settings},
            signs::{self, Sign},
            templates::{self, Template},
        },
        templates::template_states::{self, TemplateCause},
    },
    shared::ids,
};

/// The vendor's own pair for tests, which every account has (observed).
const TEST_SIGN: &str = "阿里云短信测试";
const TEST_TEMPLATE: &str = "SMS_154950909";

/// Refuses every send of an account that is in no state to send.
pub(super) fn account(settings: &Settings) -> Result<()> {
    let state = ACCOUNT_STATES.iter().find(|(name, _)| *name == settings.account_state);
    match state.and_then(|(_, fault)| *fault) {
        Some(fault) => Err(fault.into()),
        None => Ok(()),
    }
}

/// The same for the account of the call.
pub(crate) fn check_account(cx: &mut Cx<'_>) -> Result<()> {
    let its = cx.account().to_owned();
    account(&settings::settings(cx.tx, &its)?)
}

/// The template of this code, whatever its state: the vendor's own if the account has none.
pub(super) fn find_template(cx: &mut Cx<'_>, code: &str) -> Result<Option<Template>> {
    let account = cx.account().to_owned();
    if let Some(found) = templates::template(cx.tx, &account, code)? {
        return Ok(Some(found));
    }
    let own = || Template {
        code: code.to_owned(),
        name: "测试专用模板".to_owned(),
        content: "您的验证码是${code}".to_owned(),
        test: true,
        ..Template::default()
    };
    Ok((code == TEST_TEMPLATE).then(own))
}

/// The sign of this name that may be used: compared exactly, and else without case.
pub(super) fn sign(cx: &mut Cx<'_>, settings: &Settings, name: &str) -> Result<Sign> {
    let account = cx.account().to_owned();
    let found = match signs::sign(cx.tx, &account, name)? {
        None if name == TEST_SIGN => {
            return Ok(Sign { name: name.to_owned(), kind: 1, test: true, ..Sign::default() });
        }
        None if settings.lenient => lenient_sign(cx, &account, name)?,
        None => return Err(NO_SIGN.into()),
        Some(found) => found,
    };
    match found.state.as_str() {
        APPROVED => Ok(found),
        CANCELLED => Err(UNUSABLE_SIGN.into()),
        _ => Err(NO_SIGN.into()),
    }
}

fn lenient_sign(cx: &mut Cx<'_>, account: &str, name: &str) -> Result<Sign> {
    let mut sign = Sign {
        name: name.to_owned(),
        kind: 1,
        code: crate::dysms::signs::sign_rules::code(cx),
        order_id: ids::digits(cx.random, 11),
        made: cx.now,
        audited: Some(cx.now),
        ..Sign::default()
    };
    sign.state.move_to(cx, SignCause::Audit, APPROVED)?;
    signs::put(cx.tx, account, &mut sign)?;
    Ok(sign)
}

/// The template that a send names, if it may be used.
pub(super) fn template(
    cx: &mut Cx<'_>,
    settings: &Settings,
    (code, found): (&str, Option<Template>),
    params: Option<&str>,
) -> Result<Template> {
    match found {
        Some(found) if found.test || found.state == template_states::APPROVED => Ok(found),
        None if settings.lenient => lenient_template(cx, code, params),
        _ => Err(NO_TEMPLATE.into()),
    }
}

/// The text of a template that nobody has made.
pub(super) fn lenient_content(code: &str) -> String {
    format!("template {code}")
}

/// A template that is made by its first use: for verification codes if a value looks like one, and is the only one or named so.
fn lenient_template(cx: &mut Cx<'_>, code: &str, params: Option<&str>) -> Result<Template> {
    let account = cx.account().to_owned();
    let given = super::variables::values(params)?;
    let is_code = |it: &serde_json::Value| {
        let text = it.as_str().map_or_else(|| it.to_string(), str::to_owned);
        (4..=8).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_alphanumeric())
    };
    let named = |name: &str| ["code", "captcha", "verifyCode"].contains(&name);
    let of_code = given.iter().any(|(name, it)| is_code(it) && (given.len() == 1 || named(name)));
    let mut template = Template {
        code: code.to_owned(),
        name: code.to_owned(),
        content: lenient_content(code),
        kind: i64::from(!of_code),
        order_id: ids::digits(cx.random, 11),
        made: cx.now,
        audited: Some(cx.now),
        ..Template::default()
    };
    template.state.move_to(cx, TemplateCause::Audit, template_states::APPROVED)?;
    templates::put(cx.tx, &account, &mut template)?;
    Ok(template)
}

/// Refuses a sign and a template that do not go together.
pub(super) fn pair(sign: &Sign, template: &Template) -> Result<()> {
    if sign.kind == 0 && template.kind != 0 {
        return Err(UNFIT_SIGN.into());
    }
    if sign.test != template.test {
        return Err(TEST_PAIR.into());
    }
    Ok(())
}
