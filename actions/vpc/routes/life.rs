//! How route entries are created, changed and deleted.

use core::net::Ipv6Addr;

use crate::vpc::{
    cidr::{self, Cidr},
    faults::routes::{
        BAD_DESTINATION, BAD_ENTRY_DESCRIPTION, BAD_ENTRY_NAME, BAD_HOP_COUNT, BAD_HOP_TYPE,
        BOTH_HOPS_GIVEN, DESTINATION_IN_VSWITCH, DESTINATION_OF_CLOUD, ENTRY_BUSY, ENTRY_CONFLICT,
        ID_AND_DESTINATION, MANY_ENTRIES, NO_ENTRY, NO_ENTRY_GIVEN, NO_ENTRY_ID, NO_HOP,
        NO_HOP_GIVEN, NO_TABLE, SAME_DESTINATION, SYSTEM_ENTRY,
    },
    lists,
    routes::{hops, system_routes::ID_LENGTH},
    tables::{
        Settling,
        entries::{self, RouteEntry},
        nats::Nat,
        route_tables::{self, RouteTable},
        switches,
    },
};
use crate::{Cx, Result, shared::zones};

/// The type of a next hop that a call does not name (documented).
const USUAL_HOP_TYPE: &str = "Instance";
/// The route to everywhere.
const DEFAULT_ROUTE: &str = "0.0.0.0/0";

/// A route that is to be created.
#[derive(Clone, Debug, Default)]
pub(in crate::vpc) struct NewEntry {
    pub(in crate::vpc) table: String,
    pub(in crate::vpc) destination: String,
    pub(in crate::vpc) hop: Option<String>,
    pub(in crate::vpc) hop_type: Option<String>,
    /// How many next hops a call lists.
    pub(in crate::vpc) hops: usize,
    pub(in crate::vpc) name: Option<String>,
    pub(in crate::vpc) description: Option<String>,
}

/// A destination as it is stored, and the block that it is, where it is one of IPv4.
pub(in crate::vpc) fn destination(text: &str) -> Option<(String, Option<Cidr>)> {
    if !text.contains(':') {
        let block = Cidr::of_block_or_address(text)?;
        return Some((block.to_string(), Some(block)));
    }
    let (address, mask) = text.split_once('/').unwrap_or((text, "128"));
    let address: Ipv6Addr = address.parse().ok()?;
    let mask: u32 = mask.parse().ok().filter(|mask| *mask <= 128)?;
    let host = if mask == 0 { u128::MAX } else { u128::MAX.checked_shr(mask).unwrap_or(0) };
    (address.to_bits() & host == 0).then(|| (format!("{address}/{mask}"), None))
}

/// The destination of a new route of a table, where it may have it.
fn new_destination(cx: &mut Cx<'_>, table: &RouteTable, text: &str) -> Result<String> {
    let (stored, block) = destination(text).ok_or(BAD_DESTINATION)?;
    if let Some(block) = block.filter(|_| stored != DEFAULT_ROUTE) {
        if block.overlaps(cidr::SERVICE) {
            return Err(DESTINATION_OF_CLOUD.into());
        }
        let vswitches = switches::of_vpc(cx.tx, &table.vpc)?;
        let mut blocks = vswitches.iter().filter_map(|it| Cidr::parse(&it.cidr));
        if blocks.any(|it| it.contains(block)) {
            // A block of a vSwitch, or one in it, is no destination (assumed).
            return Err(DESTINATION_IN_VSWITCH.into());
        }
    }
    Ok(stored)
}

