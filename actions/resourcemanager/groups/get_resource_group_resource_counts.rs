//! `GetResourceGroupResourceCounts` counts the resources in resource groups, by group or by type.
//!
//! A group or a type without resources has no row, and the key of a row is the dimension (assumed from the page's
//! example, which has one row of a group).

use serde::Serialize;

use super::{
    group_members::{ResourceType, count, kinds, read_types},
    group_params::{BAD_ID, group_id},
};
use crate::{
    Access, Action, Cx, Fault, Params, Result,
    core::grouped::{GroupSelection, ResourceKind},
    resourcedirectory::groups,
    text,
};

const BY_GROUP: &str = "ResourceGroupId";
const BY_TYPE: &str = "ResourceType";

pub(in crate::resourcemanager) struct GetResourceGroupResourceCounts {
    dimension: Option<String>,
    group: Option<String>,
    region: Option<String>,
    types: Vec<ResourceType>,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(in crate::resourcemanager) struct Response {
    resource_counts: Vec<Count>,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
struct Count {
    group_by_key: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    resource_group_id: Option<String>,
    count: i64,
}

impl Action for GetResourceGroupResourceCounts {
    const NAME: &'static str = "GetResourceGroupResourceCounts";
    const DOC: &'static str = "Counts the resources in resource groups.";
    const ACCESS: Access = Access::Get;
    const FAULTS: &'static [Fault] = &[BAD_ID];
    type Response = Response;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        let dimension = text("GroupByKey").one_of(&[BY_GROUP, BY_TYPE]);
        let region = text("ResourceRegionId").doc("Only those in this region.");
        Ok(Self {
            types: read_types(p, "ResourceTypeCode")?,
            dimension: p
                .optional(dimension.doc("What to count by; nothing is counted without."))?,
            group: p.optional(group_id("ResourceGroupId").doc("Only those of this group."))?,
            region: p.optional(region)?,
        })
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Response> {
        let caller = cx.caller;
        let wanted = |kind: &&'static ResourceKind| {
            self.types.is_empty() || self.types.iter().any(|it| it.means(kind))
        };
        let kinds: Vec<_> = kinds().filter(wanted).collect();
        let selection = GroupSelection {
            account: &caller.account,
            region: self.region.as_deref(),
            group: self.group.as_deref(),
            id: None,
        };
        let mut rows = Vec::new();
        match self.dimension.as_deref() {
            Some(BY_GROUP) => {
                for group in groups::all(cx.tx, &caller.account)? {
                    if self.group.as_ref().is_some_and(|it| *it != group.id) {
                        continue;
                    }
                    let selection = GroupSelection { group: Some(&group.id), ..selection };
                    let held = count(cx, &kinds, &selection)?;
                    rows.push((BY_GROUP, Some(group.id), held));
                }
            }
            Some(_) => {
                let mut types: Vec<&str> = kinds.iter().map(|it| it.resource_type).collect();
                types.sort_unstable();
                types.dedup();
                for name in types {
                    let of = |kind: &&&'static ResourceKind| kind.resource_type == name;
                    let alike: Vec<_> = kinds.iter().filter(of).copied().collect();
                    let held = count(cx, &alike, &selection)?;
                    rows.push((BY_TYPE, self.group.clone(), held));
                }
            }
            None => {}
        }
        let shown = rows.into_iter().filter(|(_, _, count)| *count > 0);
        let resource_counts = shown.map(|(key, resource_group_id, count)| Count {
            group_by_key: key.to_owned(),
            resource_group_id,
            count,
        });
        Ok(Response { resource_counts: resource_counts.collect() })
    }
}
