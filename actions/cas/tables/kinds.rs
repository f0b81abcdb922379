//! The kinds of resources that the tables hold, for those who look at the state.

use crate::core::resources::{
    NamedInList, NoResource, Pairs, Relation, ResourcePart, ResourceTable, RowOwner,
};

const CERTIFICATE: (&str, &str) = ("cas", "certificate");
/// The sites, with which the keys of most tables begin.
const SITES: &[&str] = &[super::CHINA, super::INTERNATIONAL];
/// A company, as the tables beside it name it.
const COMPANY: Pairs = &[("site", "site"), ("account", "account"), ("company", "id")];

/// The tags of what has this column with its id for tags.
const fn tags(on: Pairs) -> ResourcePart {
    ResourcePart::new("tags", "cas_tag", on)
}

pub(in crate::cas) const RESOURCES: &[ResourceTable] = &[
    ResourceTable::new("certificate", ("Certificates", "证书"), "cas_certificate", &["id"])
        .name("name")
        .within("site", SITES)
        .also(&["instance"])
        .summary(&["common", "source", "not_after", "site", "made"])
        .times(&["made", "not_before", "not_after", "ends"])
        .parts(&[tags(&[("site", "site"), ("account", "account"), ("instance", "instance")])])
        .relations(&[
            Relation::through(
                ("jobs", "certificates"),
                ("cas", "job"),
                ("cas_job_cert", &[("id", "cert")], &[("job", "id")]),
            )
            .same(&["site", "account"]),
            Relation::by(
                ("cloud resources", "certificate"),
                ("cas", "cloud-resource"),
                &[("site", "site"), ("account", "account"), ("id", "cert")],
            ),
            Relation::by(
                ("order", "certificates"),
                ("cas", "order"),
                &[("site", "site"), ("account", "account"), ("order_id", "id")],
            ),
            Relation::by(
                ("contact", ""),
                ("cas", "contact"),
                &[("site", "site"), ("account", "account"), ("contact", "id")],
            ),
            Relation::by(("company", ""), ("cas", "company"), COMPANY),
        ]),
    ResourceTable::new("csr", ("Certificate requests", "CSR"), "cas_csr", &["id"])
        .name("name")
        .within("site", SITES)
        .summary(&["common", "algorithm", "key_size", "site"]),
    ResourceTable::new("contact", ("Contacts", "联系人"), "cas_contact", &["id"])
        .name("name")
        .within("site", SITES)
        .summary(&["email", "email_status", "mobile", "mobile_status", "site"])
        .times(&["made"]),
    ResourceTable::new("company", ("Companies", "公司"), "cas_company", &["id"])
        .name("name")
        .within("site", SITES)
        .summary(&["code", "city", "site"]),
    ResourceTable::new("order", ("Certificate orders", "证书订单"), "cas_order", &["id"])
        .name("domain")
        .within("site", SITES)
        .also(&["instance"])
        .summary(&["state", "product", "starts", "ends", "site"])
        .times(&["made", "starts", "ends"])
        .parts(&[tags(&[("site", "site"), ("account", "account"), ("instance", "instance")])])
        .relations(&[Relation::by(("company", ""), ("cas", "company"), COMPANY)]),
    ResourceTable::new("instance", ("Certificate instances", "证书实例"), "cas_instance", &["id"])
        .name("name")
        .within("site", SITES)
        .summary(&["state", "status", "domain", "ends", "site"])
        .times(&["starts", "ends", "order_starts", "order_ends"])
        .parts(&[tags(&[("site", "site"), ("account", "account"), ("id", "instance")])])
        .relations(&[
            Relation::by(
                ("certificate", "instances"),
                CERTIFICATE,
                &[("site", "site"), ("account", "account"), ("certificate", "id")],
            ),
            Relation::by(("company", ""), ("cas", "company"), COMPANY),
        ])
        .lists(&[NamedInList::new("contacts", ("cas", "contact"), ("contacts", ""), "id")]),
    ResourceTable::new(
        "warehouse",
        ("Certificate repositories", "证书仓库"),
        "cas_warehouse",
        &["id"],
    )
    .name("name")
    .within("site", SITES)
    .also(&["instance"])
    .summary(&["kind", "ends", "site"])
    .times(&["ends"])
    .relations(&[Relation::by(
        ("certificates", "repository"),
        ("cas", "repository-certificate"),
        &[("site", "site"), ("account", "account"), ("id", "warehouse")],
    )]),
    ResourceTable::new(
        "repository-certificate",
        ("Certificates of repositories", "仓库证书"),
        "cas_pca_certificate",
        &["id"],
    )
    .name("name")
    .within("site", SITES)
    .also(&["identifier"])
    .summary(&["common", "kind", "not_after", "site"])
    .times(&["not_before", "not_after"]),
    ResourceTable::new(
        "cloud-resource",
        ("Cloud resources", "云产品资源"),
        "cas_resource",
        &["id"],
    )
    .name("domain")
    .summary(&["cloud", "product", "status", "cert_name", "changed"])
    .times(&["made", "changed", "cert_start", "cert_end"])
    .relations(&[Relation::by(("access", ""), ("cas", "cloud-access"), &[("access", "id")])]),
    ResourceTable::new(
        "cloud-access",
        ("Accesses to other clouds", "多云 AK"),
        "cas_access",
        &["id"],
    )
    .name("cloud")
    .summary(&["cloud", "site", "made"])
    .times(&["made"]),
    ResourceTable::new("job", ("Deployment jobs", "部署任务"), "cas_job", &["id"])
        .name("name")
        .also(&["instance"])
        .summary(&["kind", "status", "scheduled", "ended", "changed"])
        .times(&["made", "changed", "scheduled", "started", "ended"])
        .relations(&[Relation::by(("workers", "job"), ("cas", "worker"), &[("id", "job")])])
        .lists(&[NamedInList::new("contacts", ("cas", "contact"), ("contacts", ""), "id")]),
    ResourceTable::new(
        "worker",
        ("Deployment workers", "部署工作项"),
        "cas_worker",
        &["job", "id"],
    )
    .name("domain")
    .owner(RowOwner::Through { column: "job", table: "cas_job", key: "id", owner: "account" })
    .summary(&["job", "status", "cloud", "product", "changed"])
    .times(&["made", "changed", "former_start", "former_end"])
    .relations(&[Relation::by(
        ("cloud resource", ""),
        ("cas", "cloud-resource"),
        &[("resource", "id")],
    )]),
    ResourceTable::new(
        "package",
        ("Certificate quotas", "证书资源包"),
        "cas_package",
        &["site", "product"],
    )
    .summary(&["total", "used", "issued"]),
    ResourceTable::new(
        "authority",
        ("Certificate authorities", "证书颁发机构"),
        "cas_authority",
        &["kind"],
    )
    .owner(RowOwner::World),
    ResourceTable::new(
        "validation",
        ("Validation settings", "验证设置"),
        "cas_validation",
        &["account"],
    )
    .summary(&["verdict", "delay"]),
];

pub(in crate::cas) const NO_RESOURCES: &[NoResource] = &[
    NoResource::bookkeeping("cas_certificate_block", "bounds that follow from the certificates"),
    NoResource::bookkeeping("cas_certificate_day", "counts that follow from the certificates"),
    NoResource::bookkeeping("cas_worker_total", "counts that follow from the workers"),
];
