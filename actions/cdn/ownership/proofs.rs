//! Whether a root domain is an account's: by a record in a zone that is hosted, or by a file that a test has put there.

use serde::Serialize;
use sha2::{Digest, Sha256};

use crate::cdn::{
    faults::{BAD_FILE, BAD_NAME, BAD_VERIFY_TYPE, NO_FILE, NOT_OWNED},
    names,
    service::Service,
    tables::roots,
};
use crate::{Cx, Result, alidns::zones, x509};

/// Where the record stands (documented).
const LABEL: &str = "verification";

/// The root of a name.
pub(in crate::cdn) fn root(name: &str) -> String {
    zones::registered(name).to_owned()
}

/// What the record or the file of an account must have: the same each time (documented).
fn content(account: &str, root: &str) -> String {
    let digest = Sha256::digest(format!("{account}/{root}").as_bytes());
    let hex = x509::hex(&digest);
    format!("verify_{}", hex.get(..32).unwrap_or_default())
}

/// Whether the root of a name is the caller's: it was proved, or the account hosts its zone (modelled).
pub(in crate::cdn) fn is_owned(cx: &mut Cx<'_>, name: &str) -> Result<bool> {
    let (account, root) = (cx.account().to_owned(), root(name));
    Ok(roots::read(cx.tx, &account, &root)?.verified
        || zones::is_hosted_by(cx.tx, &account, &root)?)
}

/// What a record or a file has to have.
#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct Content {
    content: String,
}

/// What the record of a name's root has to have.
pub(crate) fn wanted(cx: &mut Cx<'_>, service: Service, name: &str) -> Result<Content> {
    let name = names::parse(name).ok_or(BAD_NAME.of(service))?;
    Ok(Content { content: content(cx.account(), &root(&name)) })
}

/// Proves that the root of a name is the caller's.
pub(crate) fn verify(cx: &mut Cx<'_>, service: Service, (name, kind): (&str, &str)) -> Result<()> {
    let name = names::parse(name).ok_or(BAD_NAME.of(service))?;
    let (account, root) = (cx.account().to_owned(), root(&name));
    let mut it = roots::read(cx.tx, &account, &root)?;
    match kind {
        _ if it.verified => return Ok(()),
        "dnsCheck" => {
            let wanted = content(&account, &root);
            let found = zones::values(cx, &format!("{LABEL}.{root}"), "TXT")?;
            let is_it = |value: &String| value.trim_matches('"') == wanted;
            if !found.unwrap_or_default().iter().any(is_it)
                && !zones::is_hosted_by(cx.tx, &account, &root)?
            {
                return Err(NOT_OWNED.into());
            }
        }
        "fileCheck" => match it.file.as_deref() {
            Some("good") => {}
            Some(_) => return Err(BAD_FILE.into()),
            None => return Err(NO_FILE.into()),
        },
        _ => return Err(BAD_VERIFY_TYPE.into()),
    }
    it.verified = true;
    Ok(roots::put(cx.tx, &account, &root, &it)?)
}
