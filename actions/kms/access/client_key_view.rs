//! What answers say of a client key.

use serde::Serialize;

use crate::{kms::tables::client_keys::ClientKey, shared::format::iso};

/// A client key, without its private key.
#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(in crate::kms) struct Shown {
    client_key_id: String,
    aap_name: String,
    create_time: String,
    key_algorithm: &'static str,
    key_origin: &'static str,
    not_before: String,
    not_after: String,
    public_key_data: String,
}

/// What is said of a client key.
pub(super) fn shown(it: ClientKey) -> Shown {
    Shown {
        client_key_id: it.id,
        aap_name: it.point,
        create_time: iso(it.made),
        key_algorithm: "RSA_2048",
        key_origin: "KMS_PROVIDED",
        not_before: iso(it.not_before),
        not_after: iso(it.not_after),
        public_key_data: it.certificate,
    }
}
