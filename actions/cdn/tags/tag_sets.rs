//! Tags of domains: how calls set, remove, list and search them.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use crate::cdn::{
    domains::life,
    faults::{BAD_TAG_KEY, NO_DOMAIN, NO_RESOURCE, NO_TAG_OR_ID, RESOURCE_ID, TOO_MANY_TAGS},
    names,
    service::Service,
    tables::{
        domains::{self, Domain},
        tags::{self, Tag},
    },
    tags::tag_rules::{self, MOST_TAGS, SetTag, WantedTag},
};
use crate::{
    Cx, Params, ResourceReader, Result, Spec, in_resource, request::page::Page,
    shared::text::is_tag_key, text,
};

/// The most domains of a call about tags (documented).
const MOST_DOMAINS: usize = 50;
/// How many tags an answer of a list has.
const SIZE: i64 = 100;

/// The type of what has tags, in any case.
pub(crate) const RESOURCE_TYPE: Spec<String> = text("ResourceType")
    .form("type: DOMAIN", |it| it.eq_ignore_ascii_case("DOMAIN"))
    .doc("DOMAIN, in any case.");

/// `ResourceId`: the domains of a call, if it names any.
pub(crate) fn ids(p: &mut Params<'_>) -> Result<Option<Vec<String>>> {
    p.list(text("ResourceId").doc("The domains."), MOST_DOMAINS)
}

/// The resources of a call about tags: the domains that it names, or all.
pub(crate) fn resources(service: &str, account: &str, p: &mut Params<'_>) -> Result<Vec<String>> {
    let found = ids(p)?.filter(|it| !it.is_empty()).unwrap_or_else(|| vec!["*".to_owned()]);
    let arn = |it: &String| format!("acs:{service}:*:{account}:domain/{}", in_resource(it));
    Ok(found.iter().map(arn).collect())
}

/// [`resources`] of CDN.
pub(in crate::cdn) const RESOURCES_OF: ResourceReader =
    |_, caller, p| resources("cdn", &caller.account, p);

/// The domains of these names.
fn find(cx: &mut Cx<'_>, service: Service, ids: &[String]) -> Result<Vec<Domain>> {
    let mut all = Vec::with_capacity(ids.len());
    for id in ids {
        let name = names::parse(id).ok_or(RESOURCE_ID)?;
        let found = life::found(cx, service, &name);
        all.push(found.map_err(|e| {
            if e.code == NO_DOMAIN.of(service).code { NO_RESOURCE.into() } else { e }
        })?);
    }
    Ok(all)
}

/// Sets tags of domains.
pub(crate) fn set(cx: &mut Cx<'_>, service: Service, ids: &[String], all: &[SetTag]) -> Result<()> {
    let wanted = tag_rules::of_domains(all)?;
    let account = cx.account().to_owned();
    for domain in find(cx, service, ids)? {
        for (key, value) in &wanted {
            let it = Tag { domain: domain.seq, key: key.clone(), value: value.clone() };
            tags::put(cx.tx, (&account, service), &it)?;
        }
        if tags::of(cx.tx, domain.seq)?.len() > MOST_TAGS {
            return Err(TOO_MANY_TAGS.into());
        }
    }
    Ok(())
}

/// Removes tags of domains: those of these keys, or all.
pub(crate) fn remove(
    cx: &mut Cx<'_>,
    service: Service,
    ids: &[String],
    (keys, all): (&[String], bool),
) -> Result<()> {
    if keys.iter().any(|key| !is_tag_key(key)) {
        return Err(BAD_TAG_KEY.into());
    }
    for domain in find(cx, service, ids)? {
        for key in keys {
            tags::delete(cx.tx, domain.seq, Some(key))?;
        }
        if all && keys.is_empty() {
            tags::delete(cx.tx, domain.seq, None)?;
        }
    }
    Ok(())
}

/// Whether tags have a wanted one.
fn has(all: &[Tag], (key, value): &WantedTag) -> bool {
    all.iter().any(|it| it.key == *key && value.as_ref().is_none_or(|v| it.value == *v))
}

/// The tags of the domains of a product that have any, by domain.
fn by_domain(cx: &mut Cx<'_>, service: Service) -> Result<BTreeMap<i64, Vec<Tag>>> {
    let account = cx.account().to_owned();
    let mut found: BTreeMap<i64, Vec<Tag>> = BTreeMap::new();
    for tag in tags::all(cx.tx, &account, service)? {
        found.entry(tag.domain).or_default().push(tag);
    }
    Ok(found)
}

