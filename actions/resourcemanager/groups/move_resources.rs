//! `MoveResources` moves resources to a resource group, each by itself: one that fails does not keep
//! the others from being moved.
//!
//! The caller also needs each service's own permission to move the resource out of its group. What a failure says is
//! what the service answers to such a move. A type which is not known is answered in the words of ECS (assumed).

use std::borrow::Cow;

use serde::Serialize;

use super::{
    group_members::{ResourceType, kinds},
    group_params::{BAD_ID, BUSY, NO_GROUP, find_usable, read_id},
};
use crate::{
    Access, Action, ApiError, Cx, Fault, Params, Result, core::grouped::ResourceName, shared::ids,
    text,
};

/// How many resources one call may move.
const MOST: usize = 10;

pub(in crate::resourcemanager) struct MoveResources {
    group: String,
    resources: Vec<Resource>,
}

#[derive(Clone)]
struct Resource {
    service: String,
    resource_type: String,
    region: String,
    id: String,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(in crate::resourcemanager) struct Response {
    responses: Vec<Outcome>,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
struct Outcome {
    request_id: String,
    service: String,
    resource_type: String,
    region_id: String,
    resource_id: String,
    status: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    error_code: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    error_msg: Option<String>,
}

/// What the services' own actions ask about.
const ALL: &[Cow<'static, str>] = &[Cow::Borrowed("*")];

const NO_TYPE: Fault = Fault {
    status: 404,
    code: "InvalidResourceType.NotFound",
    message: "The ResourceType provided does not exist in our records.",
};
const DENIED: Fault = Fault {
    status: 403,
    code: "NoPermission",
    message: "You are not authorized to do this action.",
};

impl Action for MoveResources {
    const NAME: &'static str = "MoveResources";
    const DOC: &'static str = "Moves resources to a resource group.";
    const ACCESS: Access = Access::Update;
    const FAULTS: &'static [Fault] = &[BAD_ID, NO_GROUP, BUSY];
    type Response = Response;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        let group = read_id(p)?;
        let resources = p.each("Resources", MOST, |p| {
            Ok(Resource {
                id: p.required(text("ResourceId").len(1, 256).doc("The id of the resource."))?,
                resource_type: p.required(text("ResourceType").len(1, 64).doc("Its type."))?,
                region: p.required(text("RegionId").len(1, 64).doc("The region that it is in."))?,
                service: p.required(text("Service").len(1, 64).doc("The code of its service."))?,
            })
        })?;
        let found = if resources.is_empty() { None } else { Some(resources) };
        Ok(Self { group, resources: p.require("Resources", found)? })
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Response> {
        let group = find_usable(cx, &self.group)?;
        let mut responses = Vec::with_capacity(self.resources.len());
        for resource in self.resources {
            let error = match move_one(cx, &resource, &group.id) {
                // The database's: nothing is moved.
                Err(error) if error.cause.is_some() => return Err(error),
                moved => moved.err(),
            };
            let told = error.map(ApiError::into_fields);
            let told = told.map(|it| (it.code.into_owned(), it.message.into_owned())).unzip();
            responses.push(Outcome {
                // That of the request to the service.
                request_id: ids::uuid(cx.random).to_uppercase(),
                service: resource.service,
                resource_type: resource.resource_type,
                region_id: resource.region,
                resource_id: resource.id,
                status: if told.0.is_some() { "FAIL" } else { "SUCCESS" },
                error_code: told.0,
                error_msg: told.1,
            });
        }
        Ok(Response { responses })
    }
}

fn move_one(cx: &mut Cx<'_>, resource: &Resource, group: &str) -> Result<(), ApiError> {
    let wanted =
        ResourceType { service: resource.service.clone(), name: resource.resource_type.clone() };
    let caller = cx.caller;
    let name =
        ResourceName { account: &caller.account, region: &resource.region, id: &resource.id };
    let Some(kind) = kinds().find(|kind| wanted.means(kind)) else { return Err(NO_TYPE.into()) };
    // A service moves all that it calls by this id.
    let mut known = false;
    for other in kinds().filter(|it| it.service == kind.service) {
        let Some(held_by) = (other.group_of)(cx.tx, name)? else { continue };
        if !cx.may_within(&held_by, other.move_action, ALL) {
            return Err(DENIED.into());
        }
        known = true;
    }
    if !known && !cx.may(kind.move_action, ALL) {
        return Err(DENIED.into());
    }
    (kind.move_to)(cx.tx, name, group)
}
