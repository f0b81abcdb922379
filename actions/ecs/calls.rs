//! What calls have alike: the region that they are for, and dry runs.

use serde_json::{Value, json};

use super::{
    faults::{
        calls::{DRY_RUN, DRY_RUN_OF_INSTANCES},
        texts,
    },
    given::Given,
};
use crate::{Cx, Fault, Result, core::client_tokens::Repeats, shared::regions};

/// What an action does.
pub(super) type Work = fn(&mut Cx<'_>, &Given) -> Result<Value>;

/// What an action says of a client token that came with other parameters, where it says something else than most.
pub(super) const fn repeats(status: u16, code: &'static str, message: &'static str) -> Repeats {
    let mismatch = Fault { status, code, message };
    Repeats { malformed: Repeats::USUAL.malformed, mismatch }
}

/// The region of a call.
pub(super) fn region(cx: &Cx<'_>, it: &Given) -> String {
    it.opt("RegionId").unwrap_or(cx.region).to_owned()
}

/// The answer of an action without members.
pub(super) fn nothing() -> Value {
    json!({})
}

/// Does what an action does, and nothing of it in a dry run: that ends in an error, which undoes what was changed.
pub(super) fn run(cx: &mut Cx<'_>, action: &str, it: &Given, work: Work) -> Result<Value> {
    if it.opt("RegionId").is_some_and(|id| regions::find(id).is_none()) {
        return Err(texts::no_region(action));
    }
    let answer = work(cx, it).map_err(|error| texts::worded(action, error))?;
    if !it.flag("DryRun") {
        return Ok(answer);
    }
    let of_instances = ["Start", "Stop", "Reboot", "Delete"].iter().any(|verb| {
        action.strip_prefix(verb).is_some_and(|it| it == "Instance" || it == "Instances")
    });
    Err(if of_instances { DRY_RUN_OF_INSTANCES } else { DRY_RUN }.into())
}
