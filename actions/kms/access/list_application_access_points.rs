//! `ListApplicationAccessPoints` lists access points, the oldest first.

use serde::Serialize;

use crate::{Access, Action, Cx, Params, Result};
use crate::{
    kms::{
        place::Place,
        tables::access_points::{self, AccessPoint},
    },
    request::page::Page,
};

pub(in crate::kms) struct ListApplicationAccessPoints {
    page: Page,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(in crate::kms) struct Response {
    application_access_points: Rows,
    total_count: i64,
    page_number: i64,
    page_size: i64,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
struct Rows {
    application_access_point: Vec<Row>,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
struct Row {
    name: String,
    authentication_method: String,
}

impl Action for ListApplicationAccessPoints {
    const NAME: &'static str = "ListApplicationAccessPoints";
    const DOC: &'static str = "Queries access points.";
    const ACCESS: Access = Access::List;
    const RESOURCES: &'static [&'static str] =
        &["acs:kms:{region}:{account}:applicationaccesspoint"];
    type Response = Response;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        Ok(Self { page: Page::number_and_size(p, 20, 100)? })
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Response> {
        let place = Place::of(cx);
        let (found, total_count) =
            access_points::page(cx.tx, place, (self.page.skip(), self.page.size))?;
        let row = |it: AccessPoint| Row { name: it.name, authentication_method: it.method };
        Ok(Response {
            application_access_points: Rows {
                application_access_point: found.into_iter().map(row).collect(),
            },
            total_count,
            page_number: self.page.number,
            page_size: self.page.size,
        })
    }
}
