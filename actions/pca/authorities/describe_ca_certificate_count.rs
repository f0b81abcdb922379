//! `DescribeCACertificateCount` counts the authorities.

use serde::Serialize;

use crate::{
    Access, Action, Cx, Params, Result,
    pca::tables::{
        Owner,
        certificates::{self, Filter},
    },
    request::page::Page,
};

pub(in crate::pca) struct DescribeCACertificateCount;

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(in crate::pca) struct Response {
    total_count: i64,
}

impl Action for DescribeCACertificateCount {
    const NAME: &'static str = "DescribeCACertificateCount";
    const DOC: &'static str = "Counts the authorities.";
    const ACCESS: Access = Access::Get;
    type Response = Response;

    fn read(_: &mut Params<'_>) -> Result<Self> {
        Ok(Self)
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Response> {
        let owner = Owner::of(cx);
        let filter = Filter { kinds: ("ROOT", "SUB_ROOT"), ..Filter::default() };
        let none = Page { number: 1, size: 0 };
        let (_, total_count) = certificates::list(cx.tx, owner, &filter, none)?;
        Ok(Response { total_count })
    }
}
