//! The kinds of resources that the tables hold, for those who look at the state. Material and values are shown sealed.

use crate::core::resources::{NoResource, Relation, ResourcePart, ResourceTable};

const MADE: &[&str] = &["made"];
const PLACED: [(&str, &str); 2] = [("account", "account"), ("region", "region")];

pub(in crate::kms) const RESOURCES: &[ResourceTable] = &[
    ResourceTable::new("key", ("Keys", "密钥"), "kms_key", &["region", "seq"])
        .name("id")
        .also(&["id"])
        .summary(&["spec", "usage", "state", "origin", "made"])
        .times(&["made", "rotated", "deletion", "material_end"])
        .parts(&[ResourcePart::new("versions", "kms_key_version", &[("id", "parent")]).times(MADE)])
        .relations(&[Relation::by(("aliases", "key"), ("kms", "alias"), &[("id", "target")])]),
    ResourceTable::new("alias", ("Aliases", "别名"), "kms_alias", &["region", "seq"])
        .name("name")
        .also(&["name"])
        .summary(&["target"]),
    ResourceTable::new("secret", ("Secrets", "凭据"), "kms_secret", &["region", "seq"])
        .name("name")
        .also(&["name"])
        .summary(&["kind", "made", "changed", "deletion"])
        .times(&["made", "changed", "deletion", "rotated"])
        .parts(&[
            ResourcePart::new(
                "versions",
                "kms_secret_version",
                &[PLACED[0], PLACED[1], ("seq", "secret")],
            )
            .times(MADE),
            ResourcePart::new(
                "labels",
                "kms_secret_label",
                &[PLACED[0], PLACED[1], ("seq", "secret")],
            ),
        ]),
    ResourceTable::new(
        "instance",
        ("KMS instances", "KMS 实例"),
        "kms_instance",
        &["region", "seq"],
    )
    .name("name")
    .summary(&["state"]),
    ResourceTable::new(
        "network-rule",
        ("Network rules", "网络控制规则"),
        "kms_network_rule",
        &["region", "seq"],
    )
    .name("name")
    .summary(&["kind", "source"]),
    ResourceTable::new(
        "policy",
        ("Permission policies", "权限策略"),
        "kms_policy",
        &["region", "seq"],
    )
    .name("name")
    .summary(&["instance", "permissions", "resources"]),
    ResourceTable::new(
        "access-point",
        ("Application access points", "应用接入点"),
        "kms_access_point",
        &["region", "seq"],
    )
    .name("name")
    .summary(&["method", "policies"]),
    ResourceTable::new("client-key", ("Client keys", "应用身份凭证"), "kms_client_key", &["id"])
        .summary(&["point", "made", "not_after"])
        .times(&["made", "not_before", "not_after"]),
    ResourceTable::new("setting", ("KMS settings", "KMS 设置"), "kms_setting", &["account"])
        .summary(&["settings"]),
];

pub(in crate::kms) const NO_RESOURCES: &[NoResource] = &[
    NoResource::shown(
        "kms_tag",
        ("tags of keys and secrets", "密钥和凭据的标签"),
        "tags, which calls about keys and secrets show",
    ),
    NoResource::shown(
        "kms_rotation",
        ("rotations of managed secrets", "托管凭据的轮转"),
        "rotations, which kms/rotations lists",
    ),
    NoResource::bookkeeping(
        "kms_sealing_key",
        "the key under which the service keeps keys and secrets",
    ),
    NoResource::bookkeeping("kms_secret_rotation", "how many secrets were rotated in this hour"),
];
