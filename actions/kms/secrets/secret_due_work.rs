//! What happens to secrets with time: they are rotated and deleted.

use super::{managed, secret_view};
use crate::{
    Cx, Result,
    kms::{
        place::Place,
        tables::{
            secret_versions,
            secrets::{self, Secret},
            tags,
        },
    },
    ports::due::{About, DueWork},
    shared::ids,
};

/// A secret is deleted for good.
pub(in crate::kms) const END: DueWork = DueWork {
    kind: "secret_deletion",
    about: |name| {
        About::new(format!("deletion of the secret {name}"), format!("凭据 {name} 的删除"))
    },
    run: |cx, subject| match found(cx, subject)? {
        Some(secret) if secret.deletion.is_some() => delete(cx, &secret),
        _ => Ok(()),
    },
};

/// A managed secret is rotated.
pub(in crate::kms) const ROTATION: DueWork = DueWork {
    kind: "secret_rotation",
    about: |name| {
        About::new(format!("rotation of the secret {name}"), format!("凭据 {name} 的轮转"))
    },
    run: |cx, subject| {
        let Some(mut secret) = found(cx, subject)? else { return Ok(()) };
        let Some(interval) = secret.rotation.filter(|_| secret.deletion.is_none()) else {
            return Ok(());
        };
        // A jump of the clock over many periods is one rotation (assumed).
        let interval = interval.saturating_mul(1000).max(1);
        let late = cx.clock.saturating_sub(cx.now) / interval;
        if late > 0 {
            let at = cx.now.saturating_add(late.saturating_mul(interval));
            return cx.schedule(at, ROTATION.kind, subject);
        }
        rotate_now(cx, &mut secret, "clock").map(drop)
    },
};

/// Rotates a managed secret without a call, and answers the version that it made: none if what the secret is the credential
/// of is missing.
pub(in crate::kms) fn rotate_now(
    cx: &mut Cx<'_>,
    secret: &mut Secret,
    cause: &str,
) -> Result<Option<String>> {
    let version = ids::uuid(cx.random);
    let done = managed::rotate(cx, secret, (&version, cause))?;
    let place = Place::of(cx);
    secrets::put(cx.tx, place, secret)?;
    plan(cx, secret)?;
    Ok(done.then_some(version))
}

/// The subject of due work about a secret: an account has such a name in several regions.
fn subject(cx: &Cx<'_>, secret: &Secret) -> String {
    format!("{} {}", cx.region, secret.name)
}

fn found(cx: &mut Cx<'_>, subject: &str) -> Result<Option<Secret>> {
    let place = Place::of(cx);
    let name = subject.split_once(' ').map_or(subject, |it| it.1);
    Ok(secrets::secret(cx.tx, place, name)?)
}

/// Queues what happens to a secret next, in the place of what was queued before.
pub(in crate::kms) fn plan(cx: &mut Cx<'_>, secret: &Secret) -> Result<()> {
    let subject = subject(cx, secret);
    cx.cancel(END.kind, &subject)?;
    cx.cancel(ROTATION.kind, &subject)?;
    if let Some(at) = secret.deletion {
        return cx.schedule(at, END.kind, &subject);
    }
    match secret_view::next_rotation(secret).filter(|_| !secret.missing) {
        Some(at) => cx.schedule(at.max(cx.now), ROTATION.kind, &subject),
        None => Ok(()),
    }
}

/// Deletes a secret with all that belongs to it.
pub(super) fn delete(cx: &mut Cx<'_>, secret: &Secret) -> Result<()> {
    let place = Place::of(cx);
    let subject = subject(cx, secret);
    cx.cancel(END.kind, &subject)?;
    cx.cancel(ROTATION.kind, &subject)?;
    tags::delete(cx.tx, place, ("secret", &secret.name), None)?;
    secret_versions::delete_of(cx.tx, (place, secret.seq))?;
    Ok(secrets::delete(cx.tx, place, secret.seq)?)
}
