//! Contacts and their groups.

use std::collections::HashMap;

use crate::{
    Cx,
    arms::tables::{
        contacts::{self, Contact},
        groups,
    },
    core::{
        control::ControlError,
        seed::{self, Fields, SeedKind, SeedMember, SeedType},
    },
};

use super::{ID, IsTaken, LEGACY_ID, PRODUCT, free_ids};

pub(super) const CONTACTS: SeedKind = SeedKind {
    name: "contacts",
    doc: "Contacts, each with a phone number or a mail address.",
    key: &["name"],
    members: &[
        SeedMember::text("name", "The name.").required(),
        ID,
        LEGACY_ID,
        SeedMember::text("phone", "The phone number."),
        SeedMember::new("phone_verified", SeedType::Flag, "Whether the phone number is verified."),
        SeedMember::text("mail", "The mail address."),
        SeedMember::new("mail_verified", SeedType::Flag, "Whether the mail address is verified."),
        SeedMember::text("ding_webhook", "The webhook of a DingTalk chatbot."),
        SeedMember::new(
            "reissue",
            SeedType::Number,
            "What is done if nobody answers a phone call: 0 to 3; 3 if it is not given.",
        ),
        SeedMember::text("corp_user", "The id in DingTalk, Lark or WeCom."),
        SeedMember::new("system_notices", SeedType::Flag, "Whether it gets notices of the system."),
        SeedMember::text("resource_group", "The id of its resource group."),
    ],
    export: |cx| {
        let all = contacts::all(cx.tx, &cx.caller.account)?;
        Ok(all.into_iter().rev().map(shown).collect())
    },
    create: |cx, it| put(cx, it, None),
    update: Some(|cx, it, present| put(cx, it, Some(present)).map(|()| true)),
};

fn shown(it: Contact) -> Fields {
    seed::fields([
        ("name", it.name.into()),
        ("id", it.id.into()),
        ("legacy_id", it.legacy.into()),
        ("phone", it.phone.into()),
        ("phone_verified", seed::set(it.phone_verified)),
        ("mail", it.mail.into()),
        ("mail_verified", seed::set(it.mail_verified)),
        ("ding_webhook", it.ding.into()),
        ("reissue", it.reissue.into()),
        ("corp_user", it.corp_user.into()),
        ("system_notices", seed::set(it.system_notices)),
        ("resource_group", it.resource_group.into()),
    ])
}

fn put(cx: &mut Cx<'_>, it: &Fields, present: Option<&Fields>) -> Result<(), ControlError> {
    let mut whole = it.clone();
    whole.remove("id");
    if let Some(present) = present {
        seed::refuse_change("the contact", it, present, &["id", "legacy_id"])?;
        whole.insert("id".into(), present.get("id").cloned().unwrap_or_default());
    }
    let names = [
        ("id", "ContactId"),
        ("name", "ContactName"),
        ("phone", "Phone"),
        ("mail", "Email"),
        ("mail_verified", "IsEmailVerify"),
        ("ding_webhook", "DingRobotUrl"),
        ("reissue", "ReissueSendNotice"),
        ("corp_user", "CorpUserId"),
        ("resource_group", "ResourceGroupId"),
    ];
    let answer =
        seed::call(PRODUCT, cx, "CreateOrUpdateContact", seed::parameters(&whole, &names))?;
    let id = answer["AlertContact"]["ContactId"].as_i64().unwrap_or_default();
    let account = &cx.caller.account;
    let Some(mut contact) = contacts::contact(cx.tx, account, id)? else { return Ok(()) };
    // No action says these.
    for (name, flag) in [
        ("phone_verified", &mut contact.phone_verified),
        ("system_notices", &mut contact.system_notices),
    ] {
        *flag = it.get(name).and_then(serde_json::Value::as_bool).unwrap_or(*flag);
    }
    contacts::put(cx.tx, account, &contact)?;
    let taken: (IsTaken, IsTaken) = (
        |tx, account, id| Ok(contacts::contact(tx, account, id)?.is_some()),
        |tx, account, id| Ok(contacts::by_legacy_id(tx, account, id)?.is_some()),
    );
    match free_ids(cx, it, (id, contact.legacy), present.is_some(), taken)? {
        Some(new) => Ok(contacts::renumber(cx.tx, &cx.caller.account, id, new)?),
        None => Ok(()),
    }
}

