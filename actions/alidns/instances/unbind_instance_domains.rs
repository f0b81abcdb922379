//! `UnbindInstanceDomains` unbinds domains from an instance, so that they have the free edition.

use serde::Serialize;

use super::bound::{self, ID, MOST, NAMES};
use crate::alidns::{
    faults::{BAD_PARAMETER, NO_INSTANCE},
    hosted::{self, ALL_RESOURCES},
};
use crate::{Access, Action, Cx, Fault, Params, Result, shared::text::comma_list};

pub(in crate::alidns) struct UnbindInstanceDomains {
    id: String,
    names: String,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(in crate::alidns) struct Response {
    success_count: i64,
    failed_count: i64,
}

impl Action for UnbindInstanceDomains {
    const NAME: &'static str = "UnbindInstanceDomains";
    const DOC: &'static str = "Unbinds domains from an instance.";
    const ACCESS: Access = Access::Update;
    const RESOURCES: &'static [&'static str] = ALL_RESOURCES;
    const FAULTS: &'static [Fault] = &[NO_INSTANCE, BAD_PARAMETER];
    type Response = Response;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        Ok(Self { id: p.required(ID)?, names: p.required(NAMES)? })
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Response> {
        let account = cx.account().to_owned();
        let instance = bound::instance(cx, &self.id)?;
        let names: Vec<&str> = comma_list(&self.names).collect();
        if names.len() > MOST {
            return Err(BAD_PARAMETER.with("DomainNames"));
        }
        let (mut success_count, mut failed_count) = (0, 0);
        for name in names {
            let found = hosted::domain(cx.tx, &account, name).ok();
            match found.filter(|it| it.instance.as_ref() == Some(&instance.id)) {
                Some(mut domain) => {
                    bound::unbind(cx, &mut domain)?;
                    success_count += 1;
                }
                None => failed_count += 1,
            }
        }
        Ok(Response { success_count, failed_count })
    }
}
