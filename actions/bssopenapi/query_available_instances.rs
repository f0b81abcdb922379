//! `QueryAvailableInstances` lists the instances that an account has bought: those for certificates, the newest first.
//!
//! Terraform's provider calls it when it starts, to learn the kind of the account: whatever is answered without the error
//! `NotApplicable` is an account of the Chinese site (observed, in the provider).
//!
//! Assumed: the words for the status of an instance.

use chrono::NaiveDateTime;
use serde::Serialize;

use crate::{
    Access, Action, Cx, Params, Result,
    cas::sales::{self, Sold},
    int,
    request::page::Page,
    shared::{format, text::comma_list},
    text,
};

pub(super) struct QueryAvailableInstances {
    product: Option<String>,
    product_type: Option<String>,
    subscription: Option<String>,
    renewal: Option<String>,
    region: Option<String>,
    ids: Option<String>,
    /// From when on, until when.
    made: (Option<String>, Option<String>),
    ends: (Option<String>, Option<String>),
    page: Page,
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
    instance_list: Vec<Item>,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
struct Item {
    #[serde(rename = "InstanceID")]
    id: String,
    owner_id: i64,
    product_code: &'static str,
    product_type: &'static str,
    subscription_type: &'static str,
    region: &'static str,
    status: &'static str,
    renew_status: &'static str,
    create_time: String,
    end_time: String,
}

/// The most ids of a call (documented).
const MOST_IDS: usize = 100;

impl Action for QueryAvailableInstances {
    const NAME: &'static str = "QueryAvailableInstances";
    const DOC: &'static str = "Lists the instances that the account has bought.";
    const ACCESS: Access = Access::List;
    const RAM_ALSO: Option<&'static str> = Some("bss:DescribeInstances");
    type Response = Response;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        let subscription = text("SubscriptionType").one_of(&["Subscription", "PayAsYouGo"]);
        let renewal = text("RenewStatus").one_of(&["AutoRenewal", "ManualRenewal", "NotRenewal"]);
        let number = p.default(int("PageNum").min(1).doc("The page, from 1."), 1)?;
        let size = p.default(int("PageSize").range(1, 300).doc("Rows on a page."), 20)?;
        let ids = text("InstanceIDs")
            .form("list of up to 100 ids", |it| comma_list(it).count() <= MOST_IDS)
            .doc("Only these, up to 100 ids with commas between.");
        let time = |name| {
            text(name)
                .form("time", |it| NaiveDateTime::parse_from_str(it, "%Y-%m-%dT%H:%M:%SZ").is_ok())
        };
        Ok(Self {
            product: p.optional(text("ProductCode").doc("Only those of this product."))?,
            product_type: p
                .optional(text("ProductType").doc("Only those of this type of the product."))?,
            subscription: p.optional(subscription.doc("Only those paid in this way."))?,
            renewal: p.optional(renewal.doc("Only those renewed in this way."))?,
            region: p.optional(text("Region").doc("Only those in this region."))?,
            ids: p.optional(ids)?,
            made: (
                p.optional(time("CreateTimeStart").doc("Only those made from this time on."))?,
                p.optional(time("CreateTimeEnd").doc("Only those made until this time."))?,
            ),
            ends: (
                p.optional(time("EndTimeStart").doc("Only those that end from this time on."))?,
                p.optional(time("EndTimeEnd").doc("Only those that end until this time."))?,
            ),
            page: Page { number, size: p.page_size(size) },
        })
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Response> {
        let owner_id = cx.caller.account.parse().unwrap_or(0);
        let now = cx.now;
        let item = |it: Sold| Item {
            id: it.id,
            owner_id,
            product_code: "cas",
            product_type: it.product_type,
            subscription_type: "Subscription",
            region: it.region,
            status: if it.ends > now { "Normal" } else { "Expired" },
            renew_status: "ManualRenewal",
            create_time: format::iso(it.starts),
            end_time: format::iso(it.ends),
        };
        let all: Vec<Item> = sales::sold(cx)?.into_iter().map(item).collect();
        let found = all.into_iter().filter(|it| self.wants(it)).collect();
        let (instance_list, total_count) = self.page.and_total(found);
        let (page_num, page_size) = (self.page.number, self.page.size);
        Ok(Response { data: Data { page_num, page_size, total_count, instance_list } })
    }
}

impl QueryAvailableInstances {
    fn wants(&self, it: &Item) -> bool {
        let is = |wanted: &Option<String>, value: &str| {
            wanted.as_deref().is_none_or(|wanted| wanted == value)
        };
        let within = |(from, to): &(Option<String>, Option<String>), time: &str| {
            from.as_deref().is_none_or(|from| from <= time)
                && to.as_deref().is_none_or(|to| time <= to)
        };
        is(&self.product, it.product_code)
            && is(&self.product_type, it.product_type)
            && is(&self.subscription, it.subscription_type)
            && is(&self.renewal, it.renew_status)
            && is(&self.region, it.region)
            && self.ids.as_deref().is_none_or(|ids| comma_list(ids).any(|id| id == it.id))
            && within(&self.made, &it.create_time)
            && within(&self.ends, &it.end_time)
    }
}
