//! Domains in answers, and which of them a list has.

use std::collections::{BTreeSet, HashMap};

use serde::Serialize;

pub(crate) use crate::cdn::domains::sources::ShownSource;

use crate::cdn::{
    domains::{life, sources},
    lists::{self, as_filter},
    names,
    service::Service,
    tables::{
        bindings, deleted,
        domains::{self, Domain, Source},
        selected::{self, Wanted},
    },
    tags::{
        tag_rules::{TAGS, WantedTag},
        tag_sets,
    },
};
use crate::{
    Cx, Params, Result,
    alidns::zones,
    flag,
    request::page::Page,
    shared::{filters::pattern, format, ids, text::comma_list},
    text,
};

/// What answers say of a domain.
pub(crate) struct Facts {
    pub(crate) id: i64,
    pub(crate) name: String,
    pub(crate) kind: String,
    pub(crate) scope: String,
    pub(crate) status: &'static str,
    pub(crate) cname: String,
    pub(crate) resource_group: String,
    pub(crate) scene: String,
    pub(crate) function_type: String,
    pub(crate) made: String,
    pub(crate) changed: String,
    /// Whether it serves HTTPS: `on` or `off`.
    pub(crate) https: &'static str,
    /// The certificate, as PEM.
    pub(crate) pem: String,
    pub(crate) sources: Vec<ShownSource>,
}

/// `on` or `off`.
pub(in crate::cdn) const fn on_off(is_on: bool) -> &'static str {
    if is_on { "on" } else { "off" }
}

fn facts(cx: &mut Cx<'_>, it: Domain, with_enabled: bool) -> Result<Facts> {
    let binding = bindings::of(cx.tx, it.seq)?;
    Ok(Facts {
        id: it.id,
        cname: names::alias(&it.name),
        resource_group: it.resource_group_id(),
        status: it.status.as_str(),
        made: format::iso(it.made),
        changed: format::iso(it.changed),
        https: on_off(binding.is_some()),
        pem: binding.map(|it| it.pem).unwrap_or_default(),
        sources: sources::shown(it.sources, with_enabled),
        name: it.name,
        kind: it.kind,
        scope: it.scope,
        scene: it.scene,
        function_type: it.function_type,
    })
}

/// What the answer about one domain says.
pub(crate) fn of(cx: &mut Cx<'_>, service: Service, name: &str) -> Result<Facts> {
    let it = life::found(cx, service, name)?;
    facts(cx, it, true)
}

/// Which domains a call lists.
pub(crate) struct Search {
    names: Option<String>,
    mode: String,
    status: Option<String>,
    scope: Option<String>,
    resource_group: Option<String>,
    from: Option<String>,
    to: Option<String>,
    check_shown: bool,
    tags: Vec<WantedTag>,
    pub(crate) page: Page,
    /// Types of business, with commas between them.
    pub(crate) kinds: Option<String>,
    /// Part of the content of a source.
    pub(crate) source: Option<String>,
}

impl Search {
    /// Reads what both products have.
    pub(crate) fn read(p: &mut Params<'_>) -> Result<Self> {
        let is_time = |it: &str| lists::time(it).is_some();
        let mode = text("DomainSearchType").one_of(&[
            "full_match",
            "fuzzy_match",
            "pre_match",
            "suf_match",
        ]);
        let shown = flag("CheckDomainShow")
            .doc("Whether those are listed that are being checked, or that could not be checked or configured.");
        Ok(Self {
            names: p.optional(
                text("DomainName").doc("A name or part of one; names with commas between them."),
            )?,
            mode: p.default(mode.doc("How names are compared."), "full_match")?,
            status: p.optional(text("DomainStatus").doc("Only those in this state."))?,
            scope: p.optional(text("Coverage").doc("Only those that are accelerated here."))?,
            resource_group: p
                .optional(text("ResourceGroupId").doc("Only those of this resource group."))?,
            from: p.optional(
                text("ChangeStartTime").form("time", is_time).doc("Only those changed since."),
            )?,
            to: p.optional(
                text("ChangeEndTime").form("time", is_time).doc("Only those changed until then."),
            )?,
            check_shown: p.default(shown, true)?,
            tags: TAGS(p)?,
            page: lists::page(p, 20, 500)?,
            kinds: None,
            source: None,
        })
    }

