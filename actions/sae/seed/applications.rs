//! Applications, as their last change orders have left them.

use std::collections::BTreeMap;

use serde_json::{Map, Value};

use crate::{
    ApiError, Cx,
    core::{
        control::ControlError,
        seed::{self, Fields, SeedKind, SeedMember, SeedType},
    },
    sae::{
        SAE,
        applications::{
            application_states::Outcome,
            change_orders::idle,
            configuration::{self, check, initial},
            create_application::{CreateApplication, NAME_TAKEN},
        },
        namespaces::namespace_id::NO_NAMESPACE,
        tables::{
            applications::{self, Application},
            change_orders::Target,
            namespaces,
        },
    },
    shared::{ids, states::State},
};

pub(super) const APPLICATIONS: SeedKind = SeedKind {
    name: "applications",
    doc: "Applications, which no change order is about to change.",
    key: &["namespace", "name"],
    members: &[
        SeedMember::text("namespace", "The id of its namespace: cn-hangzhou for the default one.")
            .required(),
        SeedMember::text("name", "The name.").required(),
        SeedMember::text("id", "The id; drawn if it is not given."),
        SeedMember::text("description", "The description."),
        SeedMember::text(
            "package_type",
            "What is deployed: FatJar, War, Image, PhpZip, PythonZip or DotnetZip.",
        )
        .required(),
        SeedMember::new("replicas", SeedType::Number, "How many instances.").required(),
        SeedMember::text(
            "state",
            "RUNNING, STOPPED, or UNKNOWN of one that was never deployed; RUNNING if it is not given.",
        ),
        SeedMember::new(
            "configuration",
            SeedType::Document,
            "What it is configured with, by the names and in the types of DescribeApplicationConfig. `null` leaves out \
             what new applications have.",
        ),
        SeedMember::new("tags", SeedType::Objects(seed::PAIR), "The tags."),
    ],
    export: |cx| {
        let all = applications::all(cx.tx, (&cx.caller.account, cx.region))?;
        all.into_iter().rev().map(|it| shown(cx, it)).collect()
    },
    create: |cx, it| {
        let app = added(cx, it)?;
        put(cx, it, app)
    },
    update: Some(|cx, it, present| {
        seed::refuse_change("the application", it, present, &["id"])?;
        let app = idle(cx, seed::text(present, "id"))?;
        let id = app.id.clone();
        put(cx, it, app)?;
        let app = idle(cx, &id)?;
        Ok(shown(cx, app)? != *present)
    }),
};

fn shown(cx: &mut Cx<'_>, it: Application) -> Result<Fields, ControlError> {
    let tags = applications::tags(cx.tx, &it.id)?;
    // Without what new applications have; what it lacks of that is null.
    let mut all = configuration::of_application(&it)?;
    for (name, usual) in initial() {
        if all.get(&name) == Some(&usual) {
            all.remove(&name);
        } else {
            all.entry(name).or_insert(Value::Null);
        }
    }
    all.sort_keys();
    let all = if all.is_empty() { Value::Null } else { Value::Object(all).to_string().into() };
    Ok(seed::fields([
        ("namespace", it.namespace.into()),
        ("name", it.name.into()),
        ("id", it.id.into()),
        ("description", it.description.into()),
        ("package_type", it.deployed.package_type.into()),
        ("replicas", it.deployed.replicas.into()),
        ("state", it.status.as_str().into()),
        ("configuration", all),
        ("tags", seed::pairs(tags)),
    ]))
}

/// An application with the names of an entry, which is not stored yet.
fn added(cx: &mut Cx<'_>, it: &Fields) -> Result<Application, ControlError> {
    // The forms are those of the action.
    let names = [
        ("name", "AppName"),
        ("namespace", "NamespaceId"),
        ("description", "AppDescription"),
        ("package_type", "PackageType"),
        ("replicas", "Replicas"),
    ];
    seed::read::<CreateApplication>(&SAE, seed::parameters(it, &names))?;
    let (account, region) = (&*cx.caller.account, cx.region);
    let (namespace, name) = (seed::text(it, "namespace"), seed::text(it, "name"));
    if namespaces::namespace(cx.tx, (account, region), namespace)?.is_none() {
        return Err(ApiError::from(NO_NAMESPACE).into());
    }
    if applications::has_name(cx.tx, (account, region), (namespace, name))? {
        return Err(ApiError::from(NAME_TAKEN).into());
    }
    let id = match seed::text(it, "id") {
        "" => ids::uuid(cx.random),
        id if !(1..=64).contains(&id.len())
            || !id.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-') =>
        {
            return Err(ControlError::Wrong(
                "`id` is one to 64 letters, digits and hyphens".into(),
            ));
        }
        id if applications::is_id(cx.tx, id)? => {
            return Err(ControlError::Wrong("another has this id".into()));
        }
        id => id.to_owned(),
    };
    let configuration = serde_json::to_string(&initial()).map_err(ApiError::internal)?;
    Ok(Application {
        id,
        region: region.to_owned(),
        number: 0,
        namespace: namespace.to_owned(),
        name: name.to_owned(),
        description: String::new(),
        deployed: Target { package_type: String::new(), replicas: 0, configuration },
        running: 0,
        status: State::default(),
        deleting: false,
        last_order: String::new(),
        made: cx.now,
    })
}

