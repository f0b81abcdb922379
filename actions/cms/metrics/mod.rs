//! Metrics: what is reported, what is asked for, and the evaluation of rules.
//!
//! Reports of a series (a metric and its dimensions) are summed up in spans of 15 seconds and kept for 31 days. A
//! report wakes the rules of its metric: one piece of due work for each metric, at the end of the minute, evaluates
//! the rules whose period ends then, and schedules the next evaluation while there are reports that count. A metric
//! that nobody reports costs nothing.

pub(super) mod dimensions;
pub(super) mod evaluation;
pub(super) mod evaluations;
pub(super) mod intervals;
pub(super) mod metric_control;
mod query;
pub(super) mod reports;
pub(super) mod statistics;
pub(super) mod times;

// The actions. `UPDATE=1 cargo test registry` keeps the list.
pub(super) mod delete_custom_metric;
pub(super) mod describe_custom_metric_list;
pub(super) mod describe_metric_data;
pub(super) mod describe_metric_last;
pub(super) mod describe_metric_list;
pub(super) mod describe_metric_top;
pub(super) mod put_custom_metric;
