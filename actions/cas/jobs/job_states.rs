//! The states of deployment jobs and workers, and who may change them.

use crate::shared::states::{State, StateMachine};

/// Who changes the state of a job or a worker.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::cas) enum Initiator {
    /// A call.
    Caller,
    /// The service, by time.
    Service,
}

use Initiator::{Caller, Service};

/// The states of jobs. The service changes `pending` to `scheduling` at the job's time, and updates
/// the final state when a worker has run again.
pub(in crate::cas) struct Jobs;

impl StateMachine for Jobs {
    type Cause = Initiator;
    const COLUMN: (&'static str, &'static str) = ("cas_job", "status");
    const STATES: &'static [&'static str] =
        &["editing", "pending", "scheduling", "processing", "success", "error"];
    const START: &'static str = "editing";
    const TRANSITIONS: &'static [(&'static str, Initiator, &'static str)] = &[
        ("editing", Caller, "pending"),
        ("editing", Caller, "scheduling"),
        ("pending", Caller, "scheduling"),
        ("pending", Caller, "editing"),
        ("scheduling", Caller, "editing"),
        ("pending", Service, "scheduling"),
        ("scheduling", Service, "processing"),
        ("processing", Service, "success"),
        ("processing", Service, "error"),
        ("error", Service, "success"),
        ("success", Service, "error"),
    ];
}

/// The states of workers: each deploys one certificate to one resource. A worker follows its job
/// until it reaches a final state.
pub(in crate::cas) struct Workers;

impl StateMachine for Workers {
    type Cause = Initiator;
    const COLUMN: (&'static str, &'static str) = ("cas_worker", "status");
    const STATES: &'static [&'static str] = &[
        "editing",
        "pending",
        "scheduling",
        "processing",
        "success",
        "error",
        "rollback",
        "rollback_success",
        "rollback_error",
    ];
    const START: &'static str = "editing";
    const TRANSITIONS: &'static [(&'static str, Initiator, &'static str)] = &[
        ("editing", Caller, "pending"),
        ("error", Caller, "pending"),
        ("rollback_error", Caller, "pending"),
        ("error", Caller, "editing"),
        ("rollback_error", Caller, "editing"),
        ("success", Caller, "rollback"),
        ("error", Caller, "rollback"),
        ("editing", Service, "pending"),
        ("editing", Service, "scheduling"),
        ("pending", Service, "editing"),
        ("scheduling", Service, "editing"),
        ("pending", Service, "scheduling"),
        ("scheduling", Service, "processing"),
        ("processing", Service, "success"),
        ("processing", Service, "error"),
        ("rollback", Service, "rollback_success"),
        ("rollback", Service, "rollback_error"),
    ];
}

/// The states that a call may request for a job.
pub(in crate::cas) const JOB_TARGETS: &[&str] = &["pending", "scheduling", "editing"];

/// The states that a call may request for a worker.
pub(in crate::cas) const WORKER_TARGETS: &[&str] = &["rollback", "pending", "editing"];

/// The result of a requested state change.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::cas) enum TransitionCheck {
    /// It is already in that state.
    Unchanged,
    /// The change is legal.
    Allowed,
    /// The change is illegal.
    Refused,
}

fn check<M: StateMachine<Cause = Initiator>>(
    state: State<M>,
    to: &str,
    targets: &[&str],
    by: Initiator,
) -> TransitionCheck {
    if by == Caller && targets.contains(&to) && state == to {
        return TransitionCheck::Unchanged;
    }
    if state.may(by, to) { TransitionCheck::Allowed } else { TransitionCheck::Refused }
}

/// Checks a state change of a job.
pub(in crate::cas) fn job(state: State<Jobs>, to: &str, by: Initiator) -> TransitionCheck {
    check(state, to, JOB_TARGETS, by)
}

/// Checks a state change of a worker.
pub(in crate::cas) fn worker(state: State<Workers>, to: &str, by: Initiator) -> TransitionCheck {
    check(state, to, WORKER_TARGETS, by)
}

/// Whether a job has not started, so that its workers may still change.
pub(in crate::cas) fn not_started(job: &str) -> bool {
    matches!(job, "editing" | "pending")
}

/// Whether a worker is in progress.
pub(in crate::cas) fn in_progress(worker: &str) -> bool {
    matches!(worker, "pending" | "scheduling" | "processing")
}

/// Whether a job has ended.
pub(in crate::cas) fn ended(job: &str) -> bool {
    matches!(job, "success" | "error")
}

/// Whether a job may be deleted.
pub(in crate::cas) fn deletable(job: &str) -> bool {
    job == "editing" || ended(job)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// One row for each state, one column for each state to go to: `c` by a call, `s` by the
    /// service, `b` by both, `=` a call that changes nothing, `.` refused to both.
    fn grid<M: StateMachine>(
        step: fn(State<M>, &str, Initiator) -> TransitionCheck,
    ) -> Vec<String> {
        let step = |from: &str, to: &str, by| step(State::read(from).unwrap(), to, by);
        let cell = |from: &&str, to: &&str| match (step(from, to, Caller), step(from, to, Service))
        {
            (TransitionCheck::Unchanged, TransitionCheck::Refused) => '=',
            (TransitionCheck::Allowed, TransitionCheck::Allowed) => 'b',
            (TransitionCheck::Allowed, TransitionCheck::Refused) => 'c',
            (TransitionCheck::Refused, TransitionCheck::Allowed) => 's',
            (TransitionCheck::Refused, TransitionCheck::Refused) => '.',
            odd => panic!("{from} to {to}: {odd:?}"),
        };
        M::STATES.iter().map(|from| M::STATES.iter().map(|to| cell(from, to)).collect()).collect()
    }

    #[test]
    fn every_move_of_a_job() {
        let want = [
            // editing, pending, scheduling, processing, success, error
            "=cc...", // editing
            "c=b...", // pending
            "c.=s..", // scheduling
            "....ss", // processing
            ".....s", // success
            "....s.", // error
        ];
        assert_eq!(grid(job), want);
    }

    #[test]
    fn every_move_of_a_worker() {
        let want = [
            // editing, pending, scheduling, processing, success, error, rollback, its two ends
            "=bs......", // editing
            "s=s......", // pending
            "s..s.....", // scheduling
            "....ss...", // processing
            "......c..", // success
            "cc....c..", // error
            "......=ss", // rollback
            ".........", // rollback_success
            "cc.......", // rollback_error
        ];
        assert_eq!(grid(worker), want);
    }

    #[test]
    fn an_unknown_state_is_not_gone_to() {
        for from in Jobs::STATES {
            assert_eq!(job(State::read(from).unwrap(), "paused", Caller), TransitionCheck::Refused);
        }
    }

    #[test]
    fn a_job_is_before_within_or_after_its_work() {
        let of = |check: fn(&str) -> bool| -> Vec<&str> {
            Jobs::STATES.iter().copied().filter(|state| check(state)).collect()
        };
        assert_eq!(of(not_started), ["editing", "pending"]);
        assert_eq!(of(ended), ["success", "error"]);
        assert_eq!(of(deletable), ["editing", "success", "error"]);
        assert_eq!(of(in_progress), ["pending", "scheduling", "processing"]);
    }
}
