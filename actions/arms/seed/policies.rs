//! Notification policies, which are dispatch rules too.

use serde_json::{Value, json};

use crate::{
    Cx,
    arms::{
        json_text::Node,
        policies::{
            parts::{self, DISPATCH, NOTIFICATION},
            policy::{NotifyObject, Policy},
            policy_rules::check_repeat_interval,
        },
        tables::{contacts, groups, policies, robots},
    },
    core::{
        control::ControlError,
        seed::{self, Fields, SeedKind, SeedMember, SeedType},
    },
};

use super::{ID, MOST_ID, ids, taken};

const CONDITIONS: &[SeedMember] = &[
    SeedMember::text("key", "The label: _aliyun_arms_product_type.").required(),
    SeedMember::text("operator", "eq, neq, in, nin, re or nre.").required(),
    SeedMember::text("value", "The value that it is compared with.").required(),
];

const MATCHING: &[SeedMember] = &[SeedMember::new(
    "conditions",
    SeedType::Objects(CONDITIONS),
    "What an event fits, all of it.",
)
.required()];

const NOTIFIED: &[SeedMember] = &[
    SeedMember::text(
        "type",
        "CONTACT, CONTACT_GROUP, DING_ROBOT_GROUP, DING_ROBOT, CONTACT_SCHEDULE, or ARMS_CONTACT or \
         ARMS_CONTACT_GROUP with the id in the former actions.",
    )
    .required(),
    SeedMember::text("name", "The name, by which it is found if there is no id."),
    SeedMember::new("id", SeedType::Number, "The id, in the generation of the type."),
    SeedMember::new("channels", SeedType::Texts, "Its own channels, if they are others."),
];

/// The members that are texts of messages, and what the actions call them.
const TEXTS: [(&str, &str); 9] = [
    ("email_title", "emailTitle"),
    ("email_content", "emailContent"),
    ("email_recover_title", "emailRecoverTitle"),
    ("email_recover_content", "emailRecoverContent"),
    ("sms_content", "smsContent"),
    ("sms_recover_content", "smsRecoverContent"),
    ("tts_content", "ttsContent"),
    ("tts_recover_content", "ttsRecoverContent"),
    ("robot_content", "robotContent"),
];

pub(super) const NOTIFICATION_POLICIES: SeedKind = SeedKind {
    name: "notification_policies",
    doc: "Notification policies, which are dispatch rules too.",
    key: &["name"],
    members: &[
        SeedMember::text("name", "The name.").required(),
        ID,
        SeedMember::new("disabled", SeedType::Flag, "Whether it is not in force."),
        SeedMember::new(
            "matching",
            SeedType::Objects(MATCHING),
            "The events that it is for: those that fit one of these; all events if it is not given.",
        ),
        SeedMember::new("discard", SeedType::Flag, "Whether the events that fit are dropped."),
        SeedMember::new(
            "group_fields",
            SeedType::Texts,
            "The labels whose values the events of an alert have alike; alertname if it is not given.",
        ),
        SeedMember::new("group_wait", SeedType::Number, "Seconds to the first message; else 5."),
        SeedMember::new("group_interval", SeedType::Number, "Seconds to a later one; else 30."),
        SeedMember::new(
            "group_id",
            SeedType::Number,
            "The id of the grouping in the former actions.",
        ),
        SeedMember::new(
            "notify",
            SeedType::Objects(NOTIFIED),
            "Who is told; of a policy that drops events, nobody.",
        ),
        SeedMember::new(
            "channels",
            SeedType::Texts,
            "By what: some of dingTalk, email, sms, tts, webhook and wechat.",
        ),
        SeedMember::text("start", "The first minute of the day in which messages are sent: 09:00."),
        SeedMember::text("end", "The last one."),
        SeedMember::new(
            "recovery",
            SeedType::Flag,
            "Whether people are told that an alert is over; `true` if it is not given.",
        ),
        SeedMember::new(
            "repeat",
            SeedType::Flag,
            "Whether people are told again; `true` if it is not given.",
        ),
        SeedMember::new("repeat_interval", SeedType::Number, "Seconds until then; else 600."),
        SeedMember::new(
            "escalation",
            SeedType::Number,
            "The id of the escalation policy that is followed where nothing is repeated.",
        ),
        SeedMember::new("integration", SeedType::Number, "The id of a ticket system."),
        SeedMember::new("directed", SeedType::Flag, "Whether it is in the simple mode."),
        SeedMember::new("system", SeedType::Flag, "Whether an external system made it."),
        SeedMember::text("email_title", "The title of mails; that of ARMS if it is not given."),
        SeedMember::text("email_content", "The text of mails."),
        SeedMember::text("email_recover_title", "The title once an alert is over."),
        SeedMember::text("email_recover_content", "The text then."),
        SeedMember::text("sms_content", "The text of short messages."),
        SeedMember::text("sms_recover_content", "The text once an alert is over."),
        SeedMember::text("tts_content", "The text of phone calls."),
        SeedMember::text("tts_recover_content", "The text once an alert is over."),
        SeedMember::text("robot_content", "The text for chat bots."),
    ],
    export: |cx| {
        let all = policies::all(cx.tx, &cx.caller.account)?;
        all.into_iter().rev().map(shown).collect()
    },
    create: |cx, it| {
        let policy = Policy::new(cx.now);
        put(cx, it, policy, &[])
    },
    update: Some(|cx, it, present| {
        seed::refuse_change("the notification policy", it, present, &["id"])?;
        let id = present.get("id").and_then(Value::as_i64).unwrap_or_default();
        let Some(policy) = policies::policy(cx.tx, &cx.caller.account, id)? else {
            return Ok(false);
        };
        let had = policy.rules.notify.objects.clone();
        put(cx, it, policy, &had).map(|()| true)
    }),
};

