//! `DeleteImage` deletes an image; its snapshots stay.

use serde_json::Value;

use super::known;
use super::removing;
use crate::{
    Access, Action, Cx, Fault, Params, Result,
    ecs::{
        calls,
        faults::images::{IN_USE, IS_COPYING, IS_SHARED, NO_IMAGE},
        given::{Given, Parameter, flag, need},
        lists, states,
        tables::{
            resources::{self, IMAGE},
            shares,
        },
    },
};

/// What it reads.
const READS: &[Parameter] = &[need("RegionId"), need("ImageId"), flag("Force"), flag("DryRun")];

pub(in crate::ecs) struct DeleteImage(Given);

impl Action for DeleteImage {
    const NAME: &'static str = "DeleteImage";
    const DOC: &'static str = "Deletes an image; its snapshots stay.";
    const ACCESS: Access = Access::Delete;
    const RESOURCES: &'static [&'static str] = &["acs:ecs:{region}:{account}:image/{ImageId}"];
    const FAULTS: &'static [Fault] = &[NO_IMAGE, IN_USE, IS_SHARED, IS_COPYING];
    type Response = Value;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        Given::read(p, READS).map(Self)
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Value> {
        calls::run(cx, Self::NAME, &self.0, work)
    }
}

fn work(cx: &mut Cx<'_>, it: &Given) -> Result<Value> {
    let account = cx.account().to_owned();
    // One that is not there is refused with 404 (assumed: the prose of the page says that nothing happens).
    let found = lists::own(cx, &IMAGE, it, it.text("ImageId"), NO_IMAGE)?;
    if !it.flag("Force") && known::used(cx, &found.region)?.contains(&found.id) {
        return Err(IN_USE.into());
    }
    if !shares::of(cx.tx, &found.id)?.is_empty() {
        return Err(IS_SHARED.into());
    }
    let copies = resources::held(cx.tx, &IMAGE, &account, &found.id)?;
    if copies.iter().any(|it| states::of(it, cx.now) == "Creating") {
        return Err(IS_COPYING.into());
    }
    removing::remove(cx, &found)?;
    Ok(calls::nothing())
}
