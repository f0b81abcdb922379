//! The answer of the many calls that say nothing beside the id of the request.

use serde::Serialize;

/// Nothing.
#[derive(Serialize)]
pub(super) struct Empty {}
