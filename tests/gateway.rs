//! The gateway over a real socket: what every client of the vendor's relies on, whatever it calls.

mod answers;
mod catalog;
mod faults;
mod hints;
mod order;
mod own_gateway;
mod refusals;
mod replay;
mod requests;
mod resources;
mod signed_parts;
