//! How network interfaces come to be and go, and the addresses that they have.

use core::net::Ipv4Addr;

use serde_json::{Value, json};

use crate::{
    ApiError, Cx, Result, Tag,
    ecs::{
        network::{self, KnownVSwitch},
        numbered, states,
        tables::{
            members,
            resources::{self, INTERFACE, Resource},
        },
        tagged,
    },
    vpc::addresses::NoAddress,
};

/// What an interface is to have.
pub(in crate::ecs) struct NewInterface<'a> {
    /// Its id; a new one if empty.
    pub(in crate::ecs) id: &'a str,
    pub(in crate::ecs) vswitch: &'a KnownVSwitch,
    pub(in crate::ecs) groups: &'a [String],
    pub(in crate::ecs) name: &'a str,
    pub(in crate::ecs) description: &'a str,
    /// `Primary` or `Secondary`.
    pub(in crate::ecs) kind: &'a str,
    /// Its primary address; one that is free unless given.
    pub(in crate::ecs) address: Option<Ipv4Addr>,
    /// The instance that it is attached to from the beginning, or empty.
    pub(in crate::ecs) instance: &'a str,
    /// Its place among the interfaces of the instance.
    pub(in crate::ecs) index: i64,
    pub(in crate::ecs) goes_with: bool,
    pub(in crate::ecs) queues: i64,
    pub(in crate::ecs) traffic: &'a str,
    pub(in crate::ecs) source_check: bool,
    pub(in crate::ecs) group: String,
    pub(in crate::ecs) tags: &'a [Tag],
}

/// Why there is no address, in the words of a call.
pub(in crate::ecs) type Words = fn(NoAddress, what: &str) -> ApiError;

/// Makes an interface with its primary address.
pub(in crate::ecs) fn make(
    cx: &mut Cx<'_>,
    new: &NewInterface<'_>,
    words: Words,
) -> Result<Resource> {
    let account = cx.account().to_owned();
    let region = new.vswitch.region.clone();
    let id = match new.id {
        "" => numbered::id(cx, "eni", &region),
        id => id.to_owned(),
    };
    let address = match network::take(cx, &new.vswitch.id, new.address, &id)? {
        Ok(address) => address.to_string(),
        Err(none) => {
            let what = new.address.map_or_else(|| new.vswitch.id.clone(), |it| it.to_string());
            return Err(words(none, &what));
        }
    };
    let mut made = Resource {
        id,
        region,
        name: new.name.to_owned(),
        zone: new.vswitch.zone.clone(),
        holder: new.instance.to_owned(),
        network: new.vswitch.vpc.clone(),
        subnet: new.vswitch.id.clone(),
        made: cx.now,
        group: new.group.clone(),
        ..Resource::default()
    };
    let state = if new.instance.is_empty() { "Available" } else { "InUse" };
    state.clone_into(&mut made.state);
    made.set("Type", new.kind);
    made.set("Description", new.description);
    let mac = numbered::mac(cx);
    made.set("MacAddress", mac);
    made.set("Addresses", vec![address]);
    made.set("Ipv6", Vec::<Value>::new());
    made.set("DeviceIndex", new.index);
    made.set("DeleteOnRelease", new.goes_with);
    made.set("QueueNumber", new.queues);
    made.set("Traffic", if new.traffic.is_empty() { "Standard" } else { new.traffic });
    made.set("SourceDestCheck", new.source_check);
    resources::add(cx.tx, &INTERFACE, &account, &mut made)?;
    members::set(cx.tx, &account, &made.id, new.groups)?;
    tagged::put(cx, &INTERFACE, (&made.region, &made.id), new.tags)?;
    Ok(made)
}

/// Deletes an interface, and gives its addresses back.
pub(in crate::ecs) fn remove(cx: &mut Cx<'_>, it: &Resource) -> Result<()> {
    let account = cx.account().to_owned();
    network::give_all_back(cx, it)?;
    network::leave(cx, &it.id)?;
    members::set(cx.tx, &account, &it.id, &[])?;
    tagged::forget(cx, &INTERFACE, &it.id)?;
    Ok(resources::delete(cx.tx, &INTERFACE, &account, it)?)
}

/// Takes more addresses for an interface: these, or so many.
pub(in crate::ecs) fn take_more(
    cx: &mut Cx<'_>,
    it: &mut Resource,
    (wanted, count): (&[String], i64),
    words: Words,
) -> Result<Vec<String>> {
    let mut asked: Vec<Option<Ipv4Addr>> = Vec::new();
    for text in wanted {
        let address = text.parse().map_err(|_| words(NoAddress::Outside, text))?;
        asked.push(Some(address));
    }
    asked.extend((0..count).map(|_| None));
    let mut taken = Vec::with_capacity(asked.len());
    for address in asked {
        match network::take(cx, &it.subnet, address, &it.id)? {
            Ok(address) => taken.push(address.to_string()),
            Err(none) => {
                let what = address.map_or_else(|| it.subnet.clone(), |it| it.to_string());
                return Err(words(none, &what));
            }
        }
    }
    let mut all = it.texts("Addresses");
    all.extend(taken.iter().cloned());
    it.set("Addresses", all);
    Ok(taken)
}

/// The primary address of an interface.
pub(in crate::ecs) fn address(it: &Resource) -> String {
    it.texts("Addresses").into_iter().next().unwrap_or_default()
}

/// The addresses of an interface, as answers show them.
pub(in crate::ecs) fn addresses(it: &Resource) -> Value {
    let all = it.texts("Addresses").into_iter().enumerate();
    let row = |(at, address)| json!({"PrivateIpAddress": address, "Primary": at == 0});
    json!({"PrivateIpSet": all.map(row).collect::<Vec<_>>()})
}

/// The IPv6 addresses of an interface, as answers show them.
pub(in crate::ecs) fn ipv6_addresses(it: &Resource) -> Value {
    let row = |address| json!({"Ipv6Address": address});
    json!({"Ipv6Set": it.texts("Ipv6").into_iter().map(row).collect::<Vec<_>>()})
}

/// Attaches an interface to an instance.
pub(in crate::ecs) fn attach(
    cx: &mut Cx<'_>,
    it: &mut Resource,
    instance: &str,
    index: i64,
) -> Result<()> {
    instance.clone_into(&mut it.holder);
    it.set("DeviceIndex", index);
    it.set("Leaving", "");
    states::begin(cx, it, &["interface.Attaching"], "InUse")
}

/// Detaches an interface from its instance.
pub(in crate::ecs) fn detach(cx: &mut Cx<'_>, it: &mut Resource) -> Result<()> {
    let holder = std::mem::take(&mut it.holder);
    it.set("Leaving", holder);
    states::begin(cx, it, &["interface.Detaching"], "Available")
}
