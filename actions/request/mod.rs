//! What an action reads: the decoded parameters, and the definitions that check them.

pub mod characters;
pub mod page;
pub mod parameters;
pub mod params;
mod rule;
pub mod unread;
