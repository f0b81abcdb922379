//! `GetCertificateDetail` returns a certificate in the format of the newer actions.

use serde::Serialize;

use crate::cas::{
    certificates::certificate_chain::ChainLink,
    certificates::expiry,
    faults::NOT_FOUND,
    tables::{
        Owner, certificate_usage,
        certificates::{self, Certificate},
        tags,
    },
};
use crate::{Access, Action, Cx, Fault, Params, Result, int};

pub(in crate::cas) struct GetCertificateDetail {
    id: i64,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(in crate::cas) struct Response {
    certificate_id: i64,
    cert_identifier: String,
    certificate_name: String,
    certificate_source: String,
    certificate_status: &'static str,
    common_name: String,
    domain: String,
    subject_alternative_names: Vec<String>,
    algorithm: String,
    key_size: i64,
    issuer: String,
    serial: String,
    finger_print: String,
    not_before: i64,
    not_after: i64,
    exist_private_key: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    csr: Option<String>,
    instance_id: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    contact_id: Option<i64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    company_id: Option<i64>,
    certificate_chain_list: Vec<ChainItem>,
    tags: Vec<Tag>,
    using_product_list: Vec<String>,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(in crate::cas) struct ChainItem {
    subject: String,
    issuer: String,
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

impl Action for GetCertificateDetail {
    const NAME: &'static str = "GetCertificateDetail";
    const DOC: &'static str = "Queries a certificate.";
    const ACCESS: Access = Access::Get;
    const FAULTS: &'static [Fault] = &[NOT_FOUND];
    type Response = Response;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        Ok(Self { id: p.required(int("CertificateId").doc("The certificate."))? })
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Response> {
        let owner = Owner::of(cx);
        let c = certificates::certificate(cx.tx, owner, self.id)?.ok_or(NOT_FOUND)?;
        let texts = certificates::texts(cx.tx, owner, c.id)?.ok_or(NOT_FOUND)?;
        let tags = tags::of(cx.tx, owner, &c.instance)?;
        let using_product_list = certificate_usage::products(cx.tx, owner, c.id)?;
        let chain = ChainLink::all(&texts.chain)?;
        Ok(Response {
            certificate_id: c.id,
            cert_identifier: format!("{}-{}", c.id, owner.site),
            certificate_source: c.source.to_uppercase(),
            certificate_status: expiry::status(&c, cx.now),
            subject_alternative_names: names(&c),
            domain: c.sans,
            certificate_chain_list: chain.into_iter().map(|it| chained(it, cx.now)).collect(),
            tags: tags.into_iter().map(Tag::from).collect(),
            using_product_list,
            certificate_name: c.name,
            common_name: c.common,
            algorithm: c.algorithm,
            key_size: c.key_size,
            issuer: c.issuer,
            serial: c.serial,
            finger_print: c.sha1,
            not_before: c.not_before,
            not_after: c.not_after,
            exist_private_key: c.keyed,
            csr: texts.csr,
            instance_id: c.instance,
            contact_id: c.contact,
            company_id: c.company,
        })
    }
}

fn names(c: &Certificate) -> Vec<String> {
    c.domains().map(str::to_owned).collect()
}

fn chained(it: ChainLink, now: i64) -> ChainItem {
    ChainItem {
        remain_day: it.days_left(now),
        subject: it.subject,
        issuer: it.issuer,
        not_before: it.from,
        not_after: it.to,
    }
}

impl From<tags::Tag> for Tag {
    fn from(it: tags::Tag) -> Self {
        Self { tag_key: it.name, tag_value: it.value }
    }
}
