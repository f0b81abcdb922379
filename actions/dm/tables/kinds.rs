//! The kinds of resources that the tables hold, for those who look at the state.

use crate::core::resources::{NoResource, Relation, ResourcePart, ResourceTable};

const MADE: &[&str] = &["made"];

pub(in crate::dm) const RESOURCES: &[ResourceTable] = &[
    ResourceTable::new("domain", ("Mail domains", "发信域名"), "dm_domain", &["id"])
        .name("name")
        .summary(&["region", "ownership", "spf", "mx", "dkim", "made"])
        .times(MADE)
        .relations(&[Relation::by(
            ("addresses", "domain"),
            ("dm", "address"),
            &[("id", "domain")],
        )]),
    ResourceTable::new("address", ("Sender addresses", "发信地址"), "dm_address", &["id"])
        .name("name")
        .summary(&["region", "send_type", "reply", "frozen", "made"])
        .times(MADE),
    ResourceTable::new("receiver", ("Recipient lists", "收件人列表"), "dm_receiver", &["id"])
        .name("name")
        .summary(&["region", "alias", "members", "made"])
        .times(MADE)
        .parts(&[
            ResourcePart::new("members", "dm_receiver_detail", &[("id", "receiver")]).times(MADE)
        ]),
    ResourceTable::new("tag", ("Mail tags", "邮件标签"), "dm_tag", &["id"])
        .name("name")
        .summary(&["region", "about"]),
    ResourceTable::new("template", ("Mail templates", "邮件模板"), "dm_template", &["id"])
        .name("name")
        .summary(&["region", "subject", "review", "made"])
        .times(MADE),
    ResourceTable::new("task", ("Mail tasks", "发送任务"), "dm_task", &["id"])
        .name("template")
        .summary(&["region", "receivers", "requests", "made"])
        .times(MADE),
    ResourceTable::new(
        "suppression",
        ("Suppressed addresses", "无效地址"),
        "dm_suppression",
        &["id"],
    )
    .name("address")
    .summary(&["region", "kind", "made", "bounced"])
    .times(&["made", "bounced"]),
    ResourceTable::new("block", ("Blocked senders", "拒收名单"), "dm_block", &["id"])
        .name("recipient")
        .summary(&["region", "kind", "sender", "made"])
        .times(&["sent", "made"]),
    ResourceTable::new("setting", ("Mail settings", "邮件设置"), "dm_setting", &["region"])
        .summary(&["auto_verify", "delivery_ms", "review_ms", "magic", "user_status"]),
];

pub(in crate::dm) const NO_RESOURCES: &[NoResource] = &[NoResource::shown(
    "dm_mail",
    ("mails", "邮件"),
    "what was sent, which the outbox and the statistics show",
)];
