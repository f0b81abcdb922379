//! Labels of versions. `ACSCurrent` and `ACSPrevious` are the service's: the version that loses the first has the second.

use crate::{
    Result,
    kms::{
        faults::SECRET_LIMIT,
        tables::secret_versions::{self, Of},
    },
    of_line,
    ports::store::Tx,
};

pub(in crate::kms) const CURRENT: &str = "ACSCurrent";
pub(in crate::kms) const PREVIOUS: &str = "ACSPrevious";

/// How many labels a secret has at most.
const MOST: usize = 8;

/// The version that has a label.
pub(super) fn holder(tx: &mut dyn Tx, of: Of<'_>, label: &str) -> Result<Option<String>> {
    let all = secret_versions::labels(tx, of)?;
    Ok(all.into_iter().find(|it| it.0 == label).map(|it| it.1))
}

/// The labels of a version.
pub(super) fn of_version(tx: &mut dyn Tx, of: Of<'_>, version: &str) -> Result<Vec<String>> {
    let all = secret_versions::labels(tx, of)?;
    Ok(all.into_iter().filter(|it| it.1 == version).map(|it| it.0).collect())
}

/// Puts a label on a version.
pub(super) fn put(tx: &mut dyn Tx, of: Of<'_>, label: &str, version: &str) -> Result<()> {
    let before = holder(tx, of, label)?;
    if before.as_deref() == Some(version) {
        return Ok(());
    }
    if before.is_none() && secret_versions::labels(tx, of)?.len() >= MOST {
        return Err(SECRET_LIMIT.into());
    }
    secret_versions::put_label(tx, of, label, version)?;
    match before {
        Some(before) if label == CURRENT => {
            if holder(tx, of, PREVIOUS)?.is_none() && secret_versions::labels(tx, of)?.len() >= MOST
            {
                return Err(SECRET_LIMIT.into());
            }
            Ok(secret_versions::put_label(tx, of, PREVIOUS, &before)?)
        }
        _ => Ok(()),
    }
}

/// Whether a text can be a label: a line of 64 characters at most (modelled).
pub(super) fn is_label(it: &str) -> bool {
    (1..=64).contains(&it.chars().count()) && it.chars().all(of_line)
}
