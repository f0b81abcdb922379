//! `DescribeSecurityGroupAttribute` answers a security group with its rules.

use serde_json::{Value, json};

use crate::{
    Access, Action, Cx, Fault, Params, Result, Wording,
    ecs::{
        calls,
        faults::{self, groups::NO_GROUP},
        given::{Given, Parameter, need, results, text},
        lists::{self, Paging},
        tables::{
            resources::{self, GROUP},
            rules,
        },
    },
};

/// What it reads.
const READS: &[Parameter] = &[
    need("RegionId"),
    need("SecurityGroupId"),
    text("Direction"),
    text("NicType"),
    results(500, 10, 1000),
];

/// A call without a region.
const NO_REGION_ID: Fault = Fault {
    status: 400,
    code: "MissingParameter.RegionId",
    message: "The parameter RegionId is missing.",
};

pub(in crate::ecs) struct DescribeSecurityGroupAttribute(Given);

impl Action for DescribeSecurityGroupAttribute {
    const NAME: &'static str = "DescribeSecurityGroupAttribute";
    const DOC: &'static str = "Answers a security group with its rules.";
    const ACCESS: Access = Access::Get;
    const RESOURCES: &'static [&'static str] =
        &["acs:ecs:{region}:{account}:securitygroup/{SecurityGroupId}"];
    const FAULTS: &'static [Fault] = &[NO_GROUP, NO_REGION_ID];
    const WORDING: Option<Wording> = Some(|bad| faults::without_region(bad, NO_REGION_ID));
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
    let group = lists::own(cx, &GROUP, it, it.text("SecurityGroupId"), NO_GROUP)?;
    let direction = it.opt("Direction").filter(|it| *it != "all");
    let mut all = rules::of(cx.tx, &account, &group.id)?;
    all.retain(|rule| {
        direction.is_none_or(|way| rule.body.get("Direction").is_some_and(|it| it == way))
    });
    all.reverse();
    let (found, next) = Paging::of(it).cut(all, |rule| rule.seq);
    let mut permissions = Vec::with_capacity(found.len());
    for rule in found {
        let name = match rule.peer.as_str() {
            "" => String::new(),
            id => {
                resources::one(cx.tx, &GROUP, &account, id)?.map(|it| it.name).unwrap_or_default()
            }
        };
        let ingress = rule.body.get("Direction").is_some_and(|it| it == "ingress");
        let mut row = rule.body;
        row.insert("SecurityGroupRuleId".to_owned(), rule.id.into());
        row.insert(
            "SourceGroupName".to_owned(),
            if ingress { name.clone() } else { String::new() }.into(),
        );
        row.insert("DestGroupName".to_owned(), if ingress { String::new() } else { name }.into());
        permissions.push(Value::Object(row));
    }
    Ok(json!({
        "SecurityGroupId": group.id,
        "SecurityGroupName": group.name,
        "Description": group.text("Description"),
        "VpcId": group.network,
        "RegionId": group.region,
        "InnerAccessPolicy": group.text("InnerAccessPolicy"),
        "NextToken": next.unwrap_or_default(),
        "Permissions": {"Permission": permissions},
    }))
}
