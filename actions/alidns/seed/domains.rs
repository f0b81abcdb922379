//! Domains, with their records.

use serde_json::Value;

use super::records;
use crate::{
    Cx, Origin,
    alidns::{
        ALIDNS,
        editions::{self, EDITIONS, Edition},
        hosted,
        tables::{
            domains::{self, Domain, Wanted},
            groups, tags,
        },
    },
    core::{
        control::ControlError,
        seed::{self, Fields, SeedKind, SeedMember, SeedType},
    },
    request::page::Page,
};

pub(super) const DOMAINS: SeedKind = SeedKind {
    name: "domains",
    doc: "Domains, with their records.",
    key: &["name"],
    members: &[
        SeedMember::text("name", "The name.").required(),
        SeedMember::text("group", "The name of its group; the default one unless given."),
        SeedMember::text("resource_group", "The id of its resource group."),
        SeedMember::text("remark", "The remark."),
        SeedMember::text("edition", "The code of its edition; mianfei unless given."),
        SeedMember::new("tags", SeedType::Objects(seed::PAIR), "The tags."),
        SeedMember::new("records", SeedType::Objects(records::MEMBERS), "All of its records."),
    ],
    export: |cx| {
        let account = cx.account().to_owned();
        let all = Page { number: 1, size: i64::MAX };
        let (found, _) = domains::list(cx.tx, &account, &Wanted::default(), all)?;
        found.into_iter().rev().map(|it| shown(cx, it)).collect()
    },
    create: |cx, it| {
        let names = [("name", "DomainName"), ("resource_group", "ResourceGroupId")];
        seed::call(&ALIDNS, cx, "AddDomain", seed::parameters(it, &names))?;
        set(cx, it)
    },
    update: Some(|cx, it, _| {
        if let Some(group) = it.get("resource_group") {
            let mut parameters = seed::parameters(it, &[("name", "ResourceId")]);
            let group = group.as_str().unwrap_or_default();
            parameters.add("NewResourceGroupId", group, Origin::Query);
            seed::call(&ALIDNS, cx, "MoveDomainResourceGroup", parameters)?;
        }
        set(cx, it).map(|()| true)
    }),
};

/// Makes of a domain all that an entry says besides its name.
fn set(cx: &mut Cx<'_>, it: &Fields) -> Result<(), ControlError> {
    let account = cx.account().to_owned();
    let name = seed::text(it, "name");
    if it.contains_key("group") {
        let group = seed::text(it, "group");
        let found = groups::named(cx.tx, &account, group)?;
        if found.is_none() && !group.is_empty() {
            return Err(ControlError::Wrong(format!("there is no group {group:?} of domains")));
        }
        let id = found.map(|it| it.id).unwrap_or_default();
        let parameters = seed::values(&[("DomainName", name), ("GroupId", &id)]);
        seed::call(&ALIDNS, cx, "ChangeDomainGroup", parameters)?;
    }
    if it.contains_key("remark") {
        let names = [("name", "DomainName"), ("remark", "Remark")];
        seed::call(&ALIDNS, cx, "UpdateDomainRemark", seed::parameters(it, &names))?;
    }
    let mut domain = hosted::domain(cx.tx, &account, name)?;
    if it.contains_key("edition") {
        let code = seed::text(it, "edition");
        let edition = EDITIONS.iter().find(|edition| edition.code == code);
        let none = || ControlError::Wrong(format!("there is no edition {code:?}"));
        editions::change(&mut domain, *edition.ok_or_else(none)?);
        domains::put(cx.tx, &mut domain)?;
    }
    if it.contains_key("tags") {
        tags::delete(cx.tx, domain.seq, None)?;
        for pair in seed::objects(it, "tags") {
            let parameters = seed::values(&[
                ("ResourceType", "DOMAIN"),
                ("ResourceId.1", name),
                ("Tag.1.Key", seed::text(&pair, "key")),
                ("Tag.1.Value", seed::text(&pair, "value")),
            ]);
            seed::call(&ALIDNS, cx, "TagResources", parameters)?;
        }
    }
    if it.contains_key("records") {
        records::set(cx, &domain, &seed::objects(it, "records"))?;
    }
    Ok(())
}

fn shown(cx: &mut Cx<'_>, it: Domain) -> Result<Fields, ControlError> {
    let group = groups::group(cx.tx, &it.account, &it.group)?.map(|it| it.name);
    let tags = tags::of(cx.tx, it.seq)?.into_iter().map(|it| (it.key, it.value));
    let is_free = !Edition::of(&it.edition).is_paid();
    Ok(seed::fields([
        ("group", group.into()),
        ("resource_group", it.resource_group.clone().into()),
        ("remark", it.remark.clone().into()),
        ("edition", if is_free { Value::Null } else { it.edition.clone().into() }),
        ("tags", seed::pairs(tags)),
        ("records", records::shown(cx, &it)?),
        ("name", it.shown.into()),
    ]))
}
