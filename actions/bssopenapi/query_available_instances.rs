//! `QueryAvailableInstances` lists the instances that an account has bought. Nothing can be bought here, so there are
//! none.
//!
//! Terraform's provider calls it when it starts, to learn the kind of the account: whatever is answered without the error
//! `NotApplicable` is an account of the Chinese site (observed, in the provider).

use serde::Serialize;

use crate::{Access, Action, Cx, Params, Result, int, text};

pub(super) struct QueryAvailableInstances {
    page: i64,
    size: i64,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct Response {
    data: Data,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
struct Data {
    page_num: i64,
    page_size: i64,
    total_count: i64,
    instance_list: [(); 0],
}

impl Action for QueryAvailableInstances {
    const NAME: &'static str = "QueryAvailableInstances";
    const DOC: &'static str = "Lists the instances that the account has bought.";
    const ACCESS: Access = Access::List;
    type Response = Response;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        // Filters of a list that is empty.
        p.optional(text("ProductCode").doc("Only those of this product."))?;
        p.optional(text("ProductType").doc("Only those of this type of the product."))?;
        p.optional(
            text("SubscriptionType")
                .one_of(&["Subscription", "PayAsYouGo"])
                .doc("Only those paid in this way."),
        )?;
        p.optional(
            text("RenewStatus")
                .one_of(&["AutoRenewal", "ManualRenewal", "NotRenewal"])
                .doc("Only those renewed in this way."),
        )?;
        p.optional(text("Region").doc("Only those in this region."))?;
        p.optional(text("InstanceIDs").doc("Only these, up to 100 ids with commas between."))?;
        p.optional(text("CreateTimeStart").doc("Only those made from this time on."))?;
        p.optional(text("CreateTimeEnd").doc("Only those made until this time."))?;
        p.optional(text("EndTimeStart").doc("Only those that end from this time on."))?;
        p.optional(text("EndTimeEnd").doc("Only those that end until this time."))?;
        Ok(Self {
            page: p.default(int("PageNum").min(1).doc("The page, from 1."), 1)?,
            size: p.default(int("PageSize").range(1, 300).doc("Rows on a page."), 20)?,
        })
    }

    fn run(self, _: &mut Cx<'_>) -> Result<Response> {
        let (page_num, page_size) = (self.page, self.size);
        Ok(Response { data: Data { page_num, page_size, total_count: 0, instance_list: [] } })
    }
}
