//! `DescribeClientCertificate` returns a certificate of a client or a server.

use serde::Serialize;

use crate::{
    Access, Action, Cx, Fault, Params, Result,
    cas::faults::NOT_FOUND,
    pca::{
        issuing, parameters,
        tables::{Owner, certificates},
        view::{self, Facts, TagItem},
    },
};

pub(in crate::pca) struct DescribeClientCertificate {
    identifier: String,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(in crate::pca) struct Response {
    certificate: Detail,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
struct Detail {
    id: i64,
    #[serde(flatten)]
    facts: Facts,
    full_algorithm: String,
    days: i64,
    sans: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    alias_name: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    custom_identifier: Option<String>,
    cert_chain: String,
    upload_flag: i64,
    tags: Vec<TagItem>,
}

impl Action for DescribeClientCertificate {
    const NAME: &'static str = "DescribeClientCertificate";
    const DOC: &'static str = "Queries a certificate of a client or a server.";
    const ACCESS: Access = Access::Get;
    const FAULTS: &'static [Fault] = &[NOT_FOUND];
    type Response = Response;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        Ok(Self { identifier: p.required(parameters::identifier())? })
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Response> {
        let owner = Owner::of(cx);
        let found = certificates::certificate(cx.tx, owner, &self.identifier)?
            .filter(|it| !it.is_authority())
            .ok_or(NOT_FOUND)?;
        let certificate = Detail {
            id: found.id,
            facts: Facts::of(&found),
            days: view::days(&found),
            cert_chain: issuing::chain(cx, &found)?,
            tags: view::tag_items(cx, &found.identifier)?,
            upload_flag: i64::from(found.uploaded),
            full_algorithm: found.algorithm,
            sans: found.sans,
            alias_name: found.alias,
            custom_identifier: found.custom,
        };
        Ok(Response { certificate })
    }
}
