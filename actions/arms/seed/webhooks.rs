//! Webhook contacts.

use crate::{
    Cx,
    arms::tables::webhooks::{self, Webhook},
    core::{
        control::ControlError,
        seed::{self, Fields, SeedKind, SeedMember},
    },
};

use super::{ID, IsTaken, LEGACY_ID, PRODUCT, free_ids};

pub(super) const WEBHOOKS: SeedKind = SeedKind {
    name: "webhooks",
    doc: "Webhook contacts.",
    key: &["name"],
    members: &[
        SeedMember::text("name", "The name.").required(),
        ID,
        LEGACY_ID,
        SeedMember::text("url", "The URL.").required().secret(),
        SeedMember::text("method", "The method: Post or Get.").required(),
        SeedMember::text("headers", "The headers, as a JSON list of objects.").secret(),
        SeedMember::text("params", "The parameters of the query, as a JSON list of objects.")
            .secret(),
        SeedMember::text("body", "The template of the body."),
        SeedMember::text("recover_body", "The template of the body once an alert is over."),
    ],
    export: |cx| {
        let all = webhooks::all(cx.tx, &cx.caller.account)?;
        Ok(all.into_iter().rev().map(shown).collect())
    },
    create: |cx, it| put(cx, it, None),
    update: Some(|cx, it, present| put(cx, it, Some(present)).map(|()| true)),
};

fn shown(it: Webhook) -> Fields {
    seed::fields([
        ("name", it.name.into()),
        ("id", it.id.into()),
        ("legacy_id", it.legacy.into()),
        ("url", it.url.into()),
        ("method", it.method.into()),
        ("headers", it.headers.into()),
        ("params", it.params.into()),
        ("body", it.body.into()),
        ("recover_body", it.recover_body.into()),
    ])
}

fn put(cx: &mut Cx<'_>, it: &Fields, present: Option<&Fields>) -> Result<(), ControlError> {
    let mut whole = it.clone();
    whole.remove("id");
    if let Some(present) = present {
        seed::refuse_change("the webhook contact", it, present, &["id", "legacy_id"])?;
        whole.insert("id".into(), present.get("id").cloned().unwrap_or_default());
    }
    let names = [
        ("id", "WebhookId"),
        ("name", "WebhookName"),
        ("url", "Url"),
        ("method", "Method"),
        ("headers", "BizHeaders"),
        ("params", "BizParams"),
        ("body", "Body"),
        ("recover_body", "RecoverBody"),
    ];
    let parameters = seed::parameters(&whole, &names);
    let answer = seed::call(PRODUCT, cx, "CreateOrUpdateWebhookContact", parameters)?;
    let id = answer["WebhookContact"]["WebhookId"].as_i64().unwrap_or_default();
    let account = &cx.caller.account;
    let Some(webhook) = webhooks::webhook(cx.tx, account, id)? else { return Ok(()) };
    let taken: (IsTaken, IsTaken) = (
        |tx, account, id| Ok(webhooks::webhook(tx, account, id)?.is_some()),
        |tx, account, id| Ok(webhooks::by_legacy_id(tx, account, id)?.is_some()),
    );
    match free_ids(cx, it, (id, webhook.legacy), present.is_some(), taken)? {
        Some(new) => Ok(webhooks::renumber(cx.tx, &cx.caller.account, id, new)?),
        None => Ok(()),
    }
}
