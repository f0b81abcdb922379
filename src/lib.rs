//! Localyun: the wire, the signatures and the database around [`actions`].

pub mod api;
pub mod explain_command;
pub mod sign;
pub mod sign_command;
