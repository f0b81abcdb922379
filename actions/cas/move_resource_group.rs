//! `MoveResourceGroup` puts a certificate into another resource group.

use serde::Serialize;

use super::{
    faults::NOT_FOUND,
    tables::{Owner, certificates},
    tagged,
};
use crate::{Access, Action, Cx, Fault, Params, Result, text};

pub(super) struct MoveResourceGroup {
    group: String,
    resource: String,
}

#[derive(Serialize)]
pub(super) struct Response {}

impl Action for MoveResourceGroup {
    const NAME: &'static str = "MoveResourceGroup";
    const DOC: &'static str = "Moves a certificate to another resource group.";
    const ACCESS: Access = Access::Update;
    const FAULTS: &'static [Fault] = &[NOT_FOUND];
    type Response = Response;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        p.optional(text("RegionId").doc("The region."))?;
        p.required(tagged::kind())?;
        let resource = text("ResourceId").doc("The instance id or the id of the certificate.");
        Ok(Self {
            group: p.required(text("ResourceGroupId").doc("The group to move it to."))?,
            resource: p.required(resource)?,
        })
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Response> {
        let owner = Owner::of(cx);
        let found = tagged::certificate(cx.tx, owner, &self.resource)?.ok_or(NOT_FOUND)?;
        certificates::move_group(cx.tx, owner, found.id, &self.group)?;
        Ok(Response {})
    }
}
