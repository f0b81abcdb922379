//! The life cycle of subscription instances: apply, validate, issue, cancel, refund.

use crate::cas::{
    authority::{self, ISSUE_DELAY},
    certificates::expiry::EXPIRING_SOON,
    contacts::notices,
    domains,
    faults::NOT_FOUND,
    instances::instance_faults::refusal,
    instances::instance_states::{
        self, CANCELLING, CHECKING, EXPIRED, Event, GONE, Instances, NORMAL, REFUNDING, SUBMITTED,
        VALIDATING,
    },
    issuing::{self, ApprovedApplication},
    tables::{
        Owner,
        certificates::{self, Certificate},
        companies,
        instances::{self, Instance},
        tags,
    },
};
use crate::{
    Cx, Result,
    ports::due::{About, DueWork},
    shared::states::State,
};

/// The next step of an instance.
pub(in crate::cas) const STEP: DueWork = DueWork {
    kind: "instance",
    about: |id| About::new(format!("next step of instance {id}"), format!("实例 {id} 的下一步")),
    run: step,
};
/// The reissue of a certificate that ends before its instance.
pub(in crate::cas) const REISSUE: DueWork =
    DueWork { kind: "instance_reissue", about: reissued, run: reissue };

/// The `PendingResult` of an issued application.
pub(in crate::cas) const RESULT_ISSUED: &str = "issued";
/// The `PendingResult` of a cancelled application.
const RESULT_CANCELLED: &str = "cancelled";

/// Maximum time for an application to reach the authority.
const SUBMIT_DELAY: i64 = 1000;
/// The validity of a certificate in days, unless its instance ends earlier.
const DAYS: i64 = 365;
/// The same of a test certificate.
const TEST_DAYS: i64 = 90;

/// The caller's instance of this id.
pub(in crate::cas) fn find(cx: &mut Cx<'_>, id: &str) -> Result<Instance> {
    let owner = Owner::of(cx);
    Ok(instances::instance(cx.tx, owner, id)?.ok_or(NOT_FOUND)?)
}

