//! Control calls on templates: how their review ends.

use serde_json::{Value, json};

use crate::{
    Cx,
    core::control::{ControlError, ControlRequest, text, word},
    dm::{
        tables::{Owner, templates},
        templates::review,
    },
};

/// How a review may be made to end.
pub(in crate::dm) const ENDS: &[&str] = &["pass", "reject"];

/// Ends the review of a template.
pub(in crate::dm) fn decide(
    cx: &mut Cx<'_>,
    request: &ControlRequest,
) -> Result<Value, ControlError> {
    let owner = Owner::of(cx);
    let id = request.number("id")?;
    let none = || {
        ControlError::NotFound(format!(
            "the account has no template {id} in {}; QueryTemplateByParam lists those that it has",
            owner.region
        ))
    };
    let mut it = templates::template(cx.tx, owner, id)?.ok_or_else(none)?;
    let members = request.members();
    let reason = text(&members, "reason")?;
    match word(&members, "audit", ENDS)? {
        Some("pass") => review::approve(cx, &mut it)?,
        Some(_) => review::decide(cx, &mut it, Some(reason.unwrap_or("It was rejected.")))?,
        None => return Err(ControlError::member("audit", "it is needed")),
    }
    Ok(json!({ "id": it.id, "name": it.name, "status": it.review, "comment": it.comment }))
}
