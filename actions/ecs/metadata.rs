//! What the metadata service says of an instance, for the server that answers in its place.

use base64::{Engine, engine::general_purpose::STANDARD};
use serde_json::json;

use super::{
    ECS,
    groups::joining,
    instances::instance_rows,
    interfaces::holding,
    network,
    tables::resources::{self, INSTANCE},
};
use crate::{Cx, Result, shared::format};

/// An instance, as its metadata service knows it.
#[derive(Clone, Debug, Default)]
pub struct InstanceMetadata {
    /// What is at each path below a version of the tree: `meta-data/region-id`.
    pub items: Vec<(String, String)>,
    /// The name of its RAM role; empty for none.
    pub role: String,
    /// Its user data as it was before it was encoded; empty for none.
    pub user_data: Vec<u8>,
    /// Whether the service answers at all.
    pub is_enabled: bool,
    /// Whether it answers only those who have a token.
    pub needs_token: bool,
}

/// The name servers of the vendor's networks.
const NAME_SERVERS: &str = "100.100.2.136\n100.100.2.138";

/// The mask of a block: `255.255.255.0`.
fn mask(cidr: &str) -> String {
    let bits: u32 = cidr.split_once('/').and_then(|it| it.1.parse().ok()).unwrap_or(24);
    let mask = u32::MAX.checked_shl(32_u32.saturating_sub(bits)).unwrap_or_default();
    core::net::Ipv4Addr::from(mask).to_string()
}

/// The metadata of an instance of the caller's account; none if there is no such instance.
pub fn instance_metadata(cx: &mut Cx<'_>, instance: &str) -> Result<Option<InstanceMetadata>> {
    if !cx.tx.has_part(ECS.id)? {
        return Ok(None);
    }
    let account = cx.account().to_owned();
    let Some(it) = resources::one(cx.tx, &INSTANCE, &account, instance)? else { return Ok(None) };
    let primary = joining::primary(cx, instance)?.unwrap_or_default();
    let address = holding::address(&primary);
    let mac = primary.text("MacAddress").to_owned();
    let vpc = network::vpc(cx, &it.network)?.map(|it| it.cidr).unwrap_or_default();
    let document = json!({
        "owner-account-id": account,
        "instance-id": it.id,
        "mac": mac,
        "region-id": it.region,
        "serial-number": it.text("SerialNumber"),
        "zone-id": it.zone,
        "instance-type": it.text("InstanceType"),
        "image-id": it.text("ImageId"),
        "private-ipv4": address,
    });
    let mut items = vec![("dynamic/instance-identity/document".to_owned(), document.to_string())];
    let mut put = |path: &str, text: &str| {
        if !text.is_empty() {
            items.push((format!("meta-data/{path}"), text.to_owned()));
        }
    };
    let switch = network::vswitch(cx, &it.subnet)?;
    let block = switch.as_ref().map(|it| it.cidr.clone()).unwrap_or_default();
    for (path, text) in [
        ("dns-conf/nameservers", NAME_SERVERS),
        ("hostname", it.text("HostName")),
        ("image-id", it.text("ImageId")),
        ("instance-id", &it.id),
        ("instance/instance-name", &it.name),
        ("instance/instance-type", it.text("InstanceType")),
        ("mac", &mac),
        ("network-type", "vpc"),
        ("owner-account-id", &account),
        ("private-ipv4", &address),
        ("public-ipv4", it.text("PublicIp")),
        ("region-id", &it.region),
        ("serial-number", it.text("SerialNumber")),
        ("source-address", "http://mirrors.cloud.aliyuncs.com"),
        ("vpc-id", &it.network),
        ("vpc-cidr-block", &vpc),
        ("vswitch-id", &it.subnet),
        ("vswitch-cidr-block", &block),
        ("zone-id", &it.zone),
    ] {
        put(path, text);
    }
    if it.int("ReclaimedAt") > 0 {
        put("instance/spot/termination-time", &format::iso(it.int("ReclaimedAt")));
    }
    if let Some(eip) = network::address_of(cx, instance)? {
        put("eipv4", &eip.address);
    }
    for one in instance_rows::interfaces(cx, &it)? {
        let switch = network::vswitch(cx, &one.subnet)?;
        let (block, gateway) =
            switch.map(|it| (it.cidr, it.gateway.to_string())).unwrap_or_default();
        let all = one.texts("Addresses");
        let folder = format!("network/interfaces/macs/{}", one.text("MacAddress"));
        for (name, text) in [
            ("gateway", gateway.as_str()),
            ("ipv6s", &one.texts("Ipv6").join(",")),
            ("netmask", &mask(&block)),
            ("network-interface-id", &one.id),
            ("primary-ip-address", all.first().map_or("", String::as_str)),
            ("private-ipv4s", &format!("[{}]", all.join(","))),
            ("vpc-cidr-block", &vpc),
            ("vpc-id", &one.network),
            ("vswitch-cidr-block", &block),
            ("vswitch-id", &one.subnet),
        ] {
            put(&format!("{folder}/{name}"), text);
        }
    }
    Ok(Some(InstanceMetadata {
        items,
        role: it.text("RamRoleName").to_owned(),
        user_data: STANDARD.decode(it.text("UserData").trim()).unwrap_or_default(),
        is_enabled: it.text("HttpEndpoint") != "disabled",
        needs_token: it.text("HttpTokens") == "required",
    }))
}
