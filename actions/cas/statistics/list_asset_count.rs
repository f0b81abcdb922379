//! `ListAssetCount` lists the number of certificates on each day, newest first.
//!
//! A day counts those of today's certificates that existed then. The default is the last seven
//! days.

use serde::Serialize;

use crate::cas::{
    certificates::expiry::DAY,
    statistics::points,
    tables::{Owner, certificate_counts, certificate_usage},
};
use crate::{Access, Action, Cx, Params, Result, int};

pub(in crate::cas) struct ListAssetCount {
    start: Option<i64>,
    end: Option<i64>,
    number: i64,
    size: Option<i64>,
    page_size: i64,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(in crate::cas) struct Response {
    asset_count_list: Vec<AssetItem>,
    current_page: i64,
    #[serde(skip_serializing_if = "Option::is_none")]
    show_size: Option<i64>,
    total_count: i64,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(in crate::cas) struct AssetItem {
    /// In seconds.
    count_date: i64,
    aliyun_asset_count: i64,
    domain_asset_count: i64,
    multi_cloud_asset_count: i64,
    certificate_count: i64,
    points: i64,
}

/// The seconds of a day.
const SECONDS: i64 = DAY / 1000;

impl Action for ListAssetCount {
    const NAME: &'static str = "ListAssetCount";
    const DOC: &'static str = "Counts cloud resources and certificates day by day.";
    const ACCESS: Access = Access::List;
    type Response = Response;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        let time = |name| int(name).range(0, i64::from(u32::MAX));
        let mut list = Self {
            start: p.optional(time("StartDate").doc("The first day, in seconds."))?,
            end: p.optional(time("EndDate").doc("The last day, in seconds."))?,
            number: p.default(int("CurrentPage").min(1).doc("The page, from 1."), 1)?,
            size: p.optional(int("ShowSize").range(1, 100).doc("How many to a page."))?,
            page_size: 20,
        };
        // The answer shows a size that was asked for.
        list.size = list.size.map(|size| p.page_size(size));
        list.page_size = list.size.unwrap_or_else(|| p.page_size(20));
        Ok(list)
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Response> {
        let owner = Owner::of(cx);
        let today = cx.now / DAY;
        let last = self.end.map_or(today, |at| at / SECONDS).min(today);
        let first = self.start.map_or(last - 6, |at| at / SECONDS);
        let size = self.page_size;
        let skip = (self.number - 1).saturating_mul(size);
        let aliyun = certificate_usage::assets(cx.tx, owner, "aliyun", None)?;
        let mut others = 0;
        for cloud in ["Aws", "Huawei", "Tencent"] {
            others += certificate_usage::assets(cx.tx, owner, cloud, None)?;
        }
        let from = last.saturating_sub(skip);
        let mut rows = Vec::new();
        for day in (first.max(from.saturating_sub(size - 1))..=from).rev() {
            let end = (day + 1) * DAY;
            let (all, good) = certificate_counts::made_before(cx.tx, owner, end.min(cx.now + 1))?;
            rows.push(AssetItem {
                count_date: day * SECONDS,
                aliyun_asset_count: aliyun,
                domain_asset_count: 0,
                multi_cloud_asset_count: others,
                certificate_count: all,
                points: points::share(good, all),
            });
        }
        Ok(Response {
            asset_count_list: rows,
            current_page: self.number,
            show_size: self.size,
            total_count: (last - first + 1).max(0),
        })
    }
}
