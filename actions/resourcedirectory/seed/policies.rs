//! Control policies, and what they are attached to.

use crate::{
    Cx,
    core::{
        control::ControlError,
        seed::{self, Fields, SeedKind, SeedMember, SeedType},
    },
    resourcedirectory::{
        RESOURCEDIRECTORY,
        control_policies::{FULL_ACCESS, create_control_policy::CreateControlPolicy},
        tables::{control_policies, members},
        tree::{is_account_id, is_control_policy_id},
    },
    shared::ids,
};

use super::{ALL, check_id, folder_at, managed, none, paths, taken};

/// The name of the system policy.
const FULL_ACCESS_NAME: &str = "FullAliyunAccess";

pub(super) const CONTROL_POLICIES: SeedKind = SeedKind {
    name: "control_policies",
    doc: "Custom control policies.",
    key: &["name"],
    members: &[
        SeedMember::text("name", "The name.").required(),
        SeedMember::text("id", "The id, `cp-` and 16 letters or digits; made if it is not given."),
        SeedMember::text("description", "What the policy is for."),
        SeedMember::text("scope", "Whom it binds: `RAM`, users and roles; `All`, accounts too.")
            .required(),
        SeedMember::new("document", SeedType::Document, "The policy document.").required(),
    ],
    export: |cx| {
        let Some(directory) = managed(cx)? else { return Ok(Vec::new()) };
        let all = control_policies::list(cx.tx, &directory.id, (ALL, 0))?;
        let shown = all.into_iter().map(|it| {
            seed::fields([
                ("name", it.name.into()),
                ("id", it.id.into()),
                ("description", it.about.into()),
                ("scope", it.scope.into()),
                ("document", it.document.into()),
            ])
        });
        Ok(shown.collect())
    },
    create,
    update: Some(update),
};

fn create(cx: &mut Cx<'_>, it: &Fields) -> Result<(), ControlError> {
    let id = match seed::text(it, "id") {
        "" => format!("cp-{}", ids::letters(cx.random, 16)),
        id => id.to_owned(),
    };
    check_id(&id, is_control_policy_id, "`cp-` and 16 letters or digits")?;
    if control_policies::exists(cx.tx, &id)? {
        return Err(taken(&id));
    }
    let names = [
        ("name", "PolicyName"),
        ("description", "Description"),
        ("scope", "EffectScope"),
        ("document", "PolicyDocument"),
    ];
    let action: CreateControlPolicy = seed::read(&RESOURCEDIRECTORY, seed::parameters(it, &names))?;
    action.create(cx, Some(id))?;
    Ok(())
}

fn update(cx: &mut Cx<'_>, it: &Fields, present: &Fields) -> Result<bool, ControlError> {
    seed::refuse_change("the control policy", it, present, &["id", "scope"])?;
    let mut whole = it.clone();
    whole.insert("id".into(), present.get("id").cloned().unwrap_or_default());
    let names =
        [("id", "PolicyId"), ("description", "NewDescription"), ("document", "NewPolicyDocument")];
    let parameters = seed::parameters(&whole, &names);
    seed::call(&RESOURCEDIRECTORY, cx, "UpdateControlPolicy", parameters)?;
    Ok(true)
}

pub(super) const CONTROL_ATTACHMENTS: SeedKind = SeedKind {
    name: "control_attachments",
    doc: "What control policies are attached to, where they are enabled. A target that is not given has `FullAliyunAccess`.",
    key: &["target"],
    members: &[
        SeedMember::text("target", "The path of a folder, / for Root; or the account of a member.")
            .required(),
        SeedMember::new(
            "policies",
            SeedType::Texts,
            "The names of all policies that it has. `FullAliyunAccess`, that of the system, allows everything: without it only what the others allow is allowed.",
        )
        .required(),
    ],
    export: attachments,
    create: |cx, it| attach(cx, it).map(drop),
    update: Some(|cx, it, _| attach(cx, it)),
};

fn attachments(cx: &mut Cx<'_>) -> Result<Vec<Fields>, ControlError> {
    let Some(directory) = managed(cx)?.filter(|it| it.control_policies) else {
        return Ok(Vec::new());
    };
    let folders = paths(cx, &directory)?.into_iter().map(|(path, folder)| (path, folder.id));
    let mut targets: Vec<_> = folders.collect();
    let members = members::after(cx.tx, &directory.id, "", ALL)?.into_iter();
    targets.extend(members.map(|it| (it.account.clone(), it.account)));
    let mut all = Vec::with_capacity(targets.len());
    for (target, id) in targets {
        let mut names = Vec::new();
        for it in control_policies::attached_to(cx.tx, &directory.id, &id)? {
            names.push(it.custom.map_or_else(|| FULL_ACCESS_NAME.to_owned(), |it| it.name));
        }
        names.sort();
        // An empty list says that nothing is attached.
        let mut shown = seed::fields([("target", target.into())]);
        shown.insert("policies".into(), names.into());
        all.push(shown);
    }
    Ok(all)
}

/// Attaches to a target what an entry gives, and detaches all else. Whether that changed anything.
fn attach(cx: &mut Cx<'_>, it: &Fields) -> Result<bool, ControlError> {
    let directory = managed(cx)?.ok_or_else(none)?;
    let target = match seed::text(it, "target") {
        account if is_account_id(account) => account.to_owned(),
        path => folder_at(cx, path)?,
    };
    let mut wanted = Vec::new();
    for name in seed::texts(it, "policies") {
        let id = match control_policies::named(cx.tx, &directory.id, &name)? {
            None if name == FULL_ACCESS_NAME => FULL_ACCESS.to_owned(),
            found => found.ok_or_else(|| {
                ControlError::Wrong(format!("there is no control policy called `{name}`"))
            })?,
        };
        wanted.push(id);
    }
    let has = control_policies::attached_to(cx.tx, &directory.id, &target)?;
    let has: Vec<String> = has.into_iter().map(|it| it.policy).collect();
    let new = wanted.iter().filter(|id| !has.contains(id)).map(|id| ("AttachControlPolicy", id));
    let gone = has.iter().filter(|id| !wanted.contains(id)).map(|id| ("DetachControlPolicy", id));
    let mut changed = false;
    for (action, policy) in new.chain(gone) {
        let parameters = [("PolicyId", &**policy), ("TargetId", &*target)];
        seed::call(&RESOURCEDIRECTORY, cx, action, seed::values(&parameters))?;
        changed = true;
    }
    Ok(changed)
}
