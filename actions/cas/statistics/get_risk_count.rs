//! `GetRiskCount` counts certificates that need attention: expired, expiring soon, or unused.

use serde::Serialize;

use crate::cas::{
    certificates::expiry,
    orders::order_states::FAILED,
    tables::{
        Owner,
        certificate_counts::{self, TimeRange},
        certificate_usage, orders,
    },
};
use crate::{Access, Action, Cx, Params, Result, ports::store::Tx};

pub(in crate::cas) struct GetRiskCount {}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(in crate::cas) struct Response {
    aliyun_asset_certificate_expired_count: i64,
    aliyun_asset_certificate_will_expired_count: i64,
    multi_cloud_asset_certificate_expired_count: i64,
    multi_cloud_asset_certificate_will_expired_count: i64,
    buy_certificate_expire_count: i64,
    buy_certificate_will_expired_count: i64,
    buy_certificate_not_deployment_count: i64,
    buy_certificate_not_trustee_count: i64,
    buy_checked_fail_count: i64,
    free_certificate_expire_count: i64,
    free_certificate_will_expired_count: i64,
    free_certificate_not_deployment_count: i64,
    free_checked_fail_count: i64,
    upload_certificate_expire_count: i64,
    upload_certificate_will_expired_count: i64,
    upload_certificate_not_deployment_count: i64,
    upload_certificate_not_notice_count: i64,
    domain_asset_not_monitor_count: i64,
}

impl Action for GetRiskCount {
    const NAME: &'static str = "GetRiskCount";
    const DOC: &'static str = "Counts the certificates that need attention.";
    const ACCESS: Access = Access::Get;
    type Response = Response;

    fn read(_: &mut Params<'_>) -> Result<Self> {
        Ok(Self {})
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Response> {
        let owner = Owner::of(cx);
        let (now, tx) = (cx.now, &mut *cx.tx);
        let (over, soon) = (expiry::expired(now), expiry::expiring_soon(now));
        let count = |tx: &mut dyn Tx, source, span| {
            certificate_counts::count(tx, owner, Some(source), span)
        };
        let unused = |tx: &mut dyn Tx, source| certificate_usage::unused(tx, owner, source);
        Ok(Response {
            aliyun_asset_certificate_expired_count: of_aliyun(tx, owner, over)?,
            aliyun_asset_certificate_will_expired_count: of_aliyun(tx, owner, soon)?,
            multi_cloud_asset_certificate_expired_count: of_others(tx, owner, over)?,
            multi_cloud_asset_certificate_will_expired_count: of_others(tx, owner, soon)?,
            buy_certificate_expire_count: count(tx, "buy", over)?,
            buy_certificate_will_expired_count: count(tx, "buy", soon)?,
            buy_certificate_not_deployment_count: unused(tx, "buy")?,
            buy_certificate_not_trustee_count: count(tx, "buy", expiry::valid(now))?
                - orders::count_auto_renewed_from(tx, owner, now)?,
            buy_checked_fail_count: orders::count(tx, owner, FAILED, false)?,
            free_certificate_expire_count: count(tx, "test", over)?,
            free_certificate_will_expired_count: count(tx, "test", soon)?,
            free_certificate_not_deployment_count: unused(tx, "test")?,
            free_checked_fail_count: orders::count(tx, owner, FAILED, true)?,
            upload_certificate_expire_count: count(tx, "upload", over)?,
            upload_certificate_will_expired_count: count(tx, "upload", soon)?,
            upload_certificate_not_deployment_count: unused(tx, "upload")?,
            upload_certificate_not_notice_count: certificate_counts::count_without_notice(
                tx, owner, "upload",
            )?,
            domain_asset_not_monitor_count: 0,
        })
    }
}

fn of_aliyun(tx: &mut dyn Tx, owner: Owner<'_>, ends: TimeRange) -> Result<i64> {
    Ok(certificate_usage::assets(tx, owner, "aliyun", Some(ends))?)
}

fn of_others(tx: &mut dyn Tx, owner: Owner<'_>, ends: TimeRange) -> Result<i64> {
    let mut total = 0;
    for cloud in ["Aws", "Huawei", "Tencent"] {
        total += certificate_usage::assets(tx, owner, cloud, Some(ends))?;
    }
    Ok(total)
}
