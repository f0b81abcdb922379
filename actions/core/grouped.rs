//! Resources that resource groups hold: what a product declares of each kind, so that they are
//! listed and moved in one place, and policies know which group a call is about.
//!
//! Assumed: which call is about which resource group.

use crate::{Access, Caller, Entry, Parameters, Product, Result, ports::store::Tx, shared::ids};

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

/// How many resources a call may name so that their group is looked up.
const MAX_NAMED: usize = 100;

/// The parameter that names a group to list, or to create in.
const GROUP: &str = "ResourceGroupId";

/// The resource group that a call is about: the one that holds every resource that the call names.
/// An action that creates or lists, and names no resource, is about the group in its parameter
/// `ResourceGroupId`. None where no single group is known, so that only policies for the whole
/// account decide.
///
/// Parameters that the action does not have name nothing, since it does not look at them.
pub fn group_of_call(
    tx: &mut dyn Tx,
    (product, entry): (&Product, &Entry),
    (caller, region): (&Caller, &str),
    parameters: &Parameters,
) -> Result<Option<String>> {
    if product.grouped.is_empty() {
        return Ok(None);
    }
    let reads = GroupParameters::of(product, entry);
    let mut named: Vec<(&str, &str)> = Vec::new();
    for &(name, listed) in &reads.names {
        named.extend(ids(parameters, name, listed).map(|id| (name, id)).take(MAX_NAMED + 1));
    }
    let group = parameters.non_empty(GROUP).filter(|_| reads.group);
    if named.is_empty() {
        let asks = matches!(entry.access, Access::Create | Access::List);
        let creates = product.grouped.iter().any(|it| it.created_by.contains(&entry.name));
        let default = || creates.then(|| ids::default_resource_group(&caller.account));
        return Ok(group.filter(|_| asks).map(str::to_owned).or_else(default));
    }
    if named.len() > MAX_NAMED {
        return Ok(None);
    }
    let mut common: Option<String> = None;
    for (name, id) in named {
        let resource = ResourceName { account: &caller.account, region, id };
        let mut found = false;
        // One id may be that of several resources, such as an instance and its certificate.
        for kind in product.grouped.iter().filter(|it| it.named_by.contains(&name)) {
            let Some(held_by) = (kind.group_of)(tx, resource)? else { continue };
            if common.as_ref().is_some_and(|it| *it != held_by) {
                return Ok(None);
            }
            (common, found) = (Some(held_by), true);
        }
        if !found {
            return Ok(None);
        }
    }
    Ok(common)
}

