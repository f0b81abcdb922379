//! `DescribeVerifyContent` tells what a record or a file has to have that proves the ownership of a root domain.

use crate::cdn::{
    faults::BAD_NAME,
    ownership::proofs::{self, Content},
    resources::NAME,
    service::Service,
};
use crate::{Access, Action, Cx, Fault, Params, Result};

pub(in crate::cdn) struct DescribeVerifyContent {
    name: String,
}

impl Action for DescribeVerifyContent {
    const NAME: &'static str = "DescribeVerifyContent";
    const DOC: &'static str = "Queries what proves the ownership of a domain.";
    const ACCESS: Access = Access::Get;
    const FAULTS: &'static [Fault] = &[BAD_NAME.cdn];
    type Response = Content;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        Ok(Self { name: p.required(NAME)? })
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Content> {
        proofs::wanted(cx, Service::Cdn, &self.name)
    }
}
