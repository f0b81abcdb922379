//! The entries of domains, which both products have alike: each is checked by the functions that the actions call.

use serde_json::{Value, json};

use crate::{
    Cx,
    cas::stored::{self, REGIONS},
    cdn::{
        certificates::bindings::{self as certificates, Wanted},
        domains::life::{self, Change, NewDomain},
        functions::configs as functions,
        service::Service,
        tables::{
            bindings, configs,
            domains::{self, Domain, Source},
            tags,
        },
        tags::tag_sets,
    },
    core::{
        control::ControlError,
        seed::{self, Fields, SeedMember, SeedType},
    },
};

type Result<T> = std::result::Result<T, ControlError>;

pub(crate) const NAME: SeedMember = SeedMember::text("name", "The name.").required();
pub(crate) const SCOPE: SeedMember =
    SeedMember::text("scope", "Where it is accelerated; domestic unless given.");
pub(crate) const SOURCES: SeedMember =
    SeedMember::new("sources", SeedType::Objects(SOURCE), "Where its content comes from.");
pub(crate) const RESOURCE_GROUP: SeedMember =
    SeedMember::text("resource_group", "The id of its resource group.");
pub(crate) const TAGS: SeedMember =
    SeedMember::new("tags", SeedType::Objects(seed::PAIR), "The tags.");
pub(crate) const FUNCTIONS: SeedMember =
    SeedMember::new("functions", SeedType::Objects(FUNCTION), "All of its functions.");
pub(crate) const CERTIFICATE: SeedMember = SeedMember::text(
    "certificate",
    "The name of the certificate of the certificate service that it serves; it serves no HTTPS unless given.",
);
pub(crate) const OFFLINE: SeedMember =
    SeedMember::new("offline", SeedType::Flag, "Whether it is offline.");

const SOURCE: &[SeedMember] = &[
    SeedMember::text("type", "The type: ipaddr, domain, oss, fc_domain or common.").required(),
    SeedMember::text("content", "The address or the name.").required(),
    SeedMember::new("port", SeedType::Number, "The port; 80 unless given."),
    SeedMember::new("priority", SeedType::Number, "The priority; 20 unless given."),
    SeedMember::new("weight", SeedType::Number, "The weight; 10 unless given."),
];
const FUNCTION: &[SeedMember] = &[
    SeedMember::text("name", "The name.").required(),
    SeedMember::new("arguments", SeedType::Objects(ARGUMENT), "The arguments."),
];
const ARGUMENT: &[SeedMember] =
    &[SeedMember::text("name", "The name.").required(), SeedMember::text("value", "The value.")];

/// All domains of a product, the oldest first.
pub(crate) fn export(cx: &mut Cx<'_>, service: Service) -> Result<Vec<Fields>> {
    let account = cx.account().to_owned();
    let all = domains::all(cx.tx, &account, service)?;
    let kept = all.into_iter().rev().filter(|it| it.status != "deleting");
    kept.map(|it| shown(cx, it)).collect()
}

fn shown(cx: &mut Cx<'_>, it: Domain) -> Result<Fields> {
    let tags = tags::of(cx.tx, it.seq)?.into_iter().map(|it| (it.key, it.value));
    let argument = |(name, value): (String, String)| {
        seed::fields([("name", name.into()), ("value", value.into())])
    };
    let functions: Vec<Fields> = configs::of(cx.tx, it.seq)?
        .into_iter()
        .map(|it| {
            let arguments: Vec<Fields> = it.args.into_iter().map(argument).collect();
            seed::fields([("name", it.name.into()), ("arguments", json!(arguments))])
        })
        .collect();
    let certificate = match bindings::of(cx.tx, it.seq)? {
        Some(bound) => {
            let region = REGIONS.into_iter().find(|it| *it == bound.region);
            let region = region.unwrap_or(REGIONS[0]);
            stored::of_id(cx.tx, &it.account, region, bound.cert)?.map(|it| it.name)
        }
        None => None,
    };
    let source = |it: Source| {
        json!({
            "type": it.kind, "content": it.content, "port": it.port, "priority": it.priority,
            "weight": it.weight,
        })
    };
    let sources: Vec<Value> = it.sources.into_iter().map(source).collect();
    Ok(seed::fields([
        ("name", it.name.into()),
        ("type", it.kind.into()),
        ("scope", it.scope.into()),
        ("scene", it.scene.into()),
        ("function_type", it.function_type.into()),
        ("sources", sources.into()),
        ("resource_group", it.resource_group.into()),
        ("tags", seed::pairs(tags)),
        ("functions", json!(functions)),
        ("certificate", certificate.into()),
        ("offline", seed::set(it.status == "offline")),
    ]))
}

