//! The RAM policy language: documents, matching, conditions, and the decision.
//!
//! Pure functions over values. Nothing here reads a table, a clock or a socket: the caller passes
//! the policies ([`Rights`]), the condition keys ([`Context`]) and the [`Request`], and gets a
//! [`Decision`].
//!
//! A [`Document`] is parsed once, when it is saved or first used, into a form that is cheap to
//! evaluate; it is `Send + Sync`, so a principal's [`Rights`] can be cached in an `Arc` until one
//! of its policies or attachments changes.

mod condition;
mod context;
mod decision;
mod document;
mod evaluate;
mod matching;
mod operand;
mod principal;
mod reader;
mod reason;
mod steps;
mod suggest;
pub mod system;

pub use self::{
    condition::{Class, OPERATORS, Operator, Order},
    context::Context,
    decision::{
        Attachment, AuthPrincipal, ControlLevel, Decision, Diagnosis, EffectScope, EntityType,
        Fact, Matched, MatchedPolicy, PolicyKind, PolicyType, Rights, Scope,
    },
    document::{Document, DocumentKind, Effect, Evaluation, MalformedDocument},
    evaluate::{Request, Subject, assume_role, authorize},
    matching::{Arn, Glob, Resource, ResourcePattern},
    operand::Range,
    principal::{PrincipalName, TrustedPrincipal},
    suggest::suggest,
};
