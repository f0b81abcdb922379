//! `GetServiceLinkedRoleDeletionStatus` returns how the deletion of a service-linked role is going.
//!
//! Such tasks complete at once, so all have succeeded.

use serde::Serialize;

use crate::resourcemanager::ram_errors::wording;
use crate::{
    Access, Action, Cx, Fault, Params, ResourceReader, Result, Spec, Wording, in_resource,
    ram::service_roles, text,
};

pub(in crate::resourcemanager) struct GetServiceLinkedRoleDeletionStatus {
    task: String,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(in crate::resourcemanager) struct Response {
    status: &'static str,
}

const INVALID: Fault = Fault {
    status: 400,
    code: "InvalidParameter.DeletionTaskId",
    message: "The DeletionTaskId is invalid.",
};
const NO_TASK: Fault = Fault {
    status: 404,
    code: "EntityNotExist.ServiceLinkedRole.DeletionTask",
    message: "The deletion task for the given ID does not exist.",
};

const TASK: Spec<String> =
    text("DeletionTaskId").len(26, 255).doc("The id that DeleteServiceLinkedRole returned.");

impl Action for GetServiceLinkedRoleDeletionStatus {
    const NAME: &'static str = "GetServiceLinkedRoleDeletionStatus";
    const DOC: &'static str = "Queries how the deletion of a service-linked role is going.";
    const ACCESS: Access = Access::Get;
    const RAM: &'static str = "ram:GetServiceLinkedRoleDeletionStatus";
    const RESOURCES: &'static [&'static str] = &["acs:ram:*:{account}:role/{RoleName}"];
    const RESOURCES_OF: Option<ResourceReader> = Some(|_, caller, p| {
        let task = p.required(TASK)?;
        let role = service_roles::role_of_deletion(&task).ok_or(INVALID)?;
        Ok(vec![format!("acs:ram:*:{}:role/{}", caller.account, in_resource(role))])
    });
    const FAULTS: &'static [Fault] = &[INVALID, NO_TASK];
    const WORDING: Option<Wording> = Some(wording);
    type Response = Response;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        Ok(Self { task: p.required(TASK)? })
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Response> {
        service_roles::role_of_deletion(&self.task).ok_or(INVALID)?;
        if !service_roles::has_deletion(cx, &self.task)? {
            return Err(NO_TASK.into());
        }
        Ok(Response { status: "SUCCEEDED" })
    }
}
