//! What seed files may say of certificates: those that were uploaded, the cloud resources that certificates are deployed
//! onto, and contacts.

mod contacts;

use serde_json::{Value, json};

use crate::{
    Cx,
    cas::{
        CAS,
        resources::{clouds, resource_control, targets},
        tables::{
            Owner,
            certificate_counts::TimeRange,
            certificate_lists, certificates,
            resources::{self, Filter, Resource},
        },
    },
    core::{
        control::{ControlError, ControlRequest},
        seed::{self, Fields, SeedKind, SeedMember, SeedType},
    },
    request::page::Page,
};

const fn pem(name: &'static str, doc: &'static str) -> SeedMember {
    SeedMember::new(name, SeedType::Content, doc)
}

/// All kinds.
pub(super) const KINDS: &[SeedKind] = &[
    SeedKind {
        name: "certificates",
        doc: "Uploaded certificates with their keys. No call changes one.",
        key: &["name"],
        members: &[
            SeedMember::text("name", "The name.").required(),
            pem("certificate", "The chain, the leaf first, as PEM."),
            pem("key", "The private key, as PEM.").secret(),
            pem("sign_certificate", "The SM2 signing certificate, as PEM."),
            pem("sign_key", "The SM2 signing key, as PEM.").secret(),
            pem("encrypt_certificate", "The SM2 encryption certificate, as PEM."),
            pem("encrypt_key", "The SM2 encryption key, as PEM.").secret(),
        ],
        export: export_certificates,
        create: upload,
        update: None,
    },
    SeedKind {
        name: "resources",
        doc: "Cloud resources, as `/_localyun/cas/resources` takes them.",
        key: &["product", "domain", "instance_id", "listener_id"],
        members: &[
            SeedMember::text("product", "The product, such as CDN.").required(),
            SeedMember::text("domain", "The domain name.").required(),
            SeedMember::text("instance_id", "The instance of SLB, ALB, NLB or GA; needed there."),
            SeedMember::text("listener_id", "The listener of SLB, ALB, NLB or GA; needed there."),
            SeedMember::text("listener_port", "The port of the listener; 443 if it is not given."),
            SeedMember::new(
                "default_resource",
                SeedType::Flag,
                "Whether it is the default of its listener.",
            ),
            SeedMember::text("cloud", "The cloud of the product; it must match."),
            SeedMember::text("region", "The region."),
            SeedMember::text("status", "The status; `online` if it is not given."),
            SeedMember::text("namespace_id", "The namespace of SAE."),
            SeedMember::text(
                "certificate",
                "The name of the uploaded certificate that is installed.",
            ),
            SeedMember::new("enable_https", SeedType::Flag, "Whether it serves HTTPS."),
            SeedMember::new("use_ssl", SeedType::Flag, "Whether it uses TLS."),
            SeedMember::new(
                "takes_certificates",
                SeedType::Flag,
                "`false`: no certificate can be deployed onto it.",
            ),
            SeedMember::text("fail", "The reason for which deployments onto it fail."),
        ],
        export: |cx| {
            let mut all = Vec::new();
            for it in rows(cx)? {
                // A domain of a product that is emulated is an entry of that product.
                if !targets::has_domain(cx, &it.product, &it.domain)? {
                    all.push(shown(cx, it)?);
                }
            }
            Ok(all)
        },
        create: add,
        update: Some(change),
    },
    contacts::CONTACTS,
];

/// More than an account may have of anything.
const ALL: Page = Page { number: 1, size: 10_000_000 };

fn export_certificates(cx: &mut Cx<'_>) -> Result<Vec<Fields>, ControlError> {
    let owner = Owner::of(cx);
    let filter = certificate_lists::Filter {
        ends: TimeRange::ANY,
        source: Some("upload"),
        resource_group: None,
        instance: None,
        keyword: None,
        by_name: false,
    };
    let (found, _) = certificate_lists::list(cx.tx, owner, &filter, ALL)?;
    let mut all = Vec::with_capacity(found.len());
    for it in found.into_iter().rev() {
        let texts = certificates::texts(cx.tx, owner, it.id)?.unwrap_or_default();
        all.push(seed::fields([
            ("name", it.name.into()),
            ("certificate", texts.cert.into()),
            ("key", texts.key.into()),
            ("sign_certificate", texts.sign_cert.into()),
            ("sign_key", texts.sign_key.into()),
            ("encrypt_certificate", texts.encrypt_cert.into()),
            ("encrypt_key", texts.encrypt_key.into()),
        ]));
    }
    Ok(all)
}

