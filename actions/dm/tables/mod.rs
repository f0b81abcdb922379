//! The rows of the product, and every statement that touches them: one file for each kind of thing.
//!
//! Every row belongs to an account in one of the regions that have a host of their own: see [`Owner`].

pub(super) mod addresses;
pub(super) mod blocks;
pub(super) mod domains;
pub(super) mod kinds;
pub(super) mod mail_statistics;
pub(super) mod mails;
pub(super) mod quotas;
pub(super) mod receivers;
pub(super) mod settings;
pub(super) mod suppressions;
pub(super) mod tags;
pub(super) mod tasks;
pub(super) mod templates;

use crate::{
    Cx, SecretColumns,
    ports::store::{self, Result, Tx},
};

/// The columns that hold secrets.
pub(super) const SECRETS: &[SecretColumns] = &[
    SecretColumns::hidden("dm_address", &["password_digest"]),
    SecretColumns::hidden("dm_domain", &["password_digest"]),
];

/// A step, once released, never changes; a new one comes last.
pub(super) const SCHEMA: &[&str] = &[
    domains::TABLE,
    domains::BY_OWNER,
    addresses::TABLE,
    addresses::BY_OWNER,
    addresses::BY_DOMAIN,
    addresses::BY_NAME,
    receivers::TABLE,
    receivers::BY_OWNER,
    receivers::DETAIL_TABLE,
    tags::TABLE,
    tags::BY_OWNER,
    templates::TABLE,
    templates::BY_OWNER,
    mails::TABLE,
    mails::BY_OWNER,
    mails::BY_ENVELOPE,
    mails::BY_ADDRESS,
    tasks::TABLE,
    tasks::BY_OWNER,
    suppressions::TABLE,
    suppressions::BY_OWNER,
    settings::TABLE,
    blocks::TABLE,
    blocks::BY_OWNER,
];

/// The region of calls that name none with a host of its own.
const FIRST: &str = "cn-hangzhou";
/// The others that have one.
const OTHERS: [&str; 4] = ["ap-southeast-1", "ap-southeast-2", "eu-central-1", "us-east-1"];

/// The owner of a row: the account, and the region whose host was called. What one region has, another does not know.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Owner<'a> {
    pub(super) account: &'a str,
    pub(super) region: &'a str,
}

impl<'a> Owner<'a> {
    /// The caller's account, in the region of the call.
    pub(super) fn of(cx: &Cx<'a>) -> Self {
        Self::at(&cx.caller.account, cx.region)
    }

    /// The account in a region.
    pub(super) fn at(account: &'a str, region: &str) -> Self {
        let found = OTHERS.into_iter().find(|it| *it == region);
        Self { account, region: found.unwrap_or(FIRST) }
    }

    /// Account and region joined, for [`store::tally`].
    fn joined(self) -> String {
        format!("{}@{}", self.account, self.region)
    }
}

/// A sequence of ids for one kind of resource, shared by all accounts and regions.
pub(super) struct IdSequence {
    kind: &'static str,
    first: i64,
}

impl IdSequence {
    const fn new(kind: &'static str, first: i64) -> Self {
        Self { kind, first }
    }

    /// Adds one to the owner's count and returns a new id.
    fn add(&self, tx: &mut dyn Tx, owner: Owner<'_>) -> Result<i64> {
        store::tally_add(tx, &owner.joined(), self.kind)?;
        Ok(self.first - 1 + store::tally_add(tx, "", self.kind)?)
    }

    /// Subtracts from the owner's count.
    fn sub(&self, tx: &mut dyn Tx, owner: Owner<'_>, gone: u64) -> Result<()> {
        if gone > 0 { store::tally_sub(tx, &owner.joined(), self.kind, gone) } else { Ok(()) }
    }

    /// How many the owner has.
    fn count(&self, tx: &mut dyn Tx, owner: Owner<'_>) -> Result<i64> {
        store::tally(tx, &owner.joined(), self.kind)
    }
}
