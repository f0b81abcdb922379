//! `DescribeDomainInfo` answers a domain; on demand with its lines and TTLs.

use serde::Serialize;

use super::name_servers::{self, DnsServers};
use crate::alidns::{
    editions::{self, Edition, MAX_TTL},
    groups::domain_groups,
    hosted::{self, DOMAIN_FAULTS, NAME, RESOURCES},
    lines::listed_lines::{self, RecordLines},
    lists::{self, Lang},
    names,
};
use crate::{Access, Action, Cx, Fault, Params, Result, flag};

pub(in crate::alidns) struct DescribeDomainInfo {
    domain: String,
    detail: bool,
    lang: Lang,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
#[expect(clippy::struct_excessive_bools, reason = "the fields are the vendor's")]
pub(in crate::alidns) struct Response {
    domain_id: String,
    domain_name: String,
    puny_code: String,
    ali_domain: bool,
    group_id: String,
    group_name: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    remark: String,
    resource_group_id: String,
    version_code: String,
    version_name: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    instance_id: Option<String>,
    create_time: String,
    dns_servers: DnsServers,
    in_black_hole: bool,
    in_clean: bool,
    sub_domain: bool,
    domain_logging_switch_status: &'static str,
    #[serde(flatten)]
    detail: Option<Detail>,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(in crate::alidns) struct Detail {
    min_ttl: i64,
    available_ttls: AvailableTtls,
    record_lines: RecordLines,
    record_line_tree_json: String,
    line_type: &'static str,
    region_lines: bool,
    slave_dns: bool,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(in crate::alidns) struct AvailableTtls {
    available_ttl: Vec<String>,
}

/// The TTLs that consoles offer, in seconds; those of records may be any in the range.
const TTLS: &[i64] = &[1, 5, 10, 60, 120, 600, 1800, 3600, 43_200, MAX_TTL];

impl Action for DescribeDomainInfo {
    const NAME: &'static str = "DescribeDomainInfo";
    const DOC: &'static str = "Queries a domain.";
    const ACCESS: Access = Access::Get;
    const RESOURCES: &'static [&'static str] = RESOURCES;
    const FAULTS: &'static [Fault] = DOMAIN_FAULTS;
    type Response = Response;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        let detail = flag("NeedDetailAttributes").doc("Whether to answer lines and TTLs as well.");
        let domain = p.required(NAME)?;
        Ok(Self { domain, detail: p.default(detail, false)?, lang: lists::lang(p)? })
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Response> {
        let account = cx.account().to_owned();
        let it = hosted::domain(cx.tx, &account, &self.domain)?;
        let group = domain_groups::of(cx.tx, &account, &it.group, self.lang)?;
        let detail = if self.detail {
            let min_ttl = editions::min_ttl(&it);
            let ttls = TTLS.iter().filter(|ttl| **ttl >= min_ttl).map(i64::to_string);
            Some(Detail {
                min_ttl,
                available_ttls: AvailableTtls { available_ttl: ttls.collect() },
                record_lines: listed_lines::of(cx.tx, Some(&it), self.lang)?,
                record_line_tree_json: listed_lines::tree(),
                line_type: "region_province",
                region_lines: false,
                slave_dns: false,
            })
        } else {
            None
        };
        Ok(Response {
            ali_domain: false,
            group_id: group.id,
            group_name: group.name,
            resource_group_id: it.resource_group_id(),
            version_name: Edition::of(&it.edition).name,
            create_time: lists::minutes(it.made),
            dns_servers: name_servers::of(&it),
            in_black_hole: false,
            in_clean: false,
            sub_domain: names::registered(&it.name) != it.name,
            domain_logging_switch_status: "CLOSE",
            detail,
            version_code: it.edition,
            instance_id: it.instance,
            domain_id: it.id,
            domain_name: it.shown,
            puny_code: it.name,
            remark: it.remark,
        })
    }
}
