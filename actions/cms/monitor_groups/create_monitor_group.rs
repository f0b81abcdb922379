//! `CreateMonitorGroup` creates an application group.
//!
//! Assumed: a name that is taken is refused as by `ModifyMonitorGroup`.

use serde::Serialize;

use super::groups::{self, GROUP_NAME};
use crate::{
    Access, Action, Cx, Fault, Params, Result, Success, Wording,
    cms::{
        answers::NUMBER_CODE,
        contact_groups,
        faults::{self, RESOURCE_EXIST, RESOURCE_NOT_FOUND},
    },
    text,
};

pub(in crate::cms) struct CreateMonitorGroup {
    name: String,
    contact_groups: Vec<String>,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(in crate::cms) struct Response {
    group_id: i64,
}

impl Action for CreateMonitorGroup {
    const NAME: &'static str = "CreateMonitorGroup";
    const DOC: &'static str = "Creates an application group.";
    const ACCESS: Access = Access::Create;
    const FAULTS: &'static [Fault] = &[RESOURCE_NOT_FOUND, RESOURCE_EXIST];
    const WORDING: Option<Wording> = Some(faults::wording);
    const SUCCESS: Option<Success> = Some(NUMBER_CODE);
    type Response = Response;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        let groups = text("ContactGroups").len(1, 2048);
        Ok(Self {
            name: p.required(GROUP_NAME.doc("The name of the group."))?,
            contact_groups: p
                .optional(groups.doc("Contact groups, with commas between them."))?
                .map(|list| contact_groups::comma_separated(&list))
                .unwrap_or_default(),
        })
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Response> {
        Ok(Response { group_id: groups::create(cx, self.name, self.contact_groups, None)? })
    }
}
