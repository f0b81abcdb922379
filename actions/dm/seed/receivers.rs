//! Lists of recipients.

use crate::{
    Cx,
    core::{
        control::ControlError,
        seed::{self, Fields, SeedKind, SeedMember, SeedType},
    },
    dm::{
        DM,
        tables::{
            Owner,
            receivers::{self, Member},
        },
    },
    is_email,
};

pub(super) const RECEIVERS: SeedKind = SeedKind {
    name: "receivers",
    doc: "Lists of recipients.",
    key: &["name"],
    members: &[
        SeedMember::text("name", "The name.").required(),
        SeedMember::text("alias", "An address that stands for the list.").required(),
        SeedMember::text("description", "The description."),
        SeedMember::new("members", SeedType::Objects(MEMBERS), "Who is on it."),
    ],
    export: |cx| {
        let owner = Owner::of(cx);
        let (all, _) = receivers::list(cx.tx, owner, None, super::ALL)?;
        let mut found = Vec::new();
        for it in all.into_iter().rev() {
            let members = receivers::members(cx.tx, &it.id, ("", None), i64::MAX)?;
            let members: Vec<_> = members.into_iter().map(member).collect();
            found.push(seed::fields([
                ("name", it.name.into()),
                ("alias", it.alias.into()),
                ("description", it.about.into()),
                ("members", members.into()),
            ]));
        }
        Ok(found)
    },
    create: |cx, it| {
        let names =
            [("name", "ReceiversName"), ("alias", "ReceiversAlias"), ("description", "Desc")];
        seed::call(&DM, cx, "CreateReceiver", seed::parameters(it, &names))?;
        set_members(cx, it)
    },
    update: Some(|cx, it, present| {
        seed::refuse_change("the list", it, present, &["alias", "description"])?;
        set_members(cx, it).map(|()| true)
    }),
};

const MEMBERS: &[SeedMember] = &[
    SeedMember::text("mail", "The address.").required(),
    SeedMember::new("fields", SeedType::Document, "What templates say of them: {UserName: Ann}."),
];

fn set_members(cx: &mut Cx<'_>, it: &Fields) -> Result<(), ControlError> {
    if !it.contains_key("members") {
        return Ok(());
    }
    let owner = Owner::of(cx);
    let Some(list) = receivers::named(cx.tx, owner, seed::text(it, "name"))? else {
        return Ok(());
    };
    receivers::delete_members(cx.tx, &list.id, None)?;
    for member in seed::objects(it, "members") {
        if !is_email(seed::text(&member, "mail")) {
            return Err(ControlError::member("members", "each has a mail address as `mail`"));
        }
        let fields = Some(seed::text(&member, "fields")).filter(|it| !it.is_empty());
        let member = Member {
            email: seed::text(&member, "mail").to_owned(),
            fields: fields.unwrap_or("{}").to_owned(),
            made: cx.now,
        };
        receivers::add_member(cx.tx, &list.id, &member)?;
    }
    Ok(())
}

fn member(it: Member) -> Fields {
    let fields = Some(it.fields).filter(|it| it != "{}");
    seed::fields([("mail", it.email.into()), ("fields", fields.into())])
}