/// Creates a route.
pub(in crate::vpc) fn create(
    cx: &mut Cx<'_>,
    region: Option<&String>,
    it: &NewEntry,
) -> Result<RouteEntry> {
    let table = lists::found(cx, route_tables::of_id, (&it.table, region), NO_TABLE)?;
    lists::check_texts(
        (it.name.as_ref(), BAD_ENTRY_NAME),
        (it.description.as_ref(), BAD_ENTRY_DESCRIPTION),
    )?;
    let destination = new_destination(cx, &table, &it.destination)?;
    let hop = match (&it.hop, it.hops) {
        (None, 0) => return Err(NO_HOP_GIVEN.into()),
        (Some(_), 1..) => return Err(BOTH_HOPS_GIVEN.into()),
        (None, 2..=16) => return Err(NO_HOP.into()),
        (None, _) => return Err(BAD_HOP_COUNT.into()),
        (Some(hop), 0) => hop,
    };
    let present = entries::of_route_table(cx.tx, &table.id)?;
    let custom: Vec<&RouteEntry> = present.iter().filter(|it| !it.is_system).collect();
    if custom.iter().any(|it| it.cidr == destination) {
        return Err(SAME_DESTINATION.into());
    }
    let hop_type = it.hop_type.as_deref().unwrap_or(USUAL_HOP_TYPE);
    hops::check(cx, (&table.vpc, &table.region), (hop_type, hop), BAD_HOP_TYPE)?;
    let settings = lists::settings(cx)?;
    if settings.task_conflict && custom.iter().any(|it| it.is_settling(cx.now)) {
        return Err(ENTRY_CONFLICT.into());
    }
    if i64::try_from(custom.len()).unwrap_or(i64::MAX) >= settings.max_route_entries {
        return Err(MANY_ENTRIES.into());
    }
    let mut entry = new_entry(cx, &table, settings.route_ms);
    entry.cidr = destination;
    hop_type.clone_into(&mut entry.hop_type);
    hop.clone_into(&mut entry.hop);
    entry.name = it.name.clone().unwrap_or_default();
    entry.description = it.description.clone().unwrap_or_default();
    entries::put(cx.tx, &mut entry)?;
    Ok(entry)
}

fn new_entry(cx: &mut Cx<'_>, table: &RouteTable, millis: i64) -> RouteEntry {
    RouteEntry {
        id: zones::id(cx.random, "rte", &table.region, ID_LENGTH),
        account: table.account.clone(),
        region: table.region.clone(),
        vpc: table.vpc.clone(),
        route_table: table.id.clone(),
        changed: cx.now,
        ready: cx.now.saturating_add(millis),
        made: cx.now,
        ..RouteEntry::default()
    }
}

/// Leads everywhere through a new NAT gateway, unless the table leads there already. The route goes with the gateway, and is
/// in the system table alone (assumed).
pub(in crate::vpc) fn add_default(cx: &mut Cx<'_>, table: &str, nat: &Nat) -> Result<()> {
    let Some(table) = route_tables::of_id(cx.tx, table)? else { return Ok(()) };
    let present = entries::of_route_table(cx.tx, &table.id)?;
    if present.iter().any(|it| it.cidr == DEFAULT_ROUTE) {
        return Ok(());
    }
    let millis = lists::settings(cx)?.route_ms;
    let mut entry = RouteEntry {
        cidr: DEFAULT_ROUTE.to_owned(),
        hop_type: "NatGateway".to_owned(),
        hop: nat.id.clone(),
        is_automatic: true,
        ..new_entry(cx, &table, millis)
    };
    Ok(entries::put(cx.tx, &mut entry)?)
}

/// How a call names a route: by its id, or by its table, its destination and, if it says it, its next hop.
#[derive(Clone, Debug, Default)]
pub(in crate::vpc) struct EntryName {
    pub(in crate::vpc) id: Option<String>,
    pub(in crate::vpc) table: Option<String>,
    pub(in crate::vpc) destination: Option<String>,
    pub(in crate::vpc) hop: Option<String>,
}

/// The route that a call names.
pub(in crate::vpc) fn named(
    cx: &mut Cx<'_>,
    region: Option<&String>,
    it: &EntryName,
) -> Result<RouteEntry> {
    match (&it.id, &it.table, &it.destination) {
        (Some(_), Some(_), _) | (Some(_), _, Some(_)) => Err(ID_AND_DESTINATION.into()),
        (Some(id), None, None) => lists::found(cx, entries::of_id, (id, region), NO_ENTRY_ID),
        (None, Some(table), Some(to)) => {
            let table = lists::found(cx, route_tables::of_id, (table, region), NO_TABLE)?;
            let (to, _) = destination(to).ok_or(BAD_DESTINATION)?;
            let present = entries::of_route_table(cx.tx, &table.id)?;
            let is_it =
                |entry: &RouteEntry| entry.cidr == to && lists::is(it.hop.as_ref(), &entry.hop);
            present.into_iter().find(is_it).ok_or_else(|| NO_ENTRY.into())
        }
        (None, ..) => Err(NO_ENTRY_GIVEN.into()),
    }
}

/// Deletes a route.
pub(in crate::vpc) fn delete(
    cx: &mut Cx<'_>,
    region: Option<&String>,
    name: &EntryName,
) -> Result<()> {
    let it = named(cx, region, name)?;
    if it.is_system {
        return Err(SYSTEM_ENTRY.into());
    }
    if it.is_settling(cx.now) {
        return Err(ENTRY_BUSY.into());
    }
    Ok(entries::delete(cx.tx, &it)?)
}
