//! `DescribeDcdnService` tells how the account has opened the product.

use serde::Serialize;

use crate::cdn::{faults::NOT_OPENED, opening::openings, service::Service};
use crate::{Access, Action, Cx, Fault, Params, Result};

pub(in crate::dcdn) struct DescribeDcdnService;

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(in crate::dcdn) struct Response {
    instance_id: String,
    internet_charge_type: String,
    opening_time: String,
    changing_charge_type: String,
    changing_affect_time: String,
    websocket_type: String,
    websocket_changing_type: String,
    websocket_changing_time: String,
    operation_locks: OperationLocks,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(in crate::dcdn) struct OperationLocks {
    lock_reason: [(); 0],
}

impl Action for DescribeDcdnService {
    const NAME: &'static str = "DescribeDcdnService";
    const DOC: &'static str = "Queries how the product is opened.";
    const ACCESS: Access = Access::Get;
    const FAULTS: &'static [Fault] = &[NOT_OPENED.dcdn];
    type Response = Response;

    fn read(_: &mut Params<'_>) -> Result<Self> {
        Ok(Self)
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Response> {
        let it = openings::of(cx, Service::Dcdn)?;
        Ok(Response {
            instance_id: it.instance,
            internet_charge_type: it.billing.clone(),
            opening_time: it.opened.clone(),
            changing_charge_type: it.billing,
            changing_affect_time: it.opened.clone(),
            websocket_type: it.websocket.clone(),
            websocket_changing_type: it.websocket,
            websocket_changing_time: it.opened,
            operation_locks: OperationLocks { lock_reason: [] },
        })
    }
}
