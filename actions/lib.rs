//! What the emulated cloud does: one folder per product, one file per action.
//!
//! This crate does no I/O. It has no HTTP, signatures, SQL driver or clock: it receives decoded
//! parameters, an open transaction, a time and a source of random bytes, and returns a value or an
//! [`ApiError`]. The `localyun` crate does the rest and implements the ports declared here
//! ([`ports::store::Tx`], [`Random`]).

pub mod core;
pub mod policy;
pub mod ports;
pub mod request;
mod schema;
pub mod shared;
pub mod x509;

pub mod alidns;
pub mod arms;
pub mod bssopenapi;
pub mod captcha;
pub mod cas;
pub mod cas20180713;
pub mod cas20180813;
pub mod cdn;
pub mod cms;
pub mod dcdn;
pub mod dm;
pub mod dypns;
pub mod dysms;
pub mod dysmsglobe;
pub mod ecs;
pub mod ims;
pub mod kms;
pub mod location;
pub mod pca;
pub mod ram;
pub mod resourcedirectory;
pub mod resourcemanager;
pub mod sae;
pub mod sts;
pub mod vpc;

pub use crate::{
    core::resources::TableTitle,
    core::{
        action::{
            Access, Action, CallerCheck, Denial, Entry, Failure, Fidelity, ResourceReader, Success,
            in_resource,
        },
        authority::{AllowAll, Authority, Enforcer},
        caller::{Caller, Principal},
        context::{Cx, Vault},
        effects::{Effects, Event},
        error::{ApiError, ErrorFields, Fault, ParameterError, Problem, Result, Wording},
        links::{Link, LinkPage},
        product::{Creation, Product, Style},
        secret_columns::{Secrecy, SecretColumns},
    },
    ports::random::Random,
    request::{
        characters::{is_email, of_line, of_prose},
        parameters::{Origin, Parameters},
        params::{Params, Tag, TagReader},
        spec::{ParameterDoc, Spec, flag, int, text},
    },
    schema::{
        CORE_NO_RESOURCES, CORE_STEPS, Column, SchemaPart, Table, schema, secrecy, table, title,
    },
};

/// What the gateway needs from the products that keep identities: the owner of a key, the policies
/// attached to a user or a role, the control policies that bind an account, and the content of a
/// security token. Only this file names these products.
pub use crate::{ram::identity, resourcedirectory::control_levels, sts::token::Token};

/// What the metadata service of an instance needs from them: the sessions of its role, and what is known of the instance.
pub use crate::{
    ecs::metadata::{InstanceMetadata, instance_metadata},
    sts::instance_role,
};

/// What a refusal adds that names an action which is published and not emulated.
pub use crate::ecs::machines::hint as hint_on_unemulated;

/// What the mail server needs from the product whose mail it takes: who may hand over mail, and what becomes of it.
pub use crate::alidns::resolution;
pub use crate::dm::submission;

/// Every product, in the order of the coverage table.
pub static PRODUCTS: &[&Product] = &[
    &cms::CMS,
    &ram::RAM,
    &sts::STS,
    &ims::IMS,
    &cas::CAS,
    &cas20180713::CAS20180713,
    &cas20180813::CAS20180813,
    &pca::PCA,
    &resourcedirectory::RESOURCEDIRECTORY,
    &resourcemanager::RESOURCEMANAGER,
    &arms::ARMS,
    &sae::SAE,
    &location::LOCATION,
    // Before what is in networks, so that seeds make networks first.
    &vpc::VPC,
    &ecs::ECS,
    &bssopenapi::BSSOPENAPI,
    &captcha::CAPTCHA,
    &dm::DM,
    &dysms::DYSMS,
    &dysmsglobe::DYSMSGLOBE,
    &dypns::DYPNS,
    &alidns::ALIDNS,
    &cdn::CDN,
    &dcdn::DCDN,
    &kms::KMS,
];