fn shown(it: Policy) -> Result<Fields, ControlError> {
    let rules = it.rules;
    let matching = rules.matching.into_iter().map(|conditions| {
        let conditions = conditions
            .into_iter()
            .map(|it| json!({ "key": it.key, "operator": it.operator, "value": it.value }));
        json!({ "conditions": conditions.collect::<Vec<_>>() })
    });
    let notify = rules.notify.objects.into_iter().map(|it| {
        seed::fields([
            ("type", it.kind.into()),
            ("name", it.name.into()),
            ("id", it.id.into()),
            ("channels", it.channels.into()),
        ])
    });
    let mut fields = seed::fields([
        ("name", it.name.into()),
        ("id", it.id.into()),
        ("disabled", seed::set(!it.enabled)),
        ("matching", matching.collect::<Vec<_>>().into()),
        ("discard", seed::set(rules.discard)),
        ("group_wait", rules.grouping.wait.into()),
        ("group_interval", rules.grouping.interval.into()),
        ("group_id", Some(rules.grouping.id).filter(|id| *id > 0).into()),
        ("channels", rules.notify.channels.into()),
        ("start", rules.notify.start.into()),
        ("end", rules.notify.end.into()),
        ("recovery", rules.recovery.into()),
        ("repeat", rules.repeat_interval.is_some().into()),
        ("repeat_interval", rules.repeat_interval.into()),
        ("escalation", rules.escalation.into()),
        ("integration", rules.integration.into()),
        ("directed", seed::set(rules.directed)),
        ("system", seed::set(rules.system)),
    ]);
    // An empty list is not the same as none.
    fields.insert("notify".into(), notify.collect::<Vec<_>>().into());
    fields.insert("group_fields".into(), rules.grouping.fields.into());
    let texts = serde_json::to_value(rules.template).map_err(crate::ApiError::internal)?;
    for (member, name) in TEXTS {
        let text = texts[name].as_str().unwrap_or_default();
        if !text.is_empty() {
            fields.insert(member.into(), text.into());
        }
    }
    Ok(fields)
}

