//! `DeleteSecurityGroup` deletes a security group.

use serde_json::Value;

use crate::{
    Access, Action, Cx, Fault, Params, Result, Wording,
    ecs::{
        calls,
        faults::{
            self,
            groups::{HAS_MEMBERS, IS_NAMED, NO_GROUP_TO_DELETE},
        },
        given::{Given, Parameter, need},
        lists,
        tables::{
            members,
            resources::{self, GROUP},
            rules,
        },
        tagged,
    },
};

/// What it reads.
const READS: &[Parameter] = &[need("RegionId"), need("SecurityGroupId")];

/// A call without a region.
const NO_REGION_ID: Fault = Fault {
    status: 400,
    code: "MissingParameter.RegionId",
    message: "The parameter \"RegionId\" should not be null.",
};

pub(in crate::ecs) struct DeleteSecurityGroup(Given);

impl Action for DeleteSecurityGroup {
    const NAME: &'static str = "DeleteSecurityGroup";
    const DOC: &'static str = "Deletes a security group.";
    const ACCESS: Access = Access::Delete;
    const RESOURCES: &'static [&'static str] =
        &["acs:ecs:{region}:{account}:securitygroup/{SecurityGroupId}"];
    const FAULTS: &'static [Fault] = &[HAS_MEMBERS, NO_GROUP_TO_DELETE, NO_REGION_ID];
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
    let group = lists::own(cx, &GROUP, it, it.text("SecurityGroupId"), NO_GROUP_TO_DELETE)?;
    if !members::of(cx.tx, &account, &group.id)?.is_empty() {
        return Err(HAS_MEMBERS.into());
    }
    if !rules::referring(cx.tx, &account, &group.id)?.is_empty() {
        return Err(IS_NAMED.into());
    }
    rules::delete_all(cx.tx, &account, &group.id)?;
    tagged::forget(cx, &GROUP, &group.id)?;
    resources::delete(cx.tx, &GROUP, &account, &group)?;
    Ok(calls::nothing())
}
