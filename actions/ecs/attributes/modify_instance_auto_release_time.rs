//! `ModifyInstanceAutoReleaseTime` sets when an instance is released, or that it is not.

use serde_json::Value;

use crate::{
    Access, Action, Cx, Fault, Params, Result,
    ecs::{
        calls,
        faults::instances::{BAD_RELEASE_TIME, NO_INSTANCE},
        given::{Given, Parameter, kept, need, text},
        instances::choices,
        lists, numbered,
        tables::resources::{self, INSTANCE},
    },
};

/// What it reads.
const READS: &[Parameter] = &[text("RegionId"), need("InstanceId"), kept("AutoReleaseTime")];

pub(in crate::ecs) struct ModifyInstanceAutoReleaseTime(Given);

impl Action for ModifyInstanceAutoReleaseTime {
    const NAME: &'static str = "ModifyInstanceAutoReleaseTime";
    const DOC: &'static str = "Sets when an instance is released, or that it is not.";
    const ACCESS: Access = Access::Update;
    const RESOURCES: &'static [&'static str] =
        &["acs:ecs:{region}:{account}:instance/{InstanceId}"];
    const FAULTS: &'static [Fault] = &[NO_INSTANCE, BAD_RELEASE_TIME];
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
    let mut found = lists::own(cx, &INSTANCE, it, it.text("InstanceId"), NO_INSTANCE)?;
    cx.cancel("release", &found.id)?;
    let text = it.text("AutoReleaseTime");
    if text.is_empty() {
        found.set("AutoReleaseTime", "");
    } else {
        let at = choices::release_time(cx.now, text)?;
        found.set("AutoReleaseTime", numbered::minute(at));
        cx.schedule(at, "release", &found.id)?;
    }
    resources::put(cx.tx, &INSTANCE, &account, &found)?;
    Ok(calls::nothing())
}
