//! How a domain goes from one account to another.

use crate::alidns::{
    editions::{self, EDITIONS},
    tables::{
        domains::{self, Domain},
        transfers::{self, Transfer},
    },
    written,
};
use crate::{Cx, Result};

/// Gives a domain to an account, where it has the free edition, since the instance stays behind. Answers the number of the
/// transfer.
pub(super) fn give(
    cx: &mut Cx<'_>,
    mut domain: Domain,
    target: &str,
    (remark, deed): (&str, &str),
) -> Result<i64> {
    domain.instance = None;
    editions::change(&mut domain, EDITIONS[0]);
    domains::put(cx.tx, &mut domain)?;
    domains::give(cx.tx, &domain, target)?;
    written::of_domain(cx, &domain, deed)?;
    let mut it = Transfer {
        id: 0,
        account: domain.account,
        target: target.to_owned(),
        domain: domain.shown,
        remark: remark.to_owned(),
        made: cx.now,
    };
    transfers::add(cx.tx, &mut it)?;
    Ok(it.id)
}
