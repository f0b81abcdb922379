//! `CreateCsr` generates a key and a certificate signing request for it. The key is stored.

use serde::Serialize;

use crate::cas::{
    certificates::csr_rules::{
        self, BAD_KEY_SIZE, is_country, is_domain_or_address, is_name_char, is_name_list,
    },
    tables::{Owner, csrs},
};
use crate::{
    Access, Action, ApiError, Cx, Fault, Params, Result, int, text,
    x509::{self, Name},
};

pub(in crate::cas) struct CreateCsr {
    name: Option<String>,
    algorithm: String,
    key_size: i64,
    subject: Name,
    sans: Option<String>,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(in crate::cas) struct Response {
    csr: String,
    csr_id: i64,
}

impl Action for CreateCsr {
    const NAME: &'static str = "CreateCsr";
    const DOC: &'static str = "Creates a certificate signing request, and its key.";
    const ACCESS: Access = Access::Create;
    const FAULTS: &'static [Fault] = &[BAD_KEY_SIZE];
    type Response = Response;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        let algorithm = text("Algorithm").one_of(&["RSA", "ECC", "SM2"]);
        let common = text("CommonName").form("domain", is_domain_or_address).doc("The domain.");
        let country =
            text("CountryCode").form("country", is_country).doc("The country code, two letters.");
        let sans = text("Sans").form("list of domains", is_name_list);
        let mut subject = Name::default();
        let it = Self {
            name: p.optional(text("Name").chars(1, 50, is_name_char).doc("A display name."))?,
            algorithm: p.required(algorithm.doc("The algorithm of the key."))?,
            key_size: p.required(int("KeySize").doc("The size of the key in bits."))?,
            sans: p.optional(sans.doc("More domains, comma-separated."))?,
            subject: Name::default(),
        };
        subject.common = Some(p.required(common)?);
        subject.country = Some(p.required(country)?);
        subject.state = Some(p.required(text("Province").line(1, 128).doc("The province."))?);
        subject.locality = Some(p.required(text("Locality").line(1, 128).doc("The city."))?);
        subject.organization = p.optional(text("CorpName").line(1, 64).doc("The company."))?;
        subject.unit = p.optional(text("Department").line(1, 64).doc("The department."))?;
        Ok(Self { subject, ..it })
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Response> {
        let owner = Owner::of(cx);
        let key = csr_rules::generate_key(cx, &self.algorithm, self.key_size)?;
        let mut sans = csr_rules::split_names(self.sans.as_deref().unwrap_or_default());
        if let Some(common) = self.subject.common.clone().filter(|it| !sans.contains(it)) {
            sans.insert(0, common);
        }
        let csr = x509::request(cx.random, &self.subject, &sans, &key);
        let csr = csr.map_err(ApiError::internal)?;
        let (mut row, _) = csr_rules::to_row(&csr, self.name)?;
        // As in the call: the request itself repeats the common name among them.
        row.sans = self.sans.unwrap_or_default();
        row.key = Some(key.pem());
        csrs::insert(cx.tx, owner, &mut row)?;
        Ok(Response { csr, csr_id: row.id })
    }
}
