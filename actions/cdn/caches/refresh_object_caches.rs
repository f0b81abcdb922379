//! `RefreshObjectCaches` refreshes what is cached of paths.

use serde::Serialize;

use crate::cdn::{
    caches::refresh,
    faults::{BAD_OBJECT_TYPE, BAD_PATH, MANY_PATHS, NO_DOMAIN, NO_REFRESH_LEFT},
    service::Service,
};
use crate::{Access, Action, Cx, Fault, Params, Result, flag, text};

pub(in crate::cdn) struct RefreshObjectCaches {
    paths: String,
    kind: Option<String>,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(in crate::cdn) struct Response {
    refresh_task_id: String,
}

impl Action for RefreshObjectCaches {
    const NAME: &'static str = "RefreshObjectCaches";
    const DOC: &'static str = "Refreshes what is cached.";
    const ACCESS: Access = Access::Update;
    const FAULTS: &'static [Fault] =
        &[BAD_PATH, BAD_OBJECT_TYPE, MANY_PATHS, NO_DOMAIN.cdn, NO_REFRESH_LEFT];
    type Response = Response;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        p.optional(flag("Force").doc("Has no effect."))?;
        let kind = text("ObjectType").doc("File, Directory, Regex, ExQuery or IgnoreParams.");
        Ok(Self {
            paths: p.required(text("ObjectPath").doc("The paths, one on each line."))?,
            kind: p.optional(kind)?,
        })
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Response> {
        let refresh_task_id =
            refresh::refresh(cx, Service::Cdn, &self.paths, self.kind.as_deref())?;
        Ok(Response { refresh_task_id })
    }
}
