//! Parts shared by several products.

pub mod access_key;
pub mod accounts;
pub mod filters;
pub mod format;
pub mod html;
pub mod ids;
pub mod notify;
pub mod phones;
pub mod regions;
pub mod robots;
pub mod seed_forms;
pub mod states;
pub mod text;
pub mod time_of_day;
pub mod urls;
pub mod verification;
pub mod zones;