/// The names of the domains that have all of these tags.
pub(in crate::cdn) fn with_all(
    cx: &mut Cx<'_>,
    service: Service,
    wanted: &[WantedTag],
) -> Result<Vec<String>> {
    let mut names = Vec::new();
    for (seq, tags) in by_domain(cx, service)? {
        if wanted.iter().all(|it| has(&tags, it)) {
            names.extend(domains::numbered(cx.tx, seq)?.map(|it| it.name));
        }
    }
    Ok(names)
}

/// The domains of a list with their tags: those that it names, or those with all the given tags.
fn selected(
    cx: &mut Cx<'_>,
    service: Service,
    ids: &[String],
    wanted: &[WantedTag],
) -> Result<Vec<(String, Vec<Tag>)>> {
    let mut found = Vec::new();
    if ids.is_empty() {
        for (seq, tags) in by_domain(cx, service)? {
            found.extend(domains::numbered(cx.tx, seq)?.map(|it| (it.name, tags)));
        }
    } else {
        for domain in find(cx, service, ids)? {
            let tags = tags::of(cx.tx, domain.seq)?;
            found.push((domain.name, tags));
        }
    }
    found.retain(|(_, tags)| wanted.iter().all(|it| has(tags, it)));
    Ok(found)
}

/// A tag in a list of all.
#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct ListedTag {
    resource_id: String,
    resource_type: &'static str,
    tag_key: String,
    tag_value: String,
}

/// A page of tags, with the number of the next one if there is more.
pub(crate) fn list(
    cx: &mut Cx<'_>,
    service: Service,
    ids: &[String],
    (wanted, page): (&[WantedTag], Page),
) -> Result<(Vec<ListedTag>, Option<i64>)> {
    if ids.is_empty() && wanted.is_empty() {
        return Err(NO_TAG_OR_ID.into());
    }
    let all: Vec<ListedTag> = selected(cx, service, ids, wanted)?
        .into_iter()
        .flat_map(|(name, tags)| {
            tags.into_iter().map(move |it| ListedTag {
                resource_id: name.clone(),
                resource_type: "DOMAIN",
                tag_key: it.key,
                tag_value: it.value,
            })
        })
        .collect();
    let (rows, total) = page.and_total(all);
    let more = page.number.saturating_mul(page.size) < total;
    Ok((rows, more.then_some(page.number + 1)))
}

/// The page of a list of tags: the token is its number.
pub(in crate::cdn) fn page(p: &mut Params<'_>) -> Result<Page> {
    let plain = |it: &str| it.len() < 10 && it.bytes().all(|b| b.is_ascii_digit());
    let token = text("NextToken").form("token", plain);
    let token = p.optional(token.doc("Where the last answer said that the next begins."))?;
    let number = token.and_then(|it| it.parse().ok()).filter(|it| *it > 0).unwrap_or(1);
    Ok(Page { number, size: p.page_size(SIZE) })
}

/// A tag of a domain.
#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct ShownTag {
    key: String,
    value: String,
}

/// The tags of a domain.
#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct Tagged {
    resource_id: String,
    tag: Vec<ShownTag>,
}

/// The tags of domains, as a bare list (published).
#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct TaggedList {
    tag_resources: Vec<Tagged>,
}

/// The tags of the domains that a call names, of those that have all of the given tags.
pub(crate) fn of_domains(
    cx: &mut Cx<'_>,
    service: Service,
    ids: &[String],
    wanted: &[WantedTag],
) -> Result<TaggedList> {
    let shown = |(resource_id, tags): (String, Vec<Tag>)| Tagged {
        resource_id,
        tag: tags.into_iter().map(|it| ShownTag { key: it.key, value: it.value }).collect(),
    };
    let found = selected(cx, service, ids, wanted)?;
    Ok(TaggedList { tag_resources: found.into_iter().map(shown).collect() })
}

/// A key of tags with its values.
#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct UserTag {
    key: String,
    value: BTreeSet<String>,
}

/// The keys of tags of an account, as a bare list (published).
#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct UserTags {
    tags: Vec<UserTag>,
}

/// The keys of the tags of a product's domains, with their values.
pub(crate) fn keys(cx: &mut Cx<'_>, service: Service) -> Result<UserTags> {
    let account = cx.account().to_owned();
    let mut found: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for tag in tags::all(cx.tx, &account, service)? {
        found.entry(tag.key).or_default().insert(tag.value);
    }
    let tags = found.into_iter().map(|(key, value)| UserTag { key, value }).collect();
    Ok(UserTags { tags })
}
