//! `ImportKeyMaterial` gives a key its material, which stays the same: what is imported again must be what was imported before.

use sha2::{Digest, Sha256};

use super::import_tokens::ImportToken;
use crate::{Access, Action, Cx, Fault, Params, ResourceReader, Result};
use crate::{
    ApiError, int,
    kms::{
        base64_texts,
        empty::Empty,
        faults::{
            BAD_MATERIAL, BAD_ORIGIN, BAD_PARAMETER, BAD_TOKEN, EXPIRED_TOKEN, NO_ALIAS_HERE,
            NO_KEY, STATE_FAILED, bad,
        },
        keys::{
            due_work,
            found_keys::{self, KEY_BY_ID},
            key_states::{self, ENABLED, IMPORT, KeyCause},
            material,
        },
        tables::{key_versions, keys},
    },
    text,
    x509::{self, PrivateKey},
};

pub(in crate::kms) struct ImportKeyMaterial {
    key: String,
    wrapped: String,
    token: String,
    end: i64,
}

/// The last second of the year 9999, after which times have another form.
const LAST: i64 = 253_402_300_799;

impl Action for ImportKeyMaterial {
    const NAME: &'static str = "ImportKeyMaterial";
    const DOC: &'static str = "Imports the material of a key.";
    const ACCESS: Access = Access::Update;
    const RESOURCES: &'static [&'static str] = found_keys::RESOURCES;
    const RESOURCES_OF: Option<ResourceReader> = Some(found_keys::RESOURCES_OF);
    const FAULTS: &'static [Fault] = &[
        BAD_PARAMETER,
        NO_KEY,
        NO_ALIAS_HERE,
        BAD_ORIGIN,
        BAD_TOKEN,
        EXPIRED_TOKEN,
        BAD_MATERIAL,
        STATE_FAILED,
    ];
    type Response = Empty;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        let end = int("KeyMaterialExpireUnix")
            .range(0, LAST)
            .doc("When it is too old, in seconds; 0 for never.");
        Ok(Self {
            key: p.required(KEY_BY_ID)?,
            wrapped: p
                .required(text("EncryptedKeyMaterial").secret().doc("The material, wrapped."))?,
            token: p.required(text("ImportToken").doc("The token of the import."))?,
            end: p.default(end, 0)?,
        })
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Empty> {
        let wrapped = base64_texts::read("EncryptedKeyMaterial", &self.wrapped)?;
        let mut key = found_keys::key_by_id(cx, &self.key)?;
        if !key.is_external() {
            return Err(BAD_ORIGIN.into());
        }
        key_states::staying(key.state)?;
        let token = ImportToken::open(cx, &self.token)?;
        if token.key != key.id {
            return Err(BAD_TOKEN.into());
        }
        if token.end <= cx.now {
            return Err(EXPIRED_TOKEN.into());
        }
        let end = Some(self.end.saturating_mul(1000)).filter(|it| *it > 0);
        if end.is_some_and(|it| it <= cx.now) {
            return Err(bad("KeyMaterialExpireUnix"));
        }
        let private = PrivateKey::from_pem(&token.private).map_err(ApiError::internal)?;
        let unwrapped = match token.algorithm.as_str() {
            "RSAES_PKCS1_V1_5" => private.decrypt_pkcs1(&wrapped),
            algorithm => private.decrypt_oaep(algorithm == "RSAES_OAEP_SHA_1", &wrapped),
        };
        let found = unwrapped.map_err(|_| BAD_MATERIAL)?;
        if material::algorithm(&key)?.symmetric_bytes() != Some(found.len()) {
            return Err(BAD_MATERIAL.into());
        }
        let fingerprint = x509::hex(&Sha256::digest([key.id.as_bytes(), &found].concat()));
        if !key.fingerprint.is_empty() && key.fingerprint != fingerprint {
            return Err(BAD_MATERIAL.into());
        }
        if key.version.is_empty() {
            material::add_version(cx, &mut key, &found)?;
        } else {
            let sealed = material::seal(cx, &found)?;
            key_versions::set_material(cx.tx, &key.version, &sealed)?;
            key.material = true;
        }
        key.fingerprint = fingerprint;
        key.material_end = end;
        if key.state == IMPORT {
            key.state.move_to(cx, KeyCause::Import, ENABLED)?;
        }
        keys::put(cx.tx, &key)?;
        cx.cancel(due_work::MATERIAL_END.kind, &key.id)?;
        if let Some(at) = end {
            cx.schedule(at, due_work::MATERIAL_END.kind, &key.id)?;
        }
        Ok(Empty {})
    }
}
