//! `BindInstanceDomains` binds domains to an instance, so that they have its edition.

use serde::Serialize;

use super::bound::{self, ID, MOST, NAMES};
use crate::alidns::{
    faults::{BAD_PARAMETER, NO_INSTANCE},
    hosted::ALL_RESOURCES,
};
use crate::{Access, Action, Cx, Fault, Params, Result, shared::text::comma_list};

pub(in crate::alidns) struct BindInstanceDomains {
    id: String,
    names: String,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(in crate::alidns) struct Response {
    success_count: i64,
    failed_count: i64,
}

impl Action for BindInstanceDomains {
    const NAME: &'static str = "BindInstanceDomains";
    const DOC: &'static str = "Binds domains to an instance.";
    const ACCESS: Access = Access::Update;
    const RESOURCES: &'static [&'static str] = ALL_RESOURCES;
    const FAULTS: &'static [Fault] = &[NO_INSTANCE, BAD_PARAMETER];
    type Response = Response;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        Ok(Self { id: p.required(ID)?, names: p.required(NAMES)? })
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Response> {
        let instance = bound::instance(cx, &self.id)?;
        let names: Vec<&str> = comma_list(&self.names).collect();
        if names.len() > MOST {
            return Err(BAD_PARAMETER.with("DomainNames"));
        }
        let (mut success_count, mut failed_count) = (0, 0);
        for name in names {
            let is_bound = bound::bind(cx, &instance, name)?;
            *(if is_bound { &mut success_count } else { &mut failed_count }) += 1;
        }
        Ok(Response { success_count, failed_count })
    }
}
