//! The kinds of resources that the tables hold.

use crate::core::resources::{NoResource, ResourceTable};

pub(in crate::captcha) const RESOURCES: &[ResourceTable] = &[
    ResourceTable::new("scene", ("Captcha scenes", "验证码场景"), "captcha_scene", &["id"])
        .summary(&["mode", "made"])
        .times(&["made"]),
    ResourceTable::new(
        "setting",
        ("Captcha settings", "验证码设置"),
        "captcha_setting",
        &["account"],
    )
    .summary(&["strict", "magic"]),
];

pub(in crate::captcha) const NO_RESOURCES: &[NoResource] = &[NoResource::shown(
    "captcha_param",
    ("texts that pass once", "一次性验证参数"),
    "texts that were made for a test, and pass once",
)];
