//! Resources that resource groups hold: what a product declares of each kind, so that they are
//! listed and moved in one place, and policies know which group a call is about.

use crate::{Access, Caller, Entry, Parameters, Product, Result, ports::store::Tx};

/// A kind of resource that is in resource groups. Every resource of it is in exactly one group of its
/// account.
#[derive(Clone, Copy, Debug)]
pub struct ResourceKind {
    /// The code of the service: `ecs`.
    pub service: &'static str,
    /// The type within the service: `instance`.
    pub resource_type: &'static str,
    /// The parameters of the product's actions whose values are ids of such resources: `InstanceId`.
    /// A value may be several ids with commas between them, or one element of a list (`InstanceId.1`).
    pub named_by: &'static [&'static str],
    /// The RAM action that lists such resources.
    pub list_action: &'static str,
    /// The RAM action that moves one to another group.
    pub move_action: &'static str,
    /// How many an account has.
    pub count: fn(&mut dyn Tx, &GroupSelection<'_>) -> Result<i64>,
    /// So many of them after the first so many: `(skip, size)`, in an order that stays the same.
    pub page: fn(&mut dyn Tx, &GroupSelection<'_>, (i64, i64)) -> Result<Vec<GroupedResource>>,
    /// The id of the group that holds a resource; none if there is no such resource.
    pub group_of: fn(&mut dyn Tx, ResourceName<'_>) -> Result<Option<String>>,
    /// Moves a resource to the group of this id, or answers the product's error.
    pub move_to: fn(&mut dyn Tx, ResourceName<'_>, &str) -> Result<()>,
}

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

/// How many resources a call may name so that their group is looked up.
const MAX_NAMED: usize = 100;

/// The resource group that a call is about: the one that holds every resource that the call names.
/// An action that creates or lists, and names no resource, is about the group in its parameter
/// `ResourceGroupId`. None where no single group is known, so that only policies for the whole
/// account decide.
pub fn group_of_call(
    tx: &mut dyn Tx,
    (product, entry): (&Product, &Entry),
    (caller, region): (&Caller, &str),
    parameters: &Parameters,
) -> Result<Option<String>> {
    let mut names: Vec<&str> = product.grouped.iter().flat_map(|it| it.named_by).copied().collect();
    if names.is_empty() {
        return Ok(None);
    }
    names.sort_unstable();
    names.dedup();
    let named: Vec<(&str, &str)> = names
        .into_iter()
        .flat_map(|name| ids(parameters, name).map(move |id| (name, id)))
        .take(MAX_NAMED + 1)
        .collect();
    if named.is_empty() {
        let asks = matches!(entry.access, Access::Create | Access::List);
        let group = parameters.non_empty("ResourceGroupId").filter(|_| asks);
        return Ok(group.map(str::to_owned));
    }
    if named.len() > MAX_NAMED {
        return Ok(None);
    }
    let mut common = None;
    for (name, id) in named {
        let resource = ResourceName { account: &caller.account, region, id };
        let mut held_by = None;
        for kind in product.grouped.iter().filter(|it| it.named_by.contains(&name)) {
            held_by = (kind.group_of)(tx, resource)?;
            if held_by.is_some() {
                break;
            }
        }
        if held_by.is_none() || common.as_ref().is_some_and(|it| *it != held_by) {
            return Ok(None);
        }
        common = Some(held_by);
    }
    Ok(common.flatten())
}

/// The ids in the parameter `name`, alone, with commas, or as a list.
fn ids<'a>(parameters: &'a Parameters, name: &'a str) -> impl Iterator<Item = &'a str> {
    let alone = parameters.non_empty(name);
    let listed = parameters.iter().filter_map(move |it| {
        let number = it.name.strip_prefix(name)?.strip_prefix('.')?;
        number.bytes().all(|byte| byte.is_ascii_digit()).then_some(it.value)
    });
    alone.into_iter().chain(listed).flat_map(|it| it.split(',')).filter(|it| !it.is_empty())
}
