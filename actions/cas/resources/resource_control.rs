//! Control API operations on cloud resources.

use serde_json::{Map, Value, json};

use crate::cas::{
    certificates::job_lookups,
    resources::{clouds, targets},
    tables::{
        Owner,
        resources::{self, InstalledCertificate, Resource},
    },
};
use crate::{
    Cx,
    core::control::{ControlError, ControlRequest},
    ports::store::Tx,
    shared::ids,
};

type Result<T> = std::result::Result<T, ControlError>;

/// How many resources are listed unless a call asks for more.
const DEFAULT_LIMIT: i64 = 1000;

fn wrong(why: impl Into<String>) -> ControlError {
    ControlError::WrongBody(why.into())
}

/// Adds one resource or a list of them to the caller's account. Returns their ids.
pub(in crate::cas) fn add(cx: &mut Cx<'_>, request: &ControlRequest) -> Result<Value> {
    let owner = Owner::of(cx);
    let mut ids = Vec::new();
    for fields in request.each() {
        let new = new_resource(cx, &fields)?;
        let domain = fields.get("domain").and_then(Value::as_str).unwrap_or_default();
        let known = of_product(cx, &new.product, domain)?;
        let is_known = known.is_some();
        let mut resource = known.unwrap_or(new);
        for (name, value) in fields {
            if !is_known || OF_TESTS.contains(&&*name) {
                set_field(cx, &mut resource, &name, value)?;
            }
        }
        resources::put(cx.tx, owner, &mut resource)?;
        ids.push(resource.id);
    }
    Ok(json!({ "ids": ids }))
}

/// What tests say of the domain of a product that is emulated; all else that product says.
const OF_TESTS: [&str; 2] = ["fail", "takes_certificates"];

/// The resource that a domain of a product that is emulated is already.
fn of_product(cx: &mut Cx<'_>, product: &str, domain: &str) -> Result<Option<Resource>> {
    if !targets::has_domain(cx, product, domain)? {
        return Ok(None);
    }
    let owner = Owner::of(cx);
    Ok(resources::named(cx.tx, owner, (product, domain))?)
}

/// A new resource with the product of the fields and defaults for the rest.
fn new_resource(cx: &mut Cx<'_>, fields: &Map<String, Value>) -> Result<Resource> {
    let name = fields.get("product").and_then(Value::as_str);
    let (product, cloud) = name.and_then(clouds::product).ok_or_else(|| {
        let all: Vec<_> = clouds::products().collect();
        wrong(format!("`product` is one of {}", all.join(", ")))
    })?;
    if fields.get("domain").and_then(Value::as_str).is_none_or(str::is_empty) {
        return Err(wrong("`domain` is missing"));
    }
    let mut resource = Resource {
        account: cx.account().to_owned(),
        cloud: cloud.into(),
        product: product.into(),
        region: if cloud == clouds::ALIYUN { Owner::of(cx).site } else { clouds::region(cloud) }
            .into(),
        status: "online".into(),
        made: cx.now,
        changed: cx.now,
        ..Resource::default()
    };
    let mut code = |count| ids::lower(cx.random, count);
    if clouds::has_listeners(product) {
        let start = if product == "SLB" { "lb".into() } else { product.to_ascii_lowercase() };
        resource.instance = Some(format!("{start}-{}", code(18)));
        resource.listener = Some(format!("lsn-{}@443", code(18)));
        resource.port = Some("443".into());
    }
    if product == "SAE" {
        resource.namespace = Some(Owner::of(cx).site.into());
    }
    Ok(resource)
}

