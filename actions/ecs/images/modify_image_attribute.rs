//! `ModifyImageAttribute` changes attributes of an image.

use serde_json::Value;

use crate::{
    Access, Action, Cx, Fault, Params, Result,
    ecs::{
        calls,
        faults::{
            calls::bad_parameter,
            images::{BAD_STATUS, NO_IMAGE, SAME_NAME},
        },
        given::{Given, Parameter, checked, flag, need, text},
        lists, states,
        tables::resources::{self, IMAGE},
    },
};

/// What it reads.
const READS: &[Parameter] = &[
    need("RegionId"),
    need("ImageId"),
    checked("ImageName"),
    checked("Description"),
    text("Status"),
    text("ImageFamily"),
    text("BootMode"),
    text("Features.ImdsSupport"),
    text("LicenseType"),
    flag("DryRun"),
];

pub(in crate::ecs) struct ModifyImageAttribute(Given);

impl Action for ModifyImageAttribute {
    const NAME: &'static str = "ModifyImageAttribute";
    const DOC: &'static str = "Changes attributes of an image.";
    const ACCESS: Access = Access::Update;
    const RESOURCES: &'static [&'static str] = &["acs:ecs:{region}:{account}:image/{ImageId}"];
    const FAULTS: &'static [Fault] = &[NO_IMAGE, SAME_NAME, BAD_STATUS];
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
    let mut found = lists::own(cx, &IMAGE, it, it.text("ImageId"), NO_IMAGE)?;
    if let Some(name) = it.opt("ImageName").filter(|name| *name != found.name) {
        let region = found.region.clone();
        if !resources::named(cx.tx, &IMAGE, &account, (&region, name))?.is_empty() {
            return Err(SAME_NAME.into());
        }
        name.clone_into(&mut found.name);
    }
    match it.opt("Status") {
        None => {}
        Some(state @ ("Available" | "Deprecated")) => {
            if !["Available", "Deprecated"].contains(&states::of(&found, cx.now)) {
                return Err(BAD_STATUS.into());
            }
            state.clone_into(&mut found.state);
        }
        Some(_) => return Err(bad_parameter("Status")),
    }
    for name in ["Description", "ImageFamily", "BootMode"] {
        if let Some(text) = it.opt(name) {
            found.set(name, text);
        }
    }
    if let Some(text) = it.opt("Features.ImdsSupport") {
        found.set("ImdsSupport", text);
    }
    resources::put(cx.tx, &IMAGE, &account, &found)?;
    Ok(calls::nothing())
}
