//! `GetAssetCount` counts resources and certificates, and returns a score.
//!
//! The score is the percentage of certificates that have not expired.

use serde::Serialize;

use crate::cas::{
    certificates::expiry::DAY,
    statistics::points,
    tables::{
        Owner,
        certificate_counts::{self, TimeRange},
        certificate_usage,
    },
};
use crate::{Access, Action, Cx, Params, Result};

pub(in crate::cas) struct GetAssetCount {}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(in crate::cas) struct Response {
    aliyun_asset_count: i64,
    aws_asset_count: i64,
    huawei_asset_count: i64,
    tencent_asset_count: i64,
    domain_asset_count: i64,
    buy_certificate_count: i64,
    free_certificate_count: i64,
    upload_certificate_count: i64,
    point: i64,
    /// Yesterday's score.
    last_point: i64,
    /// The difference of both.
    point_ratio: i64,
    /// In seconds.
    point_time: i64,
}

impl Action for GetAssetCount {
    const NAME: &'static str = "GetAssetCount";
    const DOC: &'static str = "Counts cloud resources and certificates.";
    const ACCESS: Access = Access::Get;
    type Response = Response;

    fn read(_: &mut Params<'_>) -> Result<Self> {
        Ok(Self {})
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Response> {
        let owner = Owner::of(cx);
        let (now, tx) = (cx.now, &mut *cx.tx);
        let (point, last_point) =
            (points::at(tx, owner, now)?, points::at(tx, owner, now.saturating_sub(DAY))?);
        Ok(Response {
            aliyun_asset_count: certificate_usage::assets(tx, owner, "aliyun", None)?,
            aws_asset_count: certificate_usage::assets(tx, owner, "Aws", None)?,
            huawei_asset_count: certificate_usage::assets(tx, owner, "Huawei", None)?,
            tencent_asset_count: certificate_usage::assets(tx, owner, "Tencent", None)?,
            domain_asset_count: 0,
            buy_certificate_count: certificate_counts::count(
                tx,
                owner,
                Some("buy"),
                TimeRange::ANY,
            )?,
            free_certificate_count: certificate_counts::count(
                tx,
                owner,
                Some("test"),
                TimeRange::ANY,
            )?,
            upload_certificate_count: certificate_counts::count(
                tx,
                owner,
                Some("upload"),
                TimeRange::ANY,
            )?,
            point,
            last_point,
            point_ratio: point - last_point,
            point_time: now / 1000,
        })
    }
}