fn optional(it: &Fields, name: &str) -> Option<String> {
    let found = seed::text(it, name);
    (!found.is_empty()).then(|| found.to_owned())
}

/// The sources of an entry, as calls have them.
fn sources(it: &Fields) -> Option<String> {
    it.contains_key("sources").then(|| json!(seed::objects(it, "sources")).to_string())
}

/// Creates a domain, which is online at once; `kind` is its type of business, which DCDN has not.
pub(crate) fn create(
    cx: &mut Cx<'_>,
    service: Service,
    kind: Option<&str>,
    it: &Fields,
) -> Result<()> {
    let new = NewDomain {
        name: seed::text(it, "name").to_owned(),
        kind: optional(it, "type").or_else(|| kind.map(str::to_owned)),
        scope: optional(it, "scope"),
        sources: sources(it),
        resource_group: optional(it, "resource_group"),
        scene: optional(it, "scene"),
        function_type: optional(it, "function_type"),
        tags: Vec::new(),
    };
    life::add(cx, service, &new)?;
    put_into(cx, service, &new.name, "online")?;
    set(cx, service, it)
}

/// Makes a domain what an entry says.
pub(crate) fn update(
    cx: &mut Cx<'_>,
    service: Service,
    it: &Fields,
    there: &Fields,
) -> Result<bool> {
    let name = seed::text(it, "name").to_owned();
    let what = format!("the domain {name}");
    seed::refuse_change(&what, it, there, &["type", "scene", "function_type"])?;
    put_into(cx, service, &name, "online")?;
    let change = Change { sources: sources(it), resource_group: optional(it, "resource_group") };
    life::change(cx, service, &name, &change)?;
    put_into(cx, service, &name, "online")?;
    if let Some(scope) = optional(it, "scope") {
        let property = json!({ "coverage": scope }).to_string();
        life::set_scope(cx, service, (&name, &property))?;
        put_into(cx, service, &name, "online")?;
    }
    let mut whole = it.clone();
    if let Some(offline) = there.get("offline") {
        whole.entry("offline").or_insert_with(|| offline.clone());
    }
    set(cx, service, &whole).map(|()| true)
}

/// Puts a domain into a state.
fn put_into(cx: &mut Cx<'_>, service: Service, name: &str, status: &str) -> Result<()> {
    let mut domain = life::found(cx, service, name)?;
    if domain.status == "deleting" {
        return Err(ControlError::Wrong(format!("the domain {name} is being deleted")));
    }
    Ok(life::force(cx, &mut domain, status)?)
}

/// Sets all that an entry says of a domain besides what it is added with.
fn set(cx: &mut Cx<'_>, service: Service, it: &Fields) -> Result<()> {
    let name = seed::text(it, "name").to_owned();
    let domain = life::found(cx, service, &name)?;
    if it.contains_key("tags") {
        tags::delete(cx.tx, domain.seq, None)?;
        let pair = |it: &Fields| {
            (seed::text(it, "key").to_owned(), Some(seed::text(it, "value").to_owned()))
        };
        let wanted: Vec<_> = seed::objects(it, "tags").iter().map(pair).collect();
        tag_sets::set(cx, service, std::slice::from_ref(&domain.name), &wanted)?;
    }
    if it.contains_key("functions") {
        for old in configs::of(cx.tx, domain.seq)? {
            configs::delete(cx.tx, domain.seq, old.id)?;
        }
        let wanted: Vec<Value> = seed::objects(it, "functions").iter().map(function).collect();
        if !wanted.is_empty() {
            functions::set(cx, service, &domain.name, &Value::from(wanted).to_string())?;
        }
    }
    if it.contains_key("certificate") {
        let name = optional(it, "certificate");
        let wanted = Wanted {
            protocol: if name.is_some() { "on" } else { "off" }.to_owned(),
            kind: Some("cas".to_owned()),
            name,
            ..Wanted::default()
        };
        certificates::set(cx, service, &domain.name, &wanted)?;
    }
    if seed::flag(it, "offline") {
        put_into(cx, service, &domain.name, "offline")?;
    }
    Ok(())
}

/// A function of an entry, as calls have it.
fn function(it: &Fields) -> Value {
    let argument = |it: &Fields| json!({ "argName": seed::text(it, "name"), "argValue": seed::text(it, "value") });
    let all: Vec<Value> = seed::objects(it, "arguments").iter().map(argument).collect();
    json!({ "functionName": seed::text(it, "name"), "functionArgs": all })
}
