//! `CancelCopyImage` stops the copying of an image; the image that was being made goes.

use serde_json::Value;

use super::removing;
use crate::{
    Access, Action, Cx, Fault, Params, Result,
    ecs::{
        calls,
        faults::images::{NO_IMAGE, NOT_COPIED, NOT_COPYING},
        given::{Given, Parameter, need},
        lists, states,
        tables::resources::IMAGE,
    },
};

/// What it reads.
const READS: &[Parameter] = &[need("RegionId"), need("ImageId")];

pub(in crate::ecs) struct CancelCopyImage(Given);

impl Action for CancelCopyImage {
    const NAME: &'static str = "CancelCopyImage";
    const DOC: &'static str = "Stops the copying of an image; the image that was being made goes.";
    const ACCESS: Access = Access::Update;
    const RESOURCES: &'static [&'static str] = &["acs:ecs:{region}:{account}:image/{ImageId}"];
    const FAULTS: &'static [Fault] = &[NO_IMAGE, NOT_COPIED, NOT_COPYING];
    type Response = Value;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        Given::read(p, READS).map(Self)
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Value> {
        calls::run(cx, Self::NAME, &self.0, work)
    }
}

fn work(cx: &mut Cx<'_>, it: &Given) -> Result<Value> {
    let found = lists::own(cx, &IMAGE, it, it.text("ImageId"), NO_IMAGE)?;
    if !found.flag("IsCopied") {
        return Err(NOT_COPIED.into());
    }
    if states::of(&found, cx.now) != "Creating" {
        return Err(NOT_COPYING.into());
    }
    removing::remove(cx, &found)?;
    Ok(calls::nothing())
}
