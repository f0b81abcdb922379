//! Contacts, and the contacts of ARMS that they are linked to.

use serde_json::Value;

use crate::{
    Cx,
    core::{
        control::ControlError,
        seed::{self, Fields, SeedKind, SeedMember, SeedType},
    },
    ram::users,
    sae::{
        SAE,
        contacts::{contact_users, create_contact::CreateContact},
        tables::contacts::{self, Contact},
    },
    shared::phones,
};

pub(super) const CONTACTS: SeedKind = SeedKind {
    name: "contacts",
    doc: "Users of the account who are contacts, each linked to a contact of ARMS.",
    key: &["user"],
    members: &[
        SeedMember::text("user", "The name of the RAM user, or of the account.").required(),
        SeedMember::new("root", SeedType::Flag, "Whether it is the account itself."),
        SeedMember::new("id", SeedType::Number, "The id; drawn if it is not given."),
        SeedMember::text("phone", "The mobile number, by which it is linked.").required(),
        SeedMember::text("mail", "The mail address."),
        SeedMember::text("ding_webhook", "The webhook of a DingTalk chatbot."),
        SeedMember::text("wecom_webhook", "The webhook of a WeCom chatbot."),
        SeedMember::new(
            "arms_contact",
            SeedType::Number,
            "The id of the contact of ARMS; the one with the phone number, or a new one, if it is not given.",
        ),
        SeedMember::new(
            "arms_created",
            SeedType::Flag,
            "Whether the contact of ARMS was created for it.",
        ),
        SeedMember::new(
            "arms_robot",
            SeedType::Number,
            "The id of the chat bot of ARMS with the webhook of WeCom.",
        ),
        SeedMember::text("user_id", "The id of a user who is not there by this name."),
        SeedMember::text("created_by", "The id of who created it; the account's if not given."),
    ],
    export: |cx| {
        let all = contacts::all(cx.tx, &cx.caller.account)?;
        all.into_iter().rev().map(|it| shown(cx, it)).collect()
    },
    create: |cx, it| {
        if it.contains_key("arms_contact") { link(cx, it) } else { create(cx, it) }
    },
    update: Some(update),
};

fn shown(cx: &mut Cx<'_>, it: Contact) -> Result<Fields, ControlError> {
    let account = &cx.caller.account;
    let is_there = it.root
        || users::user(cx.tx, account, &it.user_name)?.is_some_and(|user| user.id == it.user_id);
    let other = |id: String, is_usual: bool| if is_usual { String::new() } else { id };
    let is_own = it.created_by == *account;
    Ok(seed::fields([
        ("user", it.user_name.into()),
        ("root", seed::set(it.root)),
        ("id", it.id.into()),
        ("phone", it.phone.into()),
        ("mail", it.mail.into()),
        ("ding_webhook", it.ding.into()),
        ("wecom_webhook", it.wecom.into()),
        ("arms_contact", it.alert_contact.into()),
        ("arms_created", seed::set(it.created)),
        ("arms_robot", it.robot.into()),
        ("user_id", other(it.user_id, is_there).into()),
        ("created_by", other(it.created_by, is_own).into()),
    ]))
}

const NAMES: [(&str, &str); 5] = [
    ("user", "UserName"),
    ("phone", "Phone"),
    ("mail", "Email"),
    ("ding_webhook", "DingTalkRobot"),
    ("wecom_webhook", "WeComRobot"),
];

fn kind(it: &Fields) -> &'static str {
    if seed::flag(it, "root") { "ROOT" } else { "RAM" }
}

/// Creates a contact as the action does.
fn create(cx: &mut Cx<'_>, it: &Fields) -> Result<(), ControlError> {
    for name in ["arms_created", "arms_robot", "user_id", "created_by"] {
        if it.contains_key(name) {
            let why = format!("`{name}` needs an `arms_contact`");
            return Err(ControlError::WrongMember(name.into(), why));
        }
    }
    let mut whole = it.clone();
    whole.insert("kind".into(), kind(it).into());
    let names = [&NAMES[..], &[("kind", "UserType")]].concat();
    let answer = seed::call(&SAE, cx, "CreateContact", seed::parameters(&whole, &names))?;
    let id = answer["Data"]["ContactId"].as_i64().unwrap_or_default();
    number(cx, it, id)
}

/// Adds a contact that is linked to the contact of ARMS which the entry names, as it is: that may have been deleted.
fn link(cx: &mut Cx<'_>, it: &Fields) -> Result<(), ControlError> {
    // The forms are those of the action.
    seed::read::<CreateContact>(&SAE, seed::parameters(it, &NAMES))?;
    let account = cx.caller.account.clone();
    let name = seed::text(it, "user");
    let (user_name, user_id) = match seed::text(it, "user_id") {
        "" => {
            let user = contact_users::find(cx, name, Some(kind(it)))?;
            (user.name, user.id)
        }
        id => (name.to_owned(), id.to_owned()),
    };
    let by = seed::text(it, "created_by");
    let text = |name: &str| seed::text(it, name).to_owned();
    let id = |name: &str| it.get(name).and_then(Value::as_i64);
    let mut contact = Contact {
        id: 0,
        user_name,
        root: seed::flag(it, "root"),
        user_id,
        phone: phones::normalized(seed::text(it, "phone")),
        mail: text("mail"),
        ding: text("ding_webhook"),
        wecom: text("wecom_webhook"),
        alert_contact: id("arms_contact"),
        robot: id("arms_robot"),
        created: seed::flag(it, "arms_created"),
        created_by: if by.is_empty() { account.clone() } else { by.to_owned() },
        token: String::new(),
        made: cx.now,
        changed: cx.now,
    };
    for other in contacts::all(cx.tx, &account)? {
        for (what, same) in [
            ("is of this user", other.user_name == contact.user_name),
            ("has this phone number", other.phone == contact.phone),
            ("is linked to this contact of ARMS", other.alert_contact == contact.alert_contact),
        ] {
            if same {
                return Err(ControlError::Wrong(format!("another contact {what}")));
            }
        }
    }
    contacts::put(cx.tx, &account, &mut contact)?;
    number(cx, it, contact.id)
}

/// Gives a contact that was just added the id of the entry.
fn number(cx: &mut Cx<'_>, it: &Fields, id: i64) -> Result<(), ControlError> {
    let account = &cx.caller.account;
    let Some(new) = it.get("id").and_then(Value::as_i64).filter(|new| *new != id) else {
        return Ok(());
    };
    if new < 1 {
        return Err(ControlError::Wrong("`id` is a whole number from 1 on".into()));
    }
    if contacts::contact(cx.tx, account, new)?.is_some() {
        return Err(ControlError::Wrong("another has this id".into()));
    }
    Ok(contacts::renumber(cx.tx, account, id, new)?)
}

fn update(cx: &mut Cx<'_>, it: &Fields, present: &Fields) -> Result<bool, ControlError> {
    let fixed =
        ["id", "root", "arms_contact", "arms_created", "arms_robot", "user_id", "created_by"];
    seed::refuse_change("the contact", it, present, &fixed)?;
    let mut whole = it.clone();
    whole.insert("id".into(), present.get("id").cloned().unwrap_or_default());
    let names = [&NAMES[1..], &[("id", "ContactId")]].concat();
    seed::call(&SAE, cx, "UpdateContact", seed::parameters(&whole, &names))?;
    Ok(true)
}