/// Checks that the event is legal now. Returns the state after it.
pub(in crate::cas) fn check(cx: &Cx<'_>, it: &Instance, event: Event) -> Result<&'static str> {
    let state = State::read(instance_states::at(it.state.as_str(), it.ends, cx.now))?;
    let state: State<Instances> = state;
    Ok(state.next(event).ok_or_else(|| refusal(state.as_str(), event))?)
}

/// Applies an event to an instance, if it is legal now.
pub(in crate::cas) fn apply_event(cx: &mut Cx<'_>, it: &mut Instance, event: Event) -> Result<()> {
    let to = check(cx, it, event)?;
    cx.cancel(STEP.kind, &it.id)?;
    let owner = Owner::of(cx);
    if it.state != EXPIRED && instance_states::at(it.state.as_str(), it.ends, cx.now) == EXPIRED {
        it.state.move_to(cx, Event::Ended, EXPIRED)?;
    }
    it.state.move_to(cx, event, to)?;
    if to == GONE {
        instances::delete(cx.tx, owner, it.seq)?;
        return Ok(tags::clear(cx.tx, owner, &it.id)?);
    }
    put(cx, it)
}

/// Writes an instance.
pub(in crate::cas) fn put(cx: &mut Cx<'_>, it: &mut Instance) -> Result<()> {
    let owner = Owner::of(cx);
    let applied = it.order_starts.is_some();
    instance_states::kept(it.state.as_str(), applied).clone_into(&mut it.status);
    Ok(instances::put(cx.tx, owner, it)?)
}

/// Its status in answers.
pub(in crate::cas) fn status(it: &Instance, now: i64) -> &str {
    instance_states::status(&it.status, it.ends, now)
}

/// Submits the application of the instance.
pub(in crate::cas) fn apply(cx: &mut Cx<'_>, it: &mut Instance) -> Result<()> {
    let (outcome, delay) = authority::validation_settings(cx)?;
    it.token = domains::token(cx.random, cx.now);
    (it.outcome, it.result) = (outcome, None);
    (it.order_starts, it.order_ends) = (Some(cx.now), None);
    apply_event(cx, it, Event::Apply)?;
    cx.schedule(cx.now.saturating_add(SUBMIT_DELAY.min(delay / 2)), STEP.kind, &it.id)
}

/// Withdraws an application: the authority cancels it after a while.
pub(in crate::cas) fn cancel(cx: &mut Cx<'_>, it: &mut Instance) -> Result<()> {
    apply_event(cx, it, Event::Cancel)?;
    cx.schedule(cx.now + ISSUE_DELAY, STEP.kind, &it.id)
}

/// Refunds an instance: the refund completes after a while.
pub(in crate::cas) fn refund(cx: &mut Cx<'_>, it: &mut Instance) -> Result<()> {
    apply_event(cx, it, Event::Refund)?;
    cx.schedule(cx.now + ISSUE_DELAY, STEP.kind, &it.id)
}

/// Approves the application and issues the certificate at once, for the control API.
pub(in crate::cas) fn approve(cx: &mut Cx<'_>, it: &mut Instance) -> Result<()> {
    if it.state == SUBMITTED {
        apply_event(cx, it, Event::Submitted)?;
    }
    if it.state == VALIDATING {
        apply_event(cx, it, Event::Validated)?;
    }
    issue(cx, it)
}

/// Rejects the application for this reason.
pub(in crate::cas) fn reject(cx: &mut Cx<'_>, it: &mut Instance, reason: &str) -> Result<()> {
    it.result = Some(reason.to_owned());
    it.order_ends = Some(cx.now);
    apply_event(cx, it, Event::Rejected)?;
    let domain = it.domain.clone().unwrap_or_default();
    let text = format!("The application for {domain} (instance {}) failed: {reason}", it.id);
    notices::notify_contacts(cx, &it.contacts, "Your certificate application failed", &text)
}

/// Holds the application until the control API approves or rejects it.
pub(in crate::cas) fn hold(cx: &mut Cx<'_>, it: &mut Instance) -> Result<()> {
    "hold".clone_into(&mut it.outcome);
    if it.state == SUBMITTED {
        // Submission continues; only the outcome is held.
        return put(cx, it);
    }
    cx.cancel(STEP.kind, &it.id)?;
    put(cx, it)
}

fn step(cx: &mut Cx<'_>, id: &str) -> Result<()> {
    let owner = Owner::of(cx);
    let Some(mut it) = instances::instance(cx.tx, owner, id)? else { return Ok(()) };
    match it.state.as_str() {
        SUBMITTED => {
            apply_event(cx, &mut it, Event::Submitted)?;
            if it.outcome == "hold" {
                return Ok(());
            }
            let (_, delay) = authority::validation_settings(cx)?;
            let at = it.order_starts.unwrap_or(cx.now).saturating_add(delay);
            cx.schedule(at.max(cx.now), STEP.kind, id)
        }
        VALIDATING if it.outcome == "fail" => reject(cx, &mut it, authority::DEFAULT_FAILURE),
        VALIDATING => {
            apply_event(cx, &mut it, Event::Validated)?;
            cx.schedule(cx.now + ISSUE_DELAY, STEP.kind, id)
        }
        CHECKING => issue(cx, &mut it),
        CANCELLING => {
            it.result = Some(RESULT_CANCELLED.to_owned());
            it.order_ends = Some(cx.now);
            apply_event(cx, &mut it, Event::Cancelled)
        }
        REFUNDING => apply_event(cx, &mut it, Event::Refunded),
        _ => Ok(()),
    }
}

/// Issues the certificate.
fn issue(cx: &mut Cx<'_>, it: &mut Instance) -> Result<()> {
    check(cx, it, Event::Issued)?;
    if it.ends <= cx.now {
        return reject(cx, it, "the instance has ended.");
    }
    let owner = Owner::of(cx);
    let company = match it.company {
        Some(id) if it.certificate_type != "DV" => companies::company(cx.tx, owner, id)?,
        _ => None,
    };
    let test = it.kind == "TEST";
    let domain = it.domain.clone().unwrap_or_default();
    let application = ApprovedApplication {
        names: domains::split(&domain),
        csr: it.csr.as_deref().filter(|_| it.csr_method == "upload"),
        algorithm: &it.key_algorithm,
        company: company.as_ref(),
        latest: it.ends,
        days: if test { TEST_DAYS } else { DAYS },
        name: it.name.clone().unwrap_or_else(|| format!("cert-{}", it.id)),
        row: Certificate {
            instance: it.id.clone(),
            source: if test { "test" } else { "buy" }.to_owned(),
            resource_group: it.resource_group.clone(),
            contact: it.contacts.first().copied(),
            company: it.company,
            ..Certificate::default()
        },
    };
    let certificate = issuing::issue(cx, application)?;
    (it.certificate, it.revoked) = (Some(certificate.id), None);
    it.result = Some(RESULT_ISSUED.to_owned());
    it.order_ends = Some(cx.now);
    apply_event(cx, it, Event::Issued)?;
    if certificate.not_after < it.ends {
        let subject = format!("{}/{}", it.id, certificate.id);
        cx.schedule(certificate.not_after.saturating_sub(EXPIRING_SOON), REISSUE.kind, &subject)?;
    }
    let body = format!("The certificate of {domain} (instance {}) was issued.", it.id);
    notices::notify_contacts(cx, &it.contacts, "Your certificate was issued", &body)
}

/// What a reissue that is due is of.
fn reissued(subject: &str) -> About {
    let (id, certificate) = subject.split_once('/').unwrap_or((subject, ""));
    let en = format!("reissue of certificate {certificate} of instance {id}");
    About::new(en, format!("实例 {id} 的证书 {certificate} 重新签发"))
}

/// Reapplies with an instance whose certificate expires soon, if automatic reissue is on.
fn reissue(cx: &mut Cx<'_>, subject: &str) -> Result<()> {
    let owner = Owner::of(cx);
    let Some((id, certificate)) = subject.split_once('/') else { return Ok(()) };
    let Some(mut it) = instances::instance(cx.tx, owner, id)? else { return Ok(()) };
    let same = it.certificate.map(|id| id.to_string()).as_deref() == Some(certificate);
    if it.auto_reissue && same && it.state == NORMAL && it.revoked.is_none() {
        apply(cx, &mut it)?;
    }
    Ok(())
}

/// Revokes the certificate of this id, or the current one of the instance.
pub(in crate::cas) fn revoke(cx: &mut Cx<'_>, it: &mut Instance, id: Option<i64>) -> Result<()> {
    let owner = Owner::of(cx);
    check(cx, it, Event::Revoke)?;
    let refused = refusal(it.state.as_str(), Event::Revoke);
    let id = id.or(it.certificate).ok_or(refused)?;
    let found = certificates::certificate(cx.tx, owner, id)?.filter(|c| c.instance == it.id);
    let found = found.ok_or(NOT_FOUND)?;
    if found.revoked {
        return Err(refused.into());
    }
    certificates::revoke(cx.tx, owner, &found)?;
    if it.certificate == Some(id) {
        it.revoked = Some(cx.now);
    }
    apply_event(cx, it, Event::Revoke)
}
