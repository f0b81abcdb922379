//! `DescribeSecurityGroupReferences` answers which security groups have rules that name the given ones.

use serde_json::{Value, json};

use crate::Access;
use crate::Action;
use crate::Cx;
use crate::Fault;
use crate::Params;
use crate::Result;
use crate::ecs::calls;
use crate::ecs::faults::groups::NO_RECORDED_GROUP;
use crate::ecs::given::Given;
use crate::ecs::given::Parameter;
use crate::ecs::given::need;
use crate::ecs::given::need_list;
use crate::ecs::lists;
use crate::ecs::tables::resources::GROUP;
use crate::ecs::tables::rules;

/// What it reads.
const READS: &[Parameter] = &[need("RegionId"), need_list("SecurityGroupId", 10)];

pub(in crate::ecs) struct DescribeSecurityGroupReferences(Given);

impl Action for DescribeSecurityGroupReferences {
    const NAME: &'static str = "DescribeSecurityGroupReferences";
    const DOC: &'static str = "Answers which security groups have rules that name the given ones.";
    const ACCESS: Access = Access::List;
    const RESOURCES: &'static [&'static str] =
        &["acs:ecs:{region}:{account}:securitygroup/{SecurityGroupId.N}"];
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
