//! The kinds of resources that the tables hold, for those who look at the state.

use crate::core::resources::{NoResource, Relation, ResourcePart, ResourceTable};

const MADE: &[&str] = &["made"];
const CHANGED: &[&str] = &["made", "changed"];

pub(in crate::alidns) const RESOURCES: &[ResourceTable] = &[
    ResourceTable::new("domain", ("DNS domains", "解析域名"), "alidns_domain", &["seq"])
        .name("shown")
        .also(&["id", "name"])
        .summary(&["edition", "instance", "remark", "made", "changed"])
        .times(CHANGED)
        .parts(&[ResourcePart::new("tags", "alidns_tag", &[("seq", "domain")])])
        .relations(&[
            Relation::by(("records", "domain"), ("alidns", "record"), &[("seq", "domain")]),
            Relation::by(("lines", "domain"), ("alidns", "line"), &[("seq", "domain")]),
        ]),
    ResourceTable::new("record", ("DNS records", "解析记录"), "alidns_record", &["seq"])
        .name("rr")
        .also(&["id"])
        .summary(&["type", "value", "line", "ttl", "enabled", "made"])
        .times(CHANGED),
    ResourceTable::new("group", ("Domain groups", "域名分组"), "alidns_group", &["id"])
        .name("name"),
    ResourceTable::new("line", ("Custom lines", "自定义线路"), "alidns_line", &["id"])
        .name("name")
        .also(&["code"])
        .summary(&["code", "segments"]),
    ResourceTable::new("task", ("Batch tasks", "批量任务"), "alidns_task", &["id"])
        .name("kind")
        .summary(&["total", "good", "failed", "made", "ready"])
        .times(&["made", "ready"])
        .parts(&[ResourcePart::new("items", "alidns_task_item", &[("id", "task")])]),
    ResourceTable::new("transfer", ("Domain transfers", "域名转移"), "alidns_transfer", &["id"])
        .name("domain")
        .summary(&["target", "remark", "made"])
        .times(MADE),
    ResourceTable::new("instance", ("DNS instances", "解析实例"), "alidns_instance", &["id"])
        .summary(&["edition", "domains", "made", "ends"])
        .times(&["made", "ends"]),
    ResourceTable::new("setting", ("DNS settings", "解析设置"), "alidns_setting", &["account"])
        .summary(&["batch_ms", "dns", "empty_rr_is_apex"]),
];

pub(in crate::alidns) const NO_RESOURCES: &[NoResource] = &[
    NoResource::shown(
        "alidns_weight",
        ("weighted sub-domains", "权重配置"),
        "where weights count, which their records show",
    ),
    NoResource::shown(
        "alidns_past",
        ("replaced DNS records", "被替换的解析记录"),
        "what name servers answer until a change is seen",
    ),
    NoResource::shown(
        "alidns_past_domain",
        ("deleted DNS domains", "已删除的解析域名"),
        "what name servers answer until a deletion is seen",
    ),
    NoResource::bookkeeping("alidns_word", "an index of the texts of records"),
    NoResource::shown("alidns_log", ("DNS logs", "解析日志"), "what was done, which the logs show"),
];
