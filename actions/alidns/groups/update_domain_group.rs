//! `UpdateDomainGroup` gives a group another name.

use serde::Serialize;

use super::domain_groups::{self, ID, NAME};
use crate::alidns::{
    faults::{BAD_PARAMETER, SAME_GROUP},
    hosted::ALL_RESOURCES,
    tables::groups,
};
use crate::{Access, Action, Cx, Fault, Params, Result};

pub(in crate::alidns) struct UpdateDomainGroup {
    id: String,
    name: String,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(in crate::alidns) struct Response {
    group_id: String,
    group_name: String,
}

impl Action for UpdateDomainGroup {
    const NAME: &'static str = "UpdateDomainGroup";
    const DOC: &'static str = "Renames a group of domains.";
    const ACCESS: Access = Access::Update;
    const RESOURCES: &'static [&'static str] = ALL_RESOURCES;
    const FAULTS: &'static [Fault] = &[BAD_PARAMETER, SAME_GROUP];
    type Response = Response;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        Ok(Self { id: p.required(ID)?, name: p.required(NAME)? })
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Response> {
        let account = cx.account().to_owned();
        let mut it = domain_groups::own(cx.tx, &account, &self.id)?;
        if groups::named(cx.tx, &account, &self.name)?.is_some_and(|found| found.id != it.id) {
            return Err(SAME_GROUP.into());
        }
        it.name = self.name;
        groups::rename(cx.tx, &account, &it)?;
        Ok(Response { group_id: it.id, group_name: it.name })
    }
}
