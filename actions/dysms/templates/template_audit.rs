//! The audit of a template: due work some time after it was applied for.

use serde_json::json;

use super::template_states::{self, APPROVED, IN_REVIEW, REJECTED, TemplateCause};
use crate::{
    Cx, Result,
    dysms::{
        sending::receipts,
        tables::{
            settings::{self, Audit},
            templates::{self, Template},
        },
    },
    ports::due::{About, DueWork},
    shared::format::shanghai_time,
};

/// The audit of a template.
pub(in crate::dysms) const AUDIT: DueWork = DueWork {
    kind: "template_audit",
    about: |code| {
        About::new(format!("audit of the template {code}"), format!("模板 {code} 的审核"))
    },
    run,
};

/// Has a template audited that was applied for or changed just now.
pub(in crate::dysms) fn begin(cx: &mut Cx<'_>, template: &Template) -> Result<()> {
    let account = cx.account().to_owned();
    let settings = settings::settings(cx.tx, &account)?;
    report(cx, template)?;
    if settings.audit != Audit::Hold {
        let at = cx.now.saturating_add(settings.audit_delay_ms);
        cx.schedule(at, AUDIT.kind, &template.code)?;
    }
    Ok(())
}

/// What the audit finds wrong with a template: a verification code has to be called one, a promotion has to end with how
/// to opt out (documented).
fn fault(template: &Template, magic: bool) -> Option<&'static str> {
    let has = |words: &[&str]| words.iter().any(|it| template.content.contains(it));
    let name = template.name.to_lowercase();
    if magic && (name.contains("驳回") || name.contains("reject")) {
        return Some("模板不符合规范");
    }
    match template.kind {
        0 if !has(&["验证码", "注册码", "校验码", "动态码", "动态密码"]) => {
            Some("验证码模板需包含验证码、注册码、校验码、动态码、动态密码其中之一")
        }
        2 if !has(&["拒收", "退订"]) => Some("推广短信需包含退订方式"),
        _ => None,
    }
}

fn run(cx: &mut Cx<'_>, code: &str) -> Result<()> {
    let account = cx.account().to_owned();
    let Some(mut template) = templates::template(cx.tx, &account, code)? else { return Ok(()) };
    if template.state.as_str() != IN_REVIEW {
        return Ok(());
    }
    let settings = settings::settings(cx.tx, &account)?;
    let by_setting = (settings.audit == Audit::Reject).then_some("模板不符合规范");
    let reason = by_setting.or_else(|| fault(&template, settings.magic));
    let to = if reason.is_some() { REJECTED } else { APPROVED };
    decide(cx, &mut template, (TemplateCause::Audit, to), reason)
}

/// Moves a template to a state, with a reason if it is rejected, and tells of it.
pub(in crate::dysms) fn decide(
    cx: &mut Cx<'_>,
    template: &mut Template,
    (cause, to): (TemplateCause, &str),
    reason: Option<&str>,
) -> Result<()> {
    let account = cx.account().to_owned();
    cx.cancel(AUDIT.kind, &template.code)?;
    template.state.move_to(cx, cause, to)?;
    template.reason = reason.map(str::to_owned);
    template.audited = Some(cx.now);
    templates::put(cx.tx, &account, template)?;
    report(cx, template)
}

/// Tells of the state of a template.
fn report(cx: &mut Cx<'_>, template: &Template) -> Result<()> {
    const KINDS: [&str; 4] = ["验证码", "短信通知", "推广短信", "国际/港澳台短信"];
    let kind = usize::try_from(template.kind).ok().and_then(|at| KINDS.get(at));
    let element = json!([{
        "template_code": template.code, "template_name": template.name, "template_type": kind,
        "template_content": template.content,
        "template_status": template_states::reported(template.state.as_str()),
        "remark": template.remark, "reason": template.reason.as_deref().unwrap_or_default(),
        "create_date": shanghai_time(template.made), "orderId": template.order_id,
    }]);
    receipts::push(cx, "TemplateSmsReport", &element)
}
