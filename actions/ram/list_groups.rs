//! `ListGroups` lists groups in creation order, a page at a time.
//!
//! Assumed: the order of the list.

use serde::Serialize;

use super::{tables::groups, views};
use crate::{Access, Action, Cx, Params, Result, request::page::CursorPage};

pub(super) struct ListGroups {
    part: CursorPage,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct Response {
    is_truncated: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    marker: Option<String>,
    groups: Groups,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct Groups {
    group: Vec<views::Group>,
}

impl Action for ListGroups {
    const NAME: &'static str = "ListGroups";
    const DOC: &'static str = "Queries all RAM user groups.";
    const ACCESS: Access = Access::List;
    const RESOURCES: &'static [&'static str] = &["acs:ram:*:{account}:group/*"];
    type Response = Response;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        Ok(Self { part: CursorPage::marker_and_max_items(p, 100, 1000)? })
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Response> {
        let mut found = groups::list_groups(cx.tx, &cx.caller.account, self.part)?;
        let marker = self.part.cut(&mut found, |group| group.seq);
        let group = found.into_iter().map(views::Group::whole).collect();
        Ok(Response { is_truncated: marker.is_some(), marker, groups: Groups { group } })
    }
}
