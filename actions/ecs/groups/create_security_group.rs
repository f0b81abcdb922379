//! `CreateSecurityGroup` creates a security group, which has no rules that are listed (assumed).

use serde_json::{Value, json};

use crate::{
    Access, Action, Cx, Fault, Params, Result, TagReader,
    core::client_tokens::Repeats,
    ecs::{
        calls,
        faults::{
            calls::NO_REGION,
            groups::{BAD_TYPE, MANY_GROUPS, NO_VPC, NO_VPC_GIVEN, PENDING_VPC},
            tags::NO_RESOURCE_GROUP,
        },
        given::{Given, Parameter, TAG_READER, checked, need, tags, text},
        limits, network, numbered,
        tables::resources::{self, GROUP, Resource},
        tagged,
    },
};

/// What it reads.
const READS: &[Parameter] = &[
    need("RegionId"),
    text("VpcId"),
    checked("SecurityGroupName"),
    checked("Description"),
    text("SecurityGroupType"),
    text("ResourceGroupId"),
    tags("Tag"),
    text("ClientToken"),
];

pub(in crate::ecs) struct CreateSecurityGroup(Given);

impl Action for CreateSecurityGroup {
    const NAME: &'static str = "CreateSecurityGroup";
    const DOC: &'static str = "Creates a security group.";
    const ACCESS: Access = Access::Create;
    const RESOURCES: &'static [&'static str] =
        &["acs:ecs:{region}:{account}:securitygroup/*", "acs:vpc:{region}:{account}:vpc/{VpcId}"];
    const TAGS: Option<TagReader> = Some(TAG_READER);
    const FAULTS: &'static [Fault] =
        &[NO_VPC_GIVEN, NO_VPC, PENDING_VPC, BAD_TYPE, NO_REGION, NO_RESOURCE_GROUP];
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
    let (account, region) = (cx.account().to_owned(), calls::region(cx, it));
    let vpc = it.opt("VpcId").ok_or(NO_VPC_GIVEN)?;
    let kind = match it.text("SecurityGroupType") {
        "" => "normal",
        kind @ ("normal" | "enterprise") => kind,
        _ => return Err(BAD_TYPE.into()),
    };
    let found = network::vpc(cx, vpc)?.filter(|it| it.region == region).ok_or(NO_VPC)?;
    if !found.is_available {
        return Err(PENDING_VPC.into());
    }
    let group = tagged::group(cx, it)?;
    let most = limits::limit(cx, "limit.security-groups")?;
    if resources::count(cx.tx, &GROUP, &account, &region)? >= most {
        return Err(MANY_GROUPS.into());
    }
    let mut made = Resource {
        id: numbered::id(cx, "sg", &region),
        name: it.text("SecurityGroupName").to_owned(),
        network: found.id,
        made: cx.now,
        region,
        group,
        ..Resource::default()
    };
    made.set("Description", it.text("Description"));
    made.set("SecurityGroupType", kind);
    made.set("InnerAccessPolicy", if kind == "enterprise" { "Drop" } else { "Accept" });
    resources::add(cx.tx, &GROUP, &account, &mut made)?;
    tagged::put(cx, &GROUP, (&made.region, &made.id), &it.tags("Tag"))?;
    Ok(json!({"SecurityGroupId": made.id}))
}
