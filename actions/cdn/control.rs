//! Routes of the control API: how the products fare, the states of domains, tasks that fail, and what proves roots.

use serde_json::{Value, json};

use crate::{
    Cx,
    cdn::{
        domains::life,
        names,
        ownership::proofs,
        tables::{
            domains::{self, Domain},
            roots,
            settings::{self, Settings},
            tasks,
        },
    },
    core::control::{
        ControlError, ControlRequest, ControlRoute, Operation, OwnerSource, Type, text, word,
    },
    shared::format,
};

type Result<T> = std::result::Result<T, ControlError>;

/// The longest time that may be set: 366 days.
const LONGEST: i64 = 366 * 24 * 60 * 60 * 1000;

/// The states that a domain may be put into.
const STATES: &[&str] =
    &["online", "offline", "configuring", "checking", "check_failed", "configure_failed"];
/// What may become of a task.
const ENDS: &[&str] = &["Complete", "Failed"];
/// What a file may have.
const FILES: &[&str] = &["good", "wrong"];

const SETTINGS: &[(&str, &str)] = &[
    ("configure_ms", "how long a new domain is configured, in milliseconds; default 5000"),
    ("stop_ms", "how long a domain is stopped; default 2000"),
    ("start_ms", "how long a domain is started; default 2000"),
    (
        "modify_ms",
        "how long a domain is configured after its sources or its scope were changed; default 2000",
    ),
    ("delete_ms", "how long a domain is deleted; default 2000"),
    ("config_ms", "how long it takes until a function has effect; default 1000"),
    ("refresh_ms", "how long a task runs that refreshes or prefetches; default 5000"),
    (
        "require_owner_verification",
        "whether a domain may be added only if its root was proved; default false",
    ),
    ("require_service_open", "whether the products must be opened by a call; default false"),
    ("strict_functions", "whether only functions that are known may be configured; default false"),
    (
        "strict_task_filters",
        "whether tasks can be listed by domain or state only together with a type; default false",
    ),
    ("enforce_quota", "whether the quotas of domains and tasks count; default false"),
];

const TYPES: &[(&str, Type)] = &[
    ("configure_ms", Type::Integer(0, LONGEST)),
    ("stop_ms", Type::Integer(0, LONGEST)),
    ("start_ms", Type::Integer(0, LONGEST)),
    ("modify_ms", Type::Integer(0, LONGEST)),
    ("delete_ms", Type::Integer(0, LONGEST)),
    ("config_ms", Type::Integer(0, LONGEST)),
    ("refresh_ms", Type::Integer(0, LONGEST)),
    ("require_owner_verification", Type::Boolean),
    ("require_service_open", Type::Boolean),
    ("strict_functions", Type::Boolean),
    ("strict_task_filters", Type::Boolean),
    ("enforce_quota", Type::Boolean),
];

