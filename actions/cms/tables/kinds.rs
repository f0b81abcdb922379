//! The kinds of resources that the tables hold, for those who look at the state.

use crate::core::resources::{NamedInList, NoResource, Relation, ResourcePart, ResourceTable};

const CHANGED: &[&str] = &["made", "changed"];

pub(in crate::cms) const RESOURCES: &[ResourceTable] = &[
    ResourceTable::new("contact", ("Alert contacts", "报警联系人"), "cms_contact", &["name"])
        .summary(&["mail", "mail_pending", "sms", "sms_pending", "changed"])
        .times(CHANGED)
        .tally("cms_contact")
        .relations(&[Relation::through(
            ("contact groups", "contacts"),
            ("cms", "contact-group"),
            (
                "cms_member",
                &[("account", "account"), ("seq", "contact")],
                &[("account", "account"), ("grp", "seq")],
            ),
        )]),
    ResourceTable::new(
        "contact-group",
        ("Alert contact groups", "报警联系组"),
        "cms_group",
        &["name"],
    )
    .summary(&["about", "subscribed", "changed"])
    .times(CHANGED)
    .tally("cms_group"),
    ResourceTable::new(
        "monitor-group",
        ("Application groups", "应用分组"),
        "cms_monitor_group",
        &["id"],
    )
    .name("name")
    .summary(&["contact_groups", "resource_group", "changed"])
    .times(CHANGED)
    .parts(&[
        ResourcePart::new(
            "instances",
            "cms_group_instance",
            &[("account", "account"), ("id", "app_group")],
        ),
        ResourcePart::new(
            "pauses",
            "cms_group_pause",
            &[("account", "account"), ("id", "app_group")],
        ),
    ])
    .lists(&[NamedInList::new(
        "contact groups",
        ("cms", "contact-group"),
        ("contact_groups", ""),
        "name",
    )]),
    ResourceTable::new("alert-rule", ("Alert rules", "报警规则"), "cms_rule", &["id"])
        .name("name")
        .summary(&["namespace", "metric", "enabled", "state", "changed"])
        .times(CHANGED)
        .tally("cms_rule")
        .parts(&[
            ResourcePart::new(
                "targets",
                "cms_rule_target",
                &[("account", "account"), ("id", "rule")],
            ),
            ResourcePart::new("alarms", "cms_alarm", &[("account", "account"), ("id", "rule")]),
        ])
        .relations(&[Relation::by(
            ("application group", "alert rules"),
            ("cms", "monitor-group"),
            &[("account", "account"), ("app_group", "id")],
        )])
        .lists(&[NamedInList::new(
            "contact groups",
            ("cms", "contact-group"),
            ("settings", "contact_groups"),
            "name",
        )]),
    ResourceTable::new("alert", ("Alert log", "报警历史"), "cms_alert_log", &["seq"])
        .name("name")
        .summary(&["rule", "namespace", "metric", "at"])
        .times(&["at"])
        .relations(&[Relation::by(
            ("alert rule", ""),
            ("cms", "alert-rule"),
            &[("account", "account"), ("rule", "id")],
        )]),
    ResourceTable::new("event-rule", ("Event rules", "事件规则"), "cms_event_rule", &["name"])
        .summary(&["kind", "about", "enabled"])
        .parts(&[
            ResourcePart::new(
                "targets",
                "cms_event_target",
                &[("account", "account"), ("name", "rule")],
            ),
            ResourcePart::new(
                "silences",
                "cms_event_silence",
                &[("account", "account"), ("name", "rule")],
            ),
        ])
        .relations(&[Relation::by(
            ("application group", "event rules"),
            ("cms", "monitor-group"),
            &[("account", "account"), ("app_group", "id")],
        )]),
    ResourceTable::new("event", ("System events", "系统事件"), "cms_system_event", &["seq"])
        .summary(&["event"]),
    ResourceTable::new("metric", ("Reported metrics", "自定义监控"), "cms_series", &["number"])
        .name("metric")
        .also(&["id"])
        .summary(&["namespace", "dimensions", "made"])
        .times(&["made"])
        .parts(&[
            ResourcePart::new("reports", "cms_report", &[("number", "series")]).times(&["at"])
        ]),
];

pub(in crate::cms) const NO_RESOURCES: &[NoResource] = &[NoResource::bookkeeping(
    "cms_evaluation",
    "when the rules of a metric are evaluated next, which is due work",
)];
