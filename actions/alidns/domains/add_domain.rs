//! `AddDomain` hosts a domain. It has no records yet; those of its servers are implied.

use serde::Serialize;

use super::{
    hosting,
    name_servers::{self, DnsServers},
};
use crate::alidns::{
    faults::{ADDED_BY_OTHERS, BAD_DOMAIN, BAD_PARAMETER, SAME_DOMAIN},
    groups::domain_groups,
    hosted::{NAME, RESOURCES},
    lists::{self, Lang},
};
use crate::{Access, Action, Cx, Fault, Params, Result, text};

pub(in crate::alidns) struct AddDomain {
    name: String,
    group: Option<String>,
    resource_group: Option<String>,
    lang: Lang,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(in crate::alidns) struct Response {
    domain_id: String,
    domain_name: String,
    puny_code: String,
    group_id: String,
    group_name: String,
    dns_servers: DnsServers,
}

impl Action for AddDomain {
    const NAME: &'static str = "AddDomain";
    const DOC: &'static str = "Adds a domain.";
    const ACCESS: Access = Access::Create;
    const RESOURCES: &'static [&'static str] = RESOURCES;
    const FAULTS: &'static [Fault] = &[BAD_DOMAIN, SAME_DOMAIN, ADDED_BY_OTHERS, BAD_PARAMETER];
    type Response = Response;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        let resource_group = text("ResourceGroupId").line(1, 64).doc("The resource group.");
        Ok(Self {
            name: p.required(NAME)?,
            group: p.optional(text("GroupId").doc("The group of domains."))?,
            resource_group: p.optional(resource_group)?,
            lang: lists::lang(p)?,
        })
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Response> {
        let it = hosting::add(cx, &self.name, self.group.as_deref(), self.resource_group)?;
        let group = domain_groups::of(cx.tx, &it.account, &it.group, self.lang)?;
        Ok(Response {
            dns_servers: name_servers::of(&it),
            domain_id: it.id,
            domain_name: it.shown,
            puny_code: it.name,
            group_id: group.id,
            group_name: group.name,
        })
    }
}
