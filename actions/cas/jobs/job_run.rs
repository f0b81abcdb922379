//! Runs deployment jobs on the server clock.
//!
//! Assumed: the times between the states of a job and of a rollback.

use std::collections::{HashMap, hash_map::Entry};

use crate::cas::{
    certificates::job_lookups::{self, Cert},
    cloud_domains,
    contacts::notices,
    faults::NOT_NOW,
    jobs::job_states::{self, Initiator, TransitionCheck, Workers},
    resources::clouds,
    resources::{matching::Matcher, targets},
    tables::{
        Owner, certificates, cloud_accesses,
        jobs::{self, Job},
        resources::{self, InstalledCertificate, Resource},
        workers::{self, Changes, Worker},
    },
};
use crate::{
    Cx, Result,
    core::deploy_targets::Deployed,
    ports::due::{About, DueWork},
    shared::states::State,
};

/// How long a job is in `scheduling`, and again in `processing`, so that clients can observe it.
const STEP: i64 = 500;
/// How many workers run in one transaction, before other calls get their turn.
const BATCH: i64 = 500;

/// The next step of a job.
pub(in crate::cas) const JOB: DueWork = DueWork {
    kind: "job",
    about: |id| {
        About::new(format!("next step of deployment job {id}"), format!("部署任务 {id} 的下一步"))
    },
    run: advance_job,
};
/// The next step of a worker that runs separately from its job.
pub(in crate::cas) const WORKER: DueWork =
    DueWork { kind: "worker", about: worker_of, run: advance_worker };

/// Changes the state of a job, and of its workers in the same state, as requested by a call.
pub(in crate::cas) fn request_job_status(cx: &mut Cx<'_>, job: &mut Job, to: &str) -> Result<()> {
    match job_states::job(job.status, to, Initiator::Caller) {
        TransitionCheck::Refused => Err(NOT_NOW.into()),
        TransitionCheck::Unchanged => Ok(()),
        TransitionCheck::Allowed => {
            cx.cancel(JOB.kind, &job.id.to_string())?;
            move_job(cx, job, to, Initiator::Caller)
        }
    }
}

/// Changes the state of a job and its workers, and schedules the next step.
fn move_job(cx: &mut Cx<'_>, job: &mut Job, to: &str, by: Initiator) -> Result<()> {
    let (now, owner) = (cx.now, Owner::of(cx));
    // Workers in the same state as the job follow it.
    let transition =
        State::<Workers>::read(job.status.as_str())?.transition(cx, Initiator::Service, to)?;
    workers::move_all(cx.tx, job.id, &transition, now)?;
    job.status.move_to(cx, by, to)?;
    job.changed = now;
    let next = match to {
        "pending" => Some(job.scheduled.map_or(now, |at| at.max(now))),
        "scheduling" => Some(now.saturating_add(STEP)),
        "processing" => {
            job.started = Some(now);
            Some(now.saturating_add(STEP))
        }
        _ => None,
    };
    jobs::put(cx.tx, owner, job)?;
    match next {
        Some(at) => cx.schedule(at, JOB.kind, &job.id.to_string()),
        None => Ok(()),
    }
}

fn advance_job(cx: &mut Cx<'_>, subject: &str) -> Result<()> {
    let owner = Owner::of(cx);
    let Ok(id) = subject.parse() else { return Ok(()) };
    let Some(mut job) = jobs::get(cx.tx, owner, id)? else { return Ok(()) };
    match job.status.as_str() {
        "pending" => move_job(cx, &mut job, "scheduling", Initiator::Service),
        "scheduling" => move_job(cx, &mut job, "processing", Initiator::Service),
        "processing" => run_workers(cx, job),
        _ => Ok(()),
    }
}

/// Runs a batch of workers, and ends the job after the last.
fn run_workers(cx: &mut Cx<'_>, mut job: Job) -> Result<()> {
    let (now, owner) = (cx.now, Owner::of(cx));
    let some = workers::first_in(cx.tx, job.id, "processing", BATCH)?;
    let all = i64::try_from(some.len()).is_ok_and(|len| len < BATCH);
    let (mut deployer, mut changes) = (Deployer::default(), Changes::default());
    let before = job.cost;
    for mut worker in some {
        let done = deployer.deploy(cx, &mut worker)?;
        job.cost += i64::from(done);
        let to = if done { "success" } else { "error" };
        let transition = worker.status.transition(cx, Initiator::Service, to)?;
        workers::move_one(cx.tx, job.id, &mut worker, (&transition, now), &mut changes)?;
    }
    changes.save(cx.tx, job.id)?;
    jobs::add_used(cx.tx, owner, job.cost - before)?;
    if all {
        end(cx, &mut job)
    } else {
        jobs::put(cx.tx, owner, &mut job)?;
        cx.schedule(now, JOB.kind, &job.id.to_string())
    }
}

