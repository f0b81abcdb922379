//! `DescribeNamespaceList` lists the namespaces of a region with their networks, the default one first.

use serde::Serialize;

use super::namespace_id::RESOURCE;
use crate::{
    Access, Action, Cx, Params, Result, flag,
    sae::tables::namespaces::{self, Namespace},
};

pub(in crate::sae) struct DescribeNamespaceList {
    custom: bool,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(in crate::sae) struct Response {
    data: Vec<Item>,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
struct Item {
    current: bool,
    /// Whether it was created, and is not the default one.
    custom: bool,
    hybrid_cloud_enable: bool,
    #[serde(rename = "NameSpaceShortId", skip_serializing_if = "String::is_empty")]
    short_id: String,
    namespace_id: String,
    namespace_name: String,
    region_id: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    security_group_id: String,
    #[serde(rename = "VSwitchId", skip_serializing_if = "String::is_empty")]
    vswitch_id: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    vpc_id: String,
}

impl Action for DescribeNamespaceList {
    const NAME: &'static str = "DescribeNamespaceList";
    const DOC: &'static str = "Lists the namespaces of a region with their networks.";
    const METHOD: Option<&'static str> = Some("GET");
    const PATH: Option<&'static str> = Some("/pop/v1/sam/namespace/describeNamespaceList");
    const ACCESS: Access = Access::List;
    const RESOURCES: &'static [&'static str] = RESOURCE;
    type Response = Response;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        let hybrid = flag("HybridCloudExclude");
        p.optional(hybrid.doc("Whether those of a hybrid cloud are left out: there are none."))?;
        // That an absent `ContainCustom` means true is assumed: the page does not say.
        let custom = flag("ContainCustom").doc("Whether those that were created are listed.");
        Ok(Self { custom: p.default(custom, true)? })
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Response> {
        let all = namespaces::all(cx.tx, (&cx.caller.account, cx.region))?;
        let item = |it: Namespace| Item {
            current: false,
            custom: it.id != cx.region,
            hybrid_cloud_enable: false,
            short_id: it.short().to_owned(),
            namespace_id: it.id,
            namespace_name: it.name,
            region_id: cx.region.to_owned(),
            security_group_id: it.security_group,
            vswitch_id: it.vswitch,
            vpc_id: it.vpc,
        };
        let data = all.into_iter().map(item).filter(|it| self.custom || !it.custom).collect();
        Ok(Response { data })
    }
}
