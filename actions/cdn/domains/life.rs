//! How domains are added, changed, started, stopped and deleted, and how their states pass on the clock.

use crate::cdn::{
    domains::{
        domain_states::{Cause, is_busy},
        sources::{self, Refusals},
    },
    faults::{
        BAD_FUNCTION_TYPE, BAD_KIND, BAD_NAME, BAD_SCENE, BAD_SCOPE, BUSY, MANY_DOMAINS,
        MANY_NAMES, NO_DOMAIN, NO_GROUP, NO_SCHEDULE, NOT_OWNED, TAKEN,
    },
    names,
    opening::openings,
    ownership::proofs,
    service::Service,
    tables::{
        deleted,
        domains::{self, Domain},
        settings, tags,
    },
    tags::tag_rules::{self, SetTag},
};
use crate::{
    Cx, Result,
    cas::cloud_domains,
    ports::due::{About, DueWork},
    resourcedirectory::groups,
    shared::{ids, states::State, text::comma_list},
};

/// The types of business (documented).
const KINDS: &[&str] = &["web", "download", "video", "liveStream", "app"];
/// Where a domain is accelerated (documented).
const SCOPES: &[&str] = &["domestic", "overseas", "global"];
/// What a domain of DCDN is for (documented).
const SCENES: &[&str] = &["apiscene", "webservicescene", "staticscene"];
const FUNCTION_TYPES: &[&str] = &["routine", "image", "cloudFunction"];
/// The most domains of an account, where that counts (documented).
pub(in crate::cdn) const MOST_DOMAINS: i64 = 50;
/// The most domains of a call (documented).
pub(in crate::cdn) const MOST_NAMES: usize = 50;
/// What the status of a domain that is deleted becomes.
const GONE: &str = "gone";

/// The next state of a domain.
pub(crate) const STEP: DueWork = DueWork {
    kind: "domain",
    about: |name| {
        About::new(format!("next state of the domain {name}"), format!("域名 {name} 的下一状态"))
    },
    run: advance,
};

/// A domain that is to be added.
#[derive(Clone, Debug, Default)]
pub(crate) struct NewDomain {
    /// The name; several with commas between them where a call adds several.
    pub(crate) name: String,
    /// The type of business, which DCDN has not.
    pub(crate) kind: Option<String>,
    pub(crate) scope: Option<String>,
    pub(crate) sources: Option<String>,
    pub(crate) resource_group: Option<String>,
    pub(crate) scene: Option<String>,
    pub(crate) function_type: Option<String>,
    pub(crate) tags: Vec<SetTag>,
}

/// The names of a call, with commas between them, of which there may be so many.
pub(in crate::cdn) fn names_within(list: &str, most: usize) -> Result<Vec<String>> {
    let all: Vec<String> = comma_list(list).map(str::to_owned).collect();
    if all.len() > most { Err(MANY_NAMES.into()) } else { Ok(all) }
}

/// The names of a call, of which there may be 50.
fn names_of(list: &str) -> Result<Vec<String>> {
    names_within(list, MOST_NAMES)
}

/// The domain of the caller that a call names.
pub(in crate::cdn) fn found(cx: &mut Cx<'_>, service: Service, name: &str) -> Result<Domain> {
    let found = domains::named(cx.tx, &name.trim().to_lowercase())?;
    let is_own = |it: &Domain| it.account == cx.caller.account && it.service == service;
    found.filter(is_own).ok_or_else(|| NO_DOMAIN.of(service).into())
}

/// The same of one that is to be changed, and so must not be changing.
pub(in crate::cdn) fn changeable(cx: &mut Cx<'_>, service: Service, name: &str) -> Result<Domain> {
    let it = found(cx, service, name)?;
    if is_busy(it.status.as_str()) { Err(BUSY.into()) } else { Ok(it) }
}

/// Whether a text is absent or one of the words.
fn known(it: Option<&str>, words: &[&str]) -> bool {
    it.is_none_or(|it| words.contains(&it))
}

/// A resource group as domains have it: empty for the default one.
fn stored_group(cx: &mut Cx<'_>, id: &str) -> Result<String> {
    let account = cx.account().to_owned();
    if id == ids::default_resource_group(&account) {
        return Ok(String::new());
    }
    let found = groups::find(cx.tx, &account, id)?.filter(|it| it.deleted.is_none());
    found.map(|it| it.id).ok_or_else(|| NO_GROUP.into())
}

