//! `ListKmsInstances` lists the instances, the oldest first.

use serde::Serialize;

use crate::{Access, Action, Cx, Params, Result};
use crate::{
    kms::{
        place::Place,
        tables::instances::{self, Instance},
    },
    request::page::Page,
};

pub(in crate::kms) struct ListKmsInstances {
    page: Page,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(in crate::kms) struct Response {
    kms_instances: Rows,
    total_count: i64,
    page_number: i64,
    page_size: i64,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
struct Rows {
    kms_instance: Vec<Row>,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
struct Row {
    kms_instance_id: String,
    kms_instance_arn: String,
}

impl Action for ListKmsInstances {
    const NAME: &'static str = "ListKmsInstances";
    const DOC: &'static str = "Queries instances.";
    const ACCESS: Access = Access::List;
    const RESOURCES: &'static [&'static str] = &["acs:kms:{region}:{account}:keystore"];
    type Response = Response;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        Ok(Self { page: Page::number_and_size(p, 20, 100)? })
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Response> {
        let place = Place::of(cx);
        let (found, total_count) =
            instances::page(cx.tx, place, (self.page.skip(), self.page.size))?;
        let row = |it: Instance| Row {
            kms_instance_arn: place.arn(&format!("keystore/{}", it.name)),
            kms_instance_id: it.name,
        };
        Ok(Response {
            kms_instances: Rows { kms_instance: found.into_iter().map(row).collect() },
            total_count,
            page_number: self.page.number,
            page_size: self.page.size,
        })
    }
}
