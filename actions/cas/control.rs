//! Routes of the control API: cloud resources, orders and instances, and the test certificate
//! authority.

use crate::{
    cas::{orders::application_control, resources::resource_control},
    core::control::{
        ControlAccess, ControlError, ControlRequest, ControlRoute, Names, Operation, Owner,
        OwnerSource,
    },
    ports::store::Tx,
};

pub(super) const ROUTES: &[ControlRoute] = &[
    ControlRoute::new(
        Operation::get(
            "cas/resources",
            "Lists the cloud resources of all accounts, or of one, oldest first.",
        )
        .query(&[
            ("account", "only those of this account"),
            ("site", "only those at this site: cn-hangzhou or ap-southeast-1"),
            ("limit", "at most so many, 1 to 1000000; 1000 unless given"),
        ]),
        resource_control::list,
    ),
    ControlRoute::new(
        Operation::post("cas/resources", "Adds cloud resources, and answers their ids.")
            .owner(OwnerSource::Query)
            .objects(RESOURCE, &[
                r#"{"product": "CDN", "domain": "www.example.com"}"#,
                r#"[{"product": "ALB", "domain": "a.example.com"}, {"product": "OSS", "domain": "b.example.com"}]"#,
            ]),
        resource_control::add,
    ),
    ControlRoute::new(
        Operation::post(
            "cas/resources/{id}",
            "Changes the fields of a cloud resource that are given, and answers the resource.",
        )
        .owner(OwnerSource::Path(of_resource))
        .object(RESOURCE, &[r#"{"fail": "busy"}"#, r#"{"cert_id": null}"#]),
        resource_control::change,
    ),
    ControlRoute::new(
        Operation::delete("cas/resources/{id}", "Deletes a cloud resource.")
            .owner(OwnerSource::Path(of_resource)),
        resource_control::remove,
    ),
    ControlRoute::new(
        Operation::get("cas/orders", "Lists the newest 1000 orders of an account.")
            .owner(OwnerSource::Query),
        application_control::list_orders,
    ),
    ControlRoute::new(
        Operation::post(
            "cas/orders/{id}",
            "Approves, rejects or holds the application of an order, or sets automatic renewal; answers the order.",
        )
        .owner(OwnerSource::Path(of_order))
        .object(
            &[
                VALIDATE,
                REASON,
                ("trustee", "`true` or `false`: whether the certificate is renewed automatically"),
            ],
            &[
                r#"{"validate": "pass"}"#,
                r#"{"validate": "fail", "reason": "the domain is not yours"}"#,
                r#"{"trustee": true}"#,
            ],
        ),
        application_control::decide_order,
    ),
    ControlRoute::new(
        Operation::get("cas/instances", "Lists the newest 1000 instances of an account.")
            .owner(OwnerSource::Query),
        application_control::list_instances,
    ),
    ControlRoute::new(
        Operation::post("cas/instances", "Buys instances, and answers their ids.")
            .owner(OwnerSource::Query)
            .objects(INSTANCE, &[
                "{}",
                r#"{"certificate_type": "OV", "wildcard_domains": 1, "months": 12}"#,
            ]),
        application_control::buy_instances,
    ),
    ControlRoute::new(
        Operation::post(
            "cas/instances/{id}",
            "Approves, rejects or holds the application of an instance, or closes the instance; answers the instance.",
        )
        .owner(OwnerSource::Path(of_instance))
        .object(&[VALIDATE, REASON, ("close", "`true`: the instance is closed")], &[
            r#"{"validate": "pass"}"#,
            r#"{"validate": "fail", "reason": "the domain is not yours"}"#,
            r#"{"close": true}"#,
        ]),
        application_control::decide_instance,
    ),
    ControlRoute::new(
        Operation::post("cas/packages", "Adds to the quota of a product, and answers the quota.")
            .owner(OwnerSource::Query)
            .object(
                &[
                    ("product_code", "the product; a wrong one is answered with the list of them"),
                    ("count", "how many, 1 to 1000000; 1 unless given"),
                ],
                &[r#"{"product_code": "geotrust-dv-w-starter", "count": 10}"#],
            ),
        application_control::buy_quota,
    ),
    ControlRoute::new(
        Operation::post(
            "cas/validation",
            "Sets the outcome of new applications of an account and its delay, and answers both.",
        )
        .owner(OwnerSource::Query)
        .object(
            &[
                ("validate", "pass, fail or hold; default pass"),
                ("after_ms", "the delay in milliseconds, at most 366 days; default 2000"),
            ],
            &[r#"{"validate": "pass", "after_ms": 2000}"#, r#"{"validate": "hold"}"#],
        ),
        application_control::set_validation,
    ),
    ControlRoute::new(
        // They are created on first use.
        Operation::get("cas/authority", "Answers the certificates of the test authority, as PEM.")
            .access(ControlAccess::Writes)
            .owner(OwnerSource::Query),
        application_control::authority_certificates,
    ),
];

const VALIDATE: (&str, &str) =
    ("validate", "pass, fail, or hold: the application waits for another call");
const REASON: (&str, &str) = ("reason", "text: why it fails");

const RESOURCE: Names = &[
    ("product", "such as CDN, required to add one; a wrong one is answered with the list of them"),
    ("domain", "its domain name, required to add one"),
    ("cloud", "the cloud of the product; it must match"),
    ("region", "the site's region, or another cloud's own, unless given"),
    ("status", "`online` unless given"),
    ("cert_id", "its installed certificate, one of the account; `null` for none"),
    ("enable_https", "whether it serves HTTPS; a certificate turns it on"),
    ("use_ssl", "whether it uses TLS; a certificate turns it on"),
    ("instance_id", "of SLB, ALB, NLB and GA; generated unless given"),
    ("listener_id", "of SLB, ALB, NLB and GA; generated unless given"),
    ("listener_port", "of SLB, ALB, NLB and GA; 443 unless given"),
    ("default_resource", "of SLB, ALB, NLB and GA: whether it is the listener's default"),
    ("namespace_id", "of SAE"),
    ("cloud_access_id", "of other clouds: the access key of `AddCloudAccess` that reaches it"),
    ("takes_certificates", "`false` for one that no certificate can be deployed onto"),
    ("fail", "`true` or a reason: deployments onto it fail; `false` or `null`: they do not"),
];

const INSTANCE: Names = &[
    ("brand", "the authority: WoSign, CFCA, DigiCert, GeoTrust, GlobalSign, vTrus or Alibaba"),
    ("certificate_type", "DV, OV or EV"),
    ("version", "basic, standard, professional or ultimate"),
    ("instance_type", "BUY or TEST"),
    ("spec", "the specification, as the lists show it"),
    ("full_domains", "how many plain domain names it covers, up to 1000"),
    ("wildcard_domains", "how many wildcard names it covers, up to 1000"),
    ("months", "how long it is valid, 1 to 120"),
];

fn of_resource(tx: &mut dyn Tx, request: &ControlRequest) -> Result<Owner, ControlError> {
    let (account, site) = resource_control::owner(tx, request.number("id")?)?;
    Ok(Owner { account, site })
}

fn of_order(tx: &mut dyn Tx, request: &ControlRequest) -> Result<Owner, ControlError> {
    let (account, site) = application_control::owner_of_order(tx, request.number("id")?)?;
    Ok(Owner { account, site })
}

fn of_instance(tx: &mut dyn Tx, request: &ControlRequest) -> Result<Owner, ControlError> {
    let (account, site) = application_control::owner_of_instance(tx, request.path_value("id"))?;
    Ok(Owner { account, site })
}
