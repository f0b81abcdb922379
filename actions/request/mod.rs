//! Request parameters: decoding, definitions, validation.

pub mod characters;
pub mod page;
pub mod parameters;
pub mod params;
mod rule;
pub mod spec;
pub mod unread;
