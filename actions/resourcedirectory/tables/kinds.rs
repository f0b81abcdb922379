//! The kinds of resources that the tables hold, for those who look at the state.

use crate::core::resources::{NoResource, Pairs, Relation, ResourcePart, ResourceTable, RowOwner};

/// The management account of the directory that a row belongs to.
const MANAGEMENT: RowOwner = RowOwner::Through {
    column: "directory",
    table: "resource_directory",
    key: "id",
    owner: "master",
};
const DIRECTORY: (&str, &str) = ("resourcedirectory", "directory");
const MEMBER: (&str, &str) = ("resourcedirectory", "member");
const FOLDER: (&str, &str) = ("resourcedirectory", "folder");
const IN_DIRECTORY: Pairs = &[("directory", "id")];

const fn tags(id: Pairs, kind: Pairs) -> ResourcePart {
    ResourcePart::new("tags", "resource_tag", id).fixed(kind)
}

const fn control_policies(targets: &'static str, id: Pairs) -> Relation {
    Relation::through(
        ("control policies", targets),
        ("resourcedirectory", "control-policy"),
        ("resource_control_attachment", id, &[("directory", "directory"), ("policy", "id")]),
    )
}

const fn attached(id: Pairs) -> ResourcePart {
    ResourcePart::new("attached policies", "resource_control_attachment", id).times(&["made"])
}

pub(crate) const RESOURCES: &[ResourceTable] = &[
    ResourceTable::new(
        "directory",
        ("Resource directories", "资源目录"),
        "resource_directory",
        &["id"],
    )
    .owner(RowOwner::Column("master"))
    .summary(&["root", "members", "folders", "made"])
    .times(&["made"]),
    ResourceTable::new("folder", ("Folders", "资源夹"), "resource_folder", &["id"])
        .name("name")
        .owner(MANAGEMENT)
        .summary(&["path", "made"])
        .times(&["made"])
        .parts(&[
            tags(&[("directory", "owner"), ("id", "resource")], &[("kind", super::tags::FOLDER)]),
            attached(&[("directory", "directory"), ("id", "target")]),
        ])
        .relations(&[
            Relation::by(("directory", "folders"), DIRECTORY, IN_DIRECTORY),
            Relation::by(("parent", "folders"), FOLDER, &[("parent", "id")]),
            Relation::by(("members", "folder"), MEMBER, &[("id", "folder")]),
            control_policies("folders", &[("directory", "directory"), ("id", "target")]),
        ]),
    ResourceTable::new("member", ("Members", "成员"), "resource_member", &["account"])
        .name("display")
        .also(&["name"])
        .owner(MANAGEMENT)
        .summary(&["name", "folder", "created", "joined", "changed"])
        .times(&["joined", "changed"])
        .parts(&[
            ResourcePart::new("delegated services", "resource_delegate", &[("account", "account")])
                .times(&["made"]),
            ResourcePart::new(
                "change of the mail address",
                "resource_email",
                &[("account", "account")],
            )
            .times(&["expires"]),
            tags(
                &[("directory", "owner"), ("account", "resource")],
                &[("kind", super::tags::ACCOUNT)],
            ),
            attached(&[("directory", "directory"), ("account", "target")]),
        ])
        .relations(&[
            Relation::by(("directory", "members"), DIRECTORY, IN_DIRECTORY),
            control_policies("members", &[("directory", "directory"), ("account", "target")]),
            Relation::by(
                ("recipients of messages", "member"),
                ("resourcedirectory", "recipient"),
                &[("account", "account")],
            ),
            Relation::by(
                ("deletion", "member"),
                ("resourcedirectory", "account-deletion"),
                &[("account", "account")],
            ),
        ]),
    ResourceTable::new("handshake", ("Invitations", "邀请"), "resource_handshake", &["id"])
        .name("entity")
        .owner(RowOwner::Column("master"))
        .summary(&["kind", "state", "ends", "changed"])
        .times(&["made", "changed", "ends"]),
    ResourceTable::new("contact", ("Message contacts", "消息联系人"), "resource_contact", &["id"])
        .name("name")
        .owner(MANAGEMENT)
        .summary(&["mail", "phone", "state", "types", "made"])
        .times(&["made"])
        .parts(&[
            ResourcePart::new("bound to", "resource_contact_target", &[("id", "contact")])
                .times(&["bound"]),
            ResourcePart::new("failures", "resource_contact_failure", &[("id", "contact")]),
        ])
        .relations(&[
            Relation::through(
                ("members", "message contacts"),
                MEMBER,
                ("resource_contact_target", &[("id", "contact")], &[("scope", "account")]),
            ),
            Relation::through(
                ("folders", "message contacts"),
                FOLDER,
                ("resource_contact_target", &[("id", "contact")], &[("scope", "id")]),
            ),
        ]),
    ResourceTable::new(
        "recipient",
        ("Recipients of messages", "消息接收人"),
        "message_recipient",
        &["id"],
    )
    .name("name")
    .summary(&["mail", "phone", "types"])
    .relations(&[Relation::by(
        ("message contact", "recipients"),
        ("resourcedirectory", "contact"),
        &[("id", "id")],
    )]),
    ResourceTable::new(
        "control-policy",
        ("Control policies", "管控策略"),
        "resource_control_policy",
        &["id"],
    )
    .name("name")
    .owner(MANAGEMENT)
    .summary(&["about", "scope", "changed"])
    .times(&["made", "changed"])
    .parts(&[
        ResourcePart::new(
            "attached to",
            "resource_control_attachment",
            &[("directory", "directory"), ("id", "policy")],
        )
        .times(&["made"]),
        tags(
            &[("directory", "owner"), ("id", "resource")],
            &[("kind", super::tags::CONTROL_POLICY)],
        ),
    ]),
    ResourceTable::new(
        "account-deletion",
        ("Deletions of members", "成员删除任务"),
        "resource_deletion",
        &["account"],
    )
    .owner(MANAGEMENT)
    .summary(&["state", "began", "ended"])
    .times(&["began", "ended"]),
    ResourceTable::new(
        "record",
        ("Accounts to be confirmed", "待确认账号"),
        "resource_record",
        &["id"],
    )
    .name("display")
    .summary(&["kind", "state", "email", "folder", "sent"])
    .times(&["sent"]),
    ResourceTable::new(
        "task",
        ("Tasks of message contacts", "消息联系人任务"),
        "resource_task",
        &["id"],
    )
    .name("kind")
    .owner(MANAGEMENT)
    .summary(&["subject", "ends"])
    .times(&["ends"]),
];

