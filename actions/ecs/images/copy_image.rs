//! `CopyImage` copies an image to another region.

use serde_json::{Value, json};

use super::known;
use crate::{
    Access, Action, Cx, Fault, Params, Result, TagReader,
    core::client_tokens::Repeats,
    ecs::{
        calls,
        faults::images::{NO_IMAGE, NO_REGION_TO_COPY_TO, NOT_AVAILABLE, SAME_NAME},
        given::{Given, Parameter, TAG_READER, checked, flag, need, tags, text},
        numbered, states,
        tables::resources::{self, IMAGE, Resource},
        tagged,
    },
    shared::regions,
};

/// What it reads.
const READS: &[Parameter] = &[
    need("RegionId"),
    need("ImageId"),
    text("DestinationRegionId"),
    checked("DestinationImageName"),
    checked("DestinationDescription"),
    flag("Encrypted"),
    text("KMSKeyId"),
    text("ResourceGroupId"),
    flag("DryRun"),
    tags("Tag"),
    text("ClientToken"),
];

pub(in crate::ecs) struct CopyImage(Given);

impl Action for CopyImage {
    const NAME: &'static str = "CopyImage";
    const DOC: &'static str = "Copies an image to another region.";
    const ACCESS: Access = Access::Create;
    const RESOURCES: &'static [&'static str] =
        &["acs:ecs:{region}:{account}:image/{ImageId}", "acs:ecs:{region}:{account}:image/*"];
    const TAGS: Option<TagReader> = Some(TAG_READER);
    const FAULTS: &'static [Fault] = &[NO_IMAGE, NO_REGION_TO_COPY_TO, NOT_AVAILABLE, SAME_NAME];
    const REPEATS: Option<Repeats> = Some(Repeats::USUAL);
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
    let group = tagged::group(cx, it)?;
    let source = calls::region(cx, it);
    let (found, _) = known::one(cx, &source, it.text("ImageId"))?.ok_or(NO_IMAGE)?;
    let region = it.opt("DestinationRegionId").unwrap_or(&source);
    if regions::find(region).is_none() {
        return Err(NO_REGION_TO_COPY_TO.into());
    }
    if states::of(&found, cx.now) != "Available" {
        return Err(NOT_AVAILABLE.into());
    }
    let name = it.text("DestinationImageName");
    if !name.is_empty() && !resources::named(cx.tx, &IMAGE, &account, (region, name))?.is_empty() {
        return Err(SAME_NAME.into());
    }
    let id = numbered::id(cx, "m", region);
    let mut made = Resource {
        name: if name.is_empty() { id.clone() } else { name.to_owned() },
        id,
        region: region.to_owned(),
        holder: found.id.clone(),
        made: cx.now,
        group,
        body: found.body,
        ..Resource::default()
    };
    made.body.shift_remove("CreationTime");
    made.body.shift_remove("Disks");
    made.set("Description", it.text("DestinationDescription"));
    made.set("IsCopied", true);
    states::begin(cx, &mut made, &["image.Creating"], "Available")?;
    resources::add(cx.tx, &IMAGE, &account, &mut made)?;
    tagged::put(cx, &IMAGE, (&made.region, &made.id), &it.tags("Tag"))?;
    Ok(json!({"ImageId": made.id}))
}
