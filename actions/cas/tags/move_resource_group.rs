//! `MoveResourceGroup` moves a certificate, with its order or instance, to another resource group.
//!
//! Assumed: which ids name a certificate.

use serde::Serialize;

use crate::cas::{
    faults::NOT_FOUND,
    tables::Owner,
    tags::{grouped, tag_targets},
};
use crate::{Access, Action, Cx, Fault, Params, Result, text};

pub(in crate::cas) struct MoveResourceGroup {
    group: String,
    resource: String,
}

#[derive(Serialize)]
pub(in crate::cas) struct Response {}

impl Action for MoveResourceGroup {
    const NAME: &'static str = "MoveResourceGroup";
    const DOC: &'static str = "Moves a certificate or an instance to another resource group.";
    const ACCESS: Access = Access::Update;
    const FAULTS: &'static [Fault] = &[NOT_FOUND];
    type Response = Response;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        p.optional(text("RegionId").doc("The region."))?;
        p.required(tag_targets::kind())?;
        let resource = text("ResourceId").doc("The instance id or the id of the certificate.");
        Ok(Self {
            group: p
                .required(text("ResourceGroupId").line(1, 64).doc("The group to move it to."))?,
            resource: p.required(resource)?,
        })
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Response> {
        let owner = Owner::of(cx);
        grouped::move_to(cx.tx, owner, &self.resource, &self.group)?;
        Ok(Response {})
    }
}
