//! The kinds of resources that the tables hold, for those who look at the state.

use crate::core::resources::{Pairs, Relation, ResourcePart, ResourceTable};

const CHANGED: &[&str] = &["made", "changed"];
const OF_HOLDER: Pairs = &[("account", "account"), ("seq", "holder")];
const OF_POLICY: Pairs = &[("account", "account"), ("policy", "name")];

const fn policies(holders: &'static str, entity: Pairs) -> Relation {
    let names = ("policies", holders);
    Relation::through(names, ("ram", "policy"), ("ram_attachment", OF_HOLDER, OF_POLICY))
        .fixed(entity)
}

const fn attachments(entity: Pairs) -> ResourcePart {
    ResourcePart::new("attached policies", "ram_attachment", OF_HOLDER)
        .fixed(entity)
        .times(&["made"])
}

const fn tags(entity: Pairs) -> ResourcePart {
    ResourcePart::new("tags", "ram_tag", OF_HOLDER).fixed(entity)
}

pub(in crate::ram) const RESOURCES: &[ResourceTable] = &[
    ResourceTable::new("user", ("Users", "用户"), "ram_user", &["id"])
        .name("name")
        .summary(&["display", "email", "phone", "last_login", "changed"])
        .times(&["made", "changed", "last_login"])
        .tally("ram_user")
        .parts(&[
            ResourcePart::new(
                "login profile",
                "ram_login_profile",
                &[("account", "account"), ("seq", "usr")],
            )
            .times(&["made"]),
            attachments(&[("entity", "user")]),
            tags(&[("entity", "user")]),
        ])
        .relations(&[
            Relation::through(
                ("groups", "users"),
                ("ram", "group"),
                (
                    "ram_member",
                    &[("account", "account"), ("seq", "usr")],
                    &[("account", "account"), ("grp", "seq")],
                ),
            ),
            Relation::by(
                ("access keys", "user"),
                ("ram", "access-key"),
                &[("account", "account"), ("seq", "usr")],
            ),
            policies("users", &[("entity", "user"), ("kind", "Custom")]),
        ]),
    ResourceTable::new("group", ("User groups", "用户组"), "ram_group", &["id"])
        .name("name")
        .summary(&["comments", "changed"])
        .times(CHANGED)
        .parts(&[attachments(&[("entity", "group")])])
        .relations(&[policies("groups", &[("entity", "group"), ("kind", "Custom")])]),
    ResourceTable::new("role", ("Roles", "角色"), "ram_role", &["id"])
        .name("name")
        .summary(&["about", "service_linked", "changed"])
        .times(CHANGED)
        .parts(&[attachments(&[("entity", "role")]), tags(&[("entity", "role")])])
        .relations(&[policies("roles", &[("entity", "role"), ("kind", "Custom")])]),
    ResourceTable::new("policy", ("Custom policies", "自定义权限策略"), "ram_policy", &["name"])
        .summary(&["about", "current", "changed"])
        .times(CHANGED)
        .tally("ram_policy")
        .parts(&[
            ResourcePart::new(
                "versions",
                "ram_policy_version",
                &[("account", "account"), ("seq", "policy")],
            )
            .times(&["made"]),
            tags(&[("entity", "policy")]),
        ]),
    ResourceTable::new("access-key", ("Access keys", "访问密钥"), "ram_access_key", &["id"])
        .summary(&["active", "made", "used"])
        .times(&["made", "used"]),
    ResourceTable::new("mfa-device", ("MFA devices", "MFA 设备"), "ram_mfa_device", &["serial"])
        .name("name")
        .summary(&["made", "bound"])
        .times(&["made", "bound"])
        .relations(&[Relation::by(
            ("user", ""),
            ("ram", "user"),
            &[("account", "account"), ("usr", "seq")],
        )]),
    ResourceTable::new("setting", ("Settings", "设置"), "ram_setting", &["kind"])
        .summary(&["fields"]),
    ResourceTable::new("alias", ("Account aliases", "账号别名"), "ram_alias", &["alias"]),
    ResourceTable::new(
        "role-deletion",
        ("Deletions of service-linked roles", "服务关联角色删除任务"),
        "ram_role_deletion",
        &["id"],
    )
    .summary(&["made"])
    .times(&["made"]),
];