pub(super) const ROUTES: &[ControlRoute] = &[
    ControlRoute::new(
        Operation::get("cdn/settings", "Answers how CDN and DCDN of an account fare.")
            .owner(OwnerSource::Query),
        |cx, _| shown_settings(cx),
    ),
    ControlRoute::new(
        Operation::post(
            "cdn/settings",
            "Sets how CDN and DCDN of an account fare, and answers it.",
        )
        .owner(OwnerSource::Query)
        .object(SETTINGS, &[r#"{"configure_ms": 0}"#, r#"{"require_owner_verification": true}"#])
        .types(TYPES),
        set,
    ),
    ControlRoute::new(
        Operation::post(
            "cdn/domains/{name}",
            "Puts a domain of CDN or DCDN into a state, or has certificates of it refused, and answers it.",
        )
        .owner(OwnerSource::Query)
        .object(
            &[
                ("status", "online, offline, configuring, checking, check_failed or configure_failed"),
                ("certificate_fault", "the code that setting its certificate is refused with; `null`: none"),
            ],
            &[r#"{"status": "check_failed"}"#, r#"{"certificate_fault": "Certificate.MissMatch"}"#],
        )
        .types(&[("status", Type::OneOf(STATES))]),
        change_domain,
    ),
    ControlRoute::new(
        Operation::post(
            "cdn/tasks/{id}",
            "Ends a task that refreshes or prefetches, and answers its paths.",
        )
        .owner(OwnerSource::Query)
        .object(
            &[
                ("status", "Complete or Failed"),
                ("description", "why it has failed"),
            ],
            &[r#"{"status": "Failed", "description": "the source is not reachable"}"#],
        )
        .types(&[("status", Type::OneOf(ENDS))]),
        end_task,
    ),
    ControlRoute::new(
        Operation::post(
            "cdn/roots/{name}",
            "Says what the verification file of a root domain has, or whether an account has proved it, and answers it.",
        )
        .owner(OwnerSource::Query)
        .object(
            &[
                ("file", "good or wrong; `null`: there is no file"),
                ("verified", "whether the account has proved that the root is its own"),
            ],
            &[r#"{"file": "good"}"#, r#"{"verified": true}"#],
        )
        .types(&[("verified", Type::Boolean)]),
        set_root,
    ),
];

fn shown_settings(cx: &mut Cx<'_>) -> Result<Value> {
    let account = cx.account().to_owned();
    Ok(json!(settings::read(cx.tx, &account)?))
}

fn set(cx: &mut Cx<'_>, request: &ControlRequest) -> Result<Value> {
    let account = cx.account().to_owned();
    let mut whole = json!(settings::read(cx.tx, &account)?);
    for (name, value) in request.members() {
        let of = TYPES.iter().find(|(known, _)| *known == name).map(|(_, of)| *of);
        let why = match of {
            Some(Type::Boolean) if !value.is_boolean() => "it must be true or false",
            Some(Type::Integer(least, most))
                if !value.as_i64().is_some_and(|it| (least..=most).contains(&it)) =>
            {
                "it must be a number of milliseconds, of 366 days at most"
            }
            _ => {
                whole[&*name] = value;
                continue;
            }
        };
        return Err(ControlError::member(&name, why));
    }
    let it: Settings =
        serde_json::from_value(whole).map_err(|why| ControlError::WrongBody(why.to_string()))?;
    settings::put(cx.tx, &account, &it)?;
    shown_settings(cx)
}

fn domain(cx: &mut Cx<'_>, name: &str) -> Result<Domain> {
    let found = domains::named(cx.tx, &name.to_lowercase())?;
    let found = found.filter(|it| it.account == cx.caller.account);
    found.ok_or_else(|| ControlError::NotFound(format!("the account has no domain {name}")))
}

/// Whether a text has the form of the codes of errors: `Certificate.MissMatch`.
fn is_code(it: &str) -> bool {
    let letters = |b: u8| b.is_ascii_alphanumeric() || b".-_".contains(&b);
    (1..=128).contains(&it.len()) && it.bytes().all(letters)
}

fn change_domain(cx: &mut Cx<'_>, request: &ControlRequest) -> Result<Value> {
    let mut it = domain(cx, request.path_value("name"))?;
    let members = request.members();
    match members.get("certificate_fault") {
        None => {}
        Some(Value::Null) => it.fail = None,
        Some(_) => {
            let code = text(&members, "certificate_fault")?.filter(|it| is_code(it));
            let why =
                || ControlError::member("certificate_fault", "it must be the code of an error");
            it.fail = Some(code.ok_or_else(why)?.to_owned());
        }
    }
    if it.status == "deleting" {
        return Err(ControlError::Wrong(format!("{} is being deleted", it.name)));
    }
    let to = word(&members, "status", STATES)?.unwrap_or_else(|| it.status.as_str()).to_owned();
    let called = cx.product;
    cx.product = it.service.id();
    let changed = life::force(cx, &mut it, &to);
    cx.product = called;
    changed?;
    Ok(json!({
        "name": it.name, "product": it.service.name(), "status": it.status.as_str(),
        "certificate_fault": it.fail,
    }))
}

fn end_task(cx: &mut Cx<'_>, request: &ControlRequest) -> Result<Value> {
    let account = cx.account().to_owned();
    let id = request.path_value("id").to_owned();
    let members = request.members();
    let none = || ControlError::NotFound(format!("the account has no task {id}"));
    if tasks::of_id(cx.tx, &account, &id)?.is_empty() {
        return Err(none());
    }
    if let Some(status) = word(&members, "status", ENDS)? {
        let why = text(&members, "description")?.unwrap_or("told to fail");
        let failed = (status == "Failed").then_some(why);
        tasks::end(cx.tx, &account, &id, (cx.now, failed))?;
    }
    let shown: Vec<Value> = tasks::of_id(cx.tx, &account, &id)?
        .into_iter()
        .map(|it| json!({ "path": it.path, "ready": format::iso(it.ready), "failed": it.failed }))
        .collect();
    Ok(json!({ "id": id, "paths": shown }))
}

fn set_root(cx: &mut Cx<'_>, request: &ControlRequest) -> Result<Value> {
    let account = cx.account().to_owned();
    let given = request.path_value("name");
    let name = names::parse(given)
        .ok_or_else(|| ControlError::Wrong(format!("{given:?} is no name of a domain")))?;
    let root = proofs::root(&name);
    let mut it = roots::read(cx.tx, &account, &root)?;
    let members = request.members();
    match members.get("file") {
        None => {}
        Some(Value::Null) => it.file = None,
        Some(_) => it.file = word(&members, "file", FILES)?.map(str::to_owned),
    }
    if let Some(verified) = members.get("verified") {
        let why = || ControlError::member("verified", "it must be true or false");
        it.verified = verified.as_bool().ok_or_else(why)?;
    }
    roots::put(cx.tx, &account, &root, &it)?;
    Ok(json!({ "name": root, "file": it.file, "verified": it.verified }))
}