/// Ends a job, or updates its final state, once none of its workers is in progress: `error` if any
/// worker failed. Notifies its contacts if the state changed.
fn end(cx: &mut Cx<'_>, job: &mut Job) -> Result<()> {
    let (now, owner) = (cx.now, Owner::of(cx));
    let totals = workers::totals(cx.tx, job.id)?;
    let any = |check: fn(&str) -> bool| totals.iter().any(|(status, ..)| check(status));
    if any(job_states::in_progress) {
        jobs::put(cx.tx, owner, job)?;
        return Ok(());
    }
    let to = if any(|status| status == "error") { "error" } else { "success" };
    let changed_state = job.status != to;
    if changed_state {
        job.status.move_to(cx, Initiator::Service, to)?;
    }
    job.ended = Some(now);
    job.changed = now;
    jobs::put(cx.tx, owner, job)?;
    if changed_state { notify_contacts(cx, job, &totals) } else { Ok(()) }
}

/// Notifies the contacts of a job of its result.
fn notify_contacts(cx: &mut Cx<'_>, job: &Job, totals: &[(String, String, i64)]) -> Result<()> {
    let count = |state: &str| -> i64 {
        totals.iter().filter(|(status, ..)| status == state).map(|(.., held)| held).sum()
    };
    let how = if job.status == "success" { "has succeeded" } else { "has failed" };
    let body = format!(
        "The certificate deployment job {} ({}) {how}: {} deployed, {} failed.",
        job.name,
        job.instance,
        count("success"),
        count("error"),
    );
    let subject = format!("Certificate deployment job {} {how}", job.name);
    notices::notify_contacts(cx, &job.contacts, &subject, &body)
}

/// Changes the state of one worker as requested by a call: runs it again or rolls it back.
pub(in crate::cas) fn request_worker_status(
    cx: &mut Cx<'_>,
    job: &mut Job,
    worker: &mut Worker,
    to: &str,
) -> Result<()> {
    let transition = job_states::worker(worker.status, to, Initiator::Caller);
    match transition {
        TransitionCheck::Unchanged => return Ok(()),
        // Workers of a job that has not ended follow the job.
        TransitionCheck::Allowed if job_states::ended(job.status.as_str()) => {}
        TransitionCheck::Allowed | TransitionCheck::Refused => return Err(NOT_NOW.into()),
    }
    put_worker(cx, job.id, worker, (to, Initiator::Caller))?;
    let subject = format!("{}/{}", job.id, worker.id);
    match to {
        "pending" => cx.schedule(cx.now, WORKER.kind, &subject),
        "rollback" => {
            let (now, owner) = (cx.now, Owner::of(cx));
            job.rolled_back = true;
            job.changed = now;
            jobs::put(cx.tx, owner, job)?;
            cx.schedule(now.saturating_add(STEP), WORKER.kind, &subject)
        }
        _ => Ok(()),
    }
}

fn put_worker(
    cx: &mut Cx<'_>,
    job: i64,
    worker: &mut Worker,
    (to, by): (&str, Initiator),
) -> Result<()> {
    let mut changes = Changes::default();
    let transition = worker.status.transition(cx, by, to)?;
    workers::move_one(cx.tx, job, worker, (&transition, cx.now), &mut changes)?;
    changes.save(cx.tx, job)?;
    Ok(())
}

/// What the due work of a worker is.
fn worker_of(subject: &str) -> About {
    let (job, worker) = subject.split_once('/').unwrap_or((subject, ""));
    let en = format!("next step of worker {worker} of deployment job {job}");
    About::new(en, format!("部署任务 {job} 的工作项 {worker} 的下一步"))
}

fn advance_worker(cx: &mut Cx<'_>, subject: &str) -> Result<()> {
    let owner = Owner::of(cx);
    let Some((job, worker)) = subject.split_once('/') else { return Ok(()) };
    let (Ok(job), Ok(worker)) = (job.parse(), worker.parse()) else { return Ok(()) };
    // A worker in progress finishes even if its job is deleted.
    let Some(mut job) = jobs::find(cx.tx, owner, job)? else { return Ok(()) };
    let Some(mut worker) = workers::get(cx.tx, job.id, worker)? else { return Ok(()) };
    match worker.status.as_str() {
        "pending" => schedule_worker(cx, &job, &mut worker, "scheduling"),
        "scheduling" => schedule_worker(cx, &job, &mut worker, "processing"),
        "processing" => {
            let done = Deployer::default().deploy(cx, &mut worker)?;
            let to = if done { "success" } else { "error" };
            put_worker(cx, job.id, &mut worker, (to, Initiator::Service))?;
            job.cost += i64::from(done);
            jobs::add_used(cx.tx, owner, done.into())?;
            end(cx, &mut job)
        }
        "rollback" => {
            let done = roll_back(cx, &mut worker)?;
            let to = if done { "rollback_success" } else { "rollback_error" };
            put_worker(cx, job.id, &mut worker, (to, Initiator::Service))
        }
        _ => Ok(()),
    }
}

