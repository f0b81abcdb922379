//! `CreateWHClientCertificate` issues a certificate by a private authority in a warehouse.
//!
//! Its key is generated and stored, unless a CSR is supplied. `Days` takes precedence over
//! `BeforeTime` and `AfterTime`, which must be given together; the default validity is one year.

use serde::Serialize;

use crate::cas::{
    certificates::csr_rules::is_country,
    faults::{NOT_FOUND, NOT_NOW},
    private_issue::{self, BAD_CSR, BAD_SAN, IssueRequest, TOO_LONG},
    tables::{Owner, warehouses},
    warehouses::warehouse_rules,
};
use crate::{
    Access, Action, Cx, Fault, Params, Result, int, text,
    x509::{Name, PrivateKey},
};

pub(in crate::cas) struct CreateWHClientCertificate {
    parent: String,
    immediately: i64,
    issue_request: IssueRequest,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(in crate::cas) struct Response {
    identifier: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    x509_certificate: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    certificate_chain: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    parent_x509_certificate: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    root_x509_certificate: Option<String>,
}

impl Action for CreateWHClientCertificate {
    const NAME: &'static str = "CreateWHClientCertificate";
    const DOC: &'static str = "Issues a certificate by a private authority in a warehouse.";
    const ACCESS: Access = Access::Create;
    const FAULTS: &'static [Fault] = &[NOT_FOUND, NOT_NOW, BAD_CSR, BAD_SAN, TOO_LONG];
    type Response = Response;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        let algorithm = text("Algorithm").one_of(private_issue::ALGORITHMS);
        let country =
            text("Country").form("country", is_country).doc("The country code, two letters.");
        let field = |name| text(name).line(1, 64);
        let mut subject = Name::default();
        subject.common = p.optional(field("CommonName").doc("The name of the certificate."))?;
        subject.country = p.optional(country)?;
        subject.state = p.optional(field("State").doc("The province."))?;
        subject.locality = p.optional(field("Locality").doc("The city."))?;
        subject.organization = p.optional(field("Organization").doc("The company."))?;
        subject.unit = p.optional(field("OrganizationUnit").doc("The department."))?;
        let immediately = int("Immediately").range(0, 2);
        let san_kind = int("SanType").doc("1 mail addresses, 2 domains, 6 URIs, 7 IP addresses.");
        Ok(Self {
            parent: p.required(text("ParentIdentifier").doc("The authority."))?,
            immediately: p.default(
                immediately
                    .doc("0 returns the identifier, 1 also the certificate, 2 also the chain."),
                0,
            )?,
            issue_request: IssueRequest {
                subject,
                algorithm: p.default(algorithm.doc("The algorithm of the key."), "RSA_2048")?,
                csr: p.optional(text("Csr").doc("A request for the certificate, as PEM."))?,
                days: p.optional(int("Days").min(1).doc("How many days it is valid."))?,
                months: p.optional(int("Months").min(1).doc("How many months it is valid."))?,
                years: p.optional(int("Years").min(1).doc("How many years it is valid."))?,
                from: p.optional(
                    int("BeforeTime").min(0).doc("The start of validity, in seconds since 1970."),
                )?,
                to: p.optional(
                    int("AfterTime").min(0).doc("The end of validity, in seconds since 1970."),
                )?,
                san_kind: p.optional(san_kind)?,
                sans: p
                    .optional(text("SanValue").doc("The alternative names, comma-separated."))?,
            },
        })
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Response> {
        let owner = Owner::of(cx);
        let parent = warehouses::certificate(cx.tx, owner, &self.parent)?.ok_or(NOT_FOUND)?;
        let signer = parent.key.as_deref().and_then(|key| PrivateKey::from_pem(key).ok());
        let authority = warehouse_rules::leaf(&parent).filter(|it| it.authority);
        let (Some(signer), Some(authority), None) = (signer, authority, parent.revoked) else {
            return Err(NOT_NOW.into());
        };
        let (issued, key) = private_issue::issue(cx, self.issue_request, &authority, &signer)?;
        let home = warehouses::warehouse(cx.tx, owner, parent.warehouse)?.ok_or(NOT_FOUND)?;
        let mut row = warehouse_rules::row(cx, &home, &issued, issued.pem())?;
        "aliyun".clone_into(&mut row.origin);
        row.parent = Some(parent.identifier);
        row.key = key.map(|key| key.pem());
        warehouses::insert_certificate(cx.tx, owner, &mut row)?;
        let above: Vec<String> =
            warehouse_rules::ancestors(cx, &row)?.into_iter().map(|it| it.cert).collect();
        let all = self.immediately == 2;
        Ok(Response {
            identifier: row.identifier,
            x509_certificate: (self.immediately > 0).then(|| issued.pem()),
            certificate_chain: all.then(|| above.concat()),
            parent_x509_certificate: above.first().filter(|_| all).cloned(),
            root_x509_certificate: above.last().filter(|_| all).cloned(),
        })
    }
}
