//! `DryRun`: a call that only says what would come of it, which is always an error.

use crate::{
    ApiError, Params, Result,
    kms::{
        faults::{DRY_RUN, VALIDATION},
        typed_texts,
    },
};

/// Reads the parameters of a call, with whether it is a dry run. What is wrong with those of one is its answer.
pub(super) fn read<'a, T>(
    p: &mut Params<'a>,
    read: impl FnOnce(&mut Params<'a>, bool) -> Result<T>,
) -> Result<T> {
    let dry =
        typed_texts::flag(p, ("DryRun", "Whether it only says what would come of it."), false)?;
    read(p, dry).map_err(|error| if dry { validation(error) } else { error })
}

/// What comes of a call: as it is, unless it is a dry run.
pub(super) fn outcome<T>(dry: bool, found: Result<T>) -> Result<T> {
    match found {
        _ if !dry => found,
        Ok(_) => Err(DRY_RUN.into()),
        Err(error) => Err(validation(error)),
    }
}

/// What is wrong, as a dry run says it.
fn validation(error: ApiError) -> ApiError {
    if error.cause.is_some() { error } else { VALIDATION.with(&error.message) }
}
