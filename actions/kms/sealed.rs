//! What is kept sealed: the material of keys and the values of secrets.
//!
//! The key of these seals is a part of the state, so that it goes where the state goes: a fork or a snapshot is opened by
//! a world that has another secret than that which sealed it.

use crate::{ApiError, Cx, Result, kms::tables::sealing_key};

/// Seals for one purpose.
pub(super) fn seal(cx: &mut Cx<'_>, purpose: &'static str, plain: &[u8]) -> Result<String> {
    let key = if let Some(hex) = sealing_key::get(cx.tx)? {
        read(&hex)?
    } else {
        let mut key = [0; 32];
        cx.random.fill(&mut key);
        sealing_key::put(cx.tx, &base16ct::lower::encode_string(&key))?;
        key
    };
    Ok(cx.vault.seal_with(&key, purpose, plain))
}

/// What was sealed for a purpose.
pub(super) fn open(cx: &mut Cx<'_>, purpose: &'static str, sealed: &str) -> Result<Vec<u8>> {
    let hex = sealing_key::get(cx.tx)?;
    let key = hex.as_deref().map(read).transpose()?;
    let opened = key.and_then(|key| cx.vault.unseal_with(&key, purpose, sealed));
    opened.ok_or_else(|| ApiError::internal("what is sealed was changed, or its key was"))
}

fn read(hex: &str) -> Result<[u8; 32]> {
    let mut key = [0; 32];
    base16ct::lower::decode(hex, &mut key).map_err(ApiError::internal)?;
    Ok(key)
}
