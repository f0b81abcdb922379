//! `DescribeRefreshQuota` tells how much may be refreshed and prefetched in a day, and how much of that is left.

use serde::Serialize;

use crate::cdn::{caches::refresh, service::Service};
use crate::{Access, Action, Cx, Params, Result};

pub(in crate::cdn) struct DescribeRefreshQuota;

/// All numbers are texts (documented).
#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(in crate::cdn) struct Response {
    url_quota: String,
    url_remain: String,
    dir_quota: String,
    dir_remain: String,
    regex_quota: String,
    regex_remain: String,
    preload_quota: String,
    preload_remain: String,
    preload_edge_quota: String,
    preload_edge_remain: String,
    block_quota: String,
    block_remain: String,
    ignore_params_quota: String,
    ignore_params_remain: String,
}

impl Action for DescribeRefreshQuota {
    const NAME: &'static str = "DescribeRefreshQuota";
    const DOC: &'static str = "Queries the quotas of tasks.";
    const ACCESS: Access = Access::Get;
    type Response = Response;

    fn read(_: &mut Params<'_>) -> Result<Self> {
        Ok(Self)
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Response> {
        let it = refresh::quotas(cx, Service::Cdn)?;
        Ok(Response {
            url_quota: it.urls.0.to_string(),
            url_remain: it.urls.1.to_string(),
            dir_quota: it.directories.0.to_string(),
            dir_remain: it.directories.1.to_string(),
            regex_quota: it.regexes.0.to_string(),
            regex_remain: it.regexes.1.to_string(),
            preload_quota: it.preloads.0.to_string(),
            preload_remain: it.preloads.1.to_string(),
            preload_edge_quota: it.edge_preloads.0.to_string(),
            preload_edge_remain: it.edge_preloads.1.to_string(),
            block_quota: it.blocks.0.to_string(),
            block_remain: it.blocks.1.to_string(),
            ignore_params_quota: it.ignored_parameters.0.to_string(),
            ignore_params_remain: it.ignored_parameters.1.to_string(),
        })
    }
}
