//! What templates may be, and what both generations of actions do alike.

use serde_json::Value;

use super::{
    template_audit,
    template_states::{self, IN_REVIEW, REJECTED, TemplateCause},
};
use crate::{
    Cx, Fault, Params, Result,
    dysms::{
        sending::variables,
        signs::{sign_rules::MOST_A_DAY, sign_states},
        tables::{
            messages, signs,
            templates::{self, Template},
        },
    },
    int,
    shared::ids,
    text,
};

const fn isv(code: &'static str, message: &'static str) -> Fault {
    Fault { status: 200, code, message }
}

pub(super) const NO_MODIFICATION: Fault =
    isv("isv.ERROR_TEMPLATE_NOT_MODIFY", "审核中或已通过的模板不支持修改");
pub(super) const NO_DELETION: Fault =
    isv("isv.ERROR_TEMPLATE_NOT_DELETE", "审核中的模板,暂时无法删除");
pub(super) const TOO_MANY: Fault = isv("isv.SMS_OVER_LIMIT", "单日最多申请模板或签名100条");
pub(super) const TOO_LONG: Fault = isv("isv.TEMPLATE_OVER_LIMIT", "模板字符数量超过限制");
/// In the older generation (published).
pub(super) const VARIABLES: Fault = Fault {
    status: 400,
    code: "TemplateParameterCountIllegal",
    message: "The verification code template only supports 1 verification code as a variable",
};
/// In the newer one.
pub(super) const VARIABLES_EXCEEDED: Fault = Fault {
    status: 400,
    code: "TemplateVarLimitExceeded",
    message: "The verification code template only supports one variable.",
};
pub(super) const BAD_CONTENT: Fault = Fault {
    status: 400,
    code: "InvalidTemplateContent.Format",
    message: "Invalid template content format.",
};
pub(super) const BAD_RULE: Fault = Fault {
    status: 400,
    code: "InvalidTemplateRule.Format",
    message: "The parameter TemplateRule format must be JSON.",
};
pub(super) const NO_SIGN: Fault = Fault {
    status: 404,
    code: "SmsSignatureNotFound",
    message: "The associated SMS signature does not exist.",
};
pub(super) const SIGN_UNAPPROVED: Fault = Fault {
    status: 400,
    code: "AssocSignUnapproved",
    message: "Associated signature must be approved.",
};
pub(super) const NOT_FOUND: Fault =
    Fault { status: 404, code: "TemplateNotFound", message: "The template does not exist." };

/// The longest content, in characters (documented).
const LONGEST: usize = 500;

/// Reads what the older generation says of a template.
pub(super) fn read(p: &mut Params<'_>) -> Result<Template> {
    let kind = p.required(
        int("TemplateType")
            .range(0, 3)
            .doc("0 verification code, 1 notification, 2 promotion, 3 international."),
    )?;
    let name = p.required(text("TemplateName").len(1, 30).doc("Its name."))?;
    let content =
        p.required(text("TemplateContent").doc("Its text, with variables as `${name}`."))?;
    let remark = p.required(text("Remark").doc("What it is used for."))?;
    Ok(Template { name, content, kind, remark, ..Template::default() })
}

/// Reads what the newer generation says of a template.
pub(super) fn read_new(p: &mut Params<'_>) -> Result<Template> {
    let name = p.required(text("TemplateName").len(1, 30).doc("Its name."))?;
    let content =
        p.required(text("TemplateContent").doc("Its text, with variables as `${name}`."))?;
    let kind = p.required(
        int("TemplateType")
            .range(0, 3)
            .doc("0 verification code, 1 notification, 2 promotion, 3 international."),
    )?;
    let sign = p.optional(text("RelatedSignName").doc("The sign that it is used with."))?;
    let remark = p.default(text("Remark").doc("What it is used for."), "")?;
    let rule = p.optional(text("TemplateRule").doc("The attributes of its variables, as JSON."))?;
    p.json("MoreData", |p| p.list(text("MoreData").doc("Further documents."), 100))?;
    let scene = p.optional(text("ApplySceneContent").doc("Where it is used."))?;
    let intl = p.optional(int("IntlType").range(0, 2).doc("The kind of an international one."))?;
    let traffic = p.optional(text("TrafficDriving").doc("What a promotion leads to, as JSON."))?;
    Ok(Template {
        name,
        content,
        kind,
        rule,
        sign,
        remark,
        scene,
        intl,
        traffic,
        ..Template::default()
    })
}

