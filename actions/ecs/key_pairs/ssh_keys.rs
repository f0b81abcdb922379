//! Keys in the form of SSH, and key pairs as they are stored.

use base64::{Engine, engine::general_purpose::STANDARD};
use md5::{Digest, Md5};
use rsa::traits::PublicKeyParts;
use serde_json::{Value, json};

use crate::{
    Cx, Result,
    ecs::{
        calls,
        faults::keys::{MANY_PAIRS, SAME_NAME},
        given::Given,
        limits, numbered,
        tables::resources::{self, INSTANCE, KEY_PAIR, Resource},
        tagged,
    },
    x509::PublicKey,
};

/// Adds a text as SSH writes it: its length, then its bytes.
fn push(out: &mut Vec<u8>, bytes: &[u8]) {
    out.extend(u32::try_from(bytes.len()).unwrap_or(u32::MAX).to_be_bytes());
    out.extend(bytes);
}

/// Adds a positive number.
fn push_number(out: &mut Vec<u8>, number: &[u8]) {
    let mut bytes = Vec::with_capacity(number.len() + 1);
    if number.first().is_some_and(|first| first & 0x80 != 0) {
        bytes.push(0);
    }
    bytes.extend(number);
    push(out, &bytes);
}

/// A public key as a line of SSH; none unless it is an RSA key.
pub(super) fn line(key: &PublicKey) -> Option<String> {
    let PublicKey::Rsa(key) = key else { return None };
    let mut out = Vec::new();
    push(&mut out, b"ssh-rsa");
    push_number(&mut out, &key.e().to_bytes_be());
    push_number(&mut out, &key.n().to_bytes_be());
    Some(format!("ssh-rsa {}", STANDARD.encode(out)))
}

/// The fingerprint of a key in a line of SSH, 32 hexadecimal digits; none if the line has no RSA key.
pub(in crate::ecs) fn fingerprint(line: &str) -> Option<String> {
    let mut words = line.split_whitespace();
    let body = words.next().filter(|it| *it == "ssh-rsa").and_then(|_| words.next())?;
    let bytes = STANDARD.decode(body).ok()?;
    let start = [&7_u32.to_be_bytes()[..], b"ssh-rsa"].concat();
    let digest = Md5::digest(&bytes);
    (bytes.starts_with(&start) && bytes.len() > 64).then(|| base16ct::lower::encode_string(&digest))
}

/// The pair of this name in a region.
pub(in crate::ecs) fn named(cx: &mut Cx<'_>, region: &str, name: &str) -> Result<Option<Resource>> {
    let account = cx.account().to_owned();
    Ok(resources::named(cx.tx, &KEY_PAIR, &account, (region, name))?.into_iter().next())
}

/// Adds a pair with this public key.
pub(super) fn add(cx: &mut Cx<'_>, it: &Given, line: &str, print: &str) -> Result<Value> {
    let (account, region) = (cx.account().to_owned(), calls::region(cx, it));
    let group = tagged::group(cx, it)?;
    let mut made = Resource {
        id: numbered::id(cx, "ssh", &region),
        name: it.text("KeyPairName").to_owned(),
        made: cx.now,
        region,
        group,
        ..Resource::default()
    };
    made.set("PublicKey", line);
    made.set("KeyPairFingerPrint", print);
    resources::add(cx.tx, &KEY_PAIR, &account, &mut made)?;
    tagged::put(cx, &KEY_PAIR, (&made.region, &made.id), &it.tags("Tag"))?;
    Ok(json!({
        "KeyPairId": made.id,
        "KeyPairName": made.name,
        "KeyPairFingerPrint": print,
    }))
}

/// Refuses a pair whose name is taken, or one too many.
pub(super) fn check_new(cx: &mut Cx<'_>, it: &Given) -> Result<()> {
    let (account, region) = (cx.account().to_owned(), calls::region(cx, it));
    if named(cx, &region, it.text("KeyPairName"))?.is_some() {
        return Err(SAME_NAME.into());
    }
    let most = limits::limit(cx, "limit.key-pairs")?;
    if resources::count(cx.tx, &KEY_PAIR, &account, &region)? >= most {
        return Err(MANY_PAIRS.into());
    }
    Ok(())
}

/// Whether instances of a region have the pair of this name.
pub(super) fn is_used(cx: &mut Cx<'_>, region: &str, name: &str) -> Result<bool> {
    let account = cx.account().to_owned();
    let all = resources::of_region(cx.tx, &INSTANCE, &account, region)?;
    Ok(all.iter().any(|it| it.text("KeyPairName") == name))
}