/// Writes an application with what an entry gives.
fn put(cx: &mut Cx<'_>, it: &Fields, mut app: Application) -> Result<(), ControlError> {
    let account = cx.caller.account.clone();
    let of = (&*account, cx.region);
    if it.contains_key("description") {
        seed::text(it, "description").clone_into(&mut app.description);
    }
    seed::text(it, "package_type").clone_into(&mut app.deployed.package_type);
    app.deployed.replicas = it.get("replicas").and_then(Value::as_i64).unwrap_or_default();
    let mut all = configuration::of_application(&app)?;
    if it.contains_key("configuration") {
        let given: Map<String, Value> =
            serde_json::from_str(seed::text(it, "configuration")).map_err(ApiError::internal)?;
        all = initial();
        configuration::change(&mut all, given)?;
    }
    let state = match seed::text(it, "state") {
        "" if app.number == 0 => "RUNNING".to_owned(),
        "" => app.status.as_str().to_owned(),
        given => given.to_owned(),
    };
    check(&app.deployed.package_type, &all, state != "UNKNOWN")?;
    bind(cx, &app, &all)?;
    app.deployed.configuration = serde_json::to_string(&all).map_err(ApiError::internal)?;
    move_to(cx, &mut app, &state)?;
    app.running = if state == "RUNNING" { app.deployed.replicas } else { 0 };
    if app.number == 0 {
        applications::add(cx.tx, of.0, &mut app)?;
    } else {
        applications::put(cx.tx, of.0, &app)?;
    }
    if it.contains_key("tags") {
        let tags: BTreeMap<_, _> = seed::objects(it, "tags")
            .iter()
            .map(|tag| (seed::text(tag, "key").to_owned(), seed::text(tag, "value").to_owned()))
            .collect();
        applications::delete_tag(cx.tx, &app.id, None)?;
        for (key, value) in &tags {
            applications::put_tag(cx.tx, &app.id, key, value)?;
        }
    }
    Ok(())
}

/// Moves an application to a state, as change orders do.
fn move_to(cx: &mut Cx<'_>, app: &mut Application, state: &str) -> Result<(), ControlError> {
    let moves: &[(Outcome, &str)] = match (app.status.as_str(), state) {
        (from, to) if from == to => &[],
        ("UNKNOWN", "STOPPED") => &[(Outcome::Run, "RUNNING"), (Outcome::Stop, "STOPPED")],
        (_, "RUNNING") => &[(Outcome::Run, "RUNNING")],
        ("RUNNING", "STOPPED") => &[(Outcome::Stop, "STOPPED")],
        (_, "UNKNOWN") => {
            return Err(ControlError::Wrong("it was deployed, and no call undoes that".into()));
        }
        _ => {
            return Err(ControlError::WrongMember(
                "state".into(),
                format!("`{state}` is none of RUNNING, STOPPED and UNKNOWN"),
            ));
        }
    };
    for (cause, to) in moves {
        app.status.move_to(cx, *cause, to)?;
    }
    Ok(())
}

/// Binds a namespace that has no network to that of its application (documented of the first one).
fn bind(cx: &mut Cx<'_>, app: &Application, all: &Map<String, Value>) -> Result<(), ControlError> {
    let of = (&*cx.caller.account, cx.region);
    let Some(mut namespace) = namespaces::namespace(cx.tx, of, &app.namespace)? else {
        return Ok(());
    };
    for (name, bound) in [
        ("VpcId", &mut namespace.vpc),
        ("VSwitchId", &mut namespace.vswitch),
        ("SecurityGroupId", &mut namespace.security_group),
    ] {
        if let Some(given) = all.get(name).and_then(Value::as_str).filter(|_| bound.is_empty()) {
            given.clone_into(bound);
        }
    }
    Ok(namespaces::put(cx.tx, of, &namespace)?)
}
