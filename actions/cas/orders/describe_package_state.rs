//! `DescribePackageState` returns the quota of a product. Every submitted application counts as
//! used, whatever its result, until it is deleted.
//!
//! Assumed: how much every account has of what is free.

use serde::Serialize;

use crate::cas::{
    orders::certificate_product::{self, CertificateProduct},
    orders::order_flow,
    tables::{Owner, packages::Package},
};
use crate::{Access, Action, Cx, Params, Result, text};

pub(in crate::cas) struct DescribePackageState {
    product: String,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(in crate::cas) struct Response {
    product_code: String,
    total_count: i64,
    used_count: i64,
    issued_count: i64,
}

impl Action for DescribePackageState {
    const NAME: &'static str = "DescribePackageState";
    const DOC: &'static str = "Queries the quota of a product.";
    const ACCESS: Access = Access::Get;
    type Response = Response;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        let product = text("ProductCode")
            .one_of(certificate_product::CODES)
            .doc("The product code of the quota.");
        Ok(Self { product: p.default(product, certificate_product::DEFAULT)? })
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Response> {
        let owner = Owner::of(cx);
        let package = match CertificateProduct::of(&self.product) {
            Some(certificate_product) => order_flow::package(cx.tx, owner, certificate_product)?,
            None => None,
        };
        let package = package.unwrap_or_else(Package::default);
        Ok(Response {
            product_code: self.product,
            total_count: package.total,
            used_count: package.used,
            issued_count: package.issued,
        })
    }
}
