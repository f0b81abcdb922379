//! Which resource group a call is about, and each resource that it uses, so that policies that are attached for a group decide on it.

use crate::{
    Access, Caller, Entry, PRODUCTS, Parameters, Product, Result,
    core::grouped::{ResourceKind, ResourceName},
    ports::store::Tx,
    shared::ids,
};

/// How many resources a call may name so that their group is looked up.
const MAX_NAMED: usize = 100;

/// The parameter that names a group to list, or to create in.
const GROUP: &str = "ResourceGroupId";

/// The resource group that a resource is in, by its ARN; none if it is not there, or of a kind that groups do not hold.
pub fn group_of_resource(tx: &mut dyn Tx, account: &str, resource: &str) -> Result<Option<String>> {
    let mut parts = resource.splitn(5, ':').skip(1);
    let (service, region) = (parts.next(), parts.next().unwrap_or_default());
    let Some((kind, id)) = parts.nth(1).and_then(|it| it.split_once('/')) else { return Ok(None) };
    for product in PRODUCTS {
        let is_of = |of: &&ResourceKind| service == Some(of.service) && of.resource_type == kind;
        let Some(of) = product.grouped.iter().find(is_of).filter(|_| id != "*") else { continue };
        if tx.has_part(product.id)?
            && let Some(group) = (of.group_of)(tx, ResourceName { account, region, id })?
        {
            return Ok(Some(group));
        }
    }
    Ok(None)
}

/// The resource group that a call is about: that in which an action creates something, by its parameter
/// `ResourceGroupId` or by default; else the one that holds every resource that the call names. An
/// action that lists, and names no resource, is about the group in its parameter
/// `ResourceGroupId`. None where no single group is known, so that only policies for the whole
/// account decide.
///
/// What else a call uses is asked about in [its own group](group_of_resource).
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
    let group = parameters.non_empty(GROUP).filter(|_| reads.group).map(str::to_owned);
    if product.grouped.iter().any(|it| it.created_by.contains(&entry.name)) {
        return Ok(group.or_else(|| Some(ids::default_resource_group(&caller.account))));
    }
    let mut named: Vec<(&str, &str)> = Vec::new();
    for &(name, listed) in &reads.names {
        named.extend(ids(parameters, name, listed).map(|id| (name, id)).take(MAX_NAMED + 1));
    }
    if named.is_empty() {
        let asks = matches!(entry.access, Access::Create | Access::List);
        return Ok(group.filter(|_| asks));
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
        core::grouped::ResourceKind,
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
        // What is created is in a group of its own, whatever it is made of.
        assert_eq!(group(create, &both), Some("rg-3".to_owned()));
        assert_eq!(group(create, &both[1..]), Some("rg-3".to_owned()));
        assert_eq!(group(create, &[]), Some(ids::default_resource_group(account)));
        // No more are looked up than a call may name.
        let names: Vec<String> = (1..=MAX_NAMED + 1).map(|n| format!("ResourceId.{n}")).collect();
        let many: Vec<(&str, &str)> = names.iter().map(|name| (name.as_str(), "a")).collect();
        assert_eq!(group(tags, &many[..MAX_NAMED]), one);
        assert_eq!(group(tags, &many), None);
    }
}
