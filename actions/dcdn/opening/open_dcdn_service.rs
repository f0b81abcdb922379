//! `OpenDcdnService` opens the product for the account.

use crate::cdn::{faults::HAS_OPENED, lists::Done, opening::openings, service::Service};
use crate::{Access, Action, Cx, Fault, Params, Result, text};

pub(in crate::dcdn) struct OpenDcdnService {
    billing: String,
    websocket: String,
}

impl Action for OpenDcdnService {
    const NAME: &'static str = "OpenDcdnService";
    const DOC: &'static str = "Opens the product.";
    const ACCESS: Access = Access::Create;
    const FAULTS: &'static [Fault] = &[HAS_OPENED.dcdn];
    type Response = Done;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        let billing = text("BillType").one_of(openings::BILLING).doc("How to pay.");
        let websocket = text("WebsocketBillType").doc("How to pay for WebSocket.");
        Ok(Self { billing: p.required(billing)?, websocket: p.required(websocket)? })
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Done> {
        openings::open(cx, Service::Dcdn, (&self.billing, &self.websocket))?;
        Ok(Done {})
    }
}
