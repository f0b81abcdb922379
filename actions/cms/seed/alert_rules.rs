//! Alert rules on metrics, with the resources of other products that their alerts are pushed to.

use serde_json::{Map, Value, json};

use crate::{
    Cx, Origin,
    cms::{
        rules::rule::{Composite, Rule, Threshold},
        tables::{
            rule_targets,
            rules::{self, RuleFilter},
        },
    },
    core::{
        control::ControlError,
        seed::{self, Fields, SeedKind, SeedMember, SeedType},
    },
};

use super::{
    ALL, PRODUCT,
    monitor_groups::{id_of, name_of},
};

pub(super) const ALERT_RULES: SeedKind = SeedKind {
    name: "alert_rules",
    doc: "Alert rules on metrics.",
    key: &["id"],
    members: &[
        SeedMember::text("id", "The id.").required(),
        SeedMember::text("name", "The name.").required(),
        SeedMember::text("namespace", "The product whose metric it is: acs_ecs_dashboard.")
            .required(),
        SeedMember::text("metric", "The metric.").required(),
        SeedMember::text("monitor_group", "The application group whose members it is for."),
        SeedMember::new("disabled", SeedType::Flag, "Whether it is disabled."),
        SeedMember::new("contact_groups", SeedType::Texts, "The contact groups that are told."),
        SeedMember::text("resources", "The resources: a JSON list of objects of dimensions."),
        SeedMember::text(
            "dimensions",
            "Dimensions beside those of the members of the group, as JSON.",
        ),
        SeedMember::new("period", SeedType::Number, "Seconds of a period; 60 if not given."),
        SeedMember::text("interval", "Seconds between two evaluations."),
        SeedMember::new(
            "thresholds",
            SeedType::Objects(&[
                SeedMember::text("level", "Critical, Warn or Info.").required(),
                SeedMember::text("statistics", "The statistic that is compared.").required(),
                SeedMember::text("operator", "How: GreaterThanThreshold.").required(),
                SeedMember::text("threshold", "What it is compared with.").required(),
                SeedMember::new("times", SeedType::Number, "How many periods in a row.").required(),
                SeedMember::text("pre_condition", "A condition that has to hold as well."),
            ]),
            "The conditions, one of a level.",
        ),
        SeedMember::new(
            "composite",
            SeedType::Document,
            "Conditions on several metrics, with the names of `CompositeExpression`.",
        ),
        SeedMember::new(
            "prometheus",
            SeedType::Document,
            "A query, with the names of `Prometheus`.",
        ),
        SeedMember::text("effective_interval", "When it is evaluated: 00:00-23:59."),
        SeedMember::text("no_effective_interval", "When it is not evaluated."),
        SeedMember::text("no_data_policy", "KEEP_LAST_STATE, INSUFFICIENT_DATA or OK."),
        SeedMember::new("silence_time", SeedType::Number, "Seconds until an alert is told again."),
        SeedMember::text("mail_subject", "The subject of the mails."),
        SeedMember::text("webhook", "The URL that is called."),
        SeedMember::new("send_ok", SeedType::Flag, "Whether the end of an alert is told."),
        SeedMember::new("labels", SeedType::Objects(seed::PAIR), "Labels."),
        SeedMember::text("source", "Which action it is of: METRIC, or CUSTOM for custom metrics."),
        SeedMember::new(
            "targets",
            SeedType::Objects(&[
                SeedMember::text("id", "The id in the rule.").required(),
                SeedMember::text("arn", "The ARN.").required(),
                SeedMember::text("level", "The level, or a JSON list of levels."),
                SeedMember::text("params", "What is added to the alert, as JSON."),
            ]),
            "Resources that alerts are pushed to.",
        ),
    ],
    export,
    create: |cx, it| put(cx, it, &Fields::new()),
    update: Some(|cx, it, present| put(cx, it, present).map(|()| true)),
};

fn export(cx: &mut Cx<'_>) -> Result<Vec<Fields>, ControlError> {
    let account = &cx.caller.account;
    let (mut found, _) = rules::list(cx.tx, account, &RuleFilter::default(), ALL)?;
    found.reverse();
    let mut all = Vec::with_capacity(found.len());
    for rule in found {
        let group = name_of(cx, rule.group)?;
        let targets = rule_targets::targets(cx.tx, account, &rule.id)?.into_iter().map(|it| {
            Value::Object(seed::fields([
                ("id", it.id.into()),
                ("arn", it.arn.into()),
                ("level", it.level.into()),
                ("params", it.params.into()),
            ]))
        });
        all.push(shown(rule, group, targets.collect()));
    }
    Ok(all)
}

