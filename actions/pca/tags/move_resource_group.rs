//! `MoveResourceGroup` moves an authority or a certificate to another resource group.

use serde::Serialize;

use crate::{
    Access, Action, Cx, Fault, Params, Result,
    cas::faults::NOT_FOUND,
    pca::{
        parameters,
        tables::{Owner, certificates},
        tags::targets,
    },
    text,
};

pub(in crate::pca) struct MoveResourceGroup {
    resource: String,
    group: String,
}

#[derive(Serialize)]
pub(in crate::pca) struct Response {}

impl Action for MoveResourceGroup {
    const NAME: &'static str = "MoveResourceGroup";
    const DOC: &'static str = "Moves an authority or a certificate to another resource group.";
    const ACCESS: Access = Access::Update;
    const FAULTS: &'static [Fault] = &[NOT_FOUND];
    type Response = Response;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        targets::region(p)?;
        p.required(targets::kind())?;
        Ok(Self {
            resource: p.required(text("ResourceId").doc("The identifier."))?,
            group: p.required(parameters::group("The group to move it to."))?,
        })
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Response> {
        let owner = Owner::of(cx);
        let mut found = targets::find(cx, &self.resource)?;
        found.resource_group = self.group;
        certificates::update(cx.tx, owner, &found)?;
        Ok(Response {})
    }
}