/// Adds a domain.
pub(crate) fn add(cx: &mut Cx<'_>, service: Service, it: &NewDomain) -> Result<()> {
    let account = cx.account().to_owned();
    let settings = settings::read(cx.tx, &account)?;
    openings::require(cx, service)?;
    let name = names::parse(&it.name).ok_or(BAD_NAME.of(service))?;
    if !known(it.kind.as_deref(), KINDS) {
        return Err(BAD_KIND.into());
    }
    if !known(it.scope.as_deref(), SCOPES) {
        return Err(BAD_SCOPE.of(service).into());
    }
    if !known(it.scene.as_deref(), SCENES) {
        return Err(BAD_SCENE.into());
    }
    if !known(it.function_type.as_deref(), FUNCTION_TYPES) {
        return Err(BAD_FUNCTION_TYPE.into());
    }
    let sources = match &it.sources {
        // What runs at the edge needs no source.
        None if it.function_type.as_deref() == Some("routine") => Vec::new(),
        text => {
            let text = text.as_deref().unwrap_or_default();
            sources::parse(text, &Refusals::when_added(service))?
        }
    };
    let tags = tag_rules::of_new_domain(&it.tags)?;
    if domains::named(cx.tx, &name)?.is_some() {
        return Err(TAKEN.into());
    }
    if settings.enforce_quota && domains::count(cx.tx, &account, service)? >= MOST_DOMAINS {
        return Err(MANY_DOMAINS.into());
    }
    if settings.require_owner_verification && !proofs::is_owned(cx, &name)? {
        return Err(NOT_OWNED.into());
    }
    let group = match &it.resource_group {
        Some(group) => stored_group(cx, group)?,
        None => String::new(),
    };
    let mut domain = Domain {
        seq: 0,
        service,
        id: 0,
        name,
        kind: it.kind.clone().unwrap_or_default(),
        scope: it.scope.clone().unwrap_or_else(|| SCOPES[0].to_owned()),
        sources,
        status: State::default(),
        next: None,
        until: None,
        resource_group: group,
        scene: it.scene.clone().unwrap_or_default(),
        function_type: it.function_type.clone().unwrap_or_default(),
        fail: None,
        made: cx.now,
        changed: cx.now,
        account: account.clone(),
    };
    domains::put(cx.tx, &mut domain)?;
    for (key, value) in tags {
        let tag = tags::Tag { domain: domain.seq, key, value };
        tags::put(cx.tx, (&account, service), &tag)?;
    }
    cloud_domains::add(cx.tx, (&account, service.name()), &domain.name, cx.now)?;
    pass(cx, &mut domain, "online", settings.configure_ms)
}

/// Adds several domains that are alike: all of them or none.
pub(crate) fn add_all(cx: &mut Cx<'_>, service: Service, it: &NewDomain) -> Result<()> {
    for name in names_of(&it.name)? {
        add(cx, service, &NewDomain { name, ..it.clone() })?;
    }
    Ok(())
}

/// What of domains a call changes.
#[derive(Clone, Debug, Default)]
pub(crate) struct Change {
    pub(crate) sources: Option<String>,
    pub(crate) resource_group: Option<String>,
}

/// Changes a domain. Its state does not change where its sources do not (documented).
pub(crate) fn change(cx: &mut Cx<'_>, service: Service, name: &str, it: &Change) -> Result<()> {
    let mut domain = changeable(cx, service, name)?;
    let sources = it.sources.as_deref().map(|it| sources::parse(it, &Refusals::when_changed()));
    if let Some(group) = &it.resource_group {
        domain.resource_group = stored_group(cx, group)?;
    }
    domain.changed = cx.now;
    match sources.transpose()? {
        Some(sources) => {
            domain.sources = sources;
            configure_again(cx, &mut domain)
        }
        None => Ok(domains::put(cx.tx, &mut domain)?),
    }
}

/// Changes several domains alike: all of them or none.
pub(crate) fn change_all(
    cx: &mut Cx<'_>,
    service: Service,
    names: &str,
    it: &Change,
) -> Result<()> {
    names_of(names)?.iter().try_for_each(|name| change(cx, service, name, it))
}

/// Configures a domain for a change of it; one that is offline is so again afterwards (modelled).
fn configure_again(cx: &mut Cx<'_>, domain: &mut Domain) -> Result<()> {
    let millis = settings::read(cx.tx, &domain.account)?.modify_ms;
    let then = if domain.status == "offline" { "offline" } else { "online" };
    domain.status.move_to(cx, Cause::Call, "configuring")?;
    pass(cx, domain, then, millis)
}

/// Sets where a domain is accelerated: `{"coverage":"overseas"}`.
pub(crate) fn set_scope(
    cx: &mut Cx<'_>,
    service: Service,
    (name, property): (&str, &str),
) -> Result<()> {
    let mut domain = changeable(cx, service, name)?;
    let property: serde_json::Value = serde_json::from_str(property).map_err(|_| NO_SCHEDULE)?;
    let scope = property["coverage"].as_str().filter(|it| SCOPES.contains(it));
    scope.ok_or(NO_SCHEDULE)?.clone_into(&mut domain.scope);
    configure_again(cx, &mut domain)
}

