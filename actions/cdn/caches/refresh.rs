//! Tasks that refresh what is cached, or prefetch it: how calls begin and list them, and the quotas of a day.

use serde::Serialize;

use crate::cdn::{
    domains::life::MOST_DOMAINS,
    faults::{
        BAD_OBJECT_TYPE, BAD_PATH, BAD_TASK, BAD_TIME, MANY_PATHS, NO_DOMAIN, NO_OBJECT_TYPE,
        NO_PRELOAD_LEFT, NO_REFRESH_LEFT, ONE_TIME,
    },
    lists::{self, DAY},
    names,
    service::Service,
    tables::{
        domains, settings,
        tasks::{self, Task, Wanted},
    },
};
use crate::{
    Cx, Fault, Params, Result,
    request::page::Page,
    shared::{format, ids, text::comma_list},
    text,
};

/// The types of tasks, as calls and as lists have them, with the most paths of a call, and the quota of a day (documented).
const KINDS: &[(&str, &str, usize)] = &[
    ("file", "file", 1000),
    ("directory", "directory", 100),
    ("regex", "regex", 1),
    ("exquery", "IgnoreParams", 1000),
    ("ignoreparams", "IgnoreParams", 1000),
];
/// What prefetches are called in lists.
const PRELOAD: &str = "preload";
/// The most paths of a prefetch (documented).
const MOST_PRELOADS: usize = 1000;
/// For how long tasks are listed (documented).
const KEPT: i64 = 3 * DAY;
/// The most tasks that a call asks for by their ids (documented).
const MOST_IDS: usize = 10;
/// The day of quotas begins at midnight of UTC+8.
const EAST: i64 = 8 * 60 * 60 * 1000;

/// How much of each type may be done in a day. Those of blocks and of edge prefetches are modelled.
const QUOTAS: &[(&str, i64)] = &[
    ("file", 10_000),
    ("directory", 100),
    ("regex", 20),
    (PRELOAD, 1000),
    ("IgnoreParams", 100),
    ("block", 300),
    ("edge", 1000),
];

fn quota(kind: &str) -> i64 {
    QUOTAS.iter().find(|(it, _)| *it == kind).map_or(0, |(_, most)| *most)
}

/// The number of the day of a time, as quotas count.
const fn day(now: i64) -> i64 {
    (now + EAST) / DAY
}

/// How much of a quota is left.
fn left(cx: &mut Cx<'_>, service: Service, kind: &str) -> Result<i64> {
    let account = cx.account().to_owned();
    let used = tasks::used(cx.tx, (&account, service), kind, day(cx.now))?;
    Ok((quota(kind) - used).max(0))
}

/// The paths of a call: lines.
fn lines(text: &str) -> Vec<&str> {
    text.lines().map(str::trim).filter(|it| !it.is_empty()).collect()
}

/// The host of a path, and whether anything follows it.
fn host(path: &str, needs_scheme: bool) -> Option<String> {
    let is_scheme = |it: &&str| it.eq_ignore_ascii_case("http") || it.eq_ignore_ascii_case("https");
    let rest = path.split_once("://").filter(|(it, _)| is_scheme(it)).map(|(_, rest)| rest);
    let rest = if needs_scheme { rest? } else { rest.unwrap_or(path) };
    let (authority, _) = rest.split_once('/')?;
    let (host, port) =
        authority.split_once(':').map_or((authority, "80"), |(host, port)| (host, port));
    let is_port =
        port.bytes().all(|b| b.is_ascii_digit()) && port.parse::<u16>().is_ok_and(|it| it > 0);
    let is_path = is_port && !path.chars().any(char::is_control);
    names::parse(host).filter(|it| is_path && !it.starts_with('.'))
}

/// Takes so much of a quota, where that counts.
fn take(
    cx: &mut Cx<'_>,
    service: Service,
    (kind, many): (&str, usize),
    none_left: Fault,
) -> Result<()> {
    let account = cx.account().to_owned();
    let many = i64::try_from(many).unwrap_or(i64::MAX);
    let counts = settings::read(cx.tx, &account)?.enforce_quota;
    if counts && left(cx, service, kind)? < many {
        return Err(none_left.into());
    }
    let today = day(cx.now);
    let used = tasks::used(cx.tx, (&account, service), kind, today)?;
    let used = used.saturating_add(many).min(quota(kind));
    Ok(tasks::put_used(cx.tx, (&account, service), kind, (today, used))?)
}

