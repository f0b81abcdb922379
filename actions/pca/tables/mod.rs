//! The rows of the product, and every statement that touches them.

pub(super) mod certificates;
pub(super) mod grouped;
pub(super) mod kinds;
pub(super) mod tags;

use crate::{Cx, SecretColumns, cas::sites, shared::ids};

/// The columns that hold secrets.
pub(super) const SECRETS: &[SecretColumns] =
    &[SecretColumns::hidden("pca_certificate", &["private"])];

/// A step, once released, never changes; a new one comes last.
pub(super) const SCHEMA: &[&str] = &[
    certificates::TABLE,
    certificates::BY_IDENTIFIER,
    certificates::BY_PARENT,
    certificates::BY_CUSTOM,
    tags::TABLE,
    tags::BY_NAME,
];

/// The owner of a row: the account, and the site that the call was sent to.
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

    /// Account and site joined, for the count of what the owner has.
    fn joined(self) -> String {
        format!("{}@{}", self.account, self.site)
    }

    /// The group of what names none.
    pub(super) fn default_group(self) -> String {
        ids::default_resource_group(self.account)
    }
}