/// The parameters of an action that say which group a call is about.
#[derive(Default)]
struct GroupParameters {
    /// Those that name resources, and whether each is a list.
    names: Vec<(&'static str, bool)>,
    /// Whether it has the parameter `ResourceGroupId`.
    group: bool,
}

impl GroupParameters {
    /// Those of an action, as it describes its parameters.
    fn of(product: &Product, entry: &Entry) -> Self {
        let mut it = Self::default();
        for parameter in entry.described(product) {
            let (name, listed) = match parameter.name.strip_suffix(".N") {
                Some(name) => (name, true),
                None => (parameter.name.as_str(), false),
            };
            let mut kinds = product.grouped.iter().flat_map(|kind| kind.named_by).copied();
            if name == GROUP {
                it.group = true;
            } else if let Some(name) = kinds.find(|it| *it == name) {
                it.names.push((name, listed));
            }
        }
        it
    }
}

/// The ids in the parameter `name`, or in the list of this name.
fn ids<'a>(
    parameters: &'a Parameters,
    name: &'a str,
    listed: bool,
) -> impl Iterator<Item = &'a str> {
    let alone = parameters.non_empty(name).filter(|_| !listed);
    let elements = parameters.iter().filter(move |_| listed).filter_map(move |it| {
        let number = it.name.strip_prefix(name)?.strip_prefix('.')?;
        number.bytes().all(|byte| byte.is_ascii_digit()).then_some(it.value)
    });
    alone.into_iter().chain(elements).filter(|it| !it.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        Principal,
        cas::CAS,
        ports::store::{self, Row, Value},
    };

    /// A database that nobody asks.
    struct Unasked;

    impl Tx for Unasked {
        fn execute(&mut self, _: &'static str, _: &[Value<'_>]) -> store::Result<u64> {
            unreachable!()
        }
        fn query(
            &mut self,
            _: &'static str,
            _: &[Value<'_>],
            _: &mut dyn FnMut(&Row<'_>) -> store::Result<()>,
        ) -> store::Result<()> {
            unreachable!()
        }
    }

    const fn kind(named_by: &'static [&'static str], group_of: GroupOf) -> ResourceKind {
        ResourceKind {
            service: "made",
            resource_type: "thing",
            named_by,
            created_by: &["UploadUserCertificate"],
            list_action: "made:List",
            move_action: "made:Move",
            count: |_, _| Ok(0),
            page: |_, _, _| Ok(Vec::new()),
            group_of,
            move_to: |_, _, _| Ok(()),
        }
    }

    type GroupOf = fn(&mut dyn Tx, ResourceName<'_>) -> Result<Option<String>>;

    static KINDS: &[ResourceKind] = &[
        kind(&["InstanceId", "ResourceId"], |_, name| {
            Ok(["a", "b", "d"].contains(&name.id).then(|| "rg-1".to_owned()))
        }),
        kind(&["ResourceId"], |_, name| {
            Ok(["b", "c"]
                .contains(&name.id)
                .then(|| if name.id == "b" { "rg-1".to_owned() } else { "rg-2".to_owned() }))
        }),
        kind(&["ResourceId"], |_, name| Ok((name.id == "d").then(|| "rg-2".to_owned()))),
    ];

    #[test]
    fn a_call_is_about_the_one_group_of_all_that_it_names() {
        let product = Product::new("made", "Made", "2026-01-01").grouped(KINDS);
        let account = "1000000000000001";
        let caller = Caller {
            account: account.to_owned(),
            principal: Principal::Root,
            access_key: String::new(),
        };
        let group = |action: &str, parameters: &[(&str, &str)]| {
            let parameters: Parameters = parameters.iter().copied().collect();
            let call = (&product, CAS.find(action).unwrap());
            group_of_call(&mut Unasked, call, (&caller, "cn-hangzhou"), &parameters).unwrap()
        };
        let (get, tags) = ("GetInstanceDetail", "ListTagResources");
        let (one, two) = (Some("rg-1".to_owned()), Some("rg-2".to_owned()));
        assert_eq!(group(get, &[("InstanceId", "a")]), one);
        assert_eq!(group(tags, &[("ResourceId.1", "a"), ("ResourceId.12", "b")]), one);
        assert_eq!(group(tags, &[("ResourceId.1", "c")]), two);
        // Two groups, two of one id in two groups, something that is not there, or nothing.
        assert_eq!(group(tags, &[("ResourceId.1", "a"), ("ResourceId.2", "c")]), None);
        assert_eq!(group(tags, &[("ResourceId.1", "d")]), None);
        assert_eq!(group(get, &[("InstanceId", "c")]), None);
        assert_eq!(group(get, &[]), None);
        // What the action does not look at names nothing.
        assert_eq!(group("ListContact", &[("InstanceId", "a")]), None);
        assert_eq!(group("ListContact", &[("ResourceGroupId", "rg-1")]), None);
        assert_eq!(group("CreateContact", &[("ResourceGroupId", "rg-1")]), None);
        assert_eq!(group(tags, &[("ResourceId", "a"), ("ResourceIdx", "a")]), None);
        assert_eq!(group(get, &[("InstanceId.1", "a")]), None);
        // What is named counts before the group that a list is limited to, or that it is moved to.
        let (list, create) = ("ListCertificates", "UploadUserCertificate");
        let both = [("InstanceId", "a"), ("ResourceGroupId", "rg-3")];
        assert_eq!(group(list, &both), one);
        assert_eq!(group(list, &both[1..]), Some("rg-3".to_owned()));
        assert_eq!(group("UpdateInstance", &both), one);
        assert_eq!(group("UpdateInstance", &both[1..]), None);
        assert_eq!(group(list, &[]), None);
        assert_eq!(group(create, &both[1..]), Some("rg-3".to_owned()));
        assert_eq!(group(create, &[]), Some(ids::default_resource_group(account)));
        // No more are looked up than a call may name.
        let names: Vec<String> = (1..=MAX_NAMED + 1).map(|n| format!("ResourceId.{n}")).collect();
        let many: Vec<(&str, &str)> = names.iter().map(|name| (name.as_str(), "a")).collect();
        assert_eq!(group(tags, &many[..MAX_NAMED]), one);
        assert_eq!(group(tags, &many), None);
    }
}
