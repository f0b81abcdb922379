//! `GetUserCertificateDetail` returns all fields of a certificate, including its private key.
//!
//! `CertFilter` omits the PEM texts of certificates and keys (documented; certimate, which compares
//! certificates, requests them without it).

use serde::Serialize;

use crate::cas::{
    certificates::certificate_chain::ChainLink,
    faults::NOT_FOUND,
    tables::{Owner, certificates, tags},
};
use crate::{Access, Action, Cx, Fault, Params, Result, flag, int, shared::format};

pub(in crate::cas) struct GetUserCertificateDetail {
    id: i64,
    filtered: bool,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(in crate::cas) struct Response {
    id: i64,
    name: String,
    common: String,
    sans: String,
    org_name: String,
    country: String,
    province: String,
    city: String,
    issuer: String,
    start_date: String,
    end_date: String,
    not_before: i64,
    not_after: i64,
    expired: bool,
    buy_in_aliyun: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    order_id: Option<i64>,
    instance_id: String,
    resource_group_id: String,
    algorithm: String,
    fingerprint: String,
    sha2: String,
    cert_sha2: String,
    serial_no: String,
    cert_identifier: String,
    #[serde(flatten)]
    texts: PemTexts,
    cert_chain: Vec<ChainItem>,
    tags: Vec<Tag>,
}

#[derive(Default, Serialize)]
#[serde(rename_all = "PascalCase")]
pub(in crate::cas) struct PemTexts {
    #[serde(skip_serializing_if = "String::is_empty")]
    cert: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    key: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    sign_cert: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    sign_private_key: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    encrypt_cert: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    encrypt_private_key: Option<String>,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(in crate::cas) struct ChainItem {
    common_name: String,
    issuer_common_name: String,
    not_before: i64,
    not_after: i64,
    remain_day: i64,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(in crate::cas) struct Tag {
    tag_key: String,
    tag_value: String,
}

impl Action for GetUserCertificateDetail {
    const NAME: &'static str = "GetUserCertificateDetail";
    const DOC: &'static str = "Queries the details of a certificate.";
    const ACCESS: Access = Access::Get;
    const FAULTS: &'static [Fault] = &[NOT_FOUND];
    type Response = Response;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        let filtered = flag("CertFilter").doc("Omits the PEM texts of certificates and keys.");
        Ok(Self {
            id: p.required(int("CertId").doc("The certificate."))?,
            filtered: p.default(filtered, false)?,
        })
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Response> {
        let owner = Owner::of(cx);
        let c = certificates::certificate(cx.tx, owner, self.id)?.ok_or(NOT_FOUND)?;
        let texts = certificates::texts(cx.tx, owner, c.id)?.ok_or(NOT_FOUND)?;
        let tags = tags::of(cx.tx, owner, &c.instance)?;
        let cert_chain = chained(&texts.chain, cx.now)?;
        Ok(Response {
            id: c.id,
            cert_identifier: format!("{}-{}", c.id, owner.site),
            start_date: format::date(c.not_before),
            end_date: format::date(c.not_after),
            expired: c.not_after < cx.now,
            buy_in_aliyun: c.source != "upload",
            texts: if self.filtered { PemTexts::default() } else { texts.into() },
            cert_chain,
            tags: tags.into_iter().map(Tag::from).collect(),
            name: c.name,
            common: c.common,
            sans: c.sans,
            org_name: c.org.unwrap_or_default(),
            country: c.country.unwrap_or_default(),
            province: c.province.unwrap_or_default(),
            city: c.city.unwrap_or_default(),
            issuer: c.issuer,
            not_before: c.not_before,
            not_after: c.not_after,
            order_id: c.order,
            instance_id: c.instance,
            resource_group_id: c.resource_group,
            algorithm: c.algorithm,
            fingerprint: c.sha1,
            sha2: c.sha256.clone(),
            cert_sha2: c.sha256,
            serial_no: c.serial,
        })
    }
}

fn chained(kept: &str, now: i64) -> Result<Vec<ChainItem>> {
    let all = ChainLink::all(kept)?.into_iter().map(|link| ChainItem {
        remain_day: link.days_left(now),
        common_name: link.subject,
        issuer_common_name: link.issuer,
        not_before: link.from,
        not_after: link.to,
    });
    Ok(all.collect())
}

impl From<certificates::PemTexts> for PemTexts {
    fn from(it: certificates::PemTexts) -> Self {
        Self {
            cert: it.cert,
            key: it.key,
            sign_cert: it.sign_cert,
            sign_private_key: it.sign_key,
            encrypt_cert: it.encrypt_cert,
            encrypt_private_key: it.encrypt_key,
        }
    }
}

impl From<tags::Tag> for Tag {
    fn from(it: tags::Tag) -> Self {
        Self { tag_key: it.name, tag_value: it.value }
    }
}
