//! Chat bots.

use crate::{
    Cx,
    arms::{
        robots::daily_statistics,
        tables::robots::{self, Robot},
    },
    core::{
        control::ControlError,
        seed::{self, Fields, SeedKind, SeedMember, SeedType},
    },
    shared::ids,
};

use super::{ID, MOST_ID, PRODUCT, ids as given_ids, taken};

pub(super) const ROBOTS: SeedKind = SeedKind {
    name: "robots",
    doc: "Chat bots.",
    key: &["name"],
    members: &[
        SeedMember::text("name", "The name.").required(),
        ID,
        SeedMember::text("type", "The platform: dingding, wechat or feishu.").required(),
        SeedMember::text("url", "The webhook of the bot.").required().secret(),
        SeedMember::text("secret", "What signs messages to DingTalk.").secret(),
        SeedMember::new("daily", SeedType::Flag, "Whether statistics are sent daily."),
        SeedMember::text("daily_times", "When they are sent: 09:30,17:00."),
        SeedMember::new("outgoing", SeedType::Flag, "Whether it takes commands from the chat."),
        SeedMember::text("token", "The token of such commands.").secret(),
        SeedMember::text("card", "The card that it shows, as JSON."),
    ],
    export: |cx| {
        let all = robots::all(cx.tx, &cx.caller.account)?;
        Ok(all.into_iter().rev().map(shown).collect())
    },
    create: |cx, it| put(cx, it, None),
    update: Some(|cx, it, present| put(cx, it, Some(present)).map(|()| true)),
};

fn shown(it: Robot) -> Fields {
    seed::fields([
        ("name", it.name.into()),
        ("id", it.id.into()),
        ("type", it.kind.into()),
        ("url", it.url.into()),
        ("secret", it.secret.into()),
        ("daily", seed::set(it.daily)),
        ("daily_times", it.daily_times.into()),
        ("outgoing", seed::set(it.outgoing)),
        ("token", it.token.into()),
        ("card", it.card.into()),
    ])
}

fn put(cx: &mut Cx<'_>, it: &Fields, present: Option<&Fields>) -> Result<(), ControlError> {
    let mut whole = present.cloned().unwrap_or_default();
    if let Some(present) = present {
        seed::refuse_change("the chat bot", it, present, &["id"])?;
    }
    whole.extend(it.clone());
    if seed::flag(&whole, "outgoing") && seed::text(&whole, "token").is_empty() {
        whole.insert("token".into(), ids::letters(cx.random, 24).into());
    }
    match present.and_then(|it| it.get("id")) {
        Some(id) => whole.insert("id".into(), id.clone()),
        None => whole.remove("id"),
    };
    let names = [
        ("id", "RobotId"),
        ("name", "RobotName"),
        ("type", "Type"),
        ("url", "RobotAddress"),
        ("secret", "DingSignKey"),
        ("daily", "DailyNoc"),
        ("daily_times", "DailyNocTime"),
        ("outgoing", "EnableOutgoing"),
        ("token", "Token"),
        ("card", "CardTemplate"),
    ];
    let answer =
        seed::call(PRODUCT, cx, "CreateOrUpdateIMRobot", seed::parameters(&whole, &names))?;
    let id = answer["AlertRobot"]["RobotId"].as_i64().unwrap_or_default();
    let Some((new, _)) = given_ids(it, (id, 0), MOST_ID)? else { return Ok(()) };
    let account = &cx.caller.account;
    if robots::robot(cx.tx, account, new)?.is_some() {
        return Err(taken());
    }
    robots::renumber(cx.tx, account, id, new)?;
    // The work that sends its statistics names the bot.
    daily_statistics::cancel(cx, id)?;
    match robots::robot(cx.tx, account, new)? {
        Some(robot) => Ok(daily_statistics::schedule(cx, &robot)?),
        None => Ok(()),
    }
}
