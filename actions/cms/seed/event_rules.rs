//! Event rules with their targets.

use serde_json::{Value, json};

use crate::{
    Cx, Origin,
    cms::{
        events::target::Target,
        tables::{
            event_rules::{self, EventRuleFilter},
            event_targets,
        },
    },
    core::{
        control::ControlError,
        seed::{self, Fields, SeedKind, SeedMember, SeedType},
    },
};

use super::{
    PRODUCT,
    monitor_groups::{id_of, name_of},
};

pub(super) const EVENT_RULES: SeedKind = SeedKind {
    name: "event_rules",
    doc: "Event rules, with their targets.",
    key: &["name"],
    members: &[
        SeedMember::text("name", "The name.").required(),
        SeedMember::text("monitor_group", "The application group whose resources it is for."),
        SeedMember::text("type", "SYSTEM or CUSTOM; SYSTEM if it is not given."),
        SeedMember::text("description", "The description."),
        SeedMember::new("disabled", SeedType::Flag, "Whether it is disabled."),
        SeedMember::new("silence_time", SeedType::Number, "Seconds of silence about a resource."),
        SeedMember::new(
            "patterns",
            SeedType::Objects(&[
                SeedMember::text("product", "The product: ecs.").required(),
                SeedMember::new("types", SeedType::Texts, "The types of events."),
                SeedMember::new("levels", SeedType::Texts, "The levels of events."),
                SeedMember::new("names", SeedType::Texts, "The names of events."),
                SeedMember::new("statuses", SeedType::Texts, "The statuses of events."),
                SeedMember::text("query", "A query in the syntax of Log Service."),
                SeedMember::text("keyword", "A keyword that the event contains."),
            ]),
            "The events that it is for fit one of these.",
        )
        .required(),
        SeedMember::new(
            "targets",
            SeedType::Objects(&[
                SeedMember::text("kind", "contact, webhook, function, queue, log or openapi.")
                    .required(),
                SeedMember::text("id", "The id in the rule.").required(),
                SeedMember::new(
                    "settings",
                    SeedType::Document,
                    "The rest, with the names of the parameters of `PutEventRuleTargets`.",
                ),
            ]),
            "What events are sent to.",
        ),
    ],
    export,
    create: |cx, it| put(cx, it, &Fields::new()),
    update: Some(|cx, it, present| put(cx, it, present).map(|()| true)),
};

/// The kinds of targets, and the parameter of each.
const TARGETS: [(&str, &str); 6] = [
    ("contact", "ContactParameters"),
    ("webhook", "WebhookParameters"),
    ("function", "FcParameters"),
    ("queue", "MnsParameters"),
    ("log", "SlsParameters"),
    ("openapi", "OpenApiParameters"),
];

fn export(cx: &mut Cx<'_>) -> Result<Vec<Fields>, ControlError> {
    let account = &cx.caller.account;
    let mut all = Vec::new();
    for rule in event_rules::list(cx.tx, account, &EventRuleFilter::default())? {
        let group = name_of(cx, rule.group)?;
        let patterns = rule.patterns.into_iter().map(|it| {
            Value::Object(seed::fields([
                ("product", it.product.into()),
                ("types", it.kinds.into()),
                ("levels", it.levels.into()),
                ("names", it.names.into()),
                ("statuses", it.statuses.into()),
                ("query", it.query.into()),
                ("keyword", it.keyword.into()),
            ]))
        });
        let patterns: Vec<Value> = patterns.collect();
        let targets = event_targets::of_rule(cx.tx, account, &rule.name)?;
        let targets: Vec<Value> = targets.iter().map(target).collect();
        all.push(seed::fields([
            ("name", rule.name.into()),
            ("monitor_group", group.into()),
            ("type", rule.kind.into()),
            ("description", rule.about.into()),
            ("disabled", seed::set(!rule.enabled)),
            ("silence_time", rule.silence.into()),
            ("patterns", patterns.into()),
            ("targets", targets.into()),
        ]));
    }
    Ok(all)
}

