//! What the actions that make an authority have alike.

use chrono::{DateTime, Months};
use serde::Serialize;

use crate::{
    Cx, Result,
    pca::{
        issuing,
        parameters::Common,
        tables::{
            Owner,
            certificates::{self, PcaCertificate},
        },
    },
};

/// The answer to the making of an authority.
#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(in crate::pca) struct Made {
    identifier: String,
    certificate: String,
    certificate_chain: String,
}

/// The validity from now on for so many years, at whole seconds.
pub(in crate::pca) fn validity(now: i64, years: i64) -> (i64, i64) {
    let start = now / 1000 * 1000;
    let months = Months::new(u32::try_from(years.saturating_mul(12)).unwrap_or(u32::MAX));
    let end = DateTime::from_timestamp_millis(start).and_then(|at| at.checked_add_months(months));
    (start, end.map_or(start, |at| at.timestamp_millis()))
}

/// Stores an authority that was issued, and answers it.
pub(in crate::pca) fn store(
    cx: &mut Cx<'_>,
    mut row: PcaCertificate,
    common: &Common,
) -> Result<Made> {
    let owner = Owner::of(cx);
    common.place(cx, &mut row);
    certificates::insert(cx.tx, owner, &mut row)?;
    common.tag(cx, &row)?;
    Ok(Made {
        certificate_chain: issuing::chain(cx, &row)?,
        identifier: row.identifier,
        certificate: row.cert,
    })
}
