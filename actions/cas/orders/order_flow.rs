//! The life cycle of quota orders: submit, validate, issue, reject, renew, return.

use crate::cas::{
    authority::{self, ISSUE_DELAY},
    certificates::expiry::EXPIRING_SOON,
    domains,
    faults::NOT_NOW,
    issuing::{self, ApprovedApplication},
    orders::applicants::Applicant,
    orders::certificate_product::{CertificateProduct, FREE_QUOTA},
    orders::order_faults::{NO_ORDER, NO_PACKAGE, NO_QUOTA},
    orders::order_states::{self, CHECKING, Event, GONE, VALIDATING},
    tables::{
        Owner,
        certificates::{self, Certificate},
        companies,
        orders::{self, Order},
        packages::{self, Package},
    },
    tags::tag_rules::{self, Tag},
};
use crate::{
    Cx, Result,
    ports::{
        due::{About, DueWork},
        store::Tx,
    },
    request::page::OffsetPage,
    shared::{
        ids,
        notify::{self, Recipient},
    },
};

/// The next step of an order.
pub(in crate::cas) const STEP: DueWork = DueWork {
    kind: "order",
    about: |subject| {
        let id = id_of(subject);
        About::new(format!("next step of order {id}"), format!("订单 {id} 的下一步"))
    },
    run: step,
};
/// The automatic renewal of an order.
pub(in crate::cas) const RENEWAL: DueWork = DueWork {
    kind: "order_renewal",
    about: |subject| {
        let id = id_of(subject);
        About::new(format!("renewal of order {id}"), format!("订单 {id} 续费"))
    },
    run: auto_renew,
};

/// The content of a new order.
pub(in crate::cas) struct OrderRequest {
    pub(in crate::cas) certificate_product: CertificateProduct,
    /// The common name first.
    pub(in crate::cas) names: Vec<String>,
    pub(in crate::cas) csr: Option<String>,
    /// `RSA`, `ECC` or `SM2`.
    pub(in crate::cas) algorithm: String,
    /// `DNS` or `FILE`.
    pub(in crate::cas) validate: String,
    pub(in crate::cas) applicant: Applicant,
    pub(in crate::cas) company: Option<i64>,
    pub(in crate::cas) renews: Option<i64>,
    pub(in crate::cas) trustee: bool,
    pub(in crate::cas) tags: Vec<Tag>,
}

/// The quota of a product; every account has quota of the free ones.
pub(in crate::cas) fn package(
    tx: &mut dyn Tx,
    owner: Owner<'_>,
    certificate_product: CertificateProduct,
) -> Result<Option<Package>> {
    let free = || Package {
        product: certificate_product.code.to_owned(),
        total: FREE_QUOTA,
        ..Package::default()
    };
    let found = packages::package(tx, owner, certificate_product.code)?;
    Ok(found.or_else(|| certificate_product.free.then(free)))
}

/// Uses one of the quota and submits an order.
pub(in crate::cas) fn submit(cx: &mut Cx<'_>, order_request: OrderRequest) -> Result<Order> {
    let owner = Owner::of(cx);
    let mut package =
        package(cx.tx, owner, order_request.certificate_product)?.ok_or(NO_PACKAGE)?;
    if package.used >= package.total {
        return Err(NO_QUOTA.into());
    }
    package.used += 1;
    packages::put(cx.tx, owner, &package)?;
    let (outcome, delay) = authority::validation_settings(cx)?;
    let mut order = Order {
        instance: format!("cas-ivauto-{}", instance(cx)),
        product: order_request.certificate_product.code.to_owned(),
        domain: order_request.names.join(","),
        validate: order_request.validate,
        token: domains::token(cx.random, cx.now),
        outcome,
        algorithm: order_request.algorithm,
        csr: order_request.csr,
        username: Some(order_request.applicant.name),
        phone: Some(order_request.applicant.phone),
        email: order_request.applicant.email,
        company: order_request.company,
        renews: order_request.renews,
        trustee: order_request.trustee,
        made: cx.now,
        ..Order::default()
    };
    orders::put(cx.tx, owner, &mut order)?;
    tag_rules::put(cx.tx, owner, &order.instance, &order_request.tags)?;
    if order.outcome != "hold" {
        cx.schedule(cx.now.saturating_add(delay), STEP.kind, &subject(owner, order.id))?;
    }
    Ok(order)
}

fn instance(cx: &mut Cx<'_>) -> String {
    ids::lower(cx.random, 6)
}

