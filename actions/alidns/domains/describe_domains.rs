//! `DescribeDomains` lists domains, the newest first.

use serde::Serialize;

use super::name_servers::{self, DnsServers};
use crate::alidns::{
    editions::Edition,
    faults::BAD_PARAMETER,
    groups::domain_groups,
    hosted::ALL_RESOURCES,
    lists::{self, Lang},
    names::DomainName,
    tables::{
        domains::{self, Domain, Wanted},
        instances, tags,
    },
};
use crate::{
    Access, Action, Cx, Fault, Params, Result, flag,
    request::page::Page,
    shared::{filters::pattern, ids},
    text,
};

pub(in crate::alidns) struct DescribeDomains {
    keyword: Option<String>,
    mode: String,
    group: Option<String>,
    resource_group: Option<String>,
    starred: Option<bool>,
    lang: Lang,
    page: Page,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(in crate::alidns) struct Response {
    total_count: i64,
    page_number: i64,
    page_size: i64,
    domains: Domains,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(in crate::alidns) struct Domains {
    domain: Vec<Row>,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(in crate::alidns) struct Row {
    domain_id: String,
    domain_name: String,
    puny_code: String,
    ali_domain: bool,
    group_id: String,
    group_name: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    remark: String,
    record_count: i64,
    create_time: String,
    create_timestamp: i64,
    resource_group_id: String,
    starmark: bool,
    version_code: String,
    version_name: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    instance_id: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    instance_end_time: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    instance_expired: Option<bool>,
    domain_logging_switch_status: &'static str,
    dns_servers: DnsServers,
    tags: Tags,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(in crate::alidns) struct Tags {
    tag: Vec<Tag>,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(in crate::alidns) struct Tag {
    key: String,
    value: String,
}

impl Action for DescribeDomains {
    const NAME: &'static str = "DescribeDomains";
    const DOC: &'static str = "Queries domains.";
    const ACCESS: Access = Access::List;
    const RESOURCES: &'static [&'static str] = ALL_RESOURCES;
    const FAULTS: &'static [Fault] = &[BAD_PARAMETER];
    type Response = Response;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        let mode = text("SearchMode").one_of(&["LIKE", "EXACT"]);
        Ok(Self {
            keyword: p.optional(text("KeyWord").doc("Part of a name, or a whole one."))?,
            mode: p.default(mode.doc("Whether the keyword is a part or the whole."), "LIKE")?,
            group: p.optional(text("GroupId").doc("Only those of this group of domains."))?,
            resource_group: p
                .optional(text("ResourceGroupId").doc("Only those of this resource group."))?,
            starred: p.optional(flag("Starmark").doc("Only those that are marked, or not."))?,
            lang: lists::lang(p)?,
            page: lists::page(p, 20, 100)?,
        })
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Response> {
        let account = cx.account().to_owned();
        let mut wanted = Wanted { starred: self.starred, ..Wanted::default() };
        match self.keyword {
            Some(word) if self.mode == "EXACT" => {
                let name = DomainName::parse(&word).map(|it| it.ascii);
                wanted.name = Some(name.unwrap_or(word));
            }
            word => wanted.like = word.as_deref().map(pattern),
        }
        wanted.group =
            self.group.map(|it| if it == domain_groups::DEFAULT { String::new() } else { it });
        let default = ids::default_resource_group(&account);
        wanted.resource_group =
            self.resource_group.map(|it| if it == default { String::new() } else { it });
        let (found, total_count) = domains::list(cx.tx, &account, &wanted, self.page)?;
        let mut domain = Vec::new();
        for it in found {
            domain.push(row(cx, it, self.lang)?);
        }
        Ok(Response {
            total_count,
            page_number: self.page.number,
            page_size: self.page.size,
            domains: Domains { domain },
        })
    }
}

fn row(cx: &mut Cx<'_>, it: Domain, lang: Lang) -> Result<Row> {
    let group = domain_groups::of(cx.tx, &it.account, &it.group, lang)?;
    let instance = match &it.instance {
        Some(id) => instances::instance(cx.tx, &it.account, id)?,
        None => None,
    };
    let tag = tags::of(cx.tx, it.seq)?;
    let tag = tag.into_iter().map(|it| Tag { key: it.key, value: it.value }).collect();
    Ok(Row {
        ali_domain: false,
        group_id: group.id,
        group_name: group.name,
        record_count: domains::record_count(cx.tx, &it, None)?,
        create_time: lists::minutes(it.made),
        create_timestamp: it.made,
        resource_group_id: it.resource_group_id(),
        starmark: it.starred,
        version_name: Edition::of(&it.edition).name,
        instance_end_time: instance.as_ref().map(|it| lists::minutes(it.ends)),
        instance_expired: instance.map(|it| it.ends <= cx.now),
        domain_logging_switch_status: "CLOSE",
        dns_servers: name_servers::of(&it),
        tags: Tags { tag },
        version_code: it.edition,
        instance_id: it.instance,
        domain_id: it.id,
        domain_name: it.shown,
        puny_code: it.name,
        remark: it.remark,
    })
}
