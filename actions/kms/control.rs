//! Routes of the control API: settings, and instances, which are bought elsewhere.

use serde_json::{Map, Value, json};

use crate::{
    ApiError, Cx,
    core::control::{
        ControlAccess, ControlError, ControlRequest, ControlRoute, Names, Operation, OwnerSource,
        Type, text, word,
    },
    kms::{
        instances::{held_instances, instance_states},
        place::Place,
        secrets::secret_due_work,
        tables::{
            self,
            instances::{self, Instance},
            rotations::Rotation,
            secrets::{self, Secret},
            settings::{self, Settings},
        },
    },
    shared::format::iso,
};

const SETTINGS: Names = &[
    (
        "strict",
        "`true`: keys without an instance refuse cryptography, as newer accounts have it; `false` unless given",
    ),
    (
        "aliases_everywhere",
        "`true`: the calls that take ids of keys alone take aliases all the same; `false` unless given",
    ),
    (
        "version_interval",
        "`false`: an asymmetric key gets another version at any time, and not 7 days after the last; `true` unless given",
    ),
    (
        "quotas",
        "`true`: the numbers of keys, aliases and secrets are limited; `false` unless given",
    ),
    ("opened", "`false`: the service was not opened yet; `true` unless given"),
    ("debt", "`InDebt` or `InDebtOverdue`: the account owes for the service; `none` unless given"),
];

/// What an account may owe.
const DEBTS: &[&str] = &["none", "InDebt", "InDebtOverdue"];
/// How an instance is paid for.
const CHARGES: &[&str] = &["PREPAY", "POSTPAY"];

const INSTANCE: Names = &[
    ("id", "its id, which begins with kst-; a new one unless given"),
    ("name", "its name; the id unless given"),
    ("state", "Uninitialized, Connecting, Connected (unless given), Disconnected or Error"),
    ("charge", "PREPAY (unless given) or POSTPAY, which can be released"),
];

const ROTATION: Names = &[
    ("secret", "the name of a managed secret"),
    (
        "missing",
        "`true`: what it is the credential of is missing, so that it cannot be rotated; `false`: that is there again. Unless given, the secret is rotated",
    ),
];

