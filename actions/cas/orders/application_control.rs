//! Control API operations that buy quota and instances, and that approve or reject applications.

use serde_json::{Map, Value, json};

use crate::cas::{
    authority,
    instances::instance_flow,
    instances::instance_orders,
    instances::instance_states::{self, CANCELLING, REFUNDING},
    orders::certificate_product::{self, CertificateProduct},
    orders::order_flow,
    orders::order_states,
    tables::{
        Owner, authorities,
        certificate_counts::TimeRange,
        instances::{self, Instance},
        orders::{self, Order},
    },
};
use crate::{
    Cx,
    core::control::{ControlError, ControlRequest},
    ports::store::Tx,
    request::page::Page,
};

type Result<T> = std::result::Result<T, ControlError>;

/// The listed page.
const FIRST_PAGE: Page = Page { number: 1, size: 1000 };

fn wrong(text: impl Into<String>) -> ControlError {
    ControlError::Wrong(text.into())
}

fn wrong_member(name: &str, value: &Value) -> ControlError {
    ControlError::WrongMember(name.to_owned(), format!("`{name}` cannot be {value}"))
}

fn wrong_body(text: impl Into<String>) -> ControlError {
    ControlError::WrongBody(text.into())
}

/// Adds to the quota of a product: `{"product_code": "…", "count": 10}`.
pub(in crate::cas) fn buy_quota(cx: &mut Cx<'_>, request: &ControlRequest) -> Result<Value> {
    let fields = request.members();
    let code = fields.get("product_code").and_then(Value::as_str);
    let certificate_product = code.and_then(CertificateProduct::of);
    let certificate_product = certificate_product.ok_or_else(|| {
        wrong_body(format!("`product_code` is one of {}", certificate_product::CODES.join(", ")))
    })?;
    let count = match fields.get("count") {
        None => 1,
        Some(count) => {
            let number = count.as_i64().filter(|n| (1..=1_000_000).contains(n));
            number.ok_or_else(|| wrong_member("count", count))?
        }
    };
    let package = order_flow::buy(cx, certificate_product, count)?;
    Ok(json!({
        "product_code": package.product, "total": package.total, "used": package.used,
        "issued": package.issued,
    }))
}

/// Buys one instance or a list of them. Returns their ids.
pub(in crate::cas) fn buy_instances(cx: &mut Cx<'_>, request: &ControlRequest) -> Result<Value> {
    let mut ids = Vec::new();
    for fields in request.each() {
        let mut it = instance_orders::default_instance(cx);
        for (name, value) in fields {
            set_field(&mut it, &name, &value)?;
        }
        if it.plain + it.wildcard == 0 {
            return Err(wrong_body("an instance is for one name at least"));
        }
        instance_orders::save(cx, &mut it)?;
        ids.push(it.id);
    }
    Ok(json!({ "ids": ids }))
}

/// Sets one field of a new instance.
fn set_field(it: &mut Instance, name: &str, value: &Value) -> Result<()> {
    let word = |words: &[&str]| {
        let parameters = value.as_str().filter(|parameters| words.contains(parameters));
        parameters.map(str::to_owned)
    };
    let number = |least, max| value.as_i64().filter(|n| (least..=max).contains(n));
    let done = match name {
        "brand" => word(instance_orders::BRANDS).map(|parameters| it.brand = parameters),
        "certificate_type" => {
            word(instance_orders::TYPES).map(|parameters| it.certificate_type = parameters)
        }
        "version" => word(instance_orders::VERSIONS).map(|parameters| it.version = parameters),
        "instance_type" => word(&["BUY", "TEST"]).map(|parameters| it.kind = parameters),
        "spec" => value.as_str().map(|parameters| parameters.clone_into(&mut it.spec)),
        "full_domains" => number(0, 1000).map(|parameters| it.plain = parameters),
        "wildcard_domains" => number(0, 1000).map(|parameters| it.wildcard = parameters),
        "months" => number(1, 120)
            .and_then(|parameters| u32::try_from(parameters).ok())
            .map(|months| it.ends = instance_orders::after_months(it.starts, months)),
        _ => None,
    };
    done.ok_or_else(|| wrong_member(name, value))
}

