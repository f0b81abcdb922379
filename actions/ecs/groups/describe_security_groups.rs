//! `DescribeSecurityGroups` lists security groups.

use serde_json::{Value, json};

use super::membership;
use crate::{
    Access, Action, Cx, Fault, Params, Result, TagReader, Wording,
    ecs::{
        calls,
        faults::{self, calls::NO_REGION},
        given::{Given, Parameter, TAG_READER, flag, need, page, results, tags, text},
        lists::{self, Among, Paging},
        tables::{
            resources::{GROUP, Resource},
            rules,
        },
        tagged,
    },
    ports::store::Tx,
    shared::format,
};

/// What it reads.
const READS: &[Parameter] = &[
    need("RegionId"),
    text("SecurityGroupIds"),
    text("SecurityGroupId"),
    text("SecurityGroupName"),
    text("VpcId"),
    text("NetworkType"),
    text("SecurityGroupType"),
    text("ResourceGroupId"),
    flag("IsQueryEcsCount"),
    flag("DryRun"),
    tags("Tag"),
    page(100),
    results(10, 1, 100),
];

/// A call without a region.
const NO_REGION_ID: Fault = Fault {
    status: 400,
    code: "MissingParameter.RegionId",
    message: "The input parameter RegionId that is mandatory for processing this request is not supplied.",
};

pub(in crate::ecs) struct DescribeSecurityGroups(Given);

impl Action for DescribeSecurityGroups {
    const NAME: &'static str = "DescribeSecurityGroups";
    const DOC: &'static str = "Lists security groups.";
    const ACCESS: Access = Access::List;
    const RESOURCES: &'static [&'static str] = &["acs:ecs:{region}:{account}:securitygroup/*"];
    const TAGS: Option<TagReader> = Some(TAG_READER);
    const FAULTS: &'static [Fault] = &[NO_REGION, NO_REGION_ID];
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
    let mut among = Among::All;
    if let Some(ids) = lists::json_list(it, "SecurityGroupIds")? {
        among = Among::Ids(ids);
    } else if let Some(id) = it.opt("SecurityGroupId") {
        among = Among::Ids(vec![id.to_owned()]);
    } else if let Some(id) = it.opt("VpcId") {
        among = Among::Network(id.to_owned());
    } else if let Some(name) = it.opt("SecurityGroupName") {
        among = Among::Named(name.to_owned());
    }
    let filters = ["SecurityGroupName", "VpcId", "NetworkType", "SecurityGroupType"];
    let filtered = filters.iter().any(|name| it.has(name));
    let mut keep = |_: &mut dyn Tx, one: &Resource| {
        Ok(it.opt("SecurityGroupName").is_none_or(|name| one.name == name)
            && it.opt("VpcId").is_none_or(|id| one.network == id)
            && it.opt("NetworkType").is_none_or(|kind| kind.eq_ignore_ascii_case("vpc"))
            && it.opt("SecurityGroupType").is_none_or(|kind| one.text("SecurityGroupType") == kind))
    };
    let keep: Option<lists::Keep<'_>> = if filtered { Some(&mut keep) } else { None };
    let (found, totals) = lists::find(cx, &GROUP, it, among, keep)?;
    let account = cx.account().to_owned();
    let mut rows = Vec::with_capacity(found.len());
    for one in found {
        let all = rules::of(cx.tx, &account, &one.id)?;
        let count =
            if it.flag("IsQueryEcsCount") { membership::instances(cx, &one.id)?.len() } else { 0 };
        let room: usize = if membership::is_enterprise(&one) { 65_536 } else { 2000 };
        rows.push(json!({
            "SecurityGroupId": one.id,
            "SecurityGroupName": one.name,
            "Description": one.text("Description"),
            "SecurityGroupType": one.text("SecurityGroupType"),
            "VpcId": one.network,
            "CreationTime": format::iso(one.made),
            "EcsCount": count,
            "AvailableInstanceAmount": if it.flag("IsQueryEcsCount") { room.saturating_sub(count) } else { 0 },
            "ResourceGroupId": one.group,
            "ServiceManaged": false,
            "ServiceID": 0,
            "RuleCount": all.len(),
            "GroupToGroupRuleCount": all.iter().filter(|it| !it.peer.is_empty()).count(),
            "Tags": tagged::shown(cx, &GROUP, &one.id)?,
        }));
    }
    let mut answer = Paging::of(it).answer(("SecurityGroups", "SecurityGroup"), rows, totals);
    answer.insert("RegionId".to_owned(), calls::region(cx, it).into());
    Ok(Value::Object(answer))
}
