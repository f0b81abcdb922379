//! The kinds of resources that the tables hold, for those who look at the state.

use crate::core::resources::{NoResource, ResourceTable};

pub(in crate::dysms) const RESOURCES: &[ResourceTable] = &[
    ResourceTable::new("sign", ("Signs", "签名"), "dysms_sign", &["name_key"])
        .name("name")
        .summary(&["state", "type", "reason", "made"])
        .times(&["made", "audited"]),
    ResourceTable::new("template", ("Templates", "模板"), "dysms_template", &["code"])
        .name("name")
        .summary(&["state", "type", "content", "reason"])
        .times(&["made", "audited"]),
    ResourceTable::new("message", ("Messages", "短信"), "dysms_message", &["id"])
        .name("phone")
        .also(&["biz_id"])
        .summary(&["sign", "template", "status", "err_code", "sent"])
        .times(&["sent", "reported", "due"]),
    ResourceTable::new("short_url", ("Short URLs", "短链"), "dysms_short_url", &["short_url"])
        .also(&["name"])
        .summary(&["source", "state", "views", "expires"])
        .times(&["made", "expires"]),
    ResourceTable::new("phone", ("Phones", "手机号码"), "dysms_phone", &["phone"]).summary(&[
        "bound",
        "blacklisted",
        "opted_out",
    ]),
];

pub(in crate::dysms) const NO_RESOURCES: &[NoResource] = &[
    NoResource::shown(
        "dysms_tag",
        ("tags of templates", "模板标签"),
        "of templates, which ListTagResources lists",
    ),
    NoResource::shown(
        "dysms_setting",
        ("settings", "设置"),
        "what a test has set, which the control API shows",
    ),
    NoResource::shown(
        "dysms_rule",
        ("rules", "规则"),
        "what a test has set, which the control API shows",
    ),
];
