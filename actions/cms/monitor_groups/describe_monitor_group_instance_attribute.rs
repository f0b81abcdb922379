//! `DescribeMonitorGroupInstanceAttribute` lists the instances of an application group with what is known
//! of them: their own products are not emulated.
//!
//! The vendor's page has `Total` as true by default: the number of instances is shown unless it is not wanted. A page may have up to
//! 1,000,000,000 instances.

use serde::Serialize;

use super::{instance_selection::InstanceSelection, members};
use crate::{
    Access, Action, Cx, Fault, Params, Result, Success, Wording,
    cms::{
        answers::NUMBER_CODE,
        faults::{self, RESOURCE_NOT_FOUND},
    },
    flag,
    request::page::Page,
};

pub(in crate::cms) struct DescribeMonitorGroupInstanceAttribute {
    selection: InstanceSelection,
    with_total: bool,
    page: Page,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(in crate::cms) struct Response {
    #[serde(skip_serializing_if = "Option::is_none")]
    total: Option<usize>,
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
    category: String,
    dimension: String,
    instance_id: String,
    instance_name: String,
    desc: &'static str,
    region: Region,
    tags: Tags,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
struct Region {
    region_id: String,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
struct Tags {
    tag: [String; 0],
}

impl Action for DescribeMonitorGroupInstanceAttribute {
    const NAME: &'static str = "DescribeMonitorGroupInstanceAttribute";
    const DOC: &'static str =
        "Queries the instances of an application group with their attributes.";
    const ACCESS: Access = Access::Get;
    const RESOURCES: &'static [&'static str] = &["acs:cms::{account}:group/{GroupId}"];
    const FAULTS: &'static [Fault] = &[RESOURCE_NOT_FOUND];
    const WORDING: Option<Wording> = Some(faults::wording);
    const SUCCESS: Option<Success> = Some(NUMBER_CODE);
    type Response = Response;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        Ok(Self {
            selection: InstanceSelection::read(p)?,
            with_total: p
                .default(flag("Total").doc("Whether the number of instances is shown."), true)?,
            page: Page::number_and_size(p, 10, 1_000_000_000)?,
        })
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Response> {
        let found = self.selection.of(cx)?;
        let total = self.with_total.then_some(found.len());
        let resource = self.page.of(found).map(|it| InstanceView {
            dimension: serde_json::to_string(&members::dimensions(&it)).unwrap_or_default(),
            category: it.category,
            instance_id: it.id,
            instance_name: it.name,
            desc: "",
            region: Region { region_id: it.region },
            tags: Tags { tag: [] },
        });
        Ok(Response {
            total,
            page_number: self.page.number,
            page_size: self.page.size,
            resources: Resources { resource: resource.collect() },
        })
    }
}
