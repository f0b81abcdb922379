//! Orders and instances, as the person and the tests that own this server deal with them: the part
//! of the control API that buys them, and that is the authority.

use serde_json::{Map, Value, json};

use crate::cas::{
    authority,
    instances::instance_flow,
    instances::instance_orders,
    instances::instance_states::{self, CANCELLING, REFUNDING},
    orders::goods::{self, Goods},
    orders::order_flow,
    orders::order_states,
    resources::inventory::Refused,
    tables::{
        Owner, authorities,
        certificate_counts::Span,
        instances::{self, Instance},
        orders::{self, Order},
    },
};
use crate::{Cx, ports::store::Tx, request::page::Page};

type Result<T> = std::result::Result<T, Refused>;

/// How many things are listed.
const LISTED: Page = Page { number: 1, size: 1000 };

/// How an application is settled.
const HOW: &str = "POST {\"validate\": \"pass\"}, {\"validate\": \"fail\", \"reason\": \"…\"} or \
    {\"validate\": \"hold\"}";

fn wrong(text: impl Into<String>) -> Refused {
    Refused::Wrong(text.into())
}

fn object(body: Value) -> Result<Map<String, Value>> {
    match body {
        Value::Object(fields) => Ok(fields),
        _ => Err(wrong("the body is a JSON object")),
    }
}

/// Adds to the quota of a product: `{"product_code": "…", "count": 10}`.
pub fn buy_quota(cx: &mut Cx<'_>, body: Value) -> Result<Value> {
    let fields = object(body)?;
    let code = fields.get("product_code").and_then(Value::as_str);
    let goods = code.and_then(Goods::of);
    let count = match fields.get("count") {
        None => Some(1),
        Some(count) => count.as_i64().filter(|n| (1..=1_000_000).contains(n)),
    };
    let (Some(goods), Some(count)) = (goods, count) else {
        return Err(wrong(format!(
            "POST {{\"product_code\": \"{}\", \"count\": 10}}; the codes are {}",
            goods::DEFAULT,
            goods::CODES.join(", ")
        )));
    };
    let package = order_flow::buy(cx, goods, count)?;
    Ok(json!({
        "product_code": package.product, "total": package.total, "used": package.used,
        "issued": package.issued,
    }))
}

const BUY: &str = "POST {} or a list of these; fields: brand, certificate_type (DV, OV, EV), \
    version (basic, standard, professional, ultimate), instance_type (BUY, TEST), spec, \
    full_domains, wildcard_domains, months";

/// Buys one instance, or a list of them. Their ids.
pub fn buy_instances(cx: &mut Cx<'_>, body: Value) -> Result<Value> {
    let all = match body {
        Value::Array(all) => all,
        one => vec![one],
    };
    let mut ids = Vec::with_capacity(all.len());
    for one in all {
        let mut it = instance_orders::simple(cx);
        for (name, value) in object(one)? {
            set(&mut it, &name, &value)?;
        }
        if it.plain + it.wildcard == 0 {
            return Err(wrong("an instance is for one name at least"));
        }
        instance_orders::keep(cx, &mut it)?;
        ids.push(it.id);
    }
    Ok(json!({ "ids": ids }))
}

/// Sets one field of an instance that is bought.
fn set(it: &mut Instance, name: &str, value: &Value) -> Result<()> {
    let word = |words: &[&str]| {
        let given = value.as_str().filter(|given| words.contains(given));
        given.map(str::to_owned)
    };
    let number = |least, most| value.as_i64().filter(|n| (least..=most).contains(n));
    let done = match name {
        "brand" => word(instance_orders::BRANDS).map(|given| it.brand = given),
        "certificate_type" => word(instance_orders::TYPES).map(|given| it.certificate_type = given),
        "version" => word(instance_orders::VERSIONS).map(|given| it.version = given),
        "instance_type" => word(&["BUY", "TEST"]).map(|given| it.kind = given),
        "spec" => value.as_str().map(|given| given.clone_into(&mut it.spec)),
        "full_domains" => number(0, 1000).map(|given| it.plain = given),
        "wildcard_domains" => number(0, 1000).map(|given| it.wildcard = given),
        "months" => number(1, 120)
            .and_then(|given| u32::try_from(given).ok())
            .map(|months| it.ends = instance_orders::after_months(it.starts, months)),
        _ => None,
    };
    done.ok_or_else(|| wrong(format!("`{name}` cannot be {value}. {BUY}")))
}

