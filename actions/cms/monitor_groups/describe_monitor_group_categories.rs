//! `DescribeMonitorGroupCategories` counts the instances of an application group by their products.
//!
//! Assumed: the order of the products.

use serde::Serialize;

use super::groups::{self, group_id};
use crate::{
    Access, Action, Cx, Fault, Params, Result, Success, Wording,
    cms::{
        answers::NUMBER_CODE,
        faults::{self, RESOURCE_NOT_FOUND},
        tables::group_instances,
    },
};

pub(in crate::cms) struct DescribeMonitorGroupCategories {
    group: i64,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(in crate::cms) struct Response {
    monitor_group_categories: Categories,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
struct Categories {
    group_id: i64,
    monitor_group_category: CategoryList,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
struct CategoryList {
    category_item: Vec<CategoryView>,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
struct CategoryView {
    category: String,
    count: i64,
}

impl Action for DescribeMonitorGroupCategories {
    const NAME: &'static str = "DescribeMonitorGroupCategories";
    const DOC: &'static str =
        "Queries how many instances of each product are in an application group.";
    const ACCESS: Access = Access::Get;
    const RESOURCES: &'static [&'static str] = &["acs:cms::{account}:group/{GroupId}"];
    const FAULTS: &'static [Fault] = &[RESOURCE_NOT_FOUND];
    const WORDING: Option<Wording> = Some(faults::wording);
    const SUCCESS: Option<Success> = Some(NUMBER_CODE);
    type Response = Response;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        Ok(Self { group: group_id(p)? })
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Response> {
        let group = groups::find(cx, self.group)?;
        let category_item =
            group_instances::count_by_category(cx.tx, &cx.caller.account, group.id)?
                .into_iter()
                .map(|(category, count)| CategoryView { category, count })
                .collect();
        let monitor_group_category = CategoryList { category_item };
        let monitor_group_categories = Categories { group_id: group.id, monitor_group_category };
        Ok(Response { monitor_group_categories })
    }
}