fn shown(rule: Rule, group: Option<String>, targets: Vec<Value>) -> Fields {
    let it = rule.settings;
    let level = |level: &str, it: Option<Threshold>| {
        it.map(|it| {
            Value::Object(seed::fields([
                ("level", level.into()),
                ("statistics", it.statistics.into()),
                ("operator", it.operator.into()),
                ("threshold", it.threshold.into()),
                ("times", it.times.into()),
                ("pre_condition", it.pre_condition.into()),
            ]))
        })
    };
    let thresholds: Vec<Value> =
        [level("Critical", it.critical), level("Warn", it.warn), level("Info", it.info)]
            .into_iter()
            .flatten()
            .collect();
    seed::fields([
        ("id", rule.id.into()),
        ("name", rule.name.into()),
        ("namespace", rule.namespace.into()),
        ("metric", rule.metric.into()),
        ("monitor_group", group.into()),
        ("disabled", seed::set(!rule.enabled)),
        ("contact_groups", it.contact_groups.into()),
        ("resources", it.resources.into()),
        ("dimensions", it.dimensions.into()),
        ("period", it.period.into()),
        ("interval", it.interval.into()),
        ("thresholds", thresholds.into()),
        ("composite", it.composite.map(composite).into()),
        ("prometheus", it.prometheus.map(|it| it.to_string()).into()),
        ("effective_interval", it.effective_interval.into()),
        ("no_effective_interval", it.no_effective_interval.into()),
        ("no_data_policy", it.no_data_policy.into()),
        ("silence_time", it.silence_time.into()),
        ("mail_subject", it.mail_subject.into()),
        ("webhook", it.webhook.into()),
        ("send_ok", it.send_ok.into()),
        ("labels", seed::pairs(it.labels)),
        ("source", it.source.into()),
        ("targets", targets.into()),
    ])
}

/// Conditions on several metrics, as the parameter has them.
fn composite(it: Composite) -> String {
    let mut shown = Map::new();
    shown.insert("Level".into(), it.level.into());
    shown.insert("Times".into(), it.times.into());
    for (name, text) in [("ExpressionListJoin", it.join), ("ExpressionRaw", it.raw)] {
        if !text.is_empty() {
            shown.insert(name.into(), text.into());
        }
    }
    let conditions = it.conditions.into_iter().map(|it| {
        let mut shown = json!({
            "MetricName": it.metric, "Statistics": it.statistics,
            "ComparisonOperator": it.operator, "Threshold": it.threshold,
        });
        if it.period > 0 {
            shown["Period"] = it.period.into();
        }
        shown
    });
    let conditions: Vec<Value> = conditions.collect();
    if !conditions.is_empty() {
        shown.insert("ExpressionList".into(), conditions.into());
    }
    Value::Object(shown).to_string()
}