/// What the authority is to do.
enum Verdict {
    Pass,
    Fail(String),
    Hold,
}

/// Takes the verdict out of a request.
fn verdict(fields: &mut Map<String, Value>) -> Result<Option<Verdict>> {
    let reason = match fields.remove("reason") {
        None => authority::FAILED.to_owned(),
        Some(Value::String(reason)) => reason,
        Some(_) => return Err(wrong(HOW)),
    };
    match fields.remove("validate") {
        None => Ok(None),
        Some(Value::String(word)) if word == "pass" => Ok(Some(Verdict::Pass)),
        Some(Value::String(word)) if word == "fail" => Ok(Some(Verdict::Fail(reason))),
        Some(Value::String(word)) if word == "hold" => Ok(Some(Verdict::Hold)),
        Some(_) => Err(wrong(HOW)),
    }
}

/// Whose an order is, and at which site.
pub fn owner_of_order(tx: &mut dyn Tx, id: i64) -> Result<(String, String)> {
    orders::owner_of(tx, id)?.ok_or_else(|| {
        Refused::NotFound(format!(
            "there is no order {id}; GET /_localyun/cas/orders lists those of an account"
        ))
    })
}

/// Whose an instance is, and at which site.
pub fn owner_of_instance(tx: &mut dyn Tx, id: &str) -> Result<(String, String)> {
    instances::owner_of(tx, id)?.ok_or_else(|| {
        Refused::NotFound(format!(
            "there is no instance {id}; GET /_localyun/cas/instances lists those of an account"
        ))
    })
}

/// Settles or holds an order of the caller's account: `validate`; and has it renewed by itself
/// or not: `trustee`.
pub fn settle_order(cx: &mut Cx<'_>, id: i64, body: Value) -> Result<Value> {
    let mut fields = object(body)?;
    let verdict = verdict(&mut fields)?;
    let trustee = match fields.remove("trustee") {
        None => None,
        Some(Value::Bool(trustee)) => Some(trustee),
        Some(_) => return Err(wrong("`trustee` is true or false")),
    };
    if !fields.is_empty() || (verdict.is_none() && trustee.is_none()) {
        return Err(wrong(format!("{HOW}, or {{\"trustee\": true}}")));
    }
    let mut order = order_flow::find(cx, id)?;
    if let Some(trustee) = trustee {
        order_flow::set_trustee(cx, &mut order, trustee)?;
    }
    let open = [order_states::VALIDATING, order_states::CHECKING].contains(&order.state.as_str());
    if verdict.is_some() && !open {
        return Err(wrong(format!("order {id} is in the state {}: nothing waits", order.state)));
    }
    match verdict {
        Some(Verdict::Pass) => order_flow::pass(cx, &mut order)?,
        Some(Verdict::Fail(reason)) => order_flow::reject(cx, &mut order, &reason)?,
        Some(Verdict::Hold) => order_flow::hold(cx, &mut order)?,
        None => {}
    }
    Ok(shown_order(&order))
}

