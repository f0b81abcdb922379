//! The log: what is written of each change, and how it is told.

use core::net::IpAddr;

use crate::alidns::{
    lines::line_codes,
    lists::Lang,
    tables::{
        domains::Domain,
        logs::{self, Entry},
        records::Record,
    },
};
use crate::{ApiError, Cx, Result};

/// What was done, with its names. That of `pause` is published in Chinese; the others follow it.
const DEEDS: &[(&str, &str, &str)] = &[
    ("add", "Add DNS record", "添加解析记录"),
    ("update", "Modify DNS record", "修改解析记录"),
    ("delete", "Delete DNS record", "删除解析记录"),
    ("pause", "Suspend DNS record", "暂停解析记录"),
    ("start", "Enable DNS record", "启用解析记录"),
    ("remark", "Modify remark of DNS record", "修改解析记录备注"),
    ("weight", "Modify weight of DNS record", "修改解析记录权重"),
    ("add_domain", "Add domain name", "添加域名"),
    ("delete_domain", "Delete domain name", "删除域名"),
    ("give_domain", "Transfer domain name", "转移域名"),
    ("retrieve_domain", "Retrieve domain name", "找回域名"),
    ("group", "Change domain group", "更换域名分组"),
    ("instance", "Change instance of domain name", "更换域名实例"),
];

/// The address that a call came from: the one that it names, if that is one, or its own.
fn client(cx: &Cx<'_>, given: Option<String>) -> String {
    let own = || {
        let source = cx.authority.facts.iter().find(|(key, _)| *key == "acs:SourceIp");
        source.map(|(_, value)| value.into_owned())
    };
    given.filter(|it| it.parse::<IpAddr>().is_ok()).or_else(own).unwrap_or_default()
}

/// Writes down what was done to records of a domain.
pub(super) fn of_records(
    cx: &mut Cx<'_>,
    domain: &Domain,
    all: &[Record],
    (deed, client_ip): (&str, Option<String>),
) -> Result<()> {
    let (client, made) = (client(cx, client_ip), cx.now);
    let entry = |it: &Record| {
        let record = (&it.kind, &it.rr, &it.line, &it.value, it.ttl);
        let record = serde_json::to_string(&record).map_err(ApiError::internal)?;
        Ok(Entry {
            account: domain.account.clone(),
            domain: Some(domain.seq),
            name: domain.shown.clone(),
            zone: domain.id.clone(),
            group: domain.group.clone(),
            deed: deed.to_owned(),
            record,
            search: format!("{} {} {}", it.kind, it.rr, it.value),
            client: client.clone(),
            made,
        })
    };
    let entries = all.iter().map(entry).collect::<Result<Vec<_>>>()?;
    Ok(logs::add(cx.tx, &entries)?)
}

/// Writes down what was done to a domain.
pub(super) fn of_domain(cx: &mut Cx<'_>, domain: &Domain, deed: &str) -> Result<()> {
    let entry = Entry {
        account: domain.account.clone(),
        domain: None,
        name: domain.shown.clone(),
        zone: domain.id.clone(),
        group: domain.group.clone(),
        deed: deed.to_owned(),
        record: String::new(),
        search: domain.shown.clone(),
        client: client(cx, None),
        made: cx.now,
    };
    Ok(logs::add(cx.tx, &[entry])?)
}

/// What was done, in a language.
pub(super) fn deed(it: &Entry, lang: Lang) -> String {
    let found = DEEDS.iter().find(|(code, ..)| *code == it.deed);
    found.map(|(_, en, zh)| lang.pick(en, zh)).unwrap_or_default().to_owned()
}

/// What it was done to, in a language: `MX记录 mail 默认 mx.example.com ( TTL: 600)`.
pub(super) fn message(it: &Entry, lang: Lang) -> String {
    let record: Option<(String, String, String, String, i64)> =
        serde_json::from_str(&it.record).ok();
    let Some((kind, rr, line, value, ttl)) = record else { return it.name.clone() };
    let (of, line) = (lang.pick(" record", "记录"), line_codes::name(&line, lang));
    format!("{kind}{of} {rr} {line} {value} ( TTL: {ttl})")
}