/// Sets one field of a resource.
fn set_field(cx: &mut Cx<'_>, r: &mut Resource, name: &str, value: Value) -> Result<()> {
    let listener = clouds::has_listeners(&r.product);
    let own = r.cloud == clouds::ALIYUN;
    match (name, value) {
        ("product", Value::String(product)) if product.eq_ignore_ascii_case(&r.product) => {}
        ("cloud", Value::String(cloud)) if cloud == r.cloud => {}
        ("domain", Value::String(domain)) if !domain.is_empty() => r.domain = domain,
        ("region", Value::String(region)) if !region.is_empty() => r.region = region,
        ("status", Value::String(status)) if !status.is_empty() => r.status = status,
        ("instance_id", Value::String(id)) if listener => r.instance = Some(id),
        ("listener_id", Value::String(id)) if listener => r.listener = Some(id),
        ("listener_port", Value::String(port)) if listener => r.port = Some(port),
        ("listener_port", Value::Number(port)) if listener => r.port = Some(port.to_string()),
        ("default_resource", Value::Bool(is)) if listener => r.is_default = is,
        ("namespace_id", Value::String(id)) if r.product == "SAE" => r.namespace = Some(id),
        ("cloud_access_id", Value::Number(id)) if !own && id.is_i64() => r.access = id.as_i64(),
        ("cloud_access_id", Value::Null) if !own => r.access = None,
        ("enable_https", Value::Bool(on)) => r.installed.https = on,
        ("use_ssl", Value::Bool(on)) => r.installed.tls = on,
        ("takes_certificates", Value::Bool(does)) => r.closed = !does,
        ("fail", Value::Bool(true)) => r.fail = Some("told to fail".into()),
        ("fail", Value::Bool(false) | Value::Null) => r.fail = None,
        ("fail", Value::String(reason)) => r.fail = Some(reason),
        ("cert_id", Value::Null) => r.installed = InstalledCertificate::default(),
        ("cert_id", Value::Number(id)) => {
            let id = id.as_i64().unwrap_or_default();
            let cert = job_lookups::find(cx, id)?.ok_or_else(|| {
                ControlError::Wrong(format!("the account has no certificate {id}"))
            })?;
            r.installed = cert.installed();
        }
        (name, value) => {
            let why = format!("`{name}` of {} cannot be {value}", r.product);
            return Err(ControlError::WrongMember(name.to_owned(), why));
        }
    }
    Ok(())
}

/// The resources of `?account=` at `?site=`, each defaulting to all, oldest first.
pub(in crate::cas) fn list(cx: &mut Cx<'_>, request: &ControlRequest) -> Result<Value> {
    let most = request.limit(DEFAULT_LIMIT, 1_000_000)?;
    let whose = (request.query_value("account"), request.query_value("site"));
    let found = resources::list_all(cx.tx, whose, most)?;
    let shown: Vec<_> = found.iter().map(|(site, resource)| shown(site, resource)).collect();
    Ok(json!({ "resources": shown }))
}

fn shown(site: &str, r: &Resource) -> Value {
    let mut fields = json!({
        "id": r.id, "account": r.account, "site": site, "cloud": r.cloud, "product": r.product,
        "domain": r.domain, "region": r.region, "status": r.status,
        "instance_id": r.instance, "listener_id": r.listener, "listener_port": r.port,
        "default_resource": clouds::has_listeners(&r.product).then_some(r.is_default),
        "namespace_id": r.namespace, "cloud_access_id": r.access, "cert_id": r.installed.cert,
        "enable_https": r.installed.https, "use_ssl": r.installed.tls,
        "takes_certificates": !r.closed, "fail": r.fail,
    });
    if let Some(fields) = fields.as_object_mut() {
        fields.retain(|_, value| !value.is_null());
    }
    fields
}

/// The account and the site of the resource of this id.
pub(in crate::cas) fn owner(tx: &mut dyn Tx, id: i64) -> Result<(String, String)> {
    resources::owner(tx, id)?.ok_or_else(|| unknown(id))
}

fn unknown(id: i64) -> ControlError {
    ControlError::NotFound(format!(
        "there is no resource {id}; GET /_localyun/cas/resources lists all"
    ))
}

/// Changes fields of a resource of the caller's account and returns it.
pub(in crate::cas) fn change(cx: &mut Cx<'_>, request: &ControlRequest) -> Result<Value> {
    let (owner, id) = (Owner::of(cx), request.number("id")?);
    let mut resource = resources::get(cx.tx, owner, id)?.ok_or_else(|| unknown(id))?;
    let fields = request.members();
    // `fail` is a test setting, not a property of the resource, so it does not change its time.
    let touched = fields.keys().any(|name| name != "fail");
    if targets::has_domain(cx, &resource.product, &resource.domain)?
        && let Some(name) = fields.keys().find(|name| !OF_TESTS.contains(&&***name))
    {
        let why = format!("it is what {} says of the domain", resource.product);
        return Err(ControlError::member(name, why));
    }
    for (name, value) in fields {
        set_field(cx, &mut resource, &name, value)?;
    }
    if touched {
        resource.changed = cx.now;
    }
    resources::put(cx.tx, owner, &mut resource)?;
    Ok(shown(owner.site, &resource))
}

/// Removes a resource of the caller's account.
pub(in crate::cas) fn remove(cx: &mut Cx<'_>, request: &ControlRequest) -> Result<Value> {
    let (owner, id) = (Owner::of(cx), request.number("id")?);
    if let Some(it) = resources::get(cx.tx, owner, id)?
        && targets::has_domain(cx, &it.product, &it.domain)?
    {
        let why = format!("{} is a domain of {}, which says when it goes", it.domain, it.product);
        return Err(ControlError::Wrong(why));
    }
    if resources::delete(cx.tx, owner, id)? {
        Ok(json!({ "deleted": id }))
    } else {
        Err(unknown(id))
    }
}
