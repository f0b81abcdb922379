//! `DryRun`: a call that only says what would come of it, which is always an error.

use crate::{
    Params, Result,
    kms::{
        faults::{DRY_RUN, VALIDATION},
        typed_texts,
    },
};

/// Whether a call is one.
pub(super) fn asked(p: &mut Params<'_>) -> Result<bool> {
    typed_texts::flag(p, ("DryRun", "Whether it only says what would come of it."), false)
}

/// What comes of a call: as it is, unless it is a dry run.
pub(super) fn outcome<T>(dry: bool, found: Result<T>) -> Result<T> {
    match found {
        _ if !dry => found,
        Ok(_) => Err(DRY_RUN.into()),
        Err(error) if error.cause.is_some() => Err(error),
        Err(error) => Err(VALIDATION.with(&error.message)),
    }
}
