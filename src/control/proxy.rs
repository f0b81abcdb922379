//! `/_localyun/proxy`: which hosts, besides the cloud's, clients wanted to reach through the proxy.

use actions::core::control::{ControlAccess, Operation};
use serde_json::{Value, json};

use crate::{app::App, control::route::ServerRoute};

pub(super) const ROUTES: &[ServerRoute] = &[
    ServerRoute::new(
        Operation::get(
            "proxy",
            "Lists the hosts, besides the cloud's, to which clients wanted to connect through the proxy.",
        )
        .access(ControlAccess::Nothing)
        .of_server(),
        |app, _, _| Box::pin(async { Ok(listed(app)) }),
    ),
    ServerRoute::new(
        Operation::delete("proxy", "Forgets the hosts that were listed so far.")
            .access(ControlAccess::Nothing)
            .of_server(),
        |app, _, _| {
            Box::pin(async {
                app.proxy.forget();
                Ok(listed(app))
            })
        },
    ),
];

fn listed(app: &App) -> Value {
    let seen = app.proxy.seen();
    let hosts = seen.iter();
    let hosts: Vec<_> = hosts
        .map(|(host, seen)| json!({"host": host, "refused": seen.refused, "passed": seen.passed}))
        .collect();
    json!({ "hosts": hosts })
}
