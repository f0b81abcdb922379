//! Applications and their change orders.
//!
//! Every change of an application is a change order, of which an application has one that runs at most. Its end is
//! due work, and applies what it carries; one that fails or is aborted leaves the application as it was. The control
//! API says how long they take, and whether they fail.

pub(super) mod application_states;
pub(super) mod change_orders;
pub(super) mod configuration;
mod configuration_values;
mod deployment_pace;
mod tags;

// The actions. `UPDATE=1 cargo test registry` keeps the list.
pub(super) mod abort_change_order;
pub(super) mod create_application;
pub(super) mod delete_application;
pub(super) mod deploy_application;
pub(super) mod describe_application_config;
pub(super) mod describe_application_status;
pub(super) mod describe_change_order;
pub(super) mod list_applications;
pub(super) mod list_change_orders;
pub(super) mod list_tag_resources;
pub(super) mod rescale_application;
pub(super) mod restart_application;
pub(super) mod start_application;
pub(super) mod stop_application;
pub(super) mod tag_resources;
pub(super) mod untag_resources;
pub(super) mod update_application_description;
