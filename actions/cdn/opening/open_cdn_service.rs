//! `OpenCdnService` opens the product for the account.

use crate::cdn::{
    faults::{BAD_BILLING, HAS_OPENED},
    lists::Done,
    opening::openings,
    service::Service,
};
use crate::{Access, Action, Cx, Fault, Params, Result, text};

pub(in crate::cdn) struct OpenCdnService {
    billing: String,
}

impl Action for OpenCdnService {
    const NAME: &'static str = "OpenCdnService";
    const DOC: &'static str = "Opens the product.";
    const ACCESS: Access = Access::Create;
    const FAULTS: &'static [Fault] = &[BAD_BILLING, HAS_OPENED.cdn];
    type Response = Done;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        let billing = text("InternetChargeType").doc("How to pay: PayByTraffic or PayByBandwidth.");
        Ok(Self { billing: p.required(billing)? })
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Done> {
        if !openings::BILLING.contains(&&*self.billing) {
            return Err(BAD_BILLING.into());
        }
        openings::open(cx, Service::Cdn, (&self.billing, ""))?;
        Ok(Done {})
    }
}
