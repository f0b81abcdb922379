//! What an action reads: the decoded parameters, and the definitions that check them.

pub mod characters;
pub mod given;
pub mod page;
pub mod params;
mod rule;
pub mod unread;
