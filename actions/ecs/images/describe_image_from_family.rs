//! `DescribeImageFromFamily` answers the newest image of a family.

use serde_json::{Value, json};

use super::known;
use crate::{
    Access, Action, Cx, Fault, Params, Result,
    ecs::{
        calls,
        faults::calls::NO_REGION,
        given::{Given, Parameter, need},
    },
};

/// What it reads.
const READS: &[Parameter] = &[need("RegionId"), need("ImageFamily")];

pub(in crate::ecs) struct DescribeImageFromFamily(Given);

impl Action for DescribeImageFromFamily {
    const NAME: &'static str = "DescribeImageFromFamily";
    const DOC: &'static str = "Answers the newest image of a family.";
    const ACCESS: Access = Access::Get;
    const RESOURCES: &'static [&'static str] = &["acs:ecs:{region}:{account}:image/*"];
    const FAULTS: &'static [Fault] = &[NO_REGION];
    type Response = Value;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        Given::read(p, READS).map(Self)
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Value> {
        calls::run(cx, Self::NAME, &self.0, work)
    }
}

/// What of an image is answered here.
const SHOWN: [&str; 20] = [
    "Architecture",
    "CreationTime",
    "Description",
    "DiskDeviceMappings",
    "ImageFamily",
    "ImageId",
    "ImageName",
    "ImageOwnerAlias",
    "ImageVersion",
    "IsCopied",
    "IsSelfShared",
    "IsSubscribed",
    "OSName",
    "OSType",
    "Platform",
    "Progress",
    "Size",
    "Status",
    "Tags",
    "Usage",
];

fn work(cx: &mut Cx<'_>, it: &Given) -> Result<Value> {
    let region = calls::region(cx, it);
    let Some((found, owner)) = known::of_family(cx, &region, it.text("ImageFamily"))? else {
        return Ok(json!({"Image": {}}));
    };
    let used = known::used(cx, &region)?.contains(&found.id);
    let mut row = known::row(cx, &found, owner, used)?;
    row.retain(|name, _| SHOWN.contains(&name.as_str()));
    Ok(json!({"Image": row}))
}
