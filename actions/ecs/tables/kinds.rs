//! The kinds of resources that the tables hold, for those who look at the state.

use crate::core::resources::{NoResource, Relation, ResourcePart, ResourceTable};

const MADE: &[&str] = &["made"];

const fn kind(
    name: &'static str,
    title: (&'static str, &'static str),
    table: &'static str,
) -> ResourceTable {
    ResourceTable::new(name, title, table, &["id"]).name("name").times(MADE)
}

pub(in crate::ecs) const RESOURCES: &[ResourceTable] = &[
    kind("instance", ("ECS instances", "ECS 实例"), "ecs_instance")
        .summary(&["region", "zone", "state", "subnet", "made"])
        .tally("ecs_instance")
        .parts(&[ResourcePart::new("tags", "ecs_tag", &[("id", "id"), ("account", "account")])
            .fixed(&[("kind", "ecs_instance")])])
        .relations(&[
            Relation::by(("disks", "instance"), ("ecs", "disk"), &[("id", "holder")])
                .same(&["account"]),
            Relation::by(("interfaces", "instance"), ("ecs", "interface"), &[("id", "holder")])
                .same(&["account"]),
        ]),
    kind("disk", ("ECS disks", "云盘"), "ecs_disk")
        .summary(&["region", "zone", "state", "holder", "made"])
        .tally("ecs_disk")
        .parts(&[ResourcePart::new("tags", "ecs_tag", &[("id", "id"), ("account", "account")])
            .fixed(&[("kind", "ecs_disk")])])
        .relations(&[Relation::by(
            ("snapshots", "disk"),
            ("ecs", "snapshot"),
            &[("id", "holder")],
        )
        .same(&["account"])]),
    kind("snapshot", ("ECS snapshots", "快照"), "ecs_snapshot")
        .summary(&["region", "state", "holder", "made"])
        .tally("ecs_snapshot"),
    kind("image", ("ECS images", "自定义镜像"), "ecs_image")
        .summary(&["region", "state", "made"])
        .tally("ecs_image")
        .parts(&[ResourcePart::new(
            "shares",
            "ecs_share",
            &[("id", "image"), ("account", "owner")],
        )
        .times(MADE)]),
    kind("security-group", ("Security groups", "安全组"), "ecs_group")
        .summary(&["region", "network", "made"])
        .tally("ecs_group")
        .parts(&[ResourcePart::new(
            "rules",
            "ecs_rule",
            &[("id", "security_group"), ("account", "account")],
        )])
        .relations(&[Relation::through(
            ("interfaces", "security groups"),
            ("ecs", "interface"),
            (
                "ecs_member",
                &[("id", "security_group"), ("account", "account")],
                &[("interface", "id")],
            ),
        )
        .same(&["account"])]),
    kind("interface", ("Network interfaces", "弹性网卡"), "ecs_interface")
        .summary(&["region", "state", "holder", "subnet", "made"])
        .tally("ecs_interface"),
    kind("key-pair", ("Key pairs", "密钥对"), "ecs_key_pair")
        .summary(&["region", "made"])
        .tally("ecs_key_pair"),
    kind("template", ("Launch templates", "启动模板"), "ecs_template")
        .summary(&["region", "made"])
        .tally("ecs_template")
        .parts(&[ResourcePart::new(
            "versions",
            "ecs_template_version",
            &[("id", "template"), ("account", "account")],
        )
        .times(MADE)]),
    ResourceTable::new("setting", ("ECS settings", "ECS 设置"), "ecs_setting", &["name"])
        .summary(&["value"]),
];

pub(in crate::ecs) const NO_RESOURCES: &[NoResource] = &[];
