//! `PreloadDcdnObjectCaches` prefetches paths.

use serde::Serialize;

use crate::cdn::{
    caches::refresh,
    faults::{BAD_PATH, MANY_PATHS, NO_DOMAIN, NO_PRELOAD_LEFT},
    service::Service,
};
use crate::{Access, Action, Cx, Fault, Params, Result, flag, text};

pub(in crate::dcdn) struct PreloadDcdnObjectCaches {
    paths: String,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(in crate::dcdn) struct Response {
    preload_task_id: String,
}

impl Action for PreloadDcdnObjectCaches {
    const NAME: &'static str = "PreloadDcdnObjectCaches";
    const DOC: &'static str = "Prefetches paths.";
    const ACCESS: Access = Access::Update;
    const FAULTS: &'static [Fault] = &[BAD_PATH, MANY_PATHS, NO_DOMAIN.dcdn, NO_PRELOAD_LEFT];
    type Response = Response;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        p.optional(text("Area").doc("Has no effect."))?;
        p.optional(flag("L2Preload").doc("Has no effect."))?;
        p.optional(text("WithHeader").doc("Has no effect."))?;
        Ok(Self { paths: p.required(text("ObjectPath").doc("The paths, one on each line."))? })
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Response> {
        let preload_task_id = refresh::preload(cx, Service::Dcdn, &self.paths)?;
        Ok(Response { preload_task_id })
    }
}
