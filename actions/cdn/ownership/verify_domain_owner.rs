//! `VerifyDomainOwner` proves the ownership of a root domain.

use crate::cdn::{
    faults::{BAD_FILE, BAD_NAME, BAD_VERIFY_TYPE, NO_FILE, NOT_OWNED},
    lists::Done,
    ownership::proofs,
    resources::NAME,
    service::Service,
};
use crate::{Access, Action, Cx, Fault, Params, Result, text};

pub(in crate::cdn) struct VerifyDomainOwner {
    name: String,
    kind: String,
}

impl Action for VerifyDomainOwner {
    const NAME: &'static str = "VerifyDomainOwner";
    const DOC: &'static str = "Proves the ownership of a domain.";
    const ACCESS: Access = Access::Update;
    const FAULTS: &'static [Fault] = &[BAD_NAME.cdn, NOT_OWNED, BAD_FILE, NO_FILE, BAD_VERIFY_TYPE];
    type Response = Done;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        let kind = text("VerifyType").doc("How: dnsCheck or fileCheck.");
        Ok(Self { name: p.required(NAME)?, kind: p.required(kind)? })
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Done> {
        proofs::verify(cx, Service::Cdn, (&self.name, &self.kind))?;
        Ok(Done {})
    }
}
