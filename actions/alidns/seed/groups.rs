//! Groups of domains.

use crate::{
    alidns::{ALIDNS, tables::groups},
    core::seed::{self, SeedKind, SeedMember},
};

pub(super) const GROUPS: SeedKind = SeedKind {
    name: "groups",
    doc: "Groups of domains.",
    key: &["name"],
    members: &[SeedMember::text("name", "The name.").required()],
    export: |cx| {
        let account = cx.account().to_owned();
        let all = groups::list(cx.tx, &account, None)?;
        Ok(all.into_iter().map(|it| seed::fields([("name", it.name.into())])).collect())
    },
    create: |cx, it| {
        let parameters = seed::parameters(it, &[("name", "GroupName")]);
        seed::call(&ALIDNS, cx, "AddDomainGroup", parameters).map(drop)
    },
    update: None,
};
