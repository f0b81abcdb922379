//! `DescribeNamespaceResources` shows what a namespace has.

use serde::Serialize;

use super::namespace_id::{NO_NAMESPACE, NamespaceName, RESOURCE};
use crate::{Access, Action, Cx, Fault, Params, Result, sae::tables::applications::count_in};

pub(in crate::sae) struct DescribeNamespaceResources(NamespaceName);

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(in crate::sae) struct Response {
    data: Data,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
struct Data {
    app_count: i64,
    belong_region: String,
    description: String,
    #[serde(rename = "NameSpaceShortId", skip_serializing_if = "String::is_empty")]
    short_id: String,
    namespace_id: String,
    namespace_name: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    security_group_id: String,
    user_id: String,
    #[serde(rename = "VSwitchId", skip_serializing_if = "String::is_empty")]
    vswitch_id: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    vpc_id: String,
}

impl Action for DescribeNamespaceResources {
    const NAME: &'static str = "DescribeNamespaceResources";
    const DOC: &'static str = "Shows what a namespace has.";
    const METHOD: Option<&'static str> = Some("GET");
    const PATH: Option<&'static str> = Some("/pop/v1/sam/namespace/describeNamespaceResources");
    const ACCESS: Access = Access::Get;
    const RESOURCES: &'static [&'static str] = RESOURCE;
    const FAULTS: &'static [Fault] = &[NO_NAMESPACE];
    type Response = Response;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        Ok(Self(NamespaceName::read(p)?))
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Response> {
        let it = self.0.find(cx)?;
        Ok(Response {
            data: Data {
                app_count: count_in(cx.tx, (&cx.caller.account, cx.region), &it.id)?,
                belong_region: cx.region.to_owned(),
                short_id: it.short().to_owned(),
                description: it.description,
                namespace_id: it.id,
                namespace_name: it.name,
                security_group_id: it.security_group,
                user_id: cx.caller.account.clone(),
                vswitch_id: it.vswitch,
                vpc_id: it.vpc,
            },
        })
    }
}
