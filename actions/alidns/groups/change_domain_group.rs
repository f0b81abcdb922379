//! `ChangeDomainGroup` puts a domain into another group: the default one if it names none (documented).

use serde::Serialize;

use super::domain_groups::{self, ID};
use crate::alidns::{
    faults::{BAD_DOMAIN, BAD_PARAMETER, NO_DOMAIN, OTHERS_DOMAIN},
    hosted::{self, NAME, RESOURCES},
    lists::{self, Lang},
    tables::domains,
    written,
};
use crate::{Access, Action, Cx, Fault, Params, Result};

pub(in crate::alidns) struct ChangeDomainGroup {
    domain: String,
    group: Option<String>,
    lang: Lang,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(in crate::alidns) struct Response {
    group_id: String,
    group_name: String,
}

impl Action for ChangeDomainGroup {
    const NAME: &'static str = "ChangeDomainGroup";
    const DOC: &'static str = "Moves a domain to another group.";
    const ACCESS: Access = Access::Update;
    const RESOURCES: &'static [&'static str] = RESOURCES;
    const FAULTS: &'static [Fault] = &[BAD_DOMAIN, NO_DOMAIN, OTHERS_DOMAIN, BAD_PARAMETER];
    type Response = Response;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        let (domain, group) = (p.required(NAME)?, p.optional(ID)?);
        Ok(Self { domain, group, lang: lists::lang(p)? })
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Response> {
        let account = cx.account().to_owned();
        let mut domain = hosted::domain(cx.tx, &account, &self.domain)?;
        domain.group = domain_groups::stored(cx.tx, &account, self.group.as_deref())?;
        domains::put(cx.tx, &mut domain)?;
        written::of_domain(cx, &domain, "group")?;
        let group = domain_groups::of(cx.tx, &account, &domain.group, self.lang)?;
        Ok(Response { group_id: group.id, group_name: group.name })
    }
}