pub(crate) const NO_RESOURCES: &[NoResource] = &[
    NoResource::shown(
        "resource_code",
        ("Codes that wait to be entered", "等待输入的验证码"),
        "the messages with them show them",
    ),
    NoResource::bookkeeping("resource_daily", "counts of a day, which limits are checked with"),
    NoResource::bookkeeping("resource_member_block", "counts that follow from the members"),
    NoResource::bookkeeping(
        "resource_verification_sent",
        "when messages were sent, which limits are checked with",
    ),
];

/// Those of resource groups and of the accounts themselves, which belong to another product.
pub(crate) const OF_RESOURCEMANAGER: &[ResourceTable] = &[
    ResourceTable::new("resource-group", ("Resource groups", "资源组"), "resource_group", &["id"])
        .name("display")
        .also(&["name"])
        .summary(&["name", "made", "deleted"])
        .times(&["made", "deleted"])
        .parts(&[tags(
            &[("account", "owner"), ("id", "resource")],
            &[("kind", super::resource_groups::RESOURCE_GROUP)],
        )]),
    ResourceTable::new(
        "group-setting",
        ("Settings of resource groups", "资源组设置"),
        "resource_group_setting",
        &["account"],
    )
    .summary(&["creator_admin", "notification"]),
    ResourceTable::new("account", ("Accounts", "账号"), "account", &["id"])
        .name("name")
        .owner(RowOwner::Column("id"))
        .summary(&["parent", "created"])
        .times(&["created"])
        .relations(&[Relation::by(("member", "account"), MEMBER, &[("id", "account")])]),
];
