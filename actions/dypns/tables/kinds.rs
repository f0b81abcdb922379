//! The kinds of resources that the tables hold, for those who look at the state.

use crate::core::resources::{NoResource, ResourceTable};

pub(in crate::dypns) const RESOURCES: &[ResourceTable] = &[
    ResourceTable::new("message", ("Verification messages", "认证短信"), "dypns_code", &["id"])
        .name("phone")
        .also(&["biz_id"])
        .summary(&["template", "status", "err_code", "sent", "expires"])
        .times(&["sent", "expires", "due", "reported"]),
    ResourceTable::new("scheme", ("Schemes", "认证方案"), "dypns_scheme", &["id"])
        .name("name")
        .also(&["code"])
        .summary(&["app", "os", "made"])
        .times(&["made"]),
];

pub(in crate::dypns) const NO_RESOURCES: &[NoResource] = &[NoResource::shown(
    "dypns_token",
    ("tokens", "令牌"),
    "tokens that a test has made, each of which is used once",
)];
