//! `UpdateUser` says whether the account has events of its mail published.

use serde::Serialize;

use crate::dm::tables::{Owner, settings};
use crate::{Access, Action, Cx, Params, Result, flag};

pub(in crate::dm) struct UpdateUser {
    eventbridge: Option<bool>,
}

#[derive(Serialize)]
pub(in crate::dm) struct Response {}

impl Action for UpdateUser {
    const NAME: &'static str = "UpdateUser";
    const DOC: &'static str = "Says whether events are published.";
    const ACCESS: Access = Access::Update;
    type Response = Response;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        let eventbridge = flag("User.EnableEventbridge").doc("Whether events are published.");
        Ok(Self { eventbridge: p.object("User", |p| p.optional(eventbridge))? })
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Response> {
        let owner = Owner::of(cx);
        let mut it = settings::read(cx.tx, owner)?;
        it.eventbridge = self.eventbridge.unwrap_or(it.eventbridge);
        settings::put(cx.tx, owner, &it)?;
        Ok(Response {})
    }
}