/// Starts a domain; one that is online stays so (modelled).
pub(crate) fn start(cx: &mut Cx<'_>, service: Service, name: &str) -> Result<()> {
    let mut domain = changeable(cx, service, name)?;
    if domain.status == "online" {
        return Ok(());
    }
    let millis = settings::read(cx.tx, &domain.account)?.start_ms;
    domain.status.move_to(cx, Cause::Call, "configuring")?;
    set_cloud_status(cx, &domain, "online")?;
    pass(cx, &mut domain, "online", millis)
}

/// Stops a domain; one that is not online stays what it is (modelled).
pub(crate) fn stop(cx: &mut Cx<'_>, service: Service, name: &str) -> Result<()> {
    let mut domain = changeable(cx, service, name)?;
    if domain.status != "online" {
        return Ok(());
    }
    let millis = settings::read(cx.tx, &domain.account)?.stop_ms;
    domain.status.move_to(cx, Cause::Call, "stopping")?;
    set_cloud_status(cx, &domain, "offline")?;
    pass(cx, &mut domain, "offline", millis)
}

/// Starts several domains: all of them or none.
pub(crate) fn start_all(cx: &mut Cx<'_>, service: Service, names: &str) -> Result<()> {
    names_of(names)?.iter().try_for_each(|name| start(cx, service, name))
}

/// Stops several domains: all of them or none.
pub(crate) fn stop_all(cx: &mut Cx<'_>, service: Service, names: &str) -> Result<()> {
    names_of(names)?.iter().try_for_each(|name| stop(cx, service, name))
}

/// Deletes a domain in whatever state it is: Terraform stops none before (observed).
pub(crate) fn delete(cx: &mut Cx<'_>, service: Service, name: &str) -> Result<()> {
    let mut domain = found(cx, service, name)?;
    if domain.status == "deleting" {
        return Err(BUSY.into());
    }
    let millis = settings::read(cx.tx, &domain.account)?.delete_ms;
    domain.status.move_to(cx, Cause::Call, "deleting")?;
    cloud_domains::remove(cx.tx, (&domain.account, service.name()), &domain.name)?;
    pass(cx, &mut domain, GONE, millis)
}

/// Tells the certificate service whether a domain is online.
pub(in crate::cdn) fn set_cloud_status(cx: &mut Cx<'_>, it: &Domain, status: &str) -> Result<()> {
    let whose = (&*it.account, it.service.name());
    cloud_domains::set_status(cx.tx, whose, (&it.name, status), cx.now)
}

/// Stores a domain whose state passes after some time.
fn pass(cx: &mut Cx<'_>, domain: &mut Domain, next: &str, millis: i64) -> Result<()> {
    let until = cx.now.saturating_add(millis);
    domain.next = Some(next.to_owned());
    domain.until = Some(until);
    domain.changed = cx.now;
    cx.cancel(STEP.kind, &domain.name)?;
    if millis <= 0 {
        return settle(cx, domain);
    }
    domains::put(cx.tx, domain)?;
    cx.schedule(until, STEP.kind, &domain.name)
}

/// What is due: the state of a domain passes.
fn advance(cx: &mut Cx<'_>, name: &str) -> Result<()> {
    let Some(mut domain) = domains::named(cx.tx, name)? else { return Ok(()) };
    if domain.until.is_none_or(|until| until > cx.now) {
        return Ok(());
    }
    settle(cx, &mut domain)
}

/// Passes to the next state of a domain.
fn settle(cx: &mut Cx<'_>, domain: &mut Domain) -> Result<()> {
    let next = domain.next.take().unwrap_or_default();
    domain.until = None;
    domain.changed = cx.now;
    if next == GONE {
        let whose = (&*domain.account, domain.service);
        deleted::add(cx.tx, whose, &domain.name, cx.now)?;
        return Ok(domains::delete(cx.tx, domain)?);
    }
    domain.status.move_to(cx, Cause::Time, &next)?;
    Ok(domains::put(cx.tx, domain)?)
}

/// Puts a domain into a state, as the control API asks for it.
pub(in crate::cdn) fn force(cx: &mut Cx<'_>, domain: &mut Domain, to: &str) -> Result<()> {
    if domain.status != to {
        domain.status.move_to(cx, Cause::Control, to)?;
        domain.next = None;
        domain.until = None;
        domain.changed = cx.now;
        cx.cancel(STEP.kind, &domain.name)?;
        let cloud = if to == "online" { "online" } else { "offline" };
        set_cloud_status(cx, domain, cloud)?;
    }
    Ok(domains::put(cx.tx, domain)?)
}
