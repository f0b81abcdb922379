//! `ListCloudAccess` lists the access keys of other clouds, newest first, a page at a time.
//!
//! It answers `CurrentPage` and `ShowSize` only to a call that sends them.
//!
//! Assumed: the order of the list.

use serde::Serialize;

use crate::cas::tables::{Owner, cloud_accesses};
use crate::{Access, Action, Cx, Params, Result, int, request::page::Page, text};

pub(in crate::cas) struct ListCloudAccess {
    cloud: Option<String>,
    secret_id: Option<String>,
    number: Option<i64>,
    size: Option<i64>,
    page_size: i64,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(in crate::cas) struct Response {
    cloud_access_list: Vec<CloudAccessItem>,
    total_count: i64,
    #[serde(skip_serializing_if = "Option::is_none")]
    current_page: Option<i64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    show_size: Option<i64>,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(in crate::cas) struct CloudAccessItem {
    access_id: i64,
    cloud_name: String,
    secret_id: String,
    service_status: &'static str,
}

impl Action for ListCloudAccess {
    const NAME: &'static str = "ListCloudAccess";
    const DOC: &'static str = "Queries the access keys of other clouds.";
    const ACCESS: Access = Access::List;
    type Response = Response;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        let mut list = Self {
            cloud: p.optional(text("CloudName").doc("Only keys of this cloud."))?,
            secret_id: p.optional(text("SecretId").doc("Only the key of this id."))?,
            number: p.optional(int("CurrentPage").min(1).doc("The page, from 1."))?,
            size: p.optional(int("ShowSize").min(1).doc("How many to a page."))?,
            page_size: 10,
        };
        // The answer shows a size that was asked for.
        list.size = list.size.map(|size| p.page_size(size.min(50)));
        list.page_size = list.size.unwrap_or_else(|| p.page_size(10));
        Ok(list)
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Response> {
        let owner = Owner::of(cx);
        let page = Page { number: self.number.unwrap_or(1), size: self.page_size };
        let filter = (self.cloud.as_deref(), self.secret_id.as_deref());
        let (found, total_count) = cloud_accesses::list(cx.tx, owner, filter, page)?;
        let cloud_access_list = found
            .into_iter()
            .map(|a| CloudAccessItem {
                access_id: a.id,
                cloud_name: a.cloud,
                secret_id: a.secret_id,
                service_status: "normal",
            })
            .collect();
        Ok(Response {
            cloud_access_list,
            total_count,
            current_page: self.number,
            show_size: self.size,
        })
    }
}