/// The requested outcome of an application.
enum Outcome {
    Pass,
    Fail(String),
    Hold,
}

/// Reads the requested outcome of a request.
fn read_outcome(fields: &mut Map<String, Value>) -> Result<Option<Outcome>> {
    let reason = match fields.remove("reason") {
        None => authority::DEFAULT_FAILURE.to_owned(),
        Some(Value::String(reason)) => reason,
        Some(other) => return Err(wrong_member("reason", &other)),
    };
    match fields.remove("validate") {
        None => Ok(None),
        Some(Value::String(word)) if word == "pass" => Ok(Some(Outcome::Pass)),
        Some(Value::String(word)) if word == "fail" => Ok(Some(Outcome::Fail(reason))),
        Some(Value::String(word)) if word == "hold" => Ok(Some(Outcome::Hold)),
        Some(other) => Err(wrong_member("validate", &other)),
    }
}

/// The account and the site of an order.
pub(in crate::cas) fn owner_of_order(tx: &mut dyn Tx, id: i64) -> Result<(String, String)> {
    orders::owner_of(tx, id)?.ok_or_else(|| {
        ControlError::NotFound(format!(
            "there is no order {id}; GET /_localyun/cas/orders lists those of an account"
        ))
    })
}

/// The account and the site of an instance.
pub(in crate::cas) fn owner_of_instance(tx: &mut dyn Tx, id: &str) -> Result<(String, String)> {
    instances::owner_of(tx, id)?.ok_or_else(|| {
        ControlError::NotFound(format!(
            "there is no instance {id}; GET /_localyun/cas/instances lists those of an account"
        ))
    })
}

/// Approves, rejects or holds an order of the caller's account (`validate`), or sets automatic
/// renewal (`trustee`).
pub(in crate::cas) fn decide_order(cx: &mut Cx<'_>, request: &ControlRequest) -> Result<Value> {
    let (id, mut fields) = (request.number("id")?, request.members());
    let outcome = read_outcome(&mut fields)?;
    let trustee = match fields.remove("trustee") {
        None => None,
        Some(Value::Bool(trustee)) => Some(trustee),
        Some(other) => return Err(wrong_member("trustee", &other)),
    };
    if outcome.is_none() && trustee.is_none() {
        return Err(wrong_body("the body says nothing to do"));
    }
    let mut order = order_flow::find(cx, id)?;
    if let Some(trustee) = trustee {
        order_flow::set_trustee(cx, &mut order, trustee)?;
    }
    let open = [order_states::VALIDATING, order_states::CHECKING].contains(&order.state.as_str());
    if outcome.is_some() && !open {
        return Err(wrong(format!("order {id} is in the state {}: nothing waits", order.state)));
    }
    match outcome {
        Some(Outcome::Pass) => order_flow::approve(cx, &mut order)?,
        Some(Outcome::Fail(reason)) => order_flow::reject(cx, &mut order, &reason)?,
        Some(Outcome::Hold) => order_flow::hold(cx, &mut order)?,
        None => {}
    }
    Ok(shown_order(&order))
}