/// Refuses what the older generation does.
pub(super) fn check(template: &Template) -> Result<()> {
    if template.content.chars().count() > LONGEST {
        return Err(TOO_LONG.into());
    }
    check_content(template, VARIABLES)
}

/// Refuses what the newer generation does.
pub(super) fn check_new(cx: &mut Cx<'_>, template: &Template) -> Result<()> {
    if template.content.chars().count() > LONGEST {
        return Err(BAD_CONTENT.into());
    }
    check_content(template, VARIABLES_EXCEEDED)?;
    let is_object = |it: &String| serde_json::from_str(it).is_ok_and(|it: Value| it.is_object());
    if template.rule.as_ref().is_some_and(|it| !is_object(it)) {
        return Err(BAD_RULE.into());
    }
    if let Some(name) = &template.sign {
        let account = cx.account().to_owned();
        let sign = signs::sign(cx.tx, &account, name)?.ok_or(NO_SIGN)?;
        if sign.state.as_str() != sign_states::APPROVED {
            return Err(SIGN_UNAPPROVED.into());
        }
    }
    Ok(())
}

/// A text without brackets of signs, with well-formed variables, and with one of them for a verification code.
fn check_content(template: &Template, too_many: Fault) -> Result<()> {
    let names = variables::names(&template.content).ok_or(BAD_CONTENT)?;
    if template.content.contains(['【', '】']) {
        return Err(BAD_CONTENT.into());
    }
    if template.kind == 0 && names.len() > 1 {
        return Err(too_many.into());
    }
    Ok(())
}

/// Applies for a template.
pub(super) fn apply(cx: &mut Cx<'_>, template: Template) -> Result<Template> {
    let account = cx.account().to_owned();
    if templates::made_since(cx.tx, &account, messages::midnight(cx.now))? >= MOST_A_DAY {
        return Err(TOO_MANY.into());
    }
    let order_id = ids::digits(cx.random, 11);
    let mut template = Template { order_id, made: cx.now, ..template };
    templates::put(cx.tx, &account, &mut template)?;
    template_audit::begin(cx, &template)?;
    Ok(template)
}

/// Changes a rejected template, which is in review again.
pub(super) fn change(cx: &mut Cx<'_>, present: Template, wanted: Template) -> Result<Template> {
    if present.state != REJECTED {
        return Err(NO_MODIFICATION.into());
    }
    let account = cx.account().to_owned();
    let mut state = present.state;
    state.move_to(cx, TemplateCause::Change, IN_REVIEW)?;
    let mut template = Template {
        code: present.code,
        seq: present.seq,
        made: present.made,
        order_id: ids::digits(cx.random, 11),
        state,
        ..wanted
    };
    templates::put(cx.tx, &account, &mut template)?;
    template_audit::begin(cx, &template)?;
    Ok(template)
}

/// The type of a template as `QuerySmsTemplateList` numbers it, which is not how all others do (published).
pub(super) fn listed_kind(kind: i64) -> i64 {
    match kind {
        0 => 2,
        1 => 0,
        2 => 1,
        3 => 6,
        other => other,
    }
}

/// The state that a number of the API means.
pub(super) fn state_of(number: i64) -> Option<&'static str> {
    use template_states::{APPROVED, CANCELLED};
    let known = [IN_REVIEW, APPROVED, REJECTED, CANCELLED];
    known.into_iter().find(|it| template_states::number(it) == number)
}