fn schedule_worker(cx: &mut Cx<'_>, job: &Job, worker: &mut Worker, to: &str) -> Result<()> {
    put_worker(cx, job.id, worker, (to, Initiator::Service))?;
    cx.schedule(cx.now.saturating_add(STEP), WORKER.kind, &format!("{}/{}", job.id, worker.id))
}

/// Reinstalls the previous certificate of the resource. Returns whether that worked. A worker that
/// has deployed nothing succeeds.
fn roll_back(cx: &mut Cx<'_>, worker: &mut Worker) -> Result<bool> {
    let owner = Owner::of(cx);
    let Some(resource) = resources::get(cx.tx, owner, worker.resource)? else { return Ok(false) };
    if resource.fail.is_some() {
        return Ok(false);
    }
    if worker.installed {
        let of = (&*resource.product, &*resource.domain);
        if targets::has_domain(cx, of.0, of.1)? {
            targets::restore(cx, &resource, worker.previous.cert)?;
            let whose = (owner.account, of.0);
            cloud_domains::install_at_both(cx.tx, whose, (of.1, &worker.previous), cx.now)?;
        } else {
            resources::install(cx.tx, resource.id, &worker.previous, cx.now)?;
        }
        worker.installed = false;
    }
    Ok(true)
}

/// Installs a certificate on a resource. Returns whether it took it: a domain of a product that is emulated must be online.
fn install(
    cx: &mut Cx<'_>,
    resource: &Resource,
    (cert, name): (i64, &str),
    now: &InstalledCertificate,
) -> Result<bool> {
    let owner = Owner::of(cx);
    let of = (&*resource.product, &*resource.domain);
    if !targets::has_domain(cx, of.0, of.1)? {
        resources::install(cx.tx, resource.id, now, cx.now)?;
        return Ok(true);
    }
    let texts = certificates::texts(cx.tx, owner, cert)?.unwrap_or_default();
    let deployed = Deployed { id: cert, name, region: owner.site, pem: &texts.cert };
    let is_taken = targets::deploy(cx, resource, &deployed)?;
    if is_taken {
        cloud_domains::install_at_both(cx.tx, (owner.account, of.0), (of.1, now), cx.now)?;
    }
    Ok(is_taken)
}

/// Deploys certificates to resources, with a cache of certificates.
#[derive(Default)]
struct Deployer {
    certs: HashMap<i64, Option<(Cert, Matcher)>>,
}

impl Deployer {
    fn certificate(&mut self, cx: &mut Cx<'_>, id: i64) -> Result<Option<&(Cert, Matcher)>> {
        let found = match self.certs.entry(id) {
            Entry::Occupied(known) => known.into_mut(),
            Entry::Vacant(place) => place.insert(job_lookups::find(cx, id)?.map(|cert| {
                let matcher = Matcher::of(std::iter::once(cert.domains.as_slice()));
                (cert, matcher)
            })),
        };
        Ok(found.as_ref())
    }

    /// Deploys the worker's certificate and records the previous one. Returns whether it succeeded:
    /// certificate and resource must exist and match, and the resource must accept deployments.
    fn deploy(&mut self, cx: &mut Cx<'_>, worker: &mut Worker) -> Result<bool> {
        let owner = Owner::of(cx);
        let Some(resource) = resources::get(cx.tx, owner, worker.resource)? else {
            return Ok(false);
        };
        let refuses = resource.fail.is_some() || resource.closed;
        let own = resource.cloud == clouds::ALIYUN;
        if refuses
            || (!own && !cloud_accesses::exists(cx.tx, owner, &resource.cloud, resource.access)?)
        {
            return Ok(false);
        }
        let previous = match resource.installed.cert {
            Some(previous) if clouds::keeps_domains(&resource.product) => self
                .certificate(cx, previous)?
                .map(|(cert, _)| cert.domains.clone())
                .unwrap_or_default(),
            _ => Vec::new(),
        };
        let Some((cert, matcher)) = self.certificate(cx, worker.cert)? else { return Ok(false) };
        let fits = |domain: &str| matcher.first(domain).is_some();
        if cert.revoked || !fits(&resource.domain) || !previous.iter().all(|domain| fits(domain)) {
            return Ok(false);
        }
        let now = cert.installed();
        if !install(cx, &resource, (cert.id, &cert.name), &now)? {
            return Ok(false);
        }
        if !worker.installed {
            worker.previous = resource.installed;
            worker.installed = true;
        }
        Ok(true)
    }
}
