//! The audit of a sign: due work some time after it was applied for.

use serde_json::json;

use super::sign_states::{self, APPROVED, IN_REVIEW, REJECTED, SignCause};
use crate::{
    Cx, Result,
    dysms::{
        sending::receipts,
        tables::{
            settings::{self, Audit},
            signs::{self, Sign},
        },
    },
    ports::due::{About, DueWork},
    shared::format::shanghai_time,
};

/// The audit of a sign.
pub(in crate::dysms) const AUDIT: DueWork = DueWork {
    kind: "sign_audit",
    about: |name| About::new(format!("audit of the sign {name}"), format!("签名 {name} 的审核")),
    run,
};

/// Why the audit rejects what asks for it by its name.
const REJECTED_BY_NAME: &str = "签名不符合规范";

/// Has a sign audited that was applied for or changed just now.
pub(in crate::dysms) fn begin(cx: &mut Cx<'_>, sign: &Sign) -> Result<()> {
    let account = cx.account().to_owned();
    let settings = settings::settings(cx.tx, &account)?;
    report(cx, sign)?;
    if settings.audit != Audit::Hold {
        let at = cx.now.saturating_add(settings.audit_delay_ms);
        cx.schedule(at, AUDIT.kind, &signs::key(&sign.name))?;
    }
    Ok(())
}

fn run(cx: &mut Cx<'_>, name: &str) -> Result<()> {
    let account = cx.account().to_owned();
    let Some(mut sign) = signs::sign(cx.tx, &account, name)? else { return Ok(()) };
    if sign.state.as_str() != IN_REVIEW {
        return Ok(());
    }
    let settings = settings::settings(cx.tx, &account)?;
    let is_named = sign.name.contains("驳回") || sign.name.to_lowercase().contains("reject");
    let is_rejected = settings.audit == Audit::Reject || (settings.magic && is_named);
    let reason = is_rejected.then_some(REJECTED_BY_NAME);
    decide(cx, &mut sign, (SignCause::Audit, if is_rejected { REJECTED } else { APPROVED }), reason)
}

/// Moves a sign to a state, with a reason if it is rejected, and tells of it.
pub(in crate::dysms) fn decide(
    cx: &mut Cx<'_>,
    sign: &mut Sign,
    (cause, to): (SignCause, &str),
    reason: Option<&str>,
) -> Result<()> {
    let account = cx.account().to_owned();
    cx.cancel(AUDIT.kind, &signs::key(&sign.name))?;
    sign.state.move_to(cx, cause, to)?;
    sign.reason = reason.map(str::to_owned);
    sign.audited = Some(cx.now);
    signs::put(cx.tx, &account, sign)?;
    report(cx, sign)
}

/// Tells of the state of a sign.
fn report(cx: &mut Cx<'_>, sign: &Sign) -> Result<()> {
    const SOURCES: [&str; 6] =
        ["企事业单位名", "工信部备案网站", "APP应用", "公众号", "电商平台店铺名", "商标名"];
    let source = usize::try_from(sign.source).ok().and_then(|at| SOURCES.get(at));
    let element = json!([{
        "sign_name": sign.name, "sign_status": sign_states::reported(sign.state.as_str()),
        "sign_source": source, "sign_scene": business(sign), "remark": sign.remark,
        "reason": sign.reason.as_deref().unwrap_or_default(),
        "create_date": shanghai_time(sign.made), "orderId": sign.order_id,
    }]);
    receipts::push(cx, "SignSmsReport", &element)
}

/// What a sign is for, as lists say it.
pub(super) fn business(sign: &Sign) -> &'static str {
    if sign.kind == 0 { "验证码类型" } else { "通用类型" }
}
