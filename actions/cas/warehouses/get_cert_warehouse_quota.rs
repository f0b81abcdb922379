//! `GetCertWarehouseQuota` returns the quota of certificates in warehouses, and how much of it is
//! used.

use serde::Serialize;

use crate::cas::tables::{Owner, warehouses};
use crate::{Access, Action, Cx, Params, Result};

pub(in crate::cas) struct GetCertWarehouseQuota {}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(in crate::cas) struct Response {
    total_quota: i64,
    use_count: i64,
    /// Application certificates are not supported: always 0.
    app_total_quota: i64,
    app_use_count: i64,
}

impl Action for GetCertWarehouseQuota {
    const NAME: &'static str = "GetCertWarehouseQuota";
    const DOC: &'static str = "Queries the quota of certificates in warehouses.";
    const ACCESS: Access = Access::Get;
    type Response = Response;

    fn read(_: &mut Params<'_>) -> Result<Self> {
        Ok(Self {})
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Response> {
        let owner = Owner::of(cx);
        let use_count = warehouses::count_certificates(cx.tx, owner)?;
        // The numbers of the documentation's example.
        Ok(Response { total_quota: 5000, use_count, app_total_quota: 0, app_use_count: 0 })
    }
}