fn upload(cx: &mut Cx<'_>, it: &Fields) -> Result<(), ControlError> {
    let names = [
        ("name", "Name"),
        ("certificate", "Cert"),
        ("key", "Key"),
        ("sign_certificate", "SignCert"),
        ("sign_key", "SignPrivateKey"),
        ("encrypt_certificate", "EncryptCert"),
        ("encrypt_key", "EncryptPrivateKey"),
    ];
    seed::call(&CAS, cx, "UploadUserCertificate", seed::parameters(it, &names)).map(drop)
}

/// The resources of the account, oldest first.
fn rows(cx: &mut Cx<'_>) -> Result<Vec<Resource>, ControlError> {
    let owner = Owner::of(cx);
    let (mut found, _) = resources::list(cx.tx, owner, &Filter::default(), ALL)?;
    found.reverse();
    Ok(found)
}

fn shown(cx: &mut Cx<'_>, it: Resource) -> Result<Fields, ControlError> {
    let owner = Owner::of(cx);
    let certificate = match it.installed.name {
        Some(name) if certificates::id_of_name(cx.tx, owner, &name)? == it.installed.cert => {
            Some(name)
        }
        _ => None,
    };
    Ok(seed::fields([
        ("product", it.product.into()),
        ("domain", it.domain.into()),
        ("instance_id", it.instance.into()),
        ("listener_id", it.listener.into()),
        ("listener_port", it.port.into()),
        ("default_resource", seed::set(it.is_default)),
        ("cloud", it.cloud.into()),
        ("region", it.region.into()),
        ("status", it.status.into()),
        ("namespace_id", it.namespace.into()),
        ("certificate", certificate.into()),
        ("enable_https", it.installed.https.into()),
        ("use_ssl", it.installed.tls.into()),
        ("takes_certificates", (!it.closed).into()),
        ("fail", it.fail.into()),
    ]))
}

/// The body of a control call for an entry: the certificate first, since it turns HTTPS on.
fn body(cx: &mut Cx<'_>, it: &Fields) -> Result<Value, ControlError> {
    let mut body = json!({});
    let mut rest = it.clone();
    if let Some(name) = rest.remove("certificate") {
        let name = name.as_str().unwrap_or_default();
        let owner = Owner::of(cx);
        let id = certificates::id_of_name(cx.tx, owner, name)?;
        let none = || ControlError::Wrong(format!("the account has no certificate `{name}`"));
        body["cert_id"] = if name.is_empty() { Value::Null } else { id.ok_or_else(none)?.into() };
    }
    if seed::text(&rest, "fail").is_empty() && rest.contains_key("fail") {
        rest.insert("fail".into(), Value::Null);
    }
    if let Some(body) = body.as_object_mut() {
        body.extend(rest);
    }
    Ok(body)
}

fn add(cx: &mut Cx<'_>, it: &Fields) -> Result<(), ControlError> {
    let name = seed::text(it, "product");
    let product = clouds::product(name).map(|(product, _)| product);
    if let Some(product) = product.filter(|it| *it != name) {
        return Err(ControlError::Wrong(format!("write the product as `{product}`")));
    }
    let is_there = |name: &str| !seed::text(it, name).is_empty();
    if product.is_some_and(clouds::has_listeners)
        && !(is_there("instance_id") && is_there("listener_id"))
    {
        let why =
            "a resource with listeners is known by `instance_id` and `listener_id`: give both";
        return Err(ControlError::Wrong(why.into()));
    }
    let body = body(cx, it)?;
    resource_control::add(cx, &ControlRequest { body, ..ControlRequest::default() }).map(drop)
}

fn change(cx: &mut Cx<'_>, it: &Fields, _: &Fields) -> Result<bool, ControlError> {
    let is = |name: &str, value: &Option<String>| {
        seed::text(it, name) == value.as_deref().unwrap_or_default()
    };
    let found = rows(cx)?.into_iter().find(|row| {
        seed::text(it, "product") == row.product
            && seed::text(it, "domain") == row.domain
            && is("instance_id", &row.instance)
            && is("listener_id", &row.listener)
    });
    let Some(row) = found else { return Ok(false) };
    let body = body(cx, it)?;
    let path = vec![("id", row.id.to_string())];
    resource_control::change(cx, &ControlRequest { path, body, ..ControlRequest::default() })?;
    Ok(true)
}
