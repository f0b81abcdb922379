//! Which instances a list is about.

use crate::{
    Result,
    ecs::{
        catalogue,
        given::Given,
        interfaces::holding,
        lists, names, states,
        tables::{
            members,
            resources::{self, INTERFACE, Resource},
        },
        time_filters::{self, MADE},
    },
    ports::store::Tx,
    shared::format::parse_utc_minute,
};

/// The parameters that an instance is compared with by a text of its own.
const TEXTS: [&str; 6] = [
    "InstanceType",
    "ImageId",
    "KeyPairName",
    "InstanceChargeType",
    "InternetChargeType",
    "HpcClusterId",
];

/// All parameters that leave something out.
const ALL: [&str; 19] = [
    "InstanceName",
    "VpcId",
    "VSwitchId",
    "ZoneId",
    "SecurityGroupId",
    "InstanceTypeFamily",
    "Status",
    "InstanceNetworkType",
    "PrivateIpAddresses",
    "PublicIpAddresses",
    "EipAddresses",
    "InnerIpAddresses",
    "Ipv6Address",
    "HttpTokens",
    "HttpEndpoint",
    "LockReason",
    "Filter",
    "IoOptimized",
    "DeviceAvailable",
];

/// The keys of filters that say when an instance expires.
const EXPIRES: [&str; 2] = ["ExpiredStartTime", "ExpiredEndTime"];

/// What instances are compared with: the addresses of a call, decoded.
pub(super) struct Filters<'a> {
    it: &'a Given,
    now: i64,
    /// The times of `Filter.N`.
    times: Vec<(String, i64)>,
    private: Option<Vec<String>>,
    public: Option<Vec<String>>,
    /// The ids of the instances with the elastic addresses that are asked for.
    with_eip: Option<Vec<String>>,
}

impl<'a> Filters<'a> {
    /// Those of a call.
    pub(super) fn of(it: &'a Given, now: i64, with_eip: Option<Vec<String>>) -> Result<Self> {
        let inner = lists::json_list(it, "InnerIpAddresses")?;
        let private = lists::json_list(it, "PrivateIpAddresses")?.or(inner);
        let public = lists::json_list(it, "PublicIpAddresses")?;
        let keys: Vec<&str> = MADE.into_iter().chain(EXPIRES).collect();
        let times = time_filters::read(it, &keys, &[])?;
        Ok(Self { it, now, times, private, public, with_eip })
    }

    /// Whether the call leaves anything out.
    pub(super) fn are_any(&self) -> bool {
        ALL.iter().chain(&TEXTS).any(|name| self.it.has(name))
    }

    /// Whether an instance is one that the call is about.
    pub(super) fn keep(&self, tx: &mut dyn Tx, account: &str, one: &Resource) -> Result<bool> {
        let it = self.it;
        let is = |name: &str, value: &str| it.opt(name).is_none_or(|asked| asked == value);
        let plain = is("VpcId", &one.network)
            && is("VSwitchId", &one.subnet)
            && is("ZoneId", &one.zone)
            && is("Status", states::of(one, self.now))
            && is("InstanceTypeFamily", catalogue::family(one.text("InstanceType")))
            && TEXTS.iter().all(|name| is(name, one.text(name)))
            && is("HttpTokens", one.text("HttpTokens"))
            && is("HttpEndpoint", one.text("HttpEndpoint"))
            && it.opt("InstanceNetworkType").is_none_or(|kind| kind.eq_ignore_ascii_case("vpc"))
            && it.opt("InstanceName").is_none_or(|name| names::is_like(&one.name, name))
            && it.opt_flag("IoOptimized").unwrap_or(true)
            && it.opt_flag("DeviceAvailable").unwrap_or(true)
            && !it.has("LockReason")
            && self
                .public
                .as_ref()
                .is_none_or(|all| all.iter().any(|ip| one.text("PublicIp") == ip))
            && self.with_eip.as_ref().is_none_or(|all| all.contains(&one.id))
            && self.is_in_time(one);
        if !plain {
            return Ok(false);
        }
        let ipv6 = it.list("Ipv6Address");
        if self.private.is_none() && ipv6.is_none() && !it.has("SecurityGroupId") {
            return Ok(true);
        }
        let all = resources::held(tx, &INTERFACE, account, &one.id)?;
        let Some(primary) = all.iter().find(|it| it.text("Type") == "Primary") else {
            return Ok(false);
        };
        if let Some(asked) = &self.private
            && !asked.contains(&holding::address(primary))
        {
            return Ok(false);
        }
        if let Some(asked) = ipv6
            && !primary.texts("Ipv6").iter().any(|ip| asked.contains(ip))
        {
            return Ok(false);
        }
        match it.opt("SecurityGroupId") {
            None => Ok(true),
            Some(group) => {
                Ok(members::groups(tx, account, &primary.id)?.iter().any(|it| it == group))
            }
        }
    }

    fn is_in_time(&self, one: &Resource) -> bool {
        let expires = match one.text("ExpiredTime") {
            "" => "2099-12-31T15:59Z",
            text => text,
        };
        time_filters::keep(&self.times, MADE, one.made)
            && parse_utc_minute(expires)
                .is_none_or(|at| time_filters::keep(&self.times, EXPIRES, at))
    }
}
