//! The kinds of resources that the tables hold, for those who look at the state.

use crate::core::resources::{NoResource, Relation, ResourcePart, ResourceTable};

pub(in crate::cdn) const RESOURCES: &[ResourceTable] = &[
    ResourceTable::new("domain", ("CDN and DCDN domains", "加速域名"), "cdn_domain", &["seq"])
        .name("name")
        .also(&["name"])
        .summary(&["service", "kind", "scope", "status", "made", "changed"])
        .times(&["made", "changed", "until"])
        .parts(&[
            ResourcePart::new("tags", "cdn_tag", &[("seq", "domain")]),
            ResourcePart::new("certificate", "cdn_binding", &[("seq", "domain")])
                .times(&["starts", "ends", "changed"]),
        ])
        .relations(&[Relation::by(
            ("functions", "domain"),
            ("cdn", "function"),
            &[("seq", "domain")],
        )]),
    ResourceTable::new("function", ("Functions of domains", "域名功能"), "cdn_config", &["id"])
        .name("name")
        .summary(&["args", "parent", "ready"])
        .times(&["ready"]),
    ResourceTable::new("task", ("Refresh tasks", "刷新预热任务"), "cdn_task", &["seq"])
        .name("path")
        .also(&["id"])
        .summary(&["service", "kind", "path", "made", "ready", "failed"])
        .times(&["made", "ready"]),
    ResourceTable::new("root", ("Root domains", "根域名"), "cdn_root", &["name"])
        .summary(&["verified", "file"]),
    ResourceTable::new("opening", ("Opened services", "已开通服务"), "cdn_opening", &["service"])
        .summary(&["billing", "websocket", "made"])
        .times(&["made"]),
    ResourceTable::new("setting", ("CDN settings", "CDN 设置"), "cdn_setting", &["account"])
        .summary(&["doc"]),
];

pub(in crate::cdn) const NO_RESOURCES: &[NoResource] = &[
    NoResource::shown(
        "cdn_deleted",
        ("deleted domains", "已删除域名"),
        "domains that are gone, which their list shows",
    ),
    NoResource::bookkeeping(
        "cdn_former",
        "certificates that deployment jobs have replaced, for when they are rolled back",
    ),
    NoResource::shown(
        "cdn_used",
        ("used quotas", "已用配额"),
        "how much of the quotas of a day is used, which the quotas show",
    ),
];