/// The caller's order of this id.
pub(in crate::cas) fn find(cx: &mut Cx<'_>, id: i64) -> Result<Order> {
    let owner = Owner::of(cx);
    Ok(orders::order(cx.tx, owner, id)?.ok_or(NO_ORDER)?)
}

/// Applies an event to an order, if it is legal.
pub(in crate::cas) fn apply_event(cx: &mut Cx<'_>, order: &mut Order, event: Event) -> Result<()> {
    let owner = Owner::of(cx);
    let to = order.state.next(event).ok_or(NOT_NOW)?;
    cx.cancel(STEP.kind, &subject(owner, order.id))?;
    order.state.move_to(cx, event, to)?;
    if to == GONE {
        orders::delete(cx.tx, owner, order.id)?;
        crate::cas::tables::tags::clear(cx.tx, owner, &order.instance)?;
        return Ok(());
    }
    orders::put(cx.tx, owner, order)?;
    Ok(())
}

/// Returns the quota of an order.
pub(in crate::cas) fn return_quota(cx: &mut Cx<'_>, order: &Order) -> Result<()> {
    let owner = Owner::of(cx);
    let Some(mut package) = packages::package(cx.tx, owner, &order.product)? else {
        return Ok(());
    };
    package.used = (package.used - 1).max(0);
    if order.certificate.is_some() {
        package.issued = (package.issued - 1).max(0);
    }
    packages::put(cx.tx, owner, &package)?;
    Ok(())
}

/// Revokes the certificate of an order and cancels its automatic renewal.
pub(in crate::cas) fn revoke(cx: &mut Cx<'_>, order: &Order) -> Result<()> {
    let owner = Owner::of(cx);
    cx.cancel(RENEWAL.kind, &subject(owner, order.id))?;
    let Some(id) = order.certificate else { return Ok(()) };
    if let Some(certificate) = certificates::certificate(cx.tx, owner, id)? {
        certificates::revoke(cx.tx, owner, &certificate)?;
    }
    Ok(())
}

/// The request for an order that renews this one.
pub(in crate::cas) fn renewal_request(
    order: &Order,
    certificate_product: CertificateProduct,
) -> OrderRequest {
    OrderRequest {
        certificate_product,
        names: domains::split(&order.domain),
        csr: order.csr.clone(),
        algorithm: order.algorithm.clone(),
        validate: order.validate.clone(),
        applicant: Applicant {
            name: order.username.clone().unwrap_or_default(),
            phone: order.phone.clone().unwrap_or_default(),
            email: order.email.clone(),
        },
        company: order.company,
        renews: Some(order.id),
        trustee: order.trustee,
        tags: Vec::new(),
    }
}

/// Approves the application and issues the certificate at once, for the control API.
pub(in crate::cas) fn approve(cx: &mut Cx<'_>, order: &mut Order) -> Result<()> {
    if order.state == VALIDATING {
        apply_event(cx, order, Event::Validated)?;
    }
    issue(cx, order)
}

/// Rejects the application for this reason.
pub(in crate::cas) fn reject(cx: &mut Cx<'_>, order: &mut Order, reason: &str) -> Result<()> {
    apply_event(cx, order, Event::Rejected)?;
    notify_contacts(
        cx,
        order,
        "Your certificate application failed",
        &format!("The application for {} (order {}) failed: {reason}", order.domain, order.id),
    )
}

/// Holds the application until the control API approves or rejects it.
pub(in crate::cas) fn hold(cx: &mut Cx<'_>, order: &mut Order) -> Result<()> {
    let owner = Owner::of(cx);
    "hold".clone_into(&mut order.outcome);
    cx.cancel(STEP.kind, &subject(owner, order.id))?;
    orders::put(cx.tx, owner, order)?;
    Ok(())
}

/// Sets whether the service renews the order's certificate before it expires.
pub(in crate::cas) fn set_trustee(cx: &mut Cx<'_>, order: &mut Order, trustee: bool) -> Result<()> {
    let owner = Owner::of(cx);
    order.trustee = trustee;
    orders::put(cx.tx, owner, order)?;
    cx.cancel(RENEWAL.kind, &subject(owner, order.id))?;
    schedule_renewal(cx, order)
}

fn schedule_renewal(cx: &mut Cx<'_>, order: &Order) -> Result<()> {
    if !order.trustee || order.state != order_states::ISSUED {
        return Ok(());
    }
    let owner = Owner::of(cx);
    cx.schedule(order.ends.saturating_sub(EXPIRING_SOON), RENEWAL.kind, &subject(owner, order.id))
}

