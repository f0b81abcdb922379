//! `DescribeCdnService` tells how the account has opened the product.

use serde::Serialize;

use crate::cdn::{faults::NOT_OPENED, opening::openings, service::Service};
use crate::{Access, Action, Cx, Fault, Params, Result};

pub(in crate::cdn) struct DescribeCdnService;

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(in crate::cdn) struct Response {
    instance_id: String,
    internet_charge_type: String,
    opening_time: String,
    changing_charge_type: String,
    changing_affect_time: String,
    operation_locks: OperationLocks,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(in crate::cdn) struct OperationLocks {
    lock_reason: [(); 0],
}

impl Action for DescribeCdnService {
    const NAME: &'static str = "DescribeCdnService";
    const DOC: &'static str = "Queries how the product is opened.";
    const ACCESS: Access = Access::Get;
    const FAULTS: &'static [Fault] = &[NOT_OPENED.cdn];
    type Response = Response;

    fn read(_: &mut Params<'_>) -> Result<Self> {
        Ok(Self)
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Response> {
        let it = openings::of(cx, Service::Cdn)?;
        Ok(Response {
            instance_id: it.instance,
            internet_charge_type: it.billing.clone(),
            opening_time: it.opened.clone(),
            changing_charge_type: it.billing,
            changing_affect_time: it.opened,
            operation_locks: OperationLocks { lock_reason: [] },
        })
    }
}
