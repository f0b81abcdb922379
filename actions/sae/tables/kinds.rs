//! The kinds of resources that the tables hold, for those who look at the state.

use crate::core::resources::{Relation, ResourcePart, ResourceTable};

const CHANGED: &[&str] = &["made", "changed"];

pub(in crate::sae) const RESOURCES: &[ResourceTable] = &[
    ResourceTable::new("namespace", ("Namespaces", "命名空间"), "sae_namespace", &["region", "id"])
        .name("name")
        .summary(&["description"]),
    ResourceTable::new("application", ("Applications", "应用"), "sae_application", &["id"])
        .name("name")
        .summary(&["region", "namespace", "status", "replicas", "running", "made"])
        .times(&["made"])
        .parts(&[ResourcePart::new("tags", "sae_tag", &[("id", "app")])])
        .relations(&[
            Relation::by(
                ("namespace", "applications"),
                ("sae", "namespace"),
                &[("account", "account"), ("region", "region"), ("namespace", "id")],
            ),
            Relation::by(
                ("change orders", "application"),
                ("sae", "change-order"),
                &[("account", "account"), ("id", "app")],
            ),
        ]),
    ResourceTable::new("change-order", ("Change orders", "变更单"), "sae_change_order", &["id"])
        .name("app_name")
        .summary(&["region", "kind", "status", "changed"])
        .times(CHANGED),
    ResourceTable::new("contact", ("Contacts", "联系人"), "sae_contact", &["id"])
        .name("user_name")
        .summary(&["mail", "phone", "changed"])
        .times(CHANGED)
        .relations(&[
            Relation::by(
                ("alert contact", "contacts of applications"),
                ("arms", "contact"),
                &[("account", "account"), ("alert_contact", "id")],
            ),
            Relation::by(
                ("chat bot", "contacts of applications"),
                ("arms", "robot"),
                &[("account", "account"), ("robot", "id")],
            ),
        ]),
    ResourceTable::new("settings", ("Settings", "设置"), "sae_settings", &["account"]).summary(&[
        "arms_name_style",
        "change_order_millis",
        "change_orders_fail",
    ]),
];
