//! `DescribeClientCertificateStatus` tells which of some certificates are revoked.

use serde::Serialize;

use crate::{
    Access, Action, Cx, Params, Result,
    pca::tables::{Owner, certificates},
    shared::text::comma_list,
    text,
};

pub(in crate::pca) struct DescribeClientCertificateStatus {
    identifiers: String,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(in crate::pca) struct Response {
    certificate_status: Vec<Item>,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
struct Item {
    #[serde(skip_serializing_if = "Option::is_none")]
    serial_number: Option<String>,
    /// `good`, `revoked` or `unknown`.
    status: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    revoke_time: Option<i64>,
}

impl Action for DescribeClientCertificateStatus {
    const NAME: &'static str = "DescribeClientCertificateStatus";
    const DOC: &'static str = "Queries whether certificates are revoked.";
    const ACCESS: Access = Access::Get;
    type Response = Response;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        let identifiers = text("Identifier").line(1, 4096);
        Ok(Self {
            identifiers: p.required(identifiers.doc("The identifiers, with commas between."))?,
        })
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Response> {
        let owner = Owner::of(cx);
        let mut certificate_status = Vec::new();
        for identifier in comma_list(&self.identifiers) {
            let found = certificates::certificate(cx.tx, owner, identifier)?
                .filter(|it| !it.is_authority());
            certificate_status.push(Item {
                status: match found.as_ref().map(|it| it.revoked) {
                    None => "unknown",
                    Some(None) => "good",
                    Some(Some(_)) => "revoked",
                },
                revoke_time: found.as_ref().and_then(|it| it.revoked),
                serial_number: found.map(|it| it.serial),
            });
        }
        Ok(Response { certificate_status })
    }
}
