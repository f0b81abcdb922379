//! Localyun: the wire, the signatures and the database around [`actions`].

pub mod api;
pub mod sign;
