//! `DescribeCloudResourceStatus` counts the resources of other clouds that have a certificate.

use serde::Serialize;

use crate::cas::tables::{Owner, resources};
use crate::{Access, Action, Cx, Params, Result, text};

pub(in crate::cas) struct DescribeCloudResourceStatus {
    secret: Option<String>,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(in crate::cas) struct Response {
    data: Vec<CloudProductCount>,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(in crate::cas) struct CloudProductCount {
    cloud_name: String,
    cloud_product: String,
    total_count: i64,
}

impl Action for DescribeCloudResourceStatus {
    const NAME: &'static str = "DescribeCloudResourceStatus";
    const DOC: &'static str = "Counts the resources of other clouds that have a certificate.";
    const ACCESS: Access = Access::Get;
    type Response = Response;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        let secret = text("SecretId").doc("Only resources reached by this key of another cloud.");
        Ok(Self { secret: p.optional(secret)? })
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Response> {
        let owner = Owner::of(cx);
        let found = resources::count_other_clouds(cx.tx, owner, self.secret.as_deref())?;
        let data = found
            .into_iter()
            .map(|(cloud_name, cloud_product, total_count)| CloudProductCount {
                cloud_name,
                cloud_product,
                total_count,
            })
            .collect();
        Ok(Response { data })
    }
}