fn subject(owner: Owner<'_>, id: i64) -> String {
    format!("{}/{id}", owner.site)
}

/// The id of the order that due work is about.
fn id_of(subject: &str) -> &str {
    subject.rsplit('/').next().unwrap_or(subject)
}

fn find_subject(cx: &mut Cx<'_>, subject: &str) -> Result<Option<Order>> {
    let owner = Owner::of(cx);
    let id = id_of(subject).parse().unwrap_or(0);
    Ok(orders::order(cx.tx, owner, id)?)
}

fn step(cx: &mut Cx<'_>, subject: &str) -> Result<()> {
    let Some(mut order) = find_subject(cx, subject)? else { return Ok(()) };
    match order.state.as_str() {
        VALIDATING if order.outcome == "fail" => reject(cx, &mut order, authority::DEFAULT_FAILURE),
        VALIDATING => {
            apply_event(cx, &mut order, Event::Validated)?;
            cx.schedule(cx.now + ISSUE_DELAY, STEP.kind, subject)
        }
        CHECKING => issue(cx, &mut order),
        _ => Ok(()),
    }
}

/// Issues the certificate.
fn issue(cx: &mut Cx<'_>, order: &mut Order) -> Result<()> {
    let owner = Owner::of(cx);
    let Some(certificate_product) = CertificateProduct::of(&order.product) else { return Ok(()) };
    let company = match order.company {
        Some(id) if certificate_product.kind != "DV" => companies::company(cx.tx, owner, id)?,
        _ => None,
    };
    let application = ApprovedApplication {
        names: domains::split(&order.domain),
        csr: order.csr.as_deref(),
        algorithm: "RSA_2048",
        company: company.as_ref(),
        latest: i64::MAX,
        days: certificate_product.days(),
        name: format!("cert-{}", order.id),
        row: Certificate {
            instance: order.instance.clone(),
            source: if certificate_product.free { "test" } else { "buy" }.to_owned(),
            order: Some(order.id),
            resource_group: order.resource_group.clone(),
            company: order.company,
            ..Certificate::default()
        },
    };
    let certificate = issuing::issue(cx, application)?;
    order.certificate = Some(certificate.id);
    (order.starts, order.ends) = (certificate.not_before, certificate.not_after);
    apply_event(cx, order, Event::Issued)?;
    if let Some(mut package) = package(cx.tx, owner, certificate_product)? {
        package.issued += 1;
        packages::put(cx.tx, owner, &package)?;
    }
    schedule_renewal(cx, order)?;
    notify_contacts(
        cx,
        order,
        "Your certificate was issued",
        &format!("The certificate of {} (order {}) was issued.", order.domain, order.id),
    )
}

/// Renews an order automatically, if there is quota.
fn auto_renew(cx: &mut Cx<'_>, subject: &str) -> Result<()> {
    let owner = Owner::of(cx);
    let Some(order) = find_subject(cx, subject)?.filter(|order| order.trustee) else {
        return Ok(());
    };
    let Some(certificate_product) = CertificateProduct::of(&order.product) else { return Ok(()) };
    let left = package(cx.tx, owner, certificate_product)?.is_some_and(|it| it.used < it.total);
    let part = OffsetPage { skip: 0, size: 1 };
    let (renewed, _) = orders::renewals(cx.tx, owner, order.id, part)?;
    if order.state.next(Event::Renewed).is_none() || !left || !renewed.is_empty() {
        return Ok(());
    }
    submit(cx, renewal_request(&order, certificate_product))?;
    Ok(())
}

fn notify_contacts(cx: &mut Cx<'_>, order: &Order, subject: &str, body: &str) -> Result<()> {
    let to = Recipient { mail: order.email.clone(), ..Recipient::default() };
    notify::send(cx, &to, subject, body)
}

/// Adds to the quota of a product and returns it.
pub(in crate::cas) fn buy(
    cx: &mut Cx<'_>,
    certificate_product: CertificateProduct,
    count: i64,
) -> Result<Package> {
    let owner = Owner::of(cx);
    let none = Package { product: certificate_product.code.to_owned(), ..Package::default() };
    let mut package = package(cx.tx, owner, certificate_product)?.unwrap_or(none);
    package.total = package.total.saturating_add(count);
    packages::put(cx.tx, owner, &package)?;
    Ok(package)
}