pub(super) const ROUTES: &[ControlRoute] = &[
    ControlRoute::new(
        Operation::get("kms/settings", "Answers how keys and secrets behave in an account.")
            .owner(OwnerSource::Query),
        show,
    ),
    ControlRoute::new(
        Operation::post("kms/settings", "Changes the settings that are given, and answers all.")
            .owner(OwnerSource::Query)
            .object(SETTINGS, &[r#"{"strict": true}"#, r#"{"version_interval": false}"#])
            .types(&[
                ("strict", Type::Boolean),
                ("aliases_everywhere", Type::Boolean),
                ("version_interval", Type::Boolean),
                ("quotas", Type::Boolean),
                ("opened", Type::Boolean),
                ("debt", Type::OneOf(DEBTS)),
            ]),
        change,
    ),
    ControlRoute::new(
        Operation::get(
            "kms/instances",
            "Lists the instances of an account at a site, the oldest first.",
        )
        .owner(OwnerSource::Query)
        .access(ControlAccess::Reads),
        list,
    ),
    ControlRoute::new(
        Operation::post(
            "kms/instances",
            "Makes an instance, or changes the state of one, and answers it.",
        )
        .owner(OwnerSource::Query)
        .object(INSTANCE, &[r#"{"state": "Connected"}"#, r#"{"id": "kst-hzz62ee817bvyyr5x****"}"#])
        .types(&[
            ("state", Type::OneOf(instance_states::ALL)),
            ("charge", Type::OneOf(CHARGES)),
        ]),
        put_instance,
    ),
    ControlRoute::new(
        Operation::get(
            "kms/rotations",
            "Lists what was rotated of the managed secrets of an account at a site, the oldest first, without values.",
        )
        .owner(OwnerSource::Query)
        .access(ControlAccess::Reads),
        rotations,
    ),
    ControlRoute::new(
        Operation::post(
            "kms/rotations",
            "Rotates a managed secret as the clock would, or says whether what it is the credential of is missing.",
        )
        .owner(OwnerSource::Query)
        .object(ROTATION, &[r#"{"secret": "rds/shop"}"#, r#"{"secret": "rds/shop", "missing": true}"#])
        .types(&[("missing", Type::Boolean)]),
        rotate,
    ),
];

fn rotations(cx: &mut Cx<'_>, _: &ControlRequest) -> Result<Value, ControlError> {
    let place = Place::of(cx);
    let shown = |it: Rotation| {
        json!({
            "secret": it.secret, "version": it.version, "type": it.kind, "credential": it.credential,
            "cause": it.cause, "at": iso(it.at),
        })
    };
    let all: Vec<Value> = tables::rotations::all(cx.tx, place)?.into_iter().map(shown).collect();
    Ok(json!({ "rotations": all }))
}

fn rotate(cx: &mut Cx<'_>, request: &ControlRequest) -> Result<Value, ControlError> {
    let place = Place::of(cx);
    let members = request.members();
    let needed =
        || ControlError::member("secret", "it must be the name of a managed secret".to_owned());
    let name = text(&members, "secret")?.ok_or_else(needed)?;
    let found = secrets::secret(cx.tx, place, name)?.filter(Secret::is_managed);
    let Some(mut secret) = found else {
        return Err(ControlError::NotFound(format!("there is no managed secret {name}")));
    };
    if let Some(missing) = members.get("missing") {
        let why = || ControlError::member("missing", "it must be true or false".to_owned());
        let missing = missing.as_bool().ok_or_else(why)?;
        secret.missing = missing;
        secrets::put(cx.tx, place, &secret)?;
        secret_due_work::plan(cx, &secret)?;
        return Ok(json!({ "secret": secret.name, "missing": secret.missing }));
    }
    let version = secret_due_work::rotate_now(cx, &mut secret, "control")?;
    Ok(json!({ "secret": secret.name, "missing": secret.missing, "version": version }))
}

/// The settings of the account of a request.
fn show(cx: &mut Cx<'_>, _: &ControlRequest) -> Result<Value, ControlError> {
    let found = settings::settings(cx.tx, &cx.caller.account)?;
    Ok(serde_json::to_value(found).map_err(ApiError::internal)?)
}

fn change(cx: &mut Cx<'_>, request: &ControlRequest) -> Result<Value, ControlError> {
    set(cx, &request.members())?;
    show(cx, request)
}

/// Changes the settings that are given.
pub(super) fn set(cx: &mut Cx<'_>, members: &Map<String, Value>) -> Result<(), ControlError> {
    word(members, "debt", DEBTS)?;
    let found = settings::settings(cx.tx, &cx.caller.account)?;
    let mut all = serde_json::to_value(found).map_err(ApiError::internal)?;
    if let Some(present) = all.as_object_mut() {
        present.extend(members.clone());
    }
    let changed: Settings = serde_json::from_value(all)
        .map_err(|e| ControlError::WrongBody(format!("a member has a wrong type: {e}")))?;
    Ok(settings::put(cx.tx, &cx.caller.account, &changed)?)
}

/// The settings that are not the defaults; none if all are.
pub(super) fn changed(cx: &mut Cx<'_>) -> Result<Option<Map<String, Value>>, ControlError> {
    let usual = serde_json::to_value(Settings::default()).map_err(ApiError::internal)?;
    let found = settings::settings(cx.tx, &cx.caller.account)?;
    let Value::Object(mut all) = serde_json::to_value(found).map_err(ApiError::internal)? else {
        return Ok(None);
    };
    all.retain(|name, value| usual.get(name) != Some(value));
    Ok(Some(all).filter(|it| !it.is_empty()))
}

fn list(cx: &mut Cx<'_>, _: &ControlRequest) -> Result<Value, ControlError> {
    let place = Place::of(cx);
    let (found, _) = instances::page(cx.tx, place, (0, i64::MAX))?;
    let all: Result<Vec<Value>, ControlError> = found.iter().map(shown).collect();
    Ok(json!({ "instances": all? }))
}

fn shown(it: &Instance) -> Result<Value, ControlError> {
    let known = held_instances::detail(it)?;
    Ok(json!({
        "id": it.name,
        "name": known.get("InstanceName"),
        "state": it.state,
        "charge": known.get("ChargeType"),
    }))
}

fn put_instance(cx: &mut Cx<'_>, request: &ControlRequest) -> Result<Value, ControlError> {
    let place = Place::of(cx);
    let members = request.members();
    let id = match text(&members, "id")? {
        None => held_instances::id(cx, "kst"),
        Some(id) if is_instance(id) => id.to_owned(),
        Some(_) => return Err(ControlError::member("id", "it must begin with kst-".to_owned())),
    };
    let present = instances::named(cx.tx, place, &id)?;
    let is_new = present.is_none();
    let mut it = present.unwrap_or_else(|| Instance {
        name: id.clone(),
        state: instance_states::CONNECTED.to_owned(),
        detail: "{}".to_owned(),
    });
    let mut known = held_instances::detail(&it)?;
    if is_new {
        known = new_detail(cx, &id)?;
    }
    if let Some(state) = word(&members, "state", instance_states::ALL)? {
        state.clone_into(&mut it.state);
    }
    if let Some(name) = text(&members, "name")? {
        known.insert("InstanceName".into(), name.into());
    }
    if let Some(charge) = word(&members, "charge", CHARGES)? {
        known.insert("ChargeType".into(), charge.into());
    }
    if is_new {
        it.detail = Value::Object(known).to_string();
        instances::add(cx.tx, place, &it)?;
    } else {
        held_instances::put(cx, &mut it, &known)?;
    }
    shown(&it)
}

/// Whether a text can be the id of an instance; those of published examples end in stars.
fn is_instance(id: &str) -> bool {
    let letters = |c: char| c.is_ascii_alphanumeric() || "-*".contains(c);
    id.strip_prefix("kst-")
        .is_some_and(|it| (1..=60).contains(&it.len()) && it.chars().all(letters))
}

/// What is said of a new instance.
fn new_detail(cx: &Cx<'_>, id: &str) -> Result<Map<String, Value>, ApiError> {
    let now = iso(cx.now);
    let end = iso(cx.now.saturating_add(365 * 86_400_000));
    let all = json!({
        "InstanceName": id, "CreateTime": now, "StartDate": now, "EndDate": end, "Spec": 1000, "KeyNum": 1000,
        "SecretNum": "1000", "VpcNum": 1, "VpcId": "", "ZoneIds": [], "VswitchIds": [], "BindVpcs": {"BindVpc": []},
        "CaCertificateChainPem": "", "ChargeType": "PREPAY", "ProductVersion": "3", "ProductType": "kms_ddi_public_cn",
        "SaleStatus": "running", "Log": 0, "LogStorage": 0, "DeletionProtection": false,
    });
    serde_json::from_value(all).map_err(ApiError::internal)
}