/// Writes a policy with what an entry gives. It tells those that it `had`, unless the entry says whom. An escalation
/// policy need not be there, as it need not after it was deleted.
fn put(
    cx: &mut Cx<'_>,
    it: &Fields,
    mut policy: Policy,
    had: &[NotifyObject],
) -> Result<(), ControlError> {
    let account = cx.caller.account.clone();
    let rules = &mut policy.rules;
    let named = it.get("name").map(|name| json!({ "name": name }));
    if let Some(named) = named
        && let Some(name) = parts::policy_name(&Node::root("name", &named))?
    {
        policy.name = name;
    }
    let flag = |name: &str, is: bool| it.get(name).and_then(Value::as_bool).unwrap_or(is);
    let number = |name: &str| it.get(name).and_then(Value::as_i64);
    policy.enabled = !flag("disabled", !policy.enabled);
    if let Some(matching) = it.get("matching") {
        rules.matching = parts::matching(&Node::root("matching", matching), "conditions")?;
    }
    rules.discard = flag("discard", rules.discard);
    let grouping: Fields = [
        ("group_fields", "groupingFields"),
        ("group_wait", "groupWait"),
        ("group_interval", "groupInterval"),
    ]
    .into_iter()
    .filter_map(|(member, name)| Some((name.to_owned(), it.get(member)?.clone())))
    .collect();
    let grouping = Value::Object(grouping);
    rules.grouping = parts::grouping(&Node::root("group", &grouping), rules.grouping.clone())?;
    rules.grouping.id = number("group_id").unwrap_or(rules.grouping.id);
    let objects = match it.get("notify") {
        Some(_) => seed::objects(it, "notify")
            .iter()
            .map(|object| notified(cx, object))
            .collect::<Result<Vec<_>, _>>()?,
        None => had.iter().map(object_json).collect(),
    };
    let usual = &rules.notify;
    let mut notify = json!({
        "notifyObjects": objects,
        "notifyChannels": it.get("channels").cloned().unwrap_or_else(|| usual.channels.clone().into()),
    });
    for (member, name, usual) in
        [("start", "notifyStartTime", &usual.start), ("end", "notifyEndTime", &usual.end)]
    {
        let time = it.get(member).and_then(Value::as_str).unwrap_or(usual);
        if !time.is_empty() {
            notify[name] = time.into();
        }
    }
    let node = Node::root("notify", &notify);
    // Those to be told may all have been deleted.
    let read =
        if objects.is_empty() { Vec::new() } else { parts::notify_objects(&node, &DISPATCH)? };
    if policy.id == 0 && !rules.discard && !it.contains_key("notify") {
        return Err(ControlError::Wrong("it tells nobody: give `notify`".into()));
    }
    rules.notify = parts::notify_rule_of(&node, &DISPATCH, read)?;
    rules.recovery = flag("recovery", rules.recovery);
    rules.escalation = number("escalation").or(rules.escalation);
    rules.integration = number("integration").or(rules.integration);
    rules.directed = flag("directed", rules.directed);
    rules.system = flag("system", rules.system);
    let texts = TEXTS
        .into_iter()
        .filter_map(|(member, name)| Some((name.to_owned(), it.get(member)?.clone())));
    let texts = Value::Object(texts.collect());
    rules.template =
        parts::template(&Node::root("texts", &texts), &NOTIFICATION, rules.template.clone())?;
    if flag("repeat", rules.repeat_interval.is_some()) {
        check_repeat_interval(number("repeat_interval"))?;
        policy.repeat(number("repeat_interval"));
    } else {
        rules.repeat_interval = None;
    }
    policy.changed = cx.now;
    let is_new = policy.id == 0;
    policies::put(cx.tx, &account, &mut policy)?;
    let Some((new, _)) = ids(it, (policy.id, 0), MOST_ID)? else { return Ok(()) };
    if !is_new || policies::policy(cx.tx, &account, new)?.is_some() {
        return Err(taken());
    }
    Ok(policies::renumber(cx.tx, &account, policy.id, new)?)
}

fn object_json(it: &NotifyObject) -> Value {
    json!({
        "notifyType": it.kind, "notifyObjectId": it.id, "name": it.name, "notifyChannels": it.channels,
    })
}

/// Somebody to be told, as dispatch rules have it: found by name, if there is no id.
fn notified(cx: &mut Cx<'_>, it: &Fields) -> Result<Value, ControlError> {
    let (kind, name) = (seed::text(it, "type"), seed::text(it, "name"));
    let id = match it.get("id").and_then(Value::as_i64) {
        Some(id) => id,
        None => id_of(cx, kind, name)?,
    };
    Ok(json!({
        "notifyType": kind, "notifyObjectId": id, "name": name,
        "notifyChannels": seed::texts(it, "channels"),
    }))
}

/// The id of the one of this name, in the generation of the type.
fn id_of(cx: &mut Cx<'_>, kind: &str, name: &str) -> Result<i64, ControlError> {
    let account = &cx.caller.account;
    let found: Vec<i64> = match kind {
        "CONTACT" | "ARMS_CONTACT" => {
            let all = contacts::all(cx.tx, account)?.into_iter().filter(|it| it.name == name);
            all.map(|it| if kind == "CONTACT" { it.id } else { it.legacy }).collect()
        }
        "CONTACT_GROUP" | "ARMS_CONTACT_GROUP" => {
            let all = groups::all(cx.tx, account)?.into_iter().filter(|it| it.name == name);
            all.map(|it| if kind == "CONTACT_GROUP" { it.id } else { it.legacy }).collect()
        }
        "DING_ROBOT_GROUP" | "DING_ROBOT" => {
            let all = robots::all(cx.tx, account)?.into_iter().filter(|it| it.name == name);
            all.map(|it| it.id).collect()
        }
        _ => return Err(ControlError::Wrong(format!("one of the type `{kind}` needs an id"))),
    };
    match found[..] {
        [id] => Ok(id),
        [] => Err(ControlError::Wrong(format!("there is no {kind} `{name}`"))),
        _ => Err(ControlError::Wrong(format!(
            "several of the type {kind} are called `{name}`: give the id"
        ))),
    }
}
