//! Namespaces.

use crate::{
    Cx,
    core::{
        control::ControlError,
        seed::{self, Fields, SeedKind, SeedMember, SeedType},
    },
    sae::{
        SAE,
        tables::namespaces::{self, Namespace},
    },
};

pub(super) const NAMESPACES: SeedKind = SeedKind {
    name: "namespaces",
    doc: "Namespaces, but for the default one, which every region has.",
    key: &["id"],
    members: &[
        SeedMember::text("id", "The id: cn-hangzhou:test.").required(),
        SeedMember::text("name", "The name.").required(),
        SeedMember::text("description", "The description."),
        SeedMember::new(
            "micro_registration",
            SeedType::Flag,
            "Whether applications register at the built-in registry; `true` if it is not given.",
        ),
        SeedMember::text("vpc", "The VPC that its applications are in."),
        SeedMember::text("vswitch", "The vSwitch."),
        SeedMember::text("security_group", "The security group."),
    ],
    export: |cx| {
        let all = namespaces::all(cx.tx, (&cx.caller.account, cx.region))?;
        Ok(all.into_iter().filter(|it| !it.short().is_empty()).map(shown).collect())
    },
    create: |cx, it| put(cx, "CreateNamespace", it, it),
    update: Some(|cx, it, present| {
        // The action needs the name, and keeps the rest.
        let mut whole = present.clone();
        whole.extend(it.clone());
        put(cx, "UpdateNamespace", &whole, it).map(|()| true)
    }),
};

fn shown(it: Namespace) -> Fields {
    seed::fields([
        ("id", it.id.into()),
        ("name", it.name.into()),
        ("description", it.description.into()),
        ("micro_registration", it.micro_registration.into()),
        ("vpc", it.vpc.into()),
        ("vswitch", it.vswitch.into()),
        ("security_group", it.security_group.into()),
    ])
}

fn put(cx: &mut Cx<'_>, action: &str, whole: &Fields, it: &Fields) -> Result<(), ControlError> {
    let names = [
        ("id", "NamespaceId"),
        ("name", "NamespaceName"),
        ("description", "NamespaceDescription"),
        ("micro_registration", "EnableMicroRegistration"),
    ];
    seed::call(&SAE, cx, action, seed::parameters(whole, &names))?;
    let of = (&*cx.caller.account, cx.region);
    let Some(mut there) = namespaces::namespace(cx.tx, of, seed::text(it, "id"))? else {
        return Ok(());
    };
    // One action sets the network, and no two parts of it apart.
    for (name, part) in [
        ("vpc", &mut there.vpc),
        ("vswitch", &mut there.vswitch),
        ("security_group", &mut there.security_group),
    ] {
        if it.contains_key(name) {
            seed::text(it, name).clone_into(part);
        }
    }
    Ok(namespaces::put(cx.tx, of, &there)?)
}
