//! `ModifyMonitorGroup` changes the name and the contact groups of an application group; what is left out
//! is kept.
//!
//! Assumed: what is left out is kept.

use serde::Serialize;

use super::groups::{self, GROUP_NAME, group_id_text};
use crate::{
    Access, Action, Cx, Fault, Params, Result, Success, Wording,
    cms::{
        answers::NUMBER_CODE,
        contact_groups,
        faults::{self, RESOURCE_EXIST, RESOURCE_NOT_FOUND},
        tables::monitor_groups,
    },
    text,
};

pub(in crate::cms) struct ModifyMonitorGroup {
    id: i64,
    name: Option<String>,
    contact_groups: Option<Vec<String>>,
}

#[derive(Serialize)]
pub(in crate::cms) struct Response {}

impl Action for ModifyMonitorGroup {
    const NAME: &'static str = "ModifyMonitorGroup";
    const DOC: &'static str = "Modifies an application group.";
    const ACCESS: Access = Access::Update;
    const FAULTS: &'static [Fault] = &[RESOURCE_NOT_FOUND, RESOURCE_EXIST];
    const WORDING: Option<Wording> = Some(faults::wording);
    const SUCCESS: Option<Success> = Some(NUMBER_CODE);
    type Response = Response;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        let contact_groups = text("ContactGroups").len(1, 2048).keep_empty();
        Ok(Self {
            id: group_id_text(p)?,
            name: p.optional(GROUP_NAME.doc("The name of the group."))?,
            contact_groups: p
                .optional(contact_groups.doc("Contact groups, with commas between them."))?
                .map(|list| contact_groups::comma_separated(&list)),
        })
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Response> {
        let mut group = groups::find(cx, self.id)?;
        if let Some(name) = self.name.filter(|name| *name != group.name) {
            groups::check_name(cx, &name)?;
            group.name = name;
        }
        if let Some(names) = self.contact_groups {
            contact_groups::check(cx, &names)?;
            group.contact_groups = names;
        }
        group.changed = cx.now;
        monitor_groups::put(cx.tx, &cx.caller.account, &mut group)?;
        Ok(Response {})
    }
}
