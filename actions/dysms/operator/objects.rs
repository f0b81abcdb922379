//! Signs and templates: made with a name or a code of the test's choice, and audited.

use serde_json::{Map, Value, json};

use crate::{
    Cx,
    core::control::{ControlError, ControlRequest, required_text, text, word},
    dysms::{
        sending::variables,
        signs::{
            sign_audit, sign_rules,
            sign_states::{self, SignCause},
        },
        tables::{
            signs::{self, Sign},
            templates::{self, Template},
        },
        templates::{
            template_audit,
            template_states::{self, TemplateCause},
        },
    },
    shared::ids,
};

/// The state that a word of the body asks for.
fn wanted(members: &Map<String, Value>) -> Result<Option<&'static str>, ControlError> {
    let asked = word(members, "audit", &["pass", "reject", "cancel", "review"])?;
    Ok(asked.map(|it| match it {
        "pass" => template_states::APPROVED,
        "reject" => template_states::REJECTED,
        "cancel" => template_states::CANCELLED,
        _ => template_states::IN_REVIEW,
    }))
}

fn number(
    members: &Map<String, Value>,
    name: &str,
    most: i64,
) -> Result<Option<i64>, ControlError> {
    let Some(value) = members.get(name) else { return Ok(None) };
    let found = value.as_i64().filter(|it| (0..=most).contains(it));
    let why = || ControlError::member(name, format!("it must be a number from 0 to {most}"));
    found.map(Some).ok_or_else(why)
}

fn illegal(what: &str, from: &str, to: &str) -> ControlError {
    ControlError::Wrong(format!("{what} is {from}, and does not become {to} from there"))
}

pub(in crate::dysms) fn sign(
    cx: &mut Cx<'_>,
    request: &ControlRequest,
) -> Result<Value, ControlError> {
    let all: Result<Vec<_>, _> = request.each().map(|it| put_sign(cx, &it)).collect();
    Ok(json!({ "signs": all? }))
}

/// Makes a sign, or changes one and has it audited. Answers it.
pub(in crate::dysms) fn put_sign(
    cx: &mut Cx<'_>,
    members: &Map<String, Value>,
) -> Result<Value, ControlError> {
    let account = cx.account().to_owned();
    let name = required_text(members, "name")?;
    let to = wanted(members)?;
    let reason = text(members, "reason")?;
    let kind = number(members, "type", 1)?;
    let source = number(members, "source", 5)?;
    let present = signs::sign(cx.tx, &account, name)?;
    let is_new = present.is_none();
    let mut sign = match present {
        Some(present) if present.name != name => {
            let why = format!("there is the sign {}; case makes no other", present.name);
            return Err(ControlError::Wrong(why));
        }
        Some(present) => present,
        None => Sign {
            name: name.to_owned(),
            kind: 1,
            code: sign_rules::code(cx),
            order_id: ids::digits(cx.random, 11),
            made: cx.now,
            ..Sign::default()
        },
    };
    sign.kind = kind.unwrap_or(sign.kind);
    sign.source = source.unwrap_or(sign.source);
    signs::put(cx.tx, &account, &mut sign)?;
    let to = to.or_else(|| is_new.then_some(sign_states::APPROVED));
    if let Some(to) = to.filter(|to| *to != sign.state.as_str()) {
        if !sign.state.may(SignCause::Operator, to) {
            return Err(illegal(&sign.name, sign.state.as_str(), to));
        }
        sign_audit::decide(cx, &mut sign, (SignCause::Operator, to), reason)?;
    }
    Ok(json!({
        "name": sign.name, "state": sign.state.as_str(), "type": sign.kind, "reason": sign.reason,
    }))
}

pub(in crate::dysms) fn template(
    cx: &mut Cx<'_>,
    request: &ControlRequest,
) -> Result<Value, ControlError> {
    let all: Result<Vec<_>, _> = request.each().map(|it| put_template(cx, &it)).collect();
    Ok(json!({ "templates": all? }))
}

/// Makes a template, or changes one and has it audited. Answers it.
pub(in crate::dysms) fn put_template(
    cx: &mut Cx<'_>,
    members: &Map<String, Value>,
) -> Result<Value, ControlError> {
    let account = cx.account().to_owned();
    let to = wanted(members)?;
    let reason = text(members, "reason")?;
    let kind = number(members, "type", 3)?;
    let code = text(members, "code")?.unwrap_or_default();
    let present = templates::template(cx.tx, &account, code)?;
    let is_new = present.is_none();
    let mut template = match present {
        Some(present) => present,
        None => Template {
            code: code.to_owned(),
            name: code.to_owned(),
            content: required_text(members, "content")?.to_owned(),
            order_id: ids::digits(cx.random, 11),
            made: cx.now,
            ..Template::default()
        },
    };
    if let Some(content) = text(members, "content")? {
        content.clone_into(&mut template.content);
    }
    if variables::names(&template.content).is_none() {
        let why = "a variable is `${name}`, with a name of letters, digits and _";
        return Err(ControlError::member("content", why));
    }
    if let Some(name) = text(members, "name")? {
        name.clone_into(&mut template.name);
    }
    if let Some(rule) = members.get("rule") {
        if !rule.is_object() {
            return Err(ControlError::member("rule", "it must be an object"));
        }
        template.rule = Some(rule.to_string());
    }
    template.kind = kind.unwrap_or(template.kind);
    templates::put(cx.tx, &account, &mut template)?;
    let to = to.or_else(|| is_new.then_some(template_states::APPROVED));
    if let Some(to) = to.filter(|to| *to != template.state.as_str()) {
        if !template.state.may(TemplateCause::Operator, to) {
            return Err(illegal(&template.code, template.state.as_str(), to));
        }
        template_audit::decide(cx, &mut template, (TemplateCause::Operator, to), reason)?;
    }
    Ok(json!({
            "code": template.code, "name": template.name, "content": template.content,
            "state": template.state.as_str(), "type": template.kind, "reason": template.reason,
    }))
}