/// Settles or holds the application of an instance of the caller's account: `validate`; or closes
/// the instance: `close`.
pub fn settle_instance(cx: &mut Cx<'_>, id: &str, body: Value) -> Result<Value> {
    let mut fields = object(body)?;
    let verdict = verdict(&mut fields)?;
    let close = fields.remove("close");
    if !fields.is_empty() || !matches!((&verdict, &close), (Some(_), None) | (None, Some(_))) {
        return Err(wrong(format!("{HOW}, or {{\"close\": true}}")));
    }
    let mut it = instance_flow::find(cx, id)?;
    let waits = instance_states::pending(it.state.as_str()) && it.state != CANCELLING;
    if verdict.is_some() && !waits {
        return Err(wrong(format!("instance {id} is in the state {}: nothing waits", it.state)));
    }
    match verdict {
        Some(Verdict::Pass) => instance_flow::pass(cx, &mut it)?,
        Some(Verdict::Fail(reason)) => instance_flow::reject(cx, &mut it, &reason)?,
        Some(Verdict::Hold) => instance_flow::hold(cx, &mut it)?,
        None if instance_states::pending(it.state.as_str()) || it.state == REFUNDING => {
            return Err(wrong(format!("instance {id} is in the state {}", it.state)));
        }
        None => {
            let closed = instance_flow::go(cx, &mut it, instance_states::Event::Close);
            closed.map_err(|_| wrong(format!("instance {id} is in the state {}", it.state)))?;
        }
    }
    Ok(shown_instance(&it))
}

/// Says how new applications of the caller's account are dealt with: `{"validate": "pass",
/// "after_ms": 2000}`.
pub fn deal(cx: &mut Cx<'_>, body: Value) -> Result<Value> {
    const DEAL: &str = "POST {\"validate\": \"pass\", \"after_ms\": 2000}; pass, fail or hold";
    let mut fields = object(body)?;
    let (mut word, mut delay) = authority::dealings(cx)?;
    match fields.remove("validate") {
        None => {}
        Some(Value::String(it)) if ["pass", "fail", "hold"].contains(&it.as_str()) => word = it,
        Some(_) => return Err(wrong(DEAL)),
    }
    if let Some(it) = fields.remove("after_ms") {
        let it = it.as_i64().filter(|ms| (0..=366 * 86_400_000).contains(ms));
        delay = it.ok_or_else(|| wrong(DEAL))?;
    }
    if !fields.is_empty() {
        return Err(wrong(DEAL));
    }
    authorities::set_validation(cx.tx, &cx.caller.account, (&word, delay))?;
    Ok(json!({ "validate": word, "after_ms": delay }))
}

/// The certificates of the test authority, for those who want to trust it.
pub fn trust(cx: &mut Cx<'_>) -> Result<Value> {
    let (plain, sm2) = (authority::of(cx, "RSA")?, authority::of(cx, "SM2")?);
    Ok(json!({
        "root": plain.root, "intermediate": plain.intermediate,
        "sm2_root": sm2.root, "sm2_intermediate": sm2.intermediate,
    }))
}

/// The newest orders of the caller's account.
pub fn list_orders(cx: &mut Cx<'_>) -> Result<Value> {
    let owner = Owner::of(cx);
    let all = orders::Filter { states: None, ends: Span::ANY, resource_group: None, like: None };
    let (found, total) = orders::list(cx.tx, owner, &all, LISTED)?;
    Ok(json!({ "orders": found.iter().map(shown_order).collect::<Vec<_>>(), "total": total }))
}

/// The newest instances of the caller's account.
pub fn list_instances(cx: &mut Cx<'_>) -> Result<Value> {
    let owner = Owner::of(cx);
    let found = instances::list(cx.tx, owner, &instances::Filter::ALL, LISTED)?;
    let (total, ..) = instances::count(cx.tx, owner, &instances::Filter::ALL)?;
    let shown: Vec<_> = found.iter().map(shown_instance).collect();
    Ok(json!({ "instances": shown, "total": total }))
}

fn shown_order(order: &Order) -> Value {
    json!({
        "id": order.id, "instance_id": order.instance, "state": order.state,
        "product_code": order.product, "domain": order.domain, "validate": order.verdict,
        "trustee": order.trustee, "certificate_id": order.certificate,
    })
}

fn shown_instance(it: &Instance) -> Value {
    json!({
        "id": it.id, "state": it.state, "instance_type": it.kind,
        "certificate_type": it.certificate_type, "domain": it.domain, "validate": it.verdict,
        "result": it.result, "certificate_id": it.certificate,
    })
}
