//! `GetGroup` returns a group.

use serde::Serialize;

use super::{faults::NO_GROUP, lookup, names::group_name, views};
use crate::{Access, Action, Cx, Fault, Params, Result};

pub(super) struct GetGroup {
    name: String,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct Response {
    group: views::Group,
}

impl Action for GetGroup {
    const NAME: &'static str = "GetGroup";
    const DOC: &'static str = "Queries a RAM user group.";
    const ACCESS: Access = Access::Get;
    const RESOURCES: &'static [&'static str] = &["acs:ram:*:{account}:group/{GroupName}"];
    const FAULTS: &'static [Fault] = &[NO_GROUP];
    type Response = Response;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        Ok(Self { name: p.required(group_name("GroupName").doc("The group."))? })
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Response> {
        Ok(Response { group: views::Group::whole(lookup::group(cx, &self.name)?) })
    }
}
