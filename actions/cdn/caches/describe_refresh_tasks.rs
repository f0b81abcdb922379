//! `DescribeRefreshTasks` lists tasks, the newest first.

use serde::Serialize;

use crate::cdn::{
    caches::refresh::{self, Search, ShownTask},
    faults::{BAD_TIME, NO_OBJECT_TYPE, ONE_TIME},
    service::Service,
};
use crate::{Access, Action, Cx, Fault, Params, Result, text};

pub(in crate::cdn) struct DescribeRefreshTasks(Search);

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(in crate::cdn) struct Response {
    total_count: i64,
    page_number: i64,
    page_size: i64,
    tasks: Tasks,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(in crate::cdn) struct Tasks {
    #[serde(rename = "CDNTask")]
    cdn_task: Vec<ShownTask>,
}

impl Action for DescribeRefreshTasks {
    const NAME: &'static str = "DescribeRefreshTasks";
    const DOC: &'static str = "Queries tasks.";
    const ACCESS: Access = Access::List;
    const FAULTS: &'static [Fault] = &[ONE_TIME, BAD_TIME, NO_OBJECT_TYPE];
    type Response = Response;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        p.optional(text("ResourceGroupId").doc("Has no effect."))?;
        Ok(Self(Search::read(p)?))
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Response> {
        let (cdn_task, total_count) = refresh::list(cx, Service::Cdn, &self.0)?;
        let page = self.0.page;
        Ok(Response {
            total_count,
            page_number: page.number,
            page_size: page.size,
            tasks: Tasks { cdn_task },
        })
    }
}
