//! `/_localyun/explain/REQUEST_ID`: why a call was refused.

use serde_json::json;

use crate::{
    control::{Outcome, Problem},
    server::App,
};

pub(super) fn refusal(app: &App, request_id: &str) -> Outcome {
    let refusal = app.world.refusals.find(request_id).ok_or_else(|| {
        Problem::new(
            404,
            "no refused call has this request id. The last 256 calls whose signature was refused are kept",
        )
    })?;
    Ok(json!({
        "request_id": refusal.request_id,
        "at": actions::format::iso(refusal.at),
        "code": refusal.code,
    }))
}
