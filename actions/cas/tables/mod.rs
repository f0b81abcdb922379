//! The rows of the product, and every statement that touches them: one file for each kind of thing.
//!
//! Every row belongs to an account at one of two sites: see [`Owner`].

pub(super) mod authorities;
mod certificate_blocks;
pub(super) mod certificate_counts;
pub(super) mod certificate_lists;
pub(super) mod certificate_usage;
pub(super) mod certificates;
pub(super) mod cloud_accesses;
pub(super) mod companies;
pub(super) mod contacts;
pub(super) mod csrs;
pub(super) mod grouped;
pub(super) mod instances;
pub(super) mod jobs;
pub(super) mod kinds;
pub(super) mod orders;
pub(super) mod packages;
pub(super) mod resources;
pub(super) mod served;
pub(super) mod tags;
pub(super) mod warehouses;
pub(super) mod workers;

pub(super) use crate::cas::sites::{CHINA, INTERNATIONAL};

use crate::{
    Cx, SecretColumns,
    cas::sites,
    ports::store::{self, Result, Tx},
    shared::ids,
};

/// The columns that hold secrets.
pub(super) const SECRETS: &[SecretColumns] = &[
    SecretColumns::hidden("cas_authority", &["private"]),
    SecretColumns::hidden("cas_certificate", &["private", "sign_private", "encrypt_private"]),
    SecretColumns::hidden("cas_contact", &["webhooks"]),
    SecretColumns::hidden("cas_csr", &["private"]),
    SecretColumns::hidden("cas_pca_certificate", &["private"]),
];

/// A step, once released, never changes; a new one comes last.
pub(super) const SCHEMA: &[&str] = &[
    contacts::CONTACT_TABLE,
    contacts::LINK_TABLE,
    companies::TABLE,
    certificates::TABLE,
    certificates::BY_SOURCE,
    certificates::BY_GROUP,
    certificates::BY_END,
    certificates::BY_INSTANCE,
    certificates::BY_ORDER,
    certificate_counts::DAY_TABLE,
    csrs::TABLE,
    tags::TABLE,
    tags::BY_NAME,
    warehouses::TABLE,
    warehouses::CERTIFICATE_TABLE,
    warehouses::BY_IDENTIFIER,
    warehouses::BY_WAREHOUSE,
    resources::TABLE,
    resources::BY_PRODUCT,
    resources::BY_CERTIFICATE,
    resources::BY_ID,
    cloud_accesses::TABLE,
    jobs::TABLE,
    jobs::BY_OWNER,
    jobs::CERT_TABLE,
    jobs::BY_CERT,
    workers::TABLE,
    workers::BY_STATUS,
    workers::BY_PRODUCT,
    workers::BY_BOTH,
    workers::TOTAL_TABLE,
    authorities::TABLE,
    authorities::VALIDATION_TABLE,
    packages::TABLE,
    orders::TABLE,
    orders::BY_STATE,
    orders::BY_ID,
    orders::BY_INSTANCE,
    orders::BY_RENEWED,
    instances::TABLE,
    instances::BY_CERTIFICATE,
    MERGE_SEQUENCES,
    contacts::MOVE_LINKS,
    contacts::DROP_LINK_TABLE,
    certificates::BY_ID,
    certificate_blocks::TABLE,
    certificate_blocks::BACKFILL,
];

/// Each site had its own sequence before: the shared one continues after the longer.
const MERGE_SEQUENCES: &str = "INSERT INTO tally (account, kind, held, last)
    SELECT '', kind, MAX(last), MAX(last) FROM tally
    WHERE account IN ('cn-hangzhou', 'ap-southeast-1') GROUP BY kind";

/// The owner of a row: the account, and the site that the call was sent to. Resources of one site
/// are invisible at the other, and ids are unique across both (measured with the same certificate
/// at both).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Owner<'a> {
    pub(super) account: &'a str,
    pub(super) site: &'a str,
}

impl<'a> Owner<'a> {
    /// The caller's account and the site of the call.
    pub(super) fn of(cx: &Cx<'a>) -> Self {
        Self::at(&cx.caller.account, cx.region)
    }

    /// The account and the site of a region.
    pub(super) fn at(account: &'a str, region: &str) -> Self {
        Self { account, site: sites::of_region(region) }
    }

    /// Account and site joined, for [`store::tally`].
    pub(super) fn joined(self) -> String {
        format!("{}@{}", self.account, self.site)
    }

    /// The id of the account's default resource group.
    fn default_group(self) -> String {
        ids::default_resource_group(self.account)
    }

    /// The stored form of a resource group id: empty for the account's default group.
    fn stored_group(self, group: &str) -> &str {
        if group == self.default_group() { "" } else { group }
    }
}

/// The id of the resource group that a row names, see [`Owner::stored_group`].
fn group_id(stored: String, default: &str) -> String {
    if stored.is_empty() { default.to_owned() } else { stored }
}

/// A sequence of ids for one kind of resource, shared by all accounts and sites.
pub(super) struct IdSequence {
    kind: &'static str,
    first: i64,
}

impl IdSequence {
    pub(super) const fn new(kind: &'static str, first: i64) -> Self {
        Self { kind, first }
    }

    /// Adds one to the owner's count and returns a new id.
    pub(super) fn add(&self, tx: &mut dyn Tx, owner: Owner<'_>) -> Result<i64> {
        store::tally_add(tx, &owner.joined(), self.kind)?;
        self.next(tx)
    }

    /// Returns a new id without counting.
    pub(super) fn next(&self, tx: &mut dyn Tx) -> Result<i64> {
        Ok(self.first - 1 + store::tally_add(tx, "", self.kind)?)
    }

    /// Subtracts from the owner's count.
    pub(super) fn sub(&self, tx: &mut dyn Tx, owner: Owner<'_>, gone: u64) -> Result<()> {
        if gone > 0 { store::tally_sub(tx, &owner.joined(), self.kind, gone) } else { Ok(()) }
    }

    /// How many the owner has.
    pub(super) fn count(&self, tx: &mut dyn Tx, owner: Owner<'_>) -> Result<i64> {
        store::tally(tx, &owner.joined(), self.kind)
    }
}
