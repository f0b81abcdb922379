//! Sender addresses.

use crate::{
    core::seed::{self, Fields, SeedKind, SeedMember, SeedType},
    dm::{
        DM,
        tables::{
            Owner,
            addresses::{self, Address},
        },
    },
};

pub(super) const ADDRESSES: SeedKind = SeedKind {
    name: "addresses",
    doc: "Addresses that mail is sent from, of domains whose records are there.",
    key: &["address"],
    members: &[
        SeedMember::text("address", "The address.").required(),
        SeedMember::text("send_type", "batch, or trigger for mail on demand.").required(),
        SeedMember::text("reply", "Where answers go."),
        SeedMember::new("frozen", SeedType::Flag, "Whether it may not send."),
    ],
    export: |cx| {
        let owner = Owner::of(cx);
        let (all, _) = addresses::list(cx.tx, owner, (None, None), super::ALL)?;
        Ok(all.into_iter().rev().map(shown).collect())
    },
    create: |cx, it| {
        let names =
            [("address", "AccountName"), ("send_type", "Sendtype"), ("reply", "ReplyAddress")];
        seed::call(&DM, cx, "CreateMailAddress", seed::parameters(it, &names))?;
        let owner = Owner::of(cx);
        match addresses::named(cx.tx, owner.region, seed::text(it, "address"))? {
            Some(mut made) if seed::flag(it, "frozen") => {
                made.frozen = true;
                Ok(addresses::put(cx.tx, owner, &mut made)?)
            }
            _ => Ok(()),
        }
    },
    update: None,
};

fn shown(it: Address) -> Fields {
    seed::fields([
        ("address", it.name.into()),
        ("send_type", it.send_type.into()),
        ("reply", it.reply.into()),
        ("frozen", it.frozen.into()),
    ])
}
