//! Domains, with whether their DNS records are there.

use crate::{
    Cx,
    core::{
        control::ControlError,
        seed::{self, Fields, SeedKind, SeedMember, SeedType},
    },
    dm::{
        DM,
        tables::{
            Owner,
            domains::{self, Domain, Records},
        },
    },
};

pub(super) const DOMAINS: SeedKind = SeedKind {
    name: "domains",
    doc: "Domains that mail is sent from.",
    key: &["name"],
    members: &[
        SeedMember::text("name", "The name.").required(),
        SeedMember::new(
            "verified",
            SeedType::Flag,
            "Whether all of its DNS records are there; without it those of domains for tests are.",
        ),
        SeedMember::text("selector", "The selector of its DKIM record."),
    ],
    export: |cx| {
        let owner = Owner::of(cx);
        let (all, _) = domains::list(cx.tx, owner, (None, None), super::ALL)?;
        Ok(all.into_iter().rev().map(shown).collect())
    },
    create: |cx, it| {
        if seed::text(it, "name").bytes().any(|it| it.is_ascii_uppercase()) {
            return Err(ControlError::member("name", "domains are written in lower case"));
        }
        let names = [("name", "DomainName"), ("selector", "dkimSelector")];
        seed::call(&DM, cx, "CreateDomain", seed::parameters(it, &names))?;
        verify(cx, it)
    },
    update: Some(|cx, it, present| {
        seed::refuse_change("the domain", it, present, &["selector"])?;
        verify(cx, it).map(|()| true)
    }),
};

fn verify(cx: &mut Cx<'_>, it: &Fields) -> Result<(), ControlError> {
    if !it.contains_key("verified") {
        return Ok(());
    }
    let owner = Owner::of(cx);
    let name = seed::text(it, "name").to_ascii_lowercase();
    let Some(mut found) = domains::named(cx.tx, owner.region, &name)? else { return Ok(()) };
    found.records = if seed::flag(it, "verified") { Records::ALL } else { Records::default() };
    Ok(domains::put(cx.tx, owner, &mut found)?)
}

fn shown(it: Domain) -> Fields {
    seed::fields([
        ("name", it.name.into()),
        ("verified", it.records.are_enough().into()),
        ("selector", it.selector.into()),
    ])
}