/// Puts the whole rule, since the action sets the whole: what an entry does not give stays.
fn put(cx: &mut Cx<'_>, it: &Fields, present: &Fields) -> Result<(), ControlError> {
    let whole = seed::over(it, present);
    let group = seed::text(&whole, "monitor_group");
    let group = if group.is_empty() { None } else { Some(id_of(cx, group)?) };
    let mut parameters = seed::parameters(
        &whole,
        &[
            ("id", "RuleId"),
            ("name", "RuleName"),
            ("namespace", "Namespace"),
            ("metric", "MetricName"),
            ("resources", "Resources"),
            ("dimensions", "Dimensions"),
            ("period", "Period"),
            ("interval", "Interval"),
            ("composite", "CompositeExpression"),
            ("prometheus", "Prometheus"),
            ("effective_interval", "EffectiveInterval"),
            ("no_effective_interval", "NoEffectiveInterval"),
            ("no_data_policy", "NoDataPolicy"),
            ("silence_time", "SilenceTime"),
            ("mail_subject", "EmailSubject"),
            ("webhook", "Webhook"),
            ("send_ok", "SendOK"),
        ],
    );
    let mut add = |name: &str, value: &str| parameters.add(name, value, Origin::Query);
    add("ContactGroups", &seed::texts(&whole, "contact_groups").join(","));
    for threshold in seed::objects(&whole, "thresholds") {
        let level = seed::text(&threshold, "level");
        if !["Critical", "Warn", "Info"].contains(&level) {
            let why = format!("a `level` is Critical, Warn or Info, not `{level}`");
            return Err(ControlError::Wrong(why));
        }
        let times = threshold.get("times").map(Value::to_string).unwrap_or_default();
        for (name, value) in [
            ("Statistics", seed::text(&threshold, "statistics")),
            ("ComparisonOperator", seed::text(&threshold, "operator")),
            ("Threshold", seed::text(&threshold, "threshold")),
            ("Times", &times),
        ] {
            add(&format!("Escalations.{level}.{name}"), value);
        }
    }
    for (number, label) in (1..).zip(seed::objects(&whole, "labels")) {
        add(&format!("Labels.{number}.Key"), seed::text(&label, "key"));
        add(&format!("Labels.{number}.Value"), seed::text(&label, "value"));
    }
    if let Some(id) = group {
        add("GroupId", &id.to_string());
    }
    let action = if group.is_some() { "PutGroupMetricRule" } else { "PutResourceMetricRule" };
    seed::call(PRODUCT, cx, action, parameters)?;
    complete(cx, &whole)?;
    let id = seed::text(&whole, "id");
    if seed::flag(&whole, "disabled") != seed::flag(present, "disabled") {
        let action =
            if seed::flag(&whole, "disabled") { "DisableMetricRules" } else { "EnableMetricRules" };
        seed::call(PRODUCT, cx, action, seed::values(&[("RuleId.1", id)]))?;
    }
    if it.contains_key("targets") { put_targets(cx, id, it, present) } else { Ok(()) }
}

/// Sets what the rule has that neither action can say: what came from another action.
fn complete(cx: &mut Cx<'_>, whole: &Fields) -> Result<(), ControlError> {
    let account = &cx.caller.account;
    let Some(mut rule) = rules::rule(cx.tx, account, seed::text(whole, "id"))? else {
        return Ok(());
    };
    let settings = &mut rule.settings;
    seed::text(whole, "resources").clone_into(&mut settings.resources);
    seed::text(whole, "dimensions").clone_into(&mut settings.dimensions);
    settings.send_ok = whole.get("send_ok").and_then(Value::as_bool).unwrap_or(settings.send_ok);
    match seed::text(whole, "source") {
        "" => {}
        source @ ("METRIC" | "CUSTOM") => source.clone_into(&mut settings.source),
        _ => return Err(ControlError::Wrong("`source` is METRIC or CUSTOM".into())),
    }
    for it in seed::objects(whole, "thresholds") {
        let threshold = match seed::text(&it, "level") {
            "Critical" => &mut settings.critical,
            "Warn" => &mut settings.warn,
            _ => &mut settings.info,
        };
        if let Some(threshold) = threshold {
            seed::text(&it, "pre_condition").clone_into(&mut threshold.pre_condition);
        }
    }
    Ok(rules::put(cx.tx, account, &mut rule)?)
}

fn put_targets(
    cx: &mut Cx<'_>,
    rule: &str,
    it: &Fields,
    present: &Fields,
) -> Result<(), ControlError> {
    let wanted = seed::objects(it, "targets");
    for target in seed::objects(present, "targets") {
        let id = seed::text(&target, "id");
        if !wanted.iter().any(|it| seed::text(it, "id") == id) {
            let parameters = [("RuleId", rule), ("TargetIds.1", id)];
            seed::call(PRODUCT, cx, "DeleteMetricRuleTargets", seed::values(&parameters))?;
        }
    }
    for target in wanted {
        let names = [
            ("id", "Targets.1.Id"),
            ("arn", "Targets.1.Arn"),
            ("level", "Targets.1.Level"),
            ("params", "Targets.1.JsonParams"),
        ];
        let mut parameters = seed::parameters(&target, &names);
        parameters.add("RuleId", rule, Origin::Query);
        let answer = seed::call(PRODUCT, cx, "PutMetricRuleTargets", parameters)?;
        if answer["FailData"]["Targets"]["Target"].as_array().is_some_and(|it| !it.is_empty()) {
            let why = format!("alerts cannot be pushed to {}", seed::text(&target, "arn"));
            return Err(ControlError::Wrong(why));
        }
    }
    Ok(())
}
