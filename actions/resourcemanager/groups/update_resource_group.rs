//! `UpdateResourceGroup` changes what a resource group is called.

use serde::Serialize;

use super::{
    group_params::{
        BAD_DISPLAY, BAD_ID, BUSY, LONG_DISPLAY, NO_DISPLAY, NO_GROUP, display_name, find_usable,
        read_id, wording,
    },
    group_view::Basics,
};
use crate::{Access, Action, Cx, Fault, Params, Result, Wording, resourcedirectory::groups};

pub(in crate::resourcemanager) struct UpdateResourceGroup {
    id: String,
    display: String,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(in crate::resourcemanager) struct Response {
    resource_group: Basics,
}

impl Action for UpdateResourceGroup {
    const NAME: &'static str = "UpdateResourceGroup";
    const DOC: &'static str = "Changes what a resource group is called.";
    const ACCESS: Access = Access::Update;
    const RAM: &'static str = "ram:UpdateResourceGroup";
    const FAULTS: &'static [Fault] =
        &[BAD_ID, NO_DISPLAY, BAD_DISPLAY, LONG_DISPLAY, NO_GROUP, BUSY];
    const WORDING: Option<Wording> = Some(wording);
    type Response = Response;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        let display = display_name("NewDisplayName").doc("What it is to be called.");
        Ok(Self { id: read_id(p)?, display: p.required(display)? })
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Response> {
        let mut group = find_usable(cx, &self.id)?;
        group.display = self.display;
        groups::put(cx.tx, &cx.caller.account, &group)?;
        Ok(Response { resource_group: Basics::of(cx, &group) })
    }
}
