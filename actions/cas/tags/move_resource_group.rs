//! `MoveResourceGroup` moves a certificate, with its order or instance, to another resource group.

use serde::Serialize;

use crate::cas::{
    faults::NOT_FOUND,
    tables::{Owner, certificates, instances, orders},
    tags::tag_targets,
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
        let certificate = tag_targets::certificate(cx.tx, owner, &self.resource)?;
        let order = orders::of_instance(cx.tx, owner, &self.resource)?;
        let instance = instances::instance(cx.tx, owner, &self.resource)?;
        if certificate.is_none() && order.is_none() && instance.is_none() {
            return Err(NOT_FOUND.into());
        }
        if let Some(found) = certificate {
            certificates::move_group(cx.tx, owner, found.id, &self.group)?;
        }
        if let Some(found) = order {
            orders::move_group(cx.tx, owner, found.id, &self.group)?;
        }
        if let Some(mut found) = instance {
            found.resource_group = self.group;
            instances::put(cx.tx, owner, &mut found)?;
        }
        Ok(Response {})
    }
}
