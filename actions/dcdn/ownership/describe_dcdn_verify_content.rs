//! `DescribeDcdnVerifyContent` tells what a record or a file has to have that proves the ownership of a root domain.

use crate::cdn::{
    faults::BAD_NAME,
    ownership::proofs::{self, Content},
    resources::NAME,
    service::Service,
};
use crate::{Access, Action, Cx, Fault, Params, Result};

pub(in crate::dcdn) struct DescribeDcdnVerifyContent {
    name: String,
}

impl Action for DescribeDcdnVerifyContent {
    const NAME: &'static str = "DescribeDcdnVerifyContent";
    const DOC: &'static str = "Queries what proves the ownership of a domain.";
    const ACCESS: Access = Access::Free;
    const FAULTS: &'static [Fault] = &[BAD_NAME.dcdn];
    type Response = Content;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        Ok(Self { name: p.required(NAME)? })
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Content> {
        proofs::wanted(cx, Service::Dcdn, &self.name)
    }
}