pub(super) const CONTACT_GROUPS: SeedKind = SeedKind {
    name: "contact_groups",
    doc: "Groups of contacts.",
    key: &["name"],
    members: &[
        SeedMember::text("name", "The name.").required(),
        ID,
        LEGACY_ID,
        SeedMember::new(
            "contacts",
            SeedType::Texts,
            "The contacts in it, by name; by id where several have the name.",
        ),
    ],
    export: export_groups,
    create: |cx, it| put_group(cx, it, None),
    update: Some(|cx, it, present| put_group(cx, it, Some(present)).map(|()| true)),
};

fn export_groups(cx: &mut Cx<'_>) -> Result<Vec<Fields>, ControlError> {
    let account = &cx.caller.account;
    let mut count = HashMap::new();
    for it in contacts::all(cx.tx, account)? {
        *count.entry(it.name).or_insert(0) += 1;
    }
    let mut all = Vec::new();
    for group in groups::all(cx.tx, account)?.into_iter().rev() {
        let contacts = contacts::of_group(cx.tx, account, group.id)?.into_iter().map(|it| {
            let is_plain = count.get(&it.name) == Some(&1) && it.name.parse::<i64>().is_err();
            if is_plain { it.name } else { it.id.to_string() }
        });
        all.push(seed::fields([
            ("name", group.name.into()),
            ("id", group.id.into()),
            ("legacy_id", group.legacy.into()),
            ("contacts", contacts.collect::<Vec<_>>().into()),
        ]));
    }
    Ok(all)
}

fn put_group(cx: &mut Cx<'_>, it: &Fields, present: Option<&Fields>) -> Result<(), ControlError> {
    let account = cx.caller.account.clone();
    let mut whole = it.clone();
    whole.remove("id");
    if let Some(present) = present {
        seed::refuse_change("the group", it, present, &["id", "legacy_id"])?;
        whole.insert("id".into(), present.get("id").cloned().unwrap_or_default());
    }
    if it.contains_key("contacts") {
        let there = contacts::all(cx.tx, &account)?;
        let mut ids = Vec::new();
        for name in seed::texts(it, "contacts") {
            let number = name.parse::<i64>().ok();
            let found: Vec<_> = there.iter().filter(|it| it.name == name).collect();
            let contact = match (there.iter().find(|it| Some(it.id) == number), &*found) {
                (Some(contact), _) => contact,
                (None, [contact]) => contact,
                (None, []) => {
                    return Err(ControlError::Wrong(format!("there is no contact `{name}`")));
                }
                (None, _) => {
                    let why = format!("several contacts are called `{name}`: give the id");
                    return Err(ControlError::Wrong(why));
                }
            };
            ids.push(contact.id.to_string());
        }
        whole.insert("contacts".into(), ids.join(" ").into());
    }
    let names =
        [("id", "ContactGroupId"), ("name", "ContactGroupName"), ("contacts", "ContactIds")];
    let parameters = seed::parameters(&whole, &names);
    let answer = seed::call(PRODUCT, cx, "CreateOrUpdateContactGroup", parameters)?;
    let id = answer["AlertContactGroup"]["ContactGroupId"].as_i64().unwrap_or_default();
    let Some(group) = groups::group(cx.tx, &account, id)? else { return Ok(()) };
    let taken: (IsTaken, IsTaken) = (
        |tx, account, id| Ok(groups::group(tx, account, id)?.is_some()),
        |tx, account, id| Ok(groups::by_legacy_id(tx, account, id)?.is_some()),
    );
    let found = free_ids(cx, it, (id, group.legacy), present.is_some(), taken)?;
    let Some(new) = found else { return Ok(()) };
    // The rows of its members name the group.
    let members = contacts::of_group(cx.tx, &account, id)?;
    let members: Vec<i64> = members.into_iter().map(|it| it.id).collect();
    groups::set_contacts(cx.tx, &account, id, &[])?;
    groups::renumber(cx.tx, &account, id, new)?;
    Ok(groups::set_contacts(cx.tx, &account, new.0, &members)?)
}
