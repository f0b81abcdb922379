//! How often messages may go to one number: rolling windows on the clock of the world, counted when a message is
//! accepted, whatever becomes of it (documented). Numbers abroad have no limits.

use super::{codes::OVER_LIMIT, numbers::Number};
use crate::{
    Cx, Result,
    dysms::tables::{
        messages::{self, Counted},
        settings::Settings,
        templates::Template,
    },
};

const MINUTE: i64 = 60 * 1000;
const HOUR: i64 = 60 * MINUTE;
const DAY: i64 = 24 * HOUR;

/// Whether a number in mainland China has limits.
pub(crate) fn has_limits(settings: &Settings, phone: &str) -> bool {
    settings.enforce_limits && !settings.allow.iter().any(|it| it == phone)
}

/// Refuses a message to a number that has had as many as it may.
pub(super) fn check(
    cx: &mut Cx<'_>,
    settings: &Settings,
    sign: &str,
    template: &Template,
    number: &Number,
) -> Result<()> {
    let Number::Mainland(phone) = number else { return Ok(()) };
    if !has_limits(settings, phone) {
        return Ok(());
    }
    let account = Some(cx.account().to_owned());
    let account = account.as_deref();
    let mut within = |time: i64, limit: i64, word: &str, counted: Counted<'_>| -> Result<()> {
        if messages::count(cx.tx, phone, (cx.now.saturating_sub(time), cx.now), counted)? < limit {
            return Ok(());
        }
        Err(OVER_LIMIT.with(&format!("触发{word}级流控Permits:{limit}")))
    };
    if template.kind == 0 {
        let counted = Counted { account, sign: Some(sign), kind: Some(0), ..Counted::default() };
        within(MINUTE, settings.per_minute, "分钟", counted)?;
        within(HOUR, settings.per_hour, "小时", counted)?;
        within(DAY, settings.per_day, "天", counted)?;
        let of_phone = Counted { kind: Some(0), ..Counted::default() };
        return within(DAY, settings.of_phone_per_day, "天", of_phone);
    }
    let code = Some(&*template.code);
    let counted = Counted { account, sign: Some(sign), template: code, ..Counted::default() };
    within(DAY, settings.others_per_day, "天", counted)
}
