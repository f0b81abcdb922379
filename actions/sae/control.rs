//! Routes of the control API: what contacts are told, and settings.

use super::{contacts::notifications, settings};
use crate::core::control::{ControlRoute, Names, Operation, OwnerSource};

pub(super) const ROUTES: &[ControlRoute] = &[
    ControlRoute::new(
        Operation::post(
            "sae/notify",
            "Tells contacts that an operation waits for approval, or of an alert, by mail, DingTalk and WeCom; answers by what each was told.",
        )
        .owner(OwnerSource::Query)
        .object(NOTICE, &[
            r#"{"kind": "alert", "content": "Out of memory", "name": "shop", "level": "P1"}"#,
            r#"{"kind": "approval", "content": "Delete shop", "requester": "alice", "operation": "DeleteApplication"}"#,
        ]),
        notifications::notify,
    ),
    ControlRoute::new(
        Operation::get("sae/settings", "Shows the settings of SAE for an account.")
            .owner(OwnerSource::Query),
        settings::show,
    ),
    ControlRoute::new(
        Operation::post("sae/settings", "Changes settings of SAE for an account; answers all.")
            .owner(OwnerSource::Query)
            .object(SETTINGS, &[
                r#"{"change_order_seconds": 60}"#,
                r#"{"arms_name_style": "plain", "change_orders_fail": true}"#,
            ]),
        settings::set,
    ),
];

const NOTICE: Names = &[
    ("kind", "approval or alert"),
    ("contact_ids", "the ids of the contacts that are told; all of them unless given"),
    ("title", "the heading; SAE approval or SAE alert unless given"),
    ("content", "what happened"),
    ("requester", "who asks for approval"),
    ("operation", "what waits for approval"),
    ("application", "the application that it is about"),
    ("namespace", "the namespace of the application"),
    ("name", "the name of the alert"),
    ("level", "the level of the alert: P1 to P4"),
];

const SETTINGS: Names = &[
    (
        "arms_name_style",
        "which contacts of ARMS begin with sae:, at their next change in SAE: created_prefixed for those that SAE created, all_prefixed, or plain for none",
    ),
    (
        "change_order_seconds",
        "how long change orders take that begin from now on: 0 if they end before the next call, which is so unless set",
    ),
    ("change_orders_fail", "`true` or `false`: whether they fail when that time has passed"),
];
