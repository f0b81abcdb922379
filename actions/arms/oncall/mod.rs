//! Escalation policies and on-call schedules, which the cloud's console and here the control API make.
//!
//! Assumed: the names of the actions in policies, which follow those of the actions.

pub(super) mod duty;
pub(super) mod escalation_control;
pub(super) mod rota;
pub(super) mod schedule_control;

// The actions. `UPDATE=1 cargo test registry` keeps the list.
pub(super) mod get_on_call_schedules_detail;
pub(super) mod list_escalation_policies;
pub(super) mod list_on_call_schedules;
