//! `DescribeSecurityGroupReferences` answers which security groups have rules that name the given ones.

use serde_json::{Value, json};

use crate::{
    Access, Action, Cx, Fault, Params, ResourceReader, Result,
    ecs::{
        calls,
        faults::groups::NO_RECORDED_GROUP,
        given::{Given, Parameter, need, need_list},
        lists, policy_resources,
        tables::{resources::GROUP, rules},
    },
};

/// What it reads.
const READS: &[Parameter] = &[need("RegionId"), need_list("SecurityGroupId", 10)];

pub(in crate::ecs) struct DescribeSecurityGroupReferences(Given);

impl Action for DescribeSecurityGroupReferences {
    const NAME: &'static str = "DescribeSecurityGroupReferences";
    const DOC: &'static str = "Answers which security groups have rules that name the given ones.";
    const ACCESS: Access = Access::List;
    const RESOURCES: &'static [&'static str] =
        &["acs:ecs:{region}:{account}:securitygroup/{SecurityGroupId.N}"];
    const RESOURCES_OF: Option<ResourceReader> = Some(policy_resources::GROUPS);
    const FAULTS: &'static [Fault] = &[NO_RECORDED_GROUP];
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
    let mut all = Vec::new();
    for id in it.list("SecurityGroupId").unwrap_or_default() {
        let group = lists::own(cx, &GROUP, it, &id, NO_RECORDED_GROUP)?;
        let referring = rules::referring(cx.tx, &account, &group.id)?;
        if referring.is_empty() {
            continue;
        }
        let row = |id: String| json!({"AliUid": account, "SecurityGroupId": id});
        all.push(json!({
            "SecurityGroupId": group.id,
            "ReferencingSecurityGroups": {
                "ReferencingSecurityGroup": referring.into_iter().map(row).collect::<Vec<_>>(),
            },
        }));
    }
    Ok(json!({"SecurityGroupReferences": {"SecurityGroupReference": all}}))
}
