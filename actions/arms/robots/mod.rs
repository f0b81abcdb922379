//! Chat bots.

pub(super) mod daily_statistics;
pub(super) mod robot_rules;

// The actions. `UPDATE=1 cargo test registry` keeps the list.
pub(super) mod create_or_update_im_robot;
pub(super) mod delete_im_robot;
pub(super) mod describe_im_robots;
