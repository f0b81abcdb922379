//! Routes of the control API: how change orders go.

use super::applications::change_order_setting;
use crate::core::control::{ControlRoute, Names, Operation, OwnerSource};

pub(super) const ROUTES: &[ControlRoute] = &[
    ControlRoute::new(
        Operation::get(
            "sae/settings",
            "Shows how long the change orders of an account take, and whether they fail.",
        )
        .owner(OwnerSource::Query),
        change_order_setting::show,
    ),
    ControlRoute::new(
        Operation::post(
            "sae/settings",
            "Sets how long the change orders of an account take that begin from now on, and whether they fail; answers both.",
        )
        .owner(OwnerSource::Query)
        .object(SETTINGS, &[
            r#"{"change_order_seconds": 60}"#,
            r#"{"change_orders_fail": true}"#,
        ]),
        change_order_setting::set,
    ),
];

const SETTINGS: Names = &[
    (
        "change_order_seconds",
        "how long they take: 0 if they end before the next call, which is so unless set",
    ),
    ("change_orders_fail", "`true` or `false`: whether they fail when that time has passed"),
];
