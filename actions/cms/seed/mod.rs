//! What seed files may say of CloudMonitor: alert contacts and their groups, application groups, alert rules and event
//! rules.

mod alert_rules;
mod event_rules;
mod monitor_groups;

use serde_json::Value;

use crate::{
    Action, Cx, Params, Product,
    cms::{
        CMS,
        contacts::put_contact::PutContact,
        tables::{self, Filter},
    },
    core::{
        control::ControlError,
        seed::{self, Fields, SeedKind, SeedMember, SeedType},
    },
    request::page::Page,
};

/// All kinds.
pub(super) const KINDS: &[SeedKind] = &[
    SeedKind {
        name: "contacts",
        doc: "Alert contacts. The mail address and the phone number are active; those that wait for their link to be opened are pending.",
        key: &["name"],
        members: &[
            SeedMember::text("name", "The name.").required(),
            SeedMember::text("description", "The description.").required(),
            SeedMember::text("mail", "The active mail address."),
            SeedMember::text("sms", "The active phone number."),
            SeedMember::text(
                "pending_mail",
                "A mail address that was sent a link which is not opened yet.",
            ),
            SeedMember::text(
                "pending_sms",
                "A phone number that was sent a link which is not opened yet.",
            ),
            SeedMember::text("aliim", "The TradeManager id."),
            SeedMember::text("ding_webhook", "The webhook of a DingTalk chatbot.").secret(),
            SeedMember::text("language", "The language of the alerts: zh-cn or en."),
        ],
        export: contacts,
        create: put,
        update: Some(|cx, it, present| put(cx, &seed::over(it, present)).map(|()| true)),
    },
    SeedKind {
        name: "contact_groups",
        doc: "Groups of alert contacts.",
        key: &["name"],
        members: &[
            SeedMember::text("name", "The name.").required(),
            SeedMember::text("description", "The description."),
            SeedMember::new(
                "enable_subscribed",
                SeedType::Flag,
                "Whether the group gets weekly reports.",
            ),
            SeedMember::new("contacts", SeedType::Texts, "The contacts in it."),
        ],
        export: groups,
        create: |cx, it| put_group(cx, it).map(drop),
        update: Some(|cx, it, _| put_group(cx, it)),
    },
    monitor_groups::MONITOR_GROUPS,
    alert_rules::ALERT_RULES,
    event_rules::EVENT_RULES,
];

const PRODUCT: &Product = &CMS;
/// More than an account may have of anything.
const ALL: Page = Page { number: 1, size: 1_000_000 };

fn contacts(cx: &mut Cx<'_>) -> Result<Vec<Fields>, ControlError> {
    let found = tables::list_contacts(cx.tx, &cx.caller.account, &Filter::All, ALL)?;
    let shown = found.page.into_iter().map(|it| {
        seed::fields([
            ("name", it.name.into()),
            ("description", it.about.into()),
            ("mail", it.mail.active.into()),
            ("sms", it.sms.active.into()),
            ("pending_mail", it.mail.pending.into()),
            ("pending_sms", it.sms.pending.into()),
            ("aliim", it.aliim.into()),
            ("ding_webhook", it.ding.into()),
            ("language", it.lang.into()),
        ])
    });
    Ok(shown.collect())
}

/// Puts a contact with its active channels, which are sent no link, and then calls `PutContact` with those that are
/// pending.
fn put(cx: &mut Cx<'_>, it: &Fields) -> Result<(), ControlError> {
    let names = [
        ("name", "ContactName"),
        ("description", "Describe"),
        ("mail", "Channels.Mail"),
        ("sms", "Channels.SMS"),
        ("aliim", "Channels.AliIM"),
        ("ding_webhook", "Channels.DingWebHook"),
        ("language", "Lang"),
    ];
    let given = |name: &str| !seed::text(it, name).is_empty();
    let account = &cx.caller.account;
    if given("mail") || given("sms") {
        let mut parameters = seed::parameters(it, &names);
        parameters.sort();
        let mut params = Params::new(&parameters, PutContact::WORDING.unwrap_or(PRODUCT.wording));
        let PutContact(fields) = PutContact::read(&mut params)?;
        tables::put_contact(cx.tx, account, &fields, cx.now)?;
        if let Some(contact) = tables::contact(cx.tx, account, &fields.name)? {
            if contact.mail.pending.is_some() {
                tables::activate_mail(cx.tx, account, contact.seq)?;
            }
            if contact.sms.pending.is_some() {
                tables::activate_sms(cx.tx, account, contact.seq)?;
            }
        }
    }
    let mut whole = it.clone();
    for (pending, channel) in [("pending_mail", "mail"), ("pending_sms", "sms")] {
        if given(pending) {
            whole.insert(channel.into(), it.get(pending).cloned().unwrap_or_default());
        }
    }
    seed::call(PRODUCT, cx, "PutContact", seed::parameters(&whole, &names)).map(drop)
}

fn groups(cx: &mut Cx<'_>) -> Result<Vec<Fields>, ControlError> {
    let account = &cx.caller.account;
    let (found, _) = tables::list_groups(cx.tx, account, ALL)?;
    let mut all = Vec::with_capacity(found.len());
    for group in found {
        let contacts = tables::member_names(cx.tx, account, group.seq)?;
        all.push(seed::fields([
            ("name", group.name.into()),
            ("description", group.about.into()),
            ("enable_subscribed", if group.subscribed { true.into() } else { Value::Null }),
            ("contacts", contacts.into()),
        ]));
    }
    Ok(all)
}

fn put_group(cx: &mut Cx<'_>, it: &Fields) -> Result<bool, ControlError> {
    let names = [
        ("name", "ContactGroupName"),
        ("description", "Describe"),
        ("enable_subscribed", "EnableSubscribed"),
        ("contacts", "ContactNames"),
    ];
    seed::call(PRODUCT, cx, "PutContactGroup", seed::parameters(it, &names))?;
    // No call leaves a group without contacts.
    if it.contains_key("contacts") && seed::texts(it, "contacts").is_empty() {
        let account = &cx.caller.account;
        if let Some(group) = tables::group(cx.tx, account, seed::text(it, "name"))? {
            tables::set_members(cx.tx, account, group.seq, &[])?;
        }
    }
    Ok(true)
}
