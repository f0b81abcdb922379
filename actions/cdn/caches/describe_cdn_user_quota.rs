//! `DescribeCdnUserQuota` tells the quotas of the account.

use serde::Serialize;

use crate::cdn::{caches::refresh, service::Service};
use crate::{Access, Action, Cx, Params, Result};

pub(in crate::cdn) struct DescribeCdnUserQuota;

/// All numbers are numbers here, unlike in the quotas of tasks (documented).
#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(in crate::cdn) struct Response {
    domain_quota: i64,
    refresh_url_quota: i64,
    refresh_url_remain: i64,
    refresh_dir_quota: i64,
    refresh_dir_remain: i64,
    preload_quota: i64,
    preload_remain: i64,
    block_quota: i64,
    block_remain: i64,
    ignore_params_quota: i64,
    ignore_params_remain: i64,
}

impl Action for DescribeCdnUserQuota {
    const NAME: &'static str = "DescribeCdnUserQuota";
    const DOC: &'static str = "Queries the quotas of the account.";
    const ACCESS: Access = Access::Get;
    type Response = Response;

    fn read(_: &mut Params<'_>) -> Result<Self> {
        Ok(Self)
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Response> {
        let it = refresh::quotas(cx, Service::Cdn)?;
        Ok(Response {
            domain_quota: it.domains,
            refresh_url_quota: it.urls.0,
            refresh_url_remain: it.urls.1,
            refresh_dir_quota: it.directories.0,
            refresh_dir_remain: it.directories.1,
            preload_quota: it.preloads.0,
            preload_remain: it.preloads.1,
            block_quota: it.blocks.0,
            block_remain: it.blocks.1,
            ignore_params_quota: it.ignored_parameters.0,
            ignore_params_remain: it.ignored_parameters.1,
        })
    }
}