/// A target, without what follows from the rest.
fn target(it: &Target) -> Value {
    let kind = it.kind();
    let whole = json!(it);
    let settings = whole.as_object().and_then(|it| it.values().next()).and_then(Value::as_object);
    let mut settings = settings.cloned().unwrap_or_default();
    settings.retain(|name, value| {
        name != "Id" && value.as_str() != Some("") && (name != "Arn" || kind == "openapi")
    });
    let settings = Value::Object(settings).to_string();
    Value::Object(seed::fields([
        ("kind", kind.into()),
        ("id", it.id().into()),
        ("settings", settings.into()),
    ]))
}

fn put(cx: &mut Cx<'_>, it: &Fields, present: &Fields) -> Result<(), ControlError> {
    let whole = seed::over(it, present);
    let name = seed::text(&whole, "name");
    let names = [
        ("name", "RuleName"),
        ("type", "EventType"),
        ("description", "Description"),
        ("silence_time", "SilenceTime"),
    ];
    let mut parameters = seed::parameters(&whole, &names);
    let state = if seed::flag(&whole, "disabled") { "DISABLED" } else { "ENABLED" };
    parameters.add("State", state, Origin::Query);
    let group = seed::text(&whole, "monitor_group");
    if !group.is_empty() {
        parameters.add("GroupId", &id_of(cx, group)?.to_string(), Origin::Query);
    }
    for (number, pattern) in (1..).zip(seed::objects(&whole, "patterns")) {
        for (member, parameter) in
            [("product", "Product"), ("query", "SQLFilter"), ("keyword", "CustomFilters")]
        {
            let value = seed::text(&pattern, member);
            if !value.is_empty() {
                let parameter = format!("EventPattern.{number}.{parameter}");
                parameters.add(&parameter, value, Origin::Query);
            }
        }
        for (member, parameter) in [
            ("types", "EventTypeList"),
            ("levels", "LevelList"),
            ("names", "NameList"),
            ("statuses", "StatusList"),
        ] {
            for (at, value) in (1..).zip(seed::texts(&pattern, member)) {
                let parameter = format!("EventPattern.{number}.{parameter}.{at}");
                parameters.add(&parameter, &value, Origin::Query);
            }
        }
    }
    seed::call(PRODUCT, cx, "PutEventRule", parameters)?;
    if it.contains_key("targets") { put_targets(cx, name, it, present) } else { Ok(()) }
}

fn put_targets(
    cx: &mut Cx<'_>,
    rule: &str,
    it: &Fields,
    present: &Fields,
) -> Result<(), ControlError> {
    let wanted = seed::objects(it, "targets");
    for gone in seed::objects(present, "targets").iter().filter(|it| !wanted.contains(it)) {
        let parameters = [("RuleName", rule), ("Ids.1", seed::text(gone, "id"))];
        seed::call(PRODUCT, cx, "DeleteEventRuleTargets", seed::values(&parameters))?;
    }
    for target in wanted {
        let kind = seed::text(&target, "kind");
        let parameter = TARGETS.iter().find(|(name, _)| *name == kind).ok_or_else(|| {
            let kinds = TARGETS.map(|(name, _)| name).join(", ");
            ControlError::Wrong(format!("a `kind` is one of {kinds}, not `{kind}`"))
        })?;
        let mut parameters = seed::values(&[("RuleName", rule)]);
        let mut add = |name: &str, value: &str| {
            parameters.add(&format!("{}.1.{name}", parameter.1), value, Origin::Query);
        };
        add("Id", seed::text(&target, "id"));
        let settings: Fields =
            serde_json::from_str(seed::text(&target, "settings")).unwrap_or_default();
        for (name, value) in &settings {
            add(name, value.as_str().unwrap_or(&value.to_string()));
        }
        seed::call(PRODUCT, cx, "PutEventRuleTargets", parameters)?;
    }
    Ok(())
}
