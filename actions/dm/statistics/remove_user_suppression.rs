//! `RemoveUserSuppression` lets addresses get mail again. Ids that are not there are passed over.

use serde::Serialize;

use crate::dm::{
    faults,
    tables::{Owner, suppressions},
};
use crate::{Access, Action, Cx, Params, Result, shared::text::comma_list, text};

pub(in crate::dm) struct RemoveUserSuppression {
    ids: String,
}

#[derive(Serialize)]
pub(in crate::dm) struct Response {}

/// How many a call removes at most.
const MOST: usize = 100;

impl Action for RemoveUserSuppression {
    const NAME: &'static str = "RemoveUserSuppression";
    const DOC: &'static str = "Lets addresses get mail again.";
    const ACCESS: Access = Access::Delete;
    type Response = Response;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        let ids = text("SuppressionIds").doc("The ids, between commas.");
        Ok(Self { ids: p.required(ids)? })
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Response> {
        let owner = Owner::of(cx);
        let wrong = || faults::malformed("SuppressionIds", "list of up to 100 ids");
        let read: Option<Vec<i64>> =
            comma_list(&self.ids).take(MOST + 1).map(|it| it.trim().parse().ok()).collect();
        let ids = read.filter(|ids| ids.len() <= MOST).ok_or_else(wrong)?;
        for id in ids {
            suppressions::delete(cx.tx, owner, id)?;
        }
        Ok(Response {})
    }
}
