//! `ModifyInstanceAttribute` changes attributes of an instance.

use serde_json::Value;

use crate::{
    Access, Action, Cx, Fault, Params, ResourceReader, Result,
    ecs::{
        calls, catalogue,
        faults::{
            groups::NO_GROUP,
            instances::{
                BAD_CREDIT, BAD_HOST_NAME, BAD_NEW_USER_DATA, NO_INSTANCE, NO_PROTECTION,
                NOT_RUNNING, OTHER_VPC, STATE,
            },
        },
        given::{Given, Parameter, checked, flag, list, need, text},
        groups::{
            joining,
            membership::{self, Refusals},
        },
        instances::choices,
        lists, names, policy_resources, states,
        tables::{
            members,
            resources::{self, INSTANCE},
        },
    },
};

/// What it reads.
const READS: &[Parameter] = &[
    need("InstanceId"),
    checked("InstanceName"),
    checked("Description"),
    text("HostName"),
    checked("Password"),
    text("UserData"),
    flag("DeletionProtection"),
    list("SecurityGroupIds", 16),
    text("CreditSpecification"),
    flag("Recyclable"),
    flag("EnableJumboFrame"),
];

pub(in crate::ecs) struct ModifyInstanceAttribute(Given);

impl Action for ModifyInstanceAttribute {
    const NAME: &'static str = "ModifyInstanceAttribute";
    const DOC: &'static str = "Changes attributes of an instance.";
    const ACCESS: Access = Access::Update;
    const RESOURCES: &'static [&'static str] = &[
        "acs:ecs:{region}:{account}:instance/{InstanceId}",
        "acs:ecs:{region}:{account}:securitygroup/{SecurityGroupIds.N}",
    ];
    const RESOURCES_OF: Option<ResourceReader> = Some(policy_resources::GROUPS_OF_INSTANCE);
    const FAULTS: &'static [Fault] = &[
        NO_INSTANCE,
        STATE,
        BAD_HOST_NAME,
        NO_PROTECTION,
        NOT_RUNNING,
        BAD_CREDIT,
        NO_GROUP,
        BAD_NEW_USER_DATA,
    ];
    type Response = Value;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        Given::read(p, READS).map(Self)
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Value> {
        calls::run(cx, Self::NAME, &self.0, work)
    }
}

/// How the groups of an instance are refused.
const REFUSALS: Refusals = Refusals { none: |_| NO_GROUP.into(), far: |_| OTHER_VPC.into() };

fn work(cx: &mut Cx<'_>, it: &Given) -> Result<Value> {
    let account = cx.account().to_owned();
    let mut found = lists::own(cx, &INSTANCE, it, it.text("InstanceId"), NO_INSTANCE)?;
    let state = states::of(&found, cx.now).to_owned();
    let settled = ["Running", "Stopped"].contains(&state.as_str());
    if let Some(name) = it.opt("InstanceName") {
        name.clone_into(&mut found.name);
    }
    if let Some(text) = it.opt("Description") {
        found.set("Description", text);
    }
    if (it.has("HostName") || it.has("Password")) && !settled {
        return Err(STATE.into());
    }
    if let Some(name) = it.opt("HostName") {
        if !names::is_host_name(name, found.text("OSType") == "windows") {
            return Err(BAD_HOST_NAME.into());
        }
        // It takes effect with the next start (documented).
        found.set("PendingHostName", name);
    }
    if let Some(text) = it.opt("UserData") {
        if state != "Stopped" {
            return Err(STATE.into());
        }
        choices::check_user_data(text).map_err(|error| {
            if error.code == BAD_NEW_USER_DATA.code { BAD_NEW_USER_DATA.into() } else { error }
        })?;
        found.set("UserData", text);
    }
    if let Some(protected) = it.opt_flag("DeletionProtection") {
        let plain = found.text("InstanceChargeType") == "PostPaid"
            && found.text("SpotStrategy") == "NoSpot";
        if !plain {
            return Err(NO_PROTECTION.into());
        }
        found.set("DeletionProtection", protected);
    }
    if let Some(credit) = it.opt("CreditSpecification") {
        if state != "Running" {
            return Err(NOT_RUNNING.into());
        }
        if let Some(kind) = catalogue::instance_type(found.text("InstanceType")) {
            choices::check_credit(it, kind)?;
        }
        found.set("CreditSpecification", credit);
    }
    if let Some(flag) = it.opt_flag("EnableJumboFrame") {
        found.set("EnableJumboFrame", flag);
    }
    if let Some(groups) = it.list("SecurityGroupIds") {
        membership::check(cx, &found.network, &groups, &REFUSALS)?;
        let primary = joining::primary(cx, &found.id)?.ok_or(NO_INSTANCE)?;
        members::set(cx.tx, &account, &primary.id, &groups)?;
    }
    resources::put(cx.tx, &INSTANCE, &account, &found)?;
    Ok(calls::nothing())
}
