//! The kinds of resources that the tables hold, for those who look at the state.

use crate::core::resources::{
    NamedInList, NoResource, Pairs, Relation, ResourcePart, ResourceTable,
};

const CHANGED: &[&str] = &["made", "changed"];
const CONTACT: (&str, &str) = ("arms", "contact");
const GROUP: (&str, &str) = ("arms", "contact-group");
/// An alert, as the tables beside it name it.
const OF_ALERT: Pairs = &[("account", "account"), ("id", "alert")];

pub(in crate::arms) const RESOURCES: &[ResourceTable] = &[
    ResourceTable::new("contact", ("Contacts", "联系人"), "arms_contact", &["id"])
        .name("name")
        .also(&["legacy"])
        .summary(&["phone", "mail", "phone_verified", "mail_verified", "changed"])
        .times(CHANGED)
        .tally("arms_contact")
        .relations(&[Relation::through(
            ("contact groups", "contacts"),
            GROUP,
            (
                "arms_group_contact",
                &[("account", "account"), ("id", "contact")],
                &[("account", "account"), ("contact_group", "id")],
            ),
        )]),
    ResourceTable::new(
        "contact-group",
        ("Contact groups", "联系人组"),
        "arms_contact_group",
        &["id"],
    )
    .name("name")
    .also(&["legacy"])
    .summary(&["changed"])
    .times(CHANGED)
    .tally("arms_contact_group"),
    ResourceTable::new("webhook", ("Webhook contacts", "Webhook 联系人"), "arms_webhook", &["id"])
        .name("name")
        .also(&["legacy"])
        .summary(&["method", "changed"])
        .times(CHANGED)
        .tally("arms_webhook"),
    ResourceTable::new("robot", ("Chat bots", "机器人"), "arms_robot", &["id"])
        .name("name")
        .summary(&["kind", "daily", "changed"])
        .times(CHANGED),
    ResourceTable::new("policy", ("Notification policies", "通知策略"), "arms_policy", &["id"])
        .name("name")
        .summary(&["enabled", "changed"])
        .times(CHANGED)
        .relations(&[Relation::by(
            ("alerts", "notification policy"),
            ("arms", "alert"),
            &[("account", "account"), ("id", "policy")],
        )])
        .lists(&[
            NamedInList::new("contacts", CONTACT, ("rules", "objects"), "id").kinds(&["CONTACT"]),
            NamedInList::new("contacts", CONTACT, ("rules", "objects"), "legacy")
                .kinds(&["ARMS_CONTACT"]),
            NamedInList::new("contact groups", GROUP, ("rules", "objects"), "id")
                .kinds(&["CONTACT_GROUP"]),
            NamedInList::new("contact groups", GROUP, ("rules", "objects"), "legacy")
                .kinds(&["ARMS_CONTACT_GROUP"]),
            NamedInList::new("chat bots", ("arms", "robot"), ("rules", "objects"), "id")
                .kinds(&["DING_ROBOT_GROUP", "DING_ROBOT"]),
        ]),
    ResourceTable::new(
        "escalation",
        ("Escalation policies", "升级策略"),
        "arms_escalation",
        &["id"],
    )
    .name("name"),
    ResourceTable::new("schedule", ("On-call schedules", "排班"), "arms_schedule", &["id"])
        .name("name")
        .summary(&["description"])
        .lists(&[NamedInList::new("contacts", CONTACT, ("rota", "contacts"), "id")]),
    ResourceTable::new("integration", ("Integrations", "集成"), "arms_integration", &["id"])
        .name("name")
        .summary(&["kind", "recover_seconds", "made"])
        .times(&["made"]),
    ResourceTable::new("alert-rule", ("Alert rules", "报警规则"), "arms_alert_rule", &["id"])
        .name("name")
        .summary(&["running", "changed"])
        .times(CHANGED),
    ResourceTable::new("event", ("Events", "事件"), "arms_event", &["id"])
        .name("name")
        .summary(&["severity", "source", "starts", "ends", "triggers"])
        .times(&["starts", "ends", "received", "expires"])
        .relations(&[Relation::by(
            ("integration", ""),
            ("arms", "integration"),
            &[("account", "account"), ("integration", "name")],
        )]),
    ResourceTable::new("alert", ("Alerts", "告警"), "arms_alert", &["id"])
        .name("name")
        .summary(&["policy_name", "severity", "state", "made", "recovered"])
        .times(&["made", "recovered"])
        .parts(&[ResourcePart::new("activities", "arms_alert_activity", OF_ALERT)])
        .relations(&[Relation::through(
            ("events", "alerts"),
            ("arms", "event"),
            ("arms_alert_event", OF_ALERT, &[("account", "account"), ("event", "id")]),
        )]),
    ResourceTable::new(
        "alert-history",
        ("Sent alerts", "告警发送历史"),
        "arms_alert_history",
        &["id"],
    )
    .name("rule")
    .summary(&["kind", "at", "mails", "phones"])
    .times(&["at"]),
];

pub(in crate::arms) const NO_RESOURCES: &[NoResource] = &[NoResource::shown(
    "arms_robot_queue",
    ("Messages that wait for a chat bot", "等待机器人发送的消息"),
    "its rate limit lets them pass later",
)];
