//! `UntagResources` removes tags from roles or custom policies: those of the given keys, or all.

use serde::Serialize;

use super::{
    policy_faults::{NO_POLICY, NO_ROLE},
    tables::tags::{remove, remove_all},
    tag_holder,
    tags::{self, RESOURCE_TYPE},
};
use crate::{
    Access, Action, Cx, Fault, ParameterError, Params, Problem, ResourceReader, Result, flag,
};

pub(super) struct UntagResources {
    entity: String,
    names: Vec<String>,
    keys: Option<Vec<String>>,
    all: bool,
}

#[derive(Serialize)]
pub(super) struct Response {}

impl Action for UntagResources {
    const NAME: &'static str = "UntagResources";
    const DOC: &'static str = "Removes tags from roles or policies.";
    const ACCESS: Access = Access::Update;
    const RESOURCES: &'static [&'static str] = tags::RESOURCES;
    const RESOURCES_OF: Option<ResourceReader> = Some(tags::RESOURCES_OF);
    const FAULTS: &'static [Fault] = &[NO_ROLE, NO_POLICY];
    type Response = Response;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        let entity = p.required(RESOURCE_TYPE)?;
        let names = tags::read_names(p)?;
        let names = p.require("ResourceNames", names)?;
        let all = flag("All").doc("Whether to remove all tags.");
        Ok(Self { entity, names, keys: tags::read_keys(p)?, all: p.default(all, false)? })
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Response> {
        if self.keys.is_none() && !self.all {
            return Err(super::wording(&ParameterError {
                name: "TagKeys",
                problem: Problem::Missing,
            }));
        }
        for name in &self.names {
            let holder = tag_holder::find(cx, &self.entity, name)?;
            let account = &cx.caller.account;
            if self.all {
                remove_all(cx.tx, account, holder)?;
            }
            for key in self.keys.iter().flatten() {
                remove(cx.tx, account, holder, key)?;
            }
        }
        Ok(Response {})
    }
}
