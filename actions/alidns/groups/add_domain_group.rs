//! `AddDomainGroup` adds a group of domains.

use serde::Serialize;

use super::domain_groups::NAME;
use crate::alidns::{
    faults::SAME_GROUP,
    hosted::ALL_RESOURCES,
    tables::groups::{self, Group},
};
use crate::{Access, Action, Cx, Fault, Params, Result, shared::ids};

pub(in crate::alidns) struct AddDomainGroup {
    name: String,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(in crate::alidns) struct Response {
    group_id: String,
    group_name: String,
}

impl Action for AddDomainGroup {
    const NAME: &'static str = "AddDomainGroup";
    const DOC: &'static str = "Adds a group of domains.";
    const ACCESS: Access = Access::Create;
    const RESOURCES: &'static [&'static str] = ALL_RESOURCES;
    const FAULTS: &'static [Fault] = &[SAME_GROUP];
    type Response = Response;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        Ok(Self { name: p.required(NAME)? })
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Response> {
        let account = cx.account().to_owned();
        if groups::named(cx.tx, &account, &self.name)?.is_some() {
            return Err(SAME_GROUP.into());
        }
        let it = Group { id: ids::hex(cx.random, 32), name: self.name };
        groups::add(cx.tx, &account, &it)?;
        Ok(Response { group_id: it.id, group_name: it.name })
    }
}
