//! `DescribeMonitorGroupInstances` lists the instances of an application group.

use serde::Serialize;

use super::instance_selection::InstanceSelection;
use crate::{
    Access, Action, Cx, Fault, Params, Result, Success, Wording,
    cms::{
        answers::NUMBER_CODE,
        faults::{self, RESOURCE_NOT_FOUND},
    },
    request::page::Page,
};

pub(in crate::cms) struct DescribeMonitorGroupInstances {
    selection: InstanceSelection,
    page: Page,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(in crate::cms) struct Response {
    total: usize,
    page_number: i64,
    page_size: i64,
    resources: Resources,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
struct Resources {
    resource: Vec<InstanceView>,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
struct InstanceView {
    id: i64,
    category: String,
    instance_id: String,
    instance_name: String,
    region_id: String,
}

impl Action for DescribeMonitorGroupInstances {
    const NAME: &'static str = "DescribeMonitorGroupInstances";
    const DOC: &'static str = "Queries the instances of an application group.";
    const ACCESS: Access = Access::Get;
    const RESOURCES: &'static [&'static str] = &["acs:cms::{account}:group/{GroupId}"];
    const FAULTS: &'static [Fault] = &[RESOURCE_NOT_FOUND];
    const WORDING: Option<Wording> = Some(faults::wording);
    const SUCCESS: Option<Success> = Some(NUMBER_CODE);
    type Response = Response;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        Ok(Self {
            selection: InstanceSelection::read(p)?,
            page: Page::number_and_size(p, 10, 100)?,
        })
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Response> {
        let found = self.selection.of(cx)?;
        let total = found.len();
        let resource = self.page.of(found).map(|it| InstanceView {
            id: it.seq,
            category: it.category,
            instance_id: it.id,
            instance_name: it.name,
            region_id: it.region,
        });
        Ok(Response {
            total,
            page_number: self.page.number,
            page_size: self.page.size,
            resources: Resources { resource: resource.collect() },
        })
    }
}
