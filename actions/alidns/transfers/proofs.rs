//! The TXT record by which an account shows that a domain is its own: its name and its value, which is good for three days and
//! more (documented): a new one comes every six days, and the one before it counts as well.

use sha2::{Digest, Sha256};

use crate::alidns::tables::{domains::Domain, records};
use crate::{Result, ports::store::Tx};

const THREE_DAYS: i64 = 3 * 24 * 60 * 60 * 1000;

/// To have a sub-domain of somebody else's domain.
pub(super) const ADD: &str = "ADD_SUB_DOMAIN";
/// To have a domain of another account.
pub(super) const RETRIEVAL: &str = "RETRIEVAL";

/// Where the record stands. That of the former is modelled.
pub(super) fn rr(kind: &str) -> &'static str {
    if kind == RETRIEVAL { "aliyunRetrieval" } else { "alidnscheck" }
}

/// The value for an account and a domain at a time.
pub(super) fn value(account: &str, kind: &str, name: &str, now: i64) -> String {
    let period = now.div_euclid(2 * THREE_DAYS);
    let digest = Sha256::digest(format!("alidns\n{account}\n{kind}\n{name}\n{period}"));
    base16ct::lower::encode_string(&digest[..16])
}

/// Whether the record that shows a domain to be an account's is in it, with the value of now or the one before.
pub(super) fn is_there(tx: &mut dyn Tx, domain: &Domain, account: &str, now: i64) -> Result<bool> {
    let found = records::of_name(tx, domain.seq, &rr(RETRIEVAL).to_lowercase(), None)?;
    let values = [now, now - 2 * THREE_DAYS].map(|at| value(account, RETRIEVAL, &domain.name, at));
    Ok(found.iter().any(|it| it.kind == "TXT" && it.enabled && values.contains(&it.value)))
}