/// Approves, rejects or holds the application of an instance of the caller's account (`validate`),
/// or closes the instance (`close`).
pub(in crate::cas) fn decide_instance(cx: &mut Cx<'_>, request: &ControlRequest) -> Result<Value> {
    let (id, mut fields) = (request.path_value("id"), request.members());
    let outcome = read_outcome(&mut fields)?;
    let close = fields.remove("close");
    if let Some(other) = close.as_ref().filter(|close| **close != Value::Bool(true)) {
        return Err(wrong_member("close", other));
    }
    if outcome.is_some() == close.is_some() {
        return Err(wrong_body("the body has either `validate` or `close`"));
    }
    let mut it = instance_flow::find(cx, id)?;
    let waits = instance_states::pending(it.state.as_str()) && it.state != CANCELLING;
    if outcome.is_some() && !waits {
        return Err(wrong(format!("instance {id} is in the state {}: nothing waits", it.state)));
    }
    match outcome {
        Some(Outcome::Pass) => instance_flow::approve(cx, &mut it)?,
        Some(Outcome::Fail(reason)) => instance_flow::reject(cx, &mut it, &reason)?,
        Some(Outcome::Hold) => instance_flow::hold(cx, &mut it)?,
        None if instance_states::pending(it.state.as_str()) || it.state == REFUNDING => {
            return Err(wrong(format!("instance {id} is in the state {}", it.state)));
        }
        None => {
            let closed = instance_flow::apply_event(cx, &mut it, instance_states::Event::Close);
            closed.map_err(|_| wrong(format!("instance {id} is in the state {}", it.state)))?;
        }
    }
    Ok(shown_instance(&it))
}

/// Sets the outcome of new applications of the caller's account: `{"validate": "pass", "after_ms":
/// 2000}`.
pub(in crate::cas) fn set_validation(cx: &mut Cx<'_>, request: &ControlRequest) -> Result<Value> {
    let mut fields = request.members();
    let (mut word, mut delay) = authority::validation_settings(cx)?;
    match fields.remove("validate") {
        None => {}
        Some(Value::String(it)) if ["pass", "fail", "hold"].contains(&it.as_str()) => word = it,
        Some(other) => return Err(wrong_member("validate", &other)),
    }
    if let Some(it) = fields.remove("after_ms") {
        let millis = it.as_i64().filter(|ms| (0..=366 * 86_400_000).contains(ms));
        delay = millis.ok_or_else(|| wrong_member("after_ms", &it))?;
    }
    authorities::set_validation(cx.tx, &cx.caller.account, (&word, delay))?;
    Ok(json!({ "validate": word, "after_ms": delay }))
}

/// The certificates of the test authority.
pub(in crate::cas) fn authority_certificates(cx: &mut Cx<'_>, _: &ControlRequest) -> Result<Value> {
    let (plain, sm2) = (authority::of(cx, "RSA")?, authority::of(cx, "SM2")?);
    Ok(json!({
        "root": plain.root, "intermediate": plain.intermediate,
        "sm2_root": sm2.root, "sm2_intermediate": sm2.intermediate,
    }))
}

/// The newest orders of the caller's account.
pub(in crate::cas) fn list_orders(cx: &mut Cx<'_>, _: &ControlRequest) -> Result<Value> {
    let owner = Owner::of(cx);
    let all =
        orders::Filter { states: None, ends: TimeRange::ANY, resource_group: None, like: None };
    let (found, total) = orders::list(cx.tx, owner, &all, FIRST_PAGE)?;
    Ok(json!({ "orders": found.iter().map(shown_order).collect::<Vec<_>>(), "total": total }))
}

/// The newest instances of the caller's account.
pub(in crate::cas) fn list_instances(cx: &mut Cx<'_>, _: &ControlRequest) -> Result<Value> {
    let owner = Owner::of(cx);
    let found = instances::list(cx.tx, owner, &instances::Filter::ALL, FIRST_PAGE)?;
    let (total, ..) = instances::count(cx.tx, owner, &instances::Filter::ALL)?;
    let shown: Vec<_> = found.iter().map(shown_instance).collect();
    Ok(json!({ "instances": shown, "total": total }))
}

fn shown_order(order: &Order) -> Value {
    json!({
        "id": order.id, "instance_id": order.instance, "state": order.state,
        "product_code": order.product, "domain": order.domain, "validate": order.outcome,
        "trustee": order.trustee, "certificate_id": order.certificate,
    })
}

fn shown_instance(it: &Instance) -> Value {
    json!({
        "id": it.id, "state": it.state, "instance_type": it.kind,
        "certificate_type": it.certificate_type, "domain": it.domain, "validate": it.outcome,
        "result": it.result, "certificate_id": it.certificate,
    })
}
