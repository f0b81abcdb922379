//! `DescribeDcdnRefreshTaskById` lists the tasks of ids.

use crate::cdn::{
    caches::refresh::{self, BareTasks},
    faults::BAD_TASK,
    service::Service,
};
use crate::{Access, Action, Cx, Fault, Params, Result, text};

pub(in crate::dcdn) struct DescribeDcdnRefreshTaskById {
    ids: String,
}

impl Action for DescribeDcdnRefreshTaskById {
    const NAME: &'static str = "DescribeDcdnRefreshTaskById";
    const DOC: &'static str = "Queries the tasks of ids.";
    const ACCESS: Access = Access::Get;
    const FAULTS: &'static [Fault] = &[BAD_TASK];
    type Response = BareTasks;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        let ids = text("TaskId").doc("The ids, with commas between them: ten at most.");
        Ok(Self { ids: p.required(ids)? })
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<BareTasks> {
        refresh::of_ids(cx, Service::Dcdn, &self.ids)
    }
}
