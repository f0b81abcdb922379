//! How elastic IP addresses are allocated, changed and released.

use core::net::Ipv4Addr;

use sha2::{Digest, Sha256};

use crate::vpc::{
    cidr::Cidr,
    faults::{
        NO_GROUP, PROTECTED,
        eips::{
            ADDRESS_TAKEN, BAD_BANDWIDTH, BAD_CHARGE, BAD_EIP_DESCRIPTION, BAD_EIP_NAME, EIP_BUSY,
            MANY_EIPS, NO_ADDRESS_LEFT, NO_SUCH_ADDRESS, PREPAID,
        },
    },
    groups_of_resources, lists,
    tables::{
        eips::{self, Eip},
        settings::Settings,
        tags,
    },
    tags::tag_sets::{self, SetTag},
};
use crate::{Cx, Result, shared::zones};

/// The type of addresses that are tagged.
pub(in crate::vpc) const TAGGED: &str = "EIP";
/// How traffic is paid (documented).
pub(in crate::vpc) const CHARGES: &[&str] = &["PayByBandwidth", "PayByTraffic"];
/// How many letters and digits the ids have.
const ID_LENGTH: usize = 21;
/// How many addresses are tried before it is said that there is none left.
const TRIES: u64 = 1 << 16;

/// An address that is to be allocated.
#[derive(Clone, Debug, Default)]
pub(in crate::vpc) struct NewEip {
    /// Its id; a new one unless given.
    pub(in crate::vpc) id: Option<String>,
    pub(in crate::vpc) region: String,
    pub(in crate::vpc) bandwidth: Option<String>,
    pub(in crate::vpc) internet_charge: Option<String>,
    pub(in crate::vpc) charge: String,
    pub(in crate::vpc) isp: String,
    pub(in crate::vpc) netmode: String,
    pub(in crate::vpc) zone: String,
    pub(in crate::vpc) name: Option<String>,
    pub(in crate::vpc) description: Option<String>,
    pub(in crate::vpc) resource_group: Option<String>,
    pub(in crate::vpc) security: Vec<String>,
    pub(in crate::vpc) address: Option<String>,
    pub(in crate::vpc) tags: Vec<SetTag>,
}

/// The bandwidth of an address, if it may have it as it is paid.
pub(in crate::vpc) fn bandwidth(text: &str, internet_charge: &str) -> Option<i64> {
    let most = if internet_charge == "PayByTraffic" { 200 } else { 500 };
    text.parse().ok().filter(|it| (1..=most).contains(it))
}

/// The address of the pool with this number; the pool is gone through from its beginning again.
fn of_pool(pool: Cidr, number: u64) -> Ipv4Addr {
    let size = u64::from(pool.last() - pool.first()) + 1;
    let offset = u32::try_from(number % size).unwrap_or_default();
    Ipv4Addr::from(pool.first() + offset)
}

/// A free address of the pool. Which it is follows from how many the account has had, so it is another one each time.
fn free_address(cx: &mut Cx<'_>, settings: &Settings, wanted: Option<&String>) -> Result<String> {
    let pool = Cidr::parse(&settings.eip_pool).ok_or(NO_ADDRESS_LEFT)?;
    if let Some(wanted) = wanted {
        let address = wanted.parse::<Ipv4Addr>().ok().filter(|it| pool.has(*it));
        let address = address.ok_or(NO_SUCH_ADDRESS)?.to_string();
        return match eips::of_address(cx.tx, &address)? {
            Some(_) => Err(ADDRESS_TAKEN.into()),
            None => Ok(address),
        };
    }
    let account = cx.account().to_owned();
    let last = eips::everywhere(cx.tx, &account)?.last().map_or(0, |it| it.seq);
    let digest = Sha256::digest(format!("{account}:{last}"));
    let start = digest.iter().take(4).fold(0, |number, byte| (number << 8) | u64::from(*byte));
    let size = u64::from(pool.last() - pool.first()) + 1;
    for step in 0..size.min(TRIES) {
        let address = of_pool(pool, start + step).to_string();
        if eips::of_address(cx.tx, &address)?.is_none() {
            return Ok(address);
        }
    }
    Err(NO_ADDRESS_LEFT.into())
}

/// Allocates an address.
pub(in crate::vpc) fn allocate(cx: &mut Cx<'_>, it: NewEip) -> Result<Eip> {
    let account = cx.account().to_owned();
    let settings = lists::settings(cx)?;
    lists::check_texts(
        (it.name.as_ref(), BAD_EIP_NAME),
        (it.description.as_ref(), BAD_EIP_DESCRIPTION),
    )?;
    let internet_charge = it.internet_charge.unwrap_or_else(|| CHARGES[0].to_owned());
    if !CHARGES.contains(&internet_charge.as_str()) {
        return Err(BAD_CHARGE.into());
    }
    let given = it.bandwidth.as_deref().unwrap_or("5");
    let bandwidth = bandwidth(given, &internet_charge).ok_or(BAD_BANDWIDTH)?;
    let tags = tag_sets::of_new(&it.tags)?;
    let resource_group = groups_of_resources::stored(cx, it.resource_group.as_ref(), NO_GROUP)?;
    let held = eips::everywhere(cx.tx, &account)?.len();
    if i64::try_from(held).unwrap_or(i64::MAX) >= settings.max_eips {
        return Err(MANY_EIPS.into());
    }
    let mut eip = Eip {
        address: free_address(cx, &settings, it.address.as_ref())?,
        id: it.id.unwrap_or_else(|| zones::id(cx.random, "eip", &it.region, ID_LENGTH)),
        account,
        region: it.region,
        name: it.name.unwrap_or_default(),
        description: it.description.unwrap_or_default(),
        bandwidth,
        internet_charge,
        charge: it.charge,
        isp: it.isp,
        netmode: it.netmode,
        zone: it.zone,
        security: it.security.join(","),
        resource_group,
        made: cx.now,
        ready: cx.now,
        ..Eip::default()
    };
    eips::put(cx.tx, &mut eip)?;
    tag_sets::put_all(cx, (&eip.region, TAGGED), &eip.id, &tags)?;
    Ok(eip)
}

/// Releases an address that nothing is associated with.
pub(in crate::vpc) fn release(cx: &mut Cx<'_>, it: &Eip) -> Result<()> {
    if !it.owner.is_empty() {
        return Err(EIP_BUSY.into());
    }
    if it.charge == "PrePaid" {
        return Err(PREPAID.into());
    }
    if it.protected {
        return Err(PROTECTED.into());
    }
    tags::delete(cx.tx, &it.id, None)?;
    Ok(eips::delete(cx.tx, it)?)
}