    fn wanted(&self, cx: &mut Cx<'_>, service: Service) -> Result<Wanted> {
        let account = cx.account().to_owned();
        let mut wanted = Wanted {
            status: self.status.clone(),
            kinds: self.kinds.as_deref().map(as_filter_in_case),
            scope: self.scope.clone(),
            origin: self.source.as_deref().map(pattern),
            changed_from: self.from.as_deref().and_then(lists::time),
            changed_to: self.to.as_deref().and_then(lists::time),
            without_failed: (!self.check_shown).then_some(true),
            ..Wanted::default()
        };
        let default = ids::default_resource_group(&account);
        let group = self.resource_group.clone();
        wanted.resource_group = group.map(|it| if it == default { String::new() } else { it });
        if let Some(names) = &self.names {
            let pattern = pattern(names);
            match &*self.mode {
                "fuzzy_match" => wanted.like = Some(pattern),
                "pre_match" => wanted.like = pattern.get(1..).map(str::to_owned),
                "suf_match" => wanted.like = pattern.strip_suffix('%').map(str::to_owned),
                _ => wanted.names = Some(as_filter(names)),
            }
        }
        if !self.tags.is_empty() {
            let tagged = tag_sets::with_all(cx, service, &self.tags)?;
            let listed = wanted.names.take();
            let both =
                |it: &&String| listed.as_ref().is_none_or(|all| all.contains(&format!(",{it},")));
            let names: Vec<&str> = tagged.iter().filter(both).map(String::as_str).collect();
            wanted.names = Some(as_filter(&names.join(",")));
        }
        Ok(wanted)
    }
}

/// Types of business keep their case.
fn as_filter_in_case(list: &str) -> String {
    comma_list(list).fold(",".to_owned(), |all, it| all + it + ",")
}

/// A page of domains, and how many there are.
pub(crate) fn list(cx: &mut Cx<'_>, service: Service, it: &Search) -> Result<(Vec<Facts>, i64)> {
    let account = cx.account().to_owned();
    let wanted = it.wanted(cx, service)?;
    let (found, total) = selected::list(cx.tx, &account, service, &wanted, it.page)?;
    let mut all = Vec::with_capacity(found.len());
    for domain in found {
        all.push(facts(cx, domain, false)?);
    }
    Ok((all, total))
}

/// The sources of a list, each with the domains that have it, the newest first. One that is named again is answered once
/// (assumed).
pub(crate) fn with_sources(
    cx: &mut Cx<'_>,
    service: Service,
    list: &str,
) -> Result<Vec<(String, Vec<Facts>)>> {
    let account = cx.account().to_owned();
    let mut places = HashMap::new();
    let mut all = Vec::new();
    for source in comma_list(list) {
        places.entry(source.to_ascii_lowercase()).or_insert_with(|| {
            all.push((source.to_owned(), Vec::new()));
            all.len() - 1
        });
    }
    for domain in domains::all(cx.tx, &account, service)? {
        let of = |it: &Source| places.get(&it.content.to_ascii_lowercase()).copied();
        let wanted: BTreeSet<usize> = domain.sources.iter().filter_map(of).collect();
        for at in wanted {
            let found = facts(cx, domain.clone(), false)?;
            all[at].1.push(found);
        }
    }
    Ok(all)
}

/// A deleted domain in answers.
#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct Deleted {
    domain_name: String,
    gmt_modified: String,
}

/// Deleted domains in answers.
#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct DeletedPage {
    total_count: i64,
    page_number: i64,
    page_size: i64,
    domains: DeletedDomains,
}

/// Deleted domains in answers.
#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct DeletedDomains {
    page_data: Vec<Deleted>,
}

/// A page of the domains that were deleted, the last first.
pub(crate) fn deleted(cx: &mut Cx<'_>, service: Service, page: Page) -> Result<DeletedPage> {
    let account = cx.account().to_owned();
    let (found, total_count) = deleted::list(cx.tx, &account, service, page)?;
    let shown = |(domain_name, at)| Deleted { domain_name, gmt_modified: format::iso(at) };
    let page_data = found.into_iter().map(shown).collect();
    Ok(DeletedPage {
        total_count,
        page_number: page.number,
        page_size: page.size,
        domains: DeletedDomains { page_data },
    })
}

/// Whether the records of domains lead to them.
#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct Cnames {
    cname_datas: CnameDatas,
}

/// Whether the records of domains lead to them.
#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct CnameDatas {
    data: Vec<Cname>,
}

/// Whether the record of a domain leads to it.
#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct Cname {
    domain: String,
    cname: String,
    /// 0 if it does, 1 if not (documented).
    status: i64,
}

/// The most domains whose records a call asks about (documented).
const MOST_CNAMES: usize = 30;

/// Whether the records of domains lead to them.
pub(crate) fn cnames(cx: &mut Cx<'_>, service: Service, names: &str) -> Result<Cnames> {
    let mut data = Vec::new();
    for name in life::names_within(names, MOST_CNAMES)? {
        let domain = life::found(cx, service, &name)?.name;
        let cname = names::alias(&domain);
        let leads = zones::leads_to(cx, &domain, &cname)?;
        data.push(Cname { domain, cname, status: (!leads).into() });
    }
    Ok(Cnames { cname_datas: CnameDatas { data } })
}
