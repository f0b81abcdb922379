//! Routes of the control API: editions, locked records, instances, and how the product fares.

use core::net::Ipv4Addr;
use std::collections::BTreeMap;

use serde_json::{Value, json};

use crate::{
    Cx,
    alidns::{
        editions::{self, CODES, Edition},
        lines::line_codes,
        names,
        tables::{
            domains::{self, Domain},
            instances::{self, Instance},
            records, settings,
        },
    },
    core::control::{
        ControlError, ControlRequest, ControlRoute, Operation, OwnerSource, Type, required_text,
    },
    policy::Range,
    shared::{format, ids, text::comma_list},
};

type Result<T> = std::result::Result<T, ControlError>;

const DAY: i64 = 24 * 60 * 60 * 1000;
/// The longest time that may be set: 366 days.
const LONGEST: i64 = 366 * DAY;
/// The most networks that have a line.
const MOST_NETWORKS: usize = 100;

pub(super) const ROUTES: &[ControlRoute] = &[
    ControlRoute::new(
        Operation::post(
            "alidns/domains/{name}",
            "Sets the edition, the shortest TTL or the servers of a domain, and answers it.",
        )
        .owner(OwnerSource::Query)
        .object(
            &[
                (
                    "edition",
                    "mianfei, version_personal, version_enterprise_basic or version_enterprise_advanced",
                ),
                ("min_ttl", "the shortest TTL of records, in seconds; `null`: the edition's"),
                ("name_servers", "two host names, with a comma between them"),
                ("starred", "whether it is marked, as by the console"),
            ],
            &[r#"{"edition": "version_enterprise_basic"}"#, r#"{"min_ttl": 1}"#],
        )
        .types(&[("edition", Type::OneOf(CODES)), ("starred", Type::Boolean)]),
        change_domain,
    ),
    ControlRoute::new(
        Operation::post(
            "alidns/records/{id}",
            "Locks or unlocks a record, as the vendor does, and answers it.",
        )
        .owner(OwnerSource::Query)
        .object(
            &[("locked", "whether calls may not change it")],
            &[r#"{"locked": true}"#],
        )
        .types(&[("locked", Type::Boolean)]),
        change_record,
    ),
    ControlRoute::new(
        Operation::post("alidns/instances", "Makes a paid instance, and answers it.")
            .owner(OwnerSource::Query)
            .object(
                &[
                    ("id", "its id; one is made unless given"),
                    ("edition", "version_personal, version_enterprise_basic or version_enterprise_advanced"),
                    ("domains", "how many domains may be bound to it; default 1"),
                    ("days", "how long it lasts; default 365"),
                ],
                &[r#"{"edition": "version_enterprise_basic"}"#],
            )
            .types(&[
                ("edition", Type::OneOf(CODES)),
                ("domains", Type::Integer(1, 1000)),
                ("days", Type::Integer(1, 3660)),
            ]),
        make_instance,
    ),
    ControlRoute::new(
        Operation::get("alidns/settings", "Answers how DNS of an account fares.")
            .owner(OwnerSource::Query),
        |cx, _| shown_settings(cx),
    ),
    ControlRoute::new(
        Operation::post("alidns/settings", "Sets how DNS of an account fares, and answers it.")
            .owner(OwnerSource::Query)
            .object(
                &[
                    ("batch_ms", "how long a batch task runs, in milliseconds; default 0"),
                    (
                        "name_servers",
                        "the servers of new domains: two host names, with a comma between them; `null`: those of the edition",
                    ),
                    (
                        "empty_rr_is_apex",
                        "whether a record without a sub-domain is the domain's own; default false",
                    ),
                    (
                        "public_suffixes_only",
                        "whether `GetMainDomainName` ignores the domains that are hosted; default false",
                    ),
                    (
                        "group_of_all",
                        "whether the list of groups begins with one of all domains; default false",
                    ),
                    (
                        "propagation_ms",
                        "after how long the name server of the world answers with what was changed in domains of the account, in milliseconds; \
                         default 0",
                    ),
                    (
                        "url_forward_ip",
                        "the IPv4 address that is answered for a name that forwards to a URL; `null`: none",
                    ),
                    (
                        "networks",
                        "the lines of those who ask, up to 100: an object of networks, such as `10.1.0.0/16`, with the code \
                         of a line each; all others have the default line",
                    ),
                ],
                &[r#"{"batch_ms": 5000}"#, r#"{"empty_rr_is_apex": true}"#],
            )
            .types(&[
                ("batch_ms", Type::Integer(0, LONGEST)),
                ("empty_rr_is_apex", Type::Boolean),
                ("public_suffixes_only", Type::Boolean),
                ("group_of_all", Type::Boolean),
                ("propagation_ms", Type::Integer(0, LONGEST)),
            ]),
        set,
    ),
];

fn number(name: &str, value: &Value, least: i64, most: i64) -> Result<i64> {
    let found = value.as_i64().filter(|it| (least..=most).contains(it));
    let why = || ControlError::member(name, format!("it must be a number from {least} to {most}"));
    found.ok_or_else(why)
}

fn flag(name: &str, value: &Value) -> Result<bool> {
    value.as_bool().ok_or_else(|| ControlError::member(name, "it must be true or false"))
}

/// Two host names with a comma between them.
fn servers(name: &str, value: &Value) -> Result<String> {
    let all: Vec<&str> = value.as_str().map(|it| comma_list(it).collect()).unwrap_or_default();
    let is_host = |it: &&str| it.is_ascii() && names::host(it).is_some() && !it.ends_with('.');
    if let [one, other] = all[..]
        && all.iter().all(is_host)
        && !one.eq_ignore_ascii_case(other)
    {
        return Ok(all.join(",").to_lowercase());
    }
    Err(ControlError::member(name, "it must be two host names with a comma between them"))
}

/// The lines of networks.
fn networks(value: &Value) -> Result<BTreeMap<String, String>> {
    let wrong = |why: String| ControlError::member("networks", why);
    let all = value.as_object().filter(|it| it.len() <= MOST_NETWORKS);
    let all = all.ok_or_else(|| wrong(format!("it must be an object of up to {MOST_NETWORKS}")))?;
    let read = |(network, line): (&String, &Value)| {
        if Range::parse(network).is_none() {
            return Err(wrong(format!("{network} is no network")));
        }
        let line = line.as_str().filter(|it| line_codes::line(it).is_some());
        let line = line.ok_or_else(|| wrong(format!("{network} needs the code of a line")))?;
        Ok((network.clone(), line.to_owned()))
    };
    all.iter().map(read).collect()
}

fn shown_domain(it: &Domain) -> Value {
    json!({
        "id": it.id, "name": it.shown, "edition": it.edition, "min_ttl": editions::min_ttl(it),
        "name_servers": it.dns, "starred": it.starred, "instance": it.instance,
    })
}

fn change_domain(cx: &mut Cx<'_>, request: &ControlRequest) -> Result<Value> {
    let account = cx.account().to_owned();
    let name = request.path_value("name");
    let named = names::DomainName::parse(name).map(|it| it.ascii).unwrap_or_default();
    let found = domains::named(cx.tx, &named)?.filter(|it| it.account == account);
    let why = || ControlError::NotFound(format!("the account hosts no domain {name}"));
    let mut it = found.ok_or_else(why)?;
    for (name, value) in request.members() {
        match &*name {
            "edition" => {
                let code = value.as_str().filter(|it| CODES.contains(it));
                let why = || ControlError::member("edition", "it must be the code of an edition");
                editions::change(&mut it, Edition::of(code.ok_or_else(why)?));
            }
            "min_ttl" if value.is_null() => it.min_ttl = None,
            "min_ttl" => it.min_ttl = Some(number("min_ttl", &value, 1, editions::MAX_TTL)?),
            "starred" => it.starred = flag("starred", &value)?,
            _ => it.dns = servers("name_servers", &value)?,
        }
    }
    domains::put(cx.tx, &mut it)?;
    Ok(shown_domain(&it))
}

fn change_record(cx: &mut Cx<'_>, request: &ControlRequest) -> Result<Value> {
    let account = cx.account().to_owned();
    let id = request.path_value("id");
    let why = || ControlError::NotFound(format!("the account has no record {id}"));
    let mut it = records::record(cx.tx, id)?.ok_or_else(why)?;
    let domain = domains::numbered(cx.tx, it.domain)?.filter(|it| it.account == account);
    let domain = domain.ok_or_else(why)?;
    if let Some(locked) = request.members().get("locked") {
        it.locked = flag("locked", locked)?;
        records::put(cx.tx, &domain, &mut it)?;
    }
    Ok(json!({
        "id": it.id, "domain": domain.shown, "rr": it.rr, "type": it.kind, "value": it.value,
        "locked": it.locked,
    }))
}

fn make_instance(cx: &mut Cx<'_>, request: &ControlRequest) -> Result<Value> {
    let account = cx.account().to_owned();
    let members = request.members();
    let edition = Edition::of(required_text(&members, "edition")?);
    if !edition.is_paid() {
        return Err(ControlError::member("edition", "it must be the code of a paid edition"));
    }
    let or = |name: &str, least: i64, most: i64, usual: i64| {
        members.get(name).map_or(Ok(usual), |it| number(name, it, least, most))
    };
    let (domains, days) = (or("domains", 1, 1000, 1)?, or("days", 1, 3660, 365)?);
    let id = match members.get("id") {
        Some(id) => {
            let letters = |b: u8| b.is_ascii_alphanumeric() || b == b'-';
            let id =
                id.as_str().filter(|it| (1..=64).contains(&it.len()) && it.bytes().all(letters));
            let why =
                || ControlError::member("id", "it must be up to 64 letters, digits and hyphens");
            id.ok_or_else(why)?.to_owned()
        }
        None => format!("dns-cn-{}", ids::lower(cx.random, 11)),
    };
    if instances::instance(cx.tx, &account, &id)?.is_some() {
        return Err(ControlError::Wrong(format!("an instance has the id {id}")));
    }
    let it = Instance {
        id,
        edition: edition.code.to_owned(),
        domains,
        made: cx.now,
        ends: cx.now.saturating_add(days * DAY),
    };
    instances::add(cx.tx, &account, &it)?;
    Ok(json!({
        "id": it.id, "edition": it.edition, "domains": it.domains, "ends": format::iso(it.ends),
    }))
}

fn shown_settings(cx: &mut Cx<'_>) -> Result<Value> {
    let account = cx.account().to_owned();
    let it = settings::read(cx.tx, &account)?;
    Ok(json!({
        "batch_ms": it.batch_ms, "propagation_ms": it.propagation_ms, "name_servers": it.dns,
        "empty_rr_is_apex": it.empty_rr_is_apex, "public_suffixes_only": it.public_suffixes_only,
        "group_of_all": it.group_of_all, "url_forward_ip": it.url_forward_ip, "networks": it.networks,
    }))
}

fn set(cx: &mut Cx<'_>, request: &ControlRequest) -> Result<Value> {
    let account = cx.account().to_owned();
    let mut it = settings::read(cx.tx, &account)?;
    for (name, value) in request.members() {
        match &*name {
            "batch_ms" => it.batch_ms = number("batch_ms", &value, 0, LONGEST)?,
            "name_servers" if value.is_null() => it.dns = None,
            "name_servers" => it.dns = Some(servers("name_servers", &value)?),
            "empty_rr_is_apex" => it.empty_rr_is_apex = flag(&name, &value)?,
            "public_suffixes_only" => it.public_suffixes_only = flag(&name, &value)?,
            "propagation_ms" => it.propagation_ms = number(&name, &value, 0, LONGEST)?,
            "url_forward_ip" if value.is_null() => it.url_forward_ip = None,
            "url_forward_ip" => {
                let address = value.as_str().and_then(|it| it.parse::<Ipv4Addr>().ok());
                let why = || ControlError::member(&name, "it must be an IPv4 address");
                it.url_forward_ip = Some(address.ok_or_else(why)?.to_string());
            }
            "networks" => it.networks = networks(&value)?,
            _ => it.group_of_all = flag(&name, &value)?,
        }
    }
    settings::put(cx.tx, &account, &it)?;
    shown_settings(cx)
}
