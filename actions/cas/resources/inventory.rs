//! The cloud resources, as the person and the tests that own this server fill them in: the part of
//! the control API that belongs to this product.

use serde_json::{Map, Value, json};

use crate::cas::{
    certificates::certs,
    resources::clouds,
    tables::{
        Owner,
        resources::{self, Installed, Resource},
    },
};
use crate::{
    ApiError, Cx,
    ports::{
        keys::{AsksForKey, KeyNeeded},
        store::{StoreError, Tx},
    },
    shared::ids,
};

/// Why a change of the inventory is refused. The text says what to do.
#[derive(Debug)]
pub enum Refused {
    /// There is no such resource.
    NotFound(String),
    /// The request says what cannot be.
    Wrong(String),
    /// The emulator is at fault.
    Failed(ApiError),
}

impl From<ApiError> for Refused {
    fn from(e: ApiError) -> Self {
        Self::Failed(e)
    }
}

impl AsksForKey for Refused {
    fn key_needed(&self) -> Option<KeyNeeded> {
        match self {
            Self::Failed(e) => e.key_needed(),
            Self::NotFound(_) | Self::Wrong(_) => None,
        }
    }
}

impl From<StoreError> for Refused {
    fn from(e: StoreError) -> Self {
        Self::Failed(e.into())
    }
}

type Result<T> = std::result::Result<T, Refused>;

const HOW: &str = "POST {\"product\": \"CDN\", \"domain\": \"www.example.com\"}, or a list of these; \
    further fields: region, instance_id, listener_id, listener_port, default_resource, \
    namespace_id, cloud_access_id, cert_id, enable_https, use_ssl, status, takes_certificates, fail";

fn wrong(why: impl Into<String>) -> Refused {
    Refused::Wrong(format!("{}. {HOW}", why.into()))
}

/// Adds one resource, or a list of them, to the caller's account. Their ids.
pub fn add(cx: &mut Cx<'_>, body: Value) -> Result<Vec<i64>> {
    let all = match body {
        Value::Array(all) => all,
        one => vec![one],
    };
    let owner = Owner::of(cx);
    let mut ids = Vec::with_capacity(all.len());
    for one in all {
        let Value::Object(fields) = one else { return Err(wrong("a resource is an object")) };
        let mut resource = made(cx, &fields)?;
        for (name, value) in fields {
            set(cx, &mut resource, &name, value)?;
        }
        resources::put(cx.tx, owner, &mut resource)?;
        ids.push(resource.id);
    }
    Ok(ids)
}

/// A resource of the product and the domain that the fields name, with all else as it mostly is.
fn made(cx: &mut Cx<'_>, fields: &Map<String, Value>) -> Result<Resource> {
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
        region: if cloud == clouds::OWN { Owner::of(cx).site } else { clouds::region(cloud) }
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
fn set(cx: &mut Cx<'_>, r: &mut Resource, name: &str, value: Value) -> Result<()> {
    let listener = clouds::has_listeners(&r.product);
    let own = r.cloud == clouds::OWN;
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
        ("cert_id", Value::Null) => r.installed = Installed::default(),
        ("cert_id", Value::Number(id)) => {
            let id = id.as_i64().unwrap_or_default();
            let cert = certs::find(cx, id)?
                .ok_or_else(|| wrong(format!("the account has no certificate {id}")))?;
            r.installed = cert.installed();
        }
        (name, value) => {
            return Err(wrong(format!("`{name}` of {} cannot be {value}", r.product)));
        }
    }
    Ok(())
}

/// The resources of an account, or of all, oldest first.
pub fn list(tx: &mut dyn Tx, account: Option<&str>, most: i64) -> Result<Vec<Value>> {
    let found = resources::everywhere(tx, account, most)?;
    Ok(found.into_iter().map(|(site, resource)| shown(&site, &resource)).collect())
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

/// Whose the resource of this id is, and at which site.
pub fn owner(tx: &mut dyn Tx, id: i64) -> Result<(String, String)> {
    resources::owner(tx, id)?.ok_or_else(|| {
        Refused::NotFound(format!(
            "there is no resource {id}; GET /_localyun/cas/resources lists all"
        ))
    })
}

/// Changes fields of a resource of the caller's account. What it has become.
pub fn change(cx: &mut Cx<'_>, id: i64, body: Value) -> Result<Value> {
    let owner = Owner::of(cx);
    let Value::Object(fields) = body else { return Err(wrong("a change is an object")) };
    let mut resource = resources::get(cx.tx, owner, id)?
        .ok_or_else(|| Refused::NotFound(format!("there is no resource {id}")))?;
    // Whether deployments are to fail is no property of the resource.
    let touched = fields.keys().any(|name| name != "fail");
    for (name, value) in fields {
        set(cx, &mut resource, &name, value)?;
    }
    if touched {
        resource.changed = cx.now;
    }
    resources::put(cx.tx, owner, &mut resource)?;
    Ok(shown(owner.site, &resource))
}

/// Removes a resource of the caller's account.
pub fn remove(cx: &mut Cx<'_>, id: i64) -> Result<()> {
    let owner = Owner::of(cx);
    if resources::delete(cx.tx, owner, id)? {
        Ok(())
    } else {
        Err(Refused::NotFound(format!("there is no resource {id}")))
    }
}
