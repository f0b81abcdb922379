//! Resources that resource groups hold: what a product declares of each kind, so that they are
//! listed and moved in one place, and policies know which group a call is about (`group_of_call.rs`).
//!
//! Assumed: which call is about which resource group.

use crate::{Result, ports::store::Tx};

/// A kind of resource that is in resource groups. Every resource of it is in exactly one group of its
/// account.
#[derive(Clone, Copy, Debug)]
pub struct ResourceKind {
    /// The code of the service: `ecs`.
    pub service: &'static str,
    /// The type within the service: `instance`.
    pub resource_type: &'static str,
    /// The parameters that name the resources which the product's actions are about, by their ids,
    /// alone (`InstanceId`) or in a list (`InstanceId.1`); not those that name resources which something
    /// else is to use.
    pub named_by: &'static [&'static str],
    /// The product's actions that create such resources, in the account's default group unless their
    /// parameter `ResourceGroupId` names another.
    pub created_by: &'static [&'static str],
    /// The RAM action that lists such resources.
    pub list_action: &'static str,
    /// The RAM action that moves one to another group.
    pub move_action: &'static str,
    /// How many an account has.
    pub count: fn(&mut dyn Tx, &GroupSelection<'_>) -> Result<i64>,
    /// A page of them, in an order that stays the same.
    pub page: PageOf,
    /// The id of the group that holds a resource; none if there is no such resource.
    pub group_of: fn(&mut dyn Tx, ResourceName<'_>) -> Result<Option<String>>,
    /// Moves a resource to the group of this id, or answers the product's error.
    pub move_to: fn(&mut dyn Tx, ResourceName<'_>, &str) -> Result<()>,
}

/// Reads a page of the resources that are selected: so many after the first so many, `(skip, size)`.
pub type PageOf = fn(&mut dyn Tx, &GroupSelection<'_>, (i64, i64)) -> Result<Vec<GroupedResource>>;

/// The name of a resource.
#[derive(Clone, Copy, Debug)]
pub struct ResourceName<'a> {
    /// The account that owns it.
    pub account: &'a str,
    /// The region that it is in, or that the call was sent to.
    pub region: &'a str,
    /// Its id.
    pub id: &'a str,
}

/// Which resources of an account are listed.
#[derive(Clone, Copy, Debug)]
pub struct GroupSelection<'a> {
    /// The account.
    pub account: &'a str,
    /// Only those in this region.
    pub region: Option<&'a str>,
    /// Only those in the group of this id.
    pub group: Option<&'a str>,
    /// Only the one of this id.
    pub id: Option<&'a str>,
}

/// A resource and the group that holds it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GroupedResource {
    /// Its id.
    pub id: String,
    /// The region that it is in.
    pub region: String,
    /// The id of its group.
    pub group: String,
    /// When it was created, in milliseconds on the world's clock.
    pub created: i64,
}
