//! The states of deployment jobs and of their workers, and who may move them where.

/// The states of a job.
#[cfg(test)]
const JOB: &[&str] = &["editing", "pending", "scheduling", "processing", "success", "error"];

/// The states of a worker, which deploys one certificate onto one resource.
#[cfg(test)]
const WORKER: &[&str] = &[
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

/// Who moves a job or a worker.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::cas) enum By {
    /// A call.
    Caller,
    /// The service, as time passes.
    Service,
}

use By::{Caller, Service};

/// A move: from, to, and by whom.
type Move = (&'static str, &'static str, By);

/// The moves of a job. The service goes from `pending` to `scheduling` at the job's time, and
/// ends it anew, in either way, when one of its workers has been executed again.
const JOB_MOVES: &[Move] = &[
    ("editing", "pending", Caller),
    ("editing", "scheduling", Caller),
    ("pending", "scheduling", Caller),
    ("pending", "editing", Caller),
    ("scheduling", "editing", Caller),
    ("pending", "scheduling", Service),
    ("scheduling", "processing", Service),
    ("processing", "success", Service),
    ("processing", "error", Service),
    ("error", "success", Service),
    ("success", "error", Service),
];

/// The moves of a worker. It follows its job until it has an end of its own.
const WORKER_MOVES: &[Move] = &[
    ("editing", "pending", Caller),
    ("error", "pending", Caller),
    ("rollback_error", "pending", Caller),
    ("error", "editing", Caller),
    ("rollback_error", "editing", Caller),
    ("success", "rollback", Caller),
    ("error", "rollback", Caller),
    ("editing", "pending", Service),
    ("editing", "scheduling", Service),
    ("pending", "editing", Service),
    ("scheduling", "editing", Service),
    ("pending", "scheduling", Service),
    ("scheduling", "processing", Service),
    ("processing", "success", Service),
    ("processing", "error", Service),
    ("rollback", "rollback_success", Service),
    ("rollback", "rollback_error", Service),
];

/// What a call may ask of a job.
pub(in crate::cas) const JOB_WANTS: &[&str] = &["pending", "scheduling", "editing"];

/// What a call may ask of a worker.
pub(in crate::cas) const WORKER_WANTS: &[&str] = &["rollback", "pending", "editing"];

/// What comes of a wish for another state.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::cas) enum Step {
    /// It is in that state.
    Stay,
    /// It may go there.
    Go,
    /// It may not.
    Refuse,
}

fn step(moves: &[Move], wants: &[&str], from: &str, to: &str, by: By) -> Step {
    if by == Caller && wants.contains(&to) && from == to {
        return Step::Stay;
    }
    let found = moves.iter().any(|(a, b, who)| *a == from && *b == to && *who == by);
    if found { Step::Go } else { Step::Refuse }
}

/// Whether a job may go from one state to another.
pub(in crate::cas) fn job(from: &str, to: &str, by: By) -> Step {
    step(JOB_MOVES, JOB_WANTS, from, to, by)
}

/// Whether a worker may go from one state to another.
pub(in crate::cas) fn worker(from: &str, to: &str, by: By) -> Step {
    step(WORKER_MOVES, WORKER_WANTS, from, to, by)
}

/// Whether nothing of a job has been carried out yet, so that its workers may still change.
pub(in crate::cas) fn not_begun(job: &str) -> bool {
    matches!(job, "editing" | "pending")
}

/// Whether a worker is on its way to an end.
pub(in crate::cas) fn at_work(worker: &str) -> bool {
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
    fn grid(states: &[&str], step: fn(&str, &str, By) -> Step) -> Vec<String> {
        let cell = |from: &&str, to: &&str| match (step(from, to, Caller), step(from, to, Service))
        {
            (Step::Stay, Step::Refuse) => '=',
            (Step::Go, Step::Go) => 'b',
            (Step::Go, Step::Refuse) => 'c',
            (Step::Refuse, Step::Go) => 's',
            (Step::Refuse, Step::Refuse) => '.',
            odd => panic!("{from} to {to}: {odd:?}"),
        };
        states.iter().map(|from| states.iter().map(|to| cell(from, to)).collect()).collect()
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
        assert_eq!(grid(JOB, job), want);
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
        assert_eq!(grid(WORKER, worker), want);
    }

    #[test]
    fn an_unknown_state_goes_nowhere() {
        for to in JOB {
            assert_eq!(job("paused", to, Caller), Step::Refuse);
            assert_eq!(job(to, "paused", Caller), Step::Refuse);
        }
        assert_eq!(job("paused", "paused", Caller), Step::Refuse);
    }

    #[test]
    fn a_job_is_before_within_or_after_its_work() {
        let of = |check: fn(&str) -> bool| -> Vec<&str> {
            JOB.iter().copied().filter(|state| check(state)).collect()
        };
        assert_eq!(of(not_begun), ["editing", "pending"]);
        assert_eq!(of(ended), ["success", "error"]);
        assert_eq!(of(deletable), ["editing", "success", "error"]);
        assert_eq!(of(at_work), ["pending", "scheduling", "processing"]);
    }
}
