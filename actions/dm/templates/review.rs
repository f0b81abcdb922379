//! The review of templates, which takes time.
//!
//! Modelled: how long it takes; that every change of a template is reviewed, and that it begins without another call.

use crate::dm::tables::{
    Owner, settings,
    templates::{self, APPROVED, IN_REVIEW, REJECTED, Template},
};
use crate::{
    Cx, Result,
    ports::due::{About, DueWork},
};

/// The end of a review.
pub(in crate::dm) const DUE: DueWork = DueWork {
    kind: "template",
    about: |id| {
        About::new(format!("review of the mail template {id}"), format!("邮件模板 {id} 的审核"))
    },
    run: end,
};

/// Begins the review of a template, which is stored by it.
pub(in crate::dm) fn begin(cx: &mut Cx<'_>, it: &mut Template) -> Result<()> {
    let owner = Owner::of(cx);
    it.review = IN_REVIEW;
    it.comment.clear();
    templates::put(cx.tx, owner, it)?;
    let id = it.id.to_string();
    cx.cancel(DUE.kind, &id)?;
    match settings::read(cx.tx, owner)?.review_ms {
        Some(0) => decide(cx, it, None),
        Some(delay) => cx.schedule(cx.now.saturating_add(delay), DUE.kind, &id),
        None => Ok(()),
    }
}

/// Ends a review: for this reason it is rejected, else the name decides.
pub(in crate::dm) fn decide(
    cx: &mut Cx<'_>,
    it: &mut Template,
    reason: Option<&str>,
) -> Result<()> {
    let owner = Owner::of(cx);
    cx.cancel(DUE.kind, &it.id.to_string())?;
    let magic = settings::read(cx.tx, owner)?.magic;
    let by_name = ["驳回", "reject"].iter().any(|word| it.name.contains(word));
    let reason = reason.or((magic && by_name).then_some("The name of the template asks for it."));
    it.review = if reason.is_some() { REJECTED } else { APPROVED };
    reason.unwrap_or_default().clone_into(&mut it.comment);
    Ok(templates::put(cx.tx, owner, it)?)
}

/// Approves a template, whatever its name.
pub(in crate::dm) fn approve(cx: &mut Cx<'_>, it: &mut Template) -> Result<()> {
    let owner = Owner::of(cx);
    cx.cancel(DUE.kind, &it.id.to_string())?;
    it.review = APPROVED;
    it.comment.clear();
    Ok(templates::put(cx.tx, owner, it)?)
}

fn end(cx: &mut Cx<'_>, id: &str) -> Result<()> {
    let owner = Owner::of(cx);
    match templates::template(cx.tx, owner, id.parse().unwrap_or(0))? {
        Some(mut it) if it.review == IN_REVIEW => decide(cx, &mut it, None),
        _ => Ok(()),
    }
}
