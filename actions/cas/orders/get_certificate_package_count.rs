//! `GetCertificatePackageCount` sums up the quotas. Each field of the answer is JSON text.

use serde::Serialize;
use serde_json::json;

use crate::cas::{
    orders::certificate_product,
    orders::order_flow,
    tables::{Owner, orders, packages::Package},
};
use crate::{Access, Action, Cx, Params, Result};

pub(in crate::cas) struct GetCertificatePackageCount;

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(in crate::cas) struct Response {
    product_count_list: String,
    total_count_detail: String,
    notice_count_detail: String,
    proxy_count_detail: String,
    trustee_count_detail: String,
}

impl Action for GetCertificatePackageCount {
    const NAME: &'static str = "GetCertificatePackageCount";
    const DOC: &'static str = "Queries the quotas of all products.";
    const ACCESS: Access = Access::Get;
    type Response = Response;

    fn read(_: &mut Params<'_>) -> Result<Self> {
        Ok(Self)
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Response> {
        let owner = Owner::of(cx);
        let (mut all, mut sum) = (Vec::new(), Package::default());
        for certificate_product in certificate_product::ALL {
            let Some(it) = order_flow::package(cx.tx, owner, certificate_product)? else {
                continue;
            };
            sum.total = sum.total.saturating_add(it.total);
            sum.used += it.used;
            sum.issued += it.issued;
            all.push(json!({
                "ProductCode": it.product, "ProductName": certificate_product.name(), "TotalCount": it.total,
                "UsedCount": it.used, "IssuedCount": it.issued,
            }));
        }
        let trustees = orders::count_auto_renewed(cx.tx, owner)?;
        let detail =
            |total: i64, used: i64| json!({ "TotalCount": total, "UsedCount": used }).to_string();
        let total = json!({
            "TotalCount": sum.total, "UsedCount": sum.used, "IssuedCount": sum.issued,
        });
        Ok(Response {
            product_count_list: json!(all).to_string(),
            total_count_detail: total.to_string(),
            notice_count_detail: detail(0, 0),
            proxy_count_detail: detail(0, 0),
            trustee_count_detail: detail(trustees, trustees),
        })
    }
}
