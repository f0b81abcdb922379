//! `UploadPCACert` stores a certificate of a private authority, optionally with its key.

use serde::Serialize;

use crate::cas::{
    certificates::certificate_chain,
    faults::{CERTIFICATE_FORMAT, KEY_FORMAT, NOT_FOUND, NOT_MATCH},
    tables::{Owner, warehouses},
    warehouses::warehouse_rules,
};
use crate::{Access, Action, Cx, Fault, Params, Result, int, text, x509::Certificate};

pub(in crate::cas) struct UploadPCACert {
    warehouse: i64,
    cert: String,
    key: Option<String>,
    name: Option<String>,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(in crate::cas) struct Response {
    identifier: String,
}

impl Action for UploadPCACert {
    const NAME: &'static str = "UploadPCACert";
    const DOC: &'static str = "Uploads a certificate of a private authority to a warehouse.";
    const ACCESS: Access = Access::Create;
    const FAULTS: &'static [Fault] = &[NOT_FOUND, NOT_MATCH, KEY_FORMAT, CERTIFICATE_FORMAT];
    type Response = Response;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        Ok(Self {
            warehouse: p.required(int("WarehouseId").doc("The warehouse."))?,
            cert: p.required(text("Cert").doc("The certificate, and its chain, as PEM."))?,
            key: p.optional(text("PrivateKey").doc("The private key, as PEM."))?,
            name: p.optional(text("Name").line(1, 128).doc("A display name."))?,
        })
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Response> {
        let owner = Owner::of(cx);
        let warehouse = warehouses::warehouse(cx.tx, owner, self.warehouse)?.ok_or(NOT_FOUND)?;
        let chain = match &self.key {
            Some(key) => certificate_chain::read_pair(&self.cert, key)?,
            None => Certificate::chain_from_pem(&self.cert).map_err(|_| CERTIFICATE_FORMAT)?,
        };
        let leaf = chain.first().ok_or(CERTIFICATE_FORMAT)?;
        let mut row = warehouse_rules::row(cx, &warehouse, leaf, self.cert)?;
        (row.name, row.key) = (self.name, self.key);
        warehouses::insert_certificate(cx.tx, owner, &mut row)?;
        Ok(Response { identifier: row.identifier })
    }
}
