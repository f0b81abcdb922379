//! Custom policies.

use crate::{
    Cx,
    core::{
        control::ControlError,
        seed::{self, Fields, SeedKind, SeedMember, SeedType},
    },
    ram::{
        RAM,
        tables::policies::{list_policies, version},
    },
};

use super::ALL;

pub(super) const POLICIES: SeedKind = SeedKind {
    name: "policies",
    doc: "Custom policies, each with its default version.",
    key: &["name"],
    members: &[
        SeedMember::text("name", "The name.").required(),
        SeedMember::text("description", "What the policy is for."),
        SeedMember::new("document", SeedType::Document, "The policy document.").required(),
    ],
    export,
    create,
    update: Some(update),
};

fn export(cx: &mut Cx<'_>) -> Result<Vec<Fields>, ControlError> {
    let account = &cx.caller.account;
    let mut all = Vec::new();
    for (policy, _) in list_policies(cx.tx, account, None, (0, ALL))? {
        let current = version(cx.tx, account, policy.seq, policy.current)?;
        all.push(seed::fields([
            ("name", policy.name.into()),
            ("description", policy.about.into()),
            ("document", current.map(|it| it.document).into()),
        ]));
    }
    Ok(all)
}

fn create(cx: &mut Cx<'_>, it: &Fields) -> Result<(), ControlError> {
    let names =
        [("name", "PolicyName"), ("description", "Description"), ("document", "PolicyDocument")];
    seed::call(&RAM, cx, "CreatePolicy", seed::parameters(it, &names)).map(drop)
}

fn update(cx: &mut Cx<'_>, it: &Fields, present: &Fields) -> Result<bool, ControlError> {
    let name = seed::text(it, "name");
    let description = seed::text(it, "description");
    if it.contains_key("description") && description != seed::text(present, "description") {
        let parameters = [("PolicyName", name), ("NewDescription", description)];
        seed::call(&RAM, cx, "UpdatePolicyDescription", seed::values(&parameters))?;
    }
    let document = seed::text(it, "document");
    if document != seed::text(present, "document") {
        let parameters = [
            ("PolicyName", name),
            ("PolicyDocument", document),
            ("SetAsDefault", "true"),
            ("RotateStrategy", "DeleteOldestNonDefaultVersionWhenLimitExceeded"),
        ];
        seed::call(&RAM, cx, "CreatePolicyVersion", seed::values(&parameters))?;
    }
    Ok(true)
}
