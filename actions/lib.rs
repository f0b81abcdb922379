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
mod schema;
pub mod shared;
pub mod x509;

pub mod cas;
pub mod cms;
pub mod ims;
pub mod ram;
pub mod sts;

pub use crate::{
    core::{
        action::{Access, Action, Entry, ResourceReader, in_resource},
        authority::{AllowAll, Authority, Denial, Enforcer},
        context::{Caller, Cx, Principal, Random, Vault},
        effects::{Effects, Event},
        error::{ApiError, Fault, ParameterError, Problem, Result},
        product::{Failure, Link, LinkPage, Product, Style, Success},
    },
    request::{
        characters::{is_email, of_line, of_prose},
        parameters::{Origin, Parameters},
        params::{ParameterDoc, Params, Spec, Tag, TagReader, Wording, flag, int, text},
    },
    schema::{CORE_STEPS, schema},
};

/// What the program asks of the products that keep identities: who holds a key and what is attached
/// to a user or a role, what a security token says, and the keys of OIDC issuers. Only this file says
/// which products these are.
pub use crate::{ram::identity, sts::token::Token};

/// Every product, in the order of the coverage table.
pub static PRODUCTS: &[&Product] = &[&cms::CMS, &ram::RAM, &sts::STS, &ims::IMS, &cas::CAS];
