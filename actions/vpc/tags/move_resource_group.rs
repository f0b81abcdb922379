//! `MoveResourceGroup` moves a resource to another resource group.

use crate::vpc::{
    faults::{BAD_GROUPED_TYPE, NO_GROUP, NO_GROUPED},
    groups_of_resources,
    lists::{Done, REGION},
    tags::{groups_moved, tagged},
};
use crate::{Access, Action, Cx, Fault, Params, ResourceReader, Result, text};

pub(in crate::vpc) struct MoveResourceGroup {
    region: String,
    kind: String,
    id: String,
    group: String,
}

impl Action for MoveResourceGroup {
    const NAME: &'static str = "MoveResourceGroup";
    const DOC: &'static str = "Moves a resource to another resource group.";
    const ACCESS: Access = Access::Update;
    const RESOURCES: &'static [&'static str] = &["acs:vpc:{region}:{account}:*/{ResourceId}"];
    const RESOURCES_OF: Option<ResourceReader> = Some(tagged::MOVED);
    const FAULTS: &'static [Fault] = &[BAD_GROUPED_TYPE, NO_GROUPED, NO_GROUP];
    type Response = Done;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        Ok(Self {
            region: p.required(REGION)?,
            kind: p.required(
                text("ResourceType").doc("The type: Vpc, Eip, BandwidthPackage or IPv6Gateway."),
            )?,
            id: p.required(text("ResourceId").doc("The resource."))?,
            group: p.required(text("NewResourceGroupId").doc("The resource group."))?,
        })
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Done> {
        let kind = groups_moved::kind(&self.kind).ok_or(BAD_GROUPED_TYPE)?;
        let group = groups_of_resources::stored(cx, Some(&self.group), NO_GROUP)?;
        let account = cx.account().to_owned();
        let of = (account.as_str(), Some(self.region.as_str()), self.id.as_str());
        if groups_moved::put(cx.tx, kind, of, &group)? {
            Ok(Done {})
        } else {
            Err(NO_GROUPED.into())
        }
    }
}