/// Begins a task for each path, and answers their ids, with commas between them. Files of one domain share an id
/// (documented).
fn begin(
    cx: &mut Cx<'_>,
    service: Service,
    kind: &str,
    paths: Vec<(String, &str)>,
) -> Result<String> {
    let account = cx.account().to_owned();
    let own = domains::all(cx.tx, &account, service)?;
    let ready = cx.now.saturating_add(settings::read(cx.tx, &account)?.refresh_ms);
    let mut ids: Vec<(String, String)> = Vec::new();
    for (host, path) in paths {
        let exact = own.iter().find(|it| it.name == host);
        let domain = exact.or_else(|| own.iter().find(|it| names::serves(&it.name, &host)));
        let domain = domain.ok_or(NO_DOMAIN.of(service))?.name.clone();
        let shared = ids.iter().find(|(of, _)| kind == "file" && *of == domain);
        let id = if let Some((_, id)) = shared {
            id.clone()
        } else {
            let id = ids::digits(cx.random, 11);
            ids.push((domain.clone(), id.clone()));
            id
        };
        let it = Task {
            seq: 0,
            id,
            kind: kind.to_owned(),
            path: path.to_owned(),
            domain,
            made: cx.now,
            ready,
            failed: None,
        };
        tasks::add(cx.tx, (&account, service), &it)?;
    }
    let ids: Vec<String> = ids.into_iter().map(|(_, id)| id).collect();
    Ok(ids.join(","))
}

/// Begins to refresh paths, and answers the ids of the tasks.
pub(crate) fn refresh(
    cx: &mut Cx<'_>,
    service: Service,
    paths: &str,
    kind: Option<&str>,
) -> Result<String> {
    let wanted = kind.unwrap_or("file").to_lowercase();
    let (_, kind, most) = KINDS.iter().find(|(it, ..)| *it == wanted).ok_or(BAD_OBJECT_TYPE)?;
    let paths = lines(paths);
    if paths.len() > *most {
        return Err(MANY_PATHS.into());
    }
    let of_host = |path| {
        let host = host(path, true).ok_or(BAD_PATH)?;
        let is_whole = *kind != "directory" || path.ends_with('/');
        if is_whole { Ok((host, path)) } else { Err(BAD_PATH) }
    };
    let found: Vec<_> = paths.into_iter().map(of_host).collect::<Result<_, Fault>>()?;
    if found.is_empty() {
        return Err(BAD_PATH.into());
    }
    let many = found.len();
    let ids = begin(cx, service, kind, found)?;
    take(cx, service, (kind, many), NO_REFRESH_LEFT)?;
    Ok(ids)
}

/// Begins to prefetch paths, whose schemes may be left out, and answers the ids of the tasks.
pub(crate) fn preload(cx: &mut Cx<'_>, service: Service, paths: &str) -> Result<String> {
    let paths = lines(paths);
    if paths.len() > MOST_PRELOADS {
        return Err(MANY_PATHS.into());
    }
    let of_host = |path| Ok((host(path, false).ok_or(BAD_PATH)?, path));
    let found: Vec<_> = paths.into_iter().map(of_host).collect::<Result<_, Fault>>()?;
    if found.is_empty() {
        return Err(BAD_PATH.into());
    }
    let many = found.len();
    let ids = begin(cx, service, PRELOAD, found)?;
    take(cx, service, (PRELOAD, many), NO_PRELOAD_LEFT)?;
    Ok(ids)
}

/// A task in answers.
#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct ShownTask {
    task_id: String,
    object_path: String,
    object_type: String,
    status: &'static str,
    process: String,
    creation_time: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    description: Option<String>,
}

fn shown(it: Task, now: i64) -> ShownTask {
    let (whole, done) = (it.ready - it.made, now - it.made);
    let (status, percent) = match () {
        () if it.failed.is_some() => ("Failed", 0),
        () if it.ready <= now => ("Complete", 100),
        () => ("Refreshing", (done * 100 / whole.max(1)).clamp(0, 99)),
    };
    ShownTask {
        task_id: it.id,
        object_path: it.path,
        object_type: it.kind,
        status,
        process: format!("{percent}%"),
        creation_time: format::iso(it.made),
        description: it.failed,
    }
}

/// Which tasks a call lists.
pub(crate) struct Search {
    id: Option<String>,
    path: Option<String>,
    kind: Option<String>,
    domain: Option<String>,
    status: Option<String>,
    from: Option<String>,
    to: Option<String>,
    pub(crate) page: Page,
}

impl Search {
    /// Reads what both products have.
    pub(crate) fn read(p: &mut Params<'_>) -> Result<Self> {
        let kind = text("ObjectType")
            .doc("Only those of this type: file, directory, regex, IgnoreParams or preload.");
        let status =
            text("Status").doc("Only those in this state: Complete, Refreshing or Failed.");
        Ok(Self {
            id: p.optional(text("TaskId").doc("Only those with this id."))?,
            path: p.optional(text("ObjectPath").doc("Only those of exactly this path."))?,
            kind: p.optional(kind)?,
            domain: p.optional(text("DomainName").doc("Only those of this domain."))?,
            status: p.optional(status)?,
            from: p
                .optional(text("StartTime").doc("Only those begun since, within three days."))?,
            to: p.optional(text("EndTime").doc("Only those begun until then."))?,
            page: lists::page(p, 20, 100)?,
        })
    }

