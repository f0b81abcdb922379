//! What the emulated cloud does: one folder per product, one file per action.
//!
//! This crate does no I/O. It knows neither HTTP, nor a signature, nor a SQL
//! driver, nor a clock: it is handed decoded parameters, an open transaction, a
//! time and a source of random bytes, and it answers a value or an [`ApiError`].
//! The `localyun` crate does the rest and implements the ports declared here
//! ([`ports::store::Tx`], [`Random`]).

pub mod core;
pub mod policy;
pub mod ports;
pub mod request;
pub mod schema;
pub mod shared;
pub mod x509;

pub mod cas;
pub mod cms;
pub mod ims;
pub mod ram;
pub mod sts;

pub use crate::{
    core::{
        action::{
            Access, Action, Entry, Link, Opened, Product, Style, nothing_own, nothing_resolved,
            sorted,
        },
        authority::{Anything, Authority, Denial, Judge},
        context::{Caller, Cx, Keeper, Principal, Random},
        error::{ApiError, Bad, Fault, Problem, Result},
    },
    request::{
        characters::{is_email, of_line, of_prose},
        given::{Given, Origin},
        params::{Described, Params, Spec, Tag, TagReader, Wording, flag, int, text},
    },
};

/// Every product, in the order of the coverage table.
pub static PRODUCTS: &[&Product] = &[&cms::CMS, &ram::RAM, &sts::STS, &ims::IMS, &cas::CAS];