    fn wanted(&self, (now, strictly): (i64, bool)) -> Result<Wanted> {
        let needs_kind = strictly && (self.domain.is_some() || self.status.is_some());
        if needs_kind && self.kind.is_none() {
            return Err(NO_OBJECT_TYPE.into());
        }
        let oldest = now - KEPT;
        let (from, to) = match (&self.from, &self.to) {
            (None, None) => (oldest, now),
            (Some(from), Some(to)) => {
                let from = lists::time(from).ok_or(BAD_TIME)?;
                let to = lists::time(to).ok_or(BAD_TIME)?;
                if from > to || from < oldest {
                    return Err(BAD_TIME.into());
                }
                (from, to)
            }
            _ => return Err(ONE_TIME.into()),
        };
        let kind = self.kind.as_deref().map(|it| {
            let wanted = it.to_lowercase();
            let known = KINDS.iter().find(|(word, ..)| *word == wanted);
            known.map_or(wanted, |(_, kind, _)| (*kind).to_owned())
        });
        let status = self.status.as_deref().map(str::to_lowercase);
        let (failed, complete) = match status.as_deref() {
            None => (None, None),
            Some("failed") => (Some(true), None),
            Some("complete") => (Some(false), Some(true)),
            Some(_) => (Some(false), Some(false)),
        };
        Ok(Wanted {
            id: self.id.clone(),
            path: self.path.clone(),
            kind,
            domain: self.domain.as_deref().map(str::to_lowercase),
            failed,
            complete,
            from,
            to,
        })
    }
}

/// A page of tasks, and how many there are.
pub(crate) fn list(
    cx: &mut Cx<'_>,
    service: Service,
    it: &Search,
) -> Result<(Vec<ShownTask>, i64)> {
    let (account, now) = (cx.account().to_owned(), cx.now);
    let strictly = settings::read(cx.tx, &account)?.strict_task_filters;
    let wanted = it.wanted((now, strictly))?;
    let (found, total) = tasks::list(cx.tx, (&account, service), &wanted, (now, it.page))?;
    Ok((found.into_iter().map(|it| shown(it, now)).collect(), total))
}

/// Tasks as a bare list (published).
#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct BareTasks {
    total_count: usize,
    tasks: Vec<ShownTask>,
}

/// The tasks of these ids, with commas between them.
pub(crate) fn of_ids(cx: &mut Cx<'_>, service: Service, ids: &str) -> Result<BareTasks> {
    let (account, now) = (cx.account().to_owned(), cx.now);
    let ids: Vec<&str> = comma_list(ids).collect();
    let is_id = |it: &&str| it.bytes().all(|b| b.is_ascii_digit());
    if ids.len() > MOST_IDS || !ids.iter().all(is_id) {
        return Err(BAD_TASK.into());
    }
    let mut all = Vec::new();
    for id in ids {
        let wanted = Wanted { id: Some(id.to_owned()), to: now, ..Wanted::default() };
        let page = Page { number: 1, size: i64::MAX };
        let (found, _) = tasks::list(cx.tx, (&account, service), &wanted, (now, page))?;
        all.extend(found.into_iter().map(|it| shown(it, now)));
    }
    Ok(BareTasks { total_count: all.len(), tasks: all })
}

/// The quotas of a day, and what is left of them.
pub(crate) struct Quotas {
    pub(crate) urls: (i64, i64),
    pub(crate) directories: (i64, i64),
    pub(crate) regexes: (i64, i64),
    pub(crate) preloads: (i64, i64),
    pub(crate) edge_preloads: (i64, i64),
    pub(crate) blocks: (i64, i64),
    pub(crate) ignored_parameters: (i64, i64),
    pub(crate) domains: i64,
}

/// The quotas of a day, and what is left of them.
pub(crate) fn quotas(cx: &mut Cx<'_>, service: Service) -> Result<Quotas> {
    let mut of = |kind: &str| Ok::<_, crate::ApiError>((quota(kind), left(cx, service, kind)?));
    Ok(Quotas {
        urls: of("file")?,
        directories: of("directory")?,
        regexes: of("regex")?,
        preloads: of(PRELOAD)?,
        edge_preloads: of("edge")?,
        blocks: of("block")?,
        ignored_parameters: of("IgnoreParams")?,
        domains: MOST_DOMAINS,
    })
}

#[cfg(test)]
mod tests {
    use super::host;

    #[test]
    fn a_path_has_a_host_and_may_have_a_port() {
        for good in
            ["http://a.example.com/", "https://A.example.com:8443/b?c", "http://a.example.com/中文"]
        {
            assert_eq!(host(good, true).as_deref(), Some("a.example.com"), "{good}");
        }
        assert_eq!(host("a.example.com/b", false).as_deref(), Some("a.example.com"));
        for bad in [
            "a.example.com/b",
            "http://a.example.com",
            "http://a.example.com:/",
            "http://a.example.com:0/",
            "http://a.example.com:65536/",
            "http://a.example.com:+80/",
            "http://.example.com/",
            "http://a.example.com/\0",
        ] {
            assert_eq!(host(bad, true), None, "{bad}");
        }
    }
}
