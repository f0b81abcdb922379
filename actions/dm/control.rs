//! Routes of the control API: DNS records of domains, addresses, reviews, and how mail fares.

use serde_json::{Value, json};

use crate::{
    Cx,
    core::control::{ControlError, ControlRequest, ControlRoute, Operation, OwnerSource, Type},
    dm::{
        addresses::address_control,
        domains::domain_control,
        feedback::feedback_control,
        tables::{Owner, settings},
        templates::template_control,
    },
    shared::urls,
};

type Result<T> = std::result::Result<T, ControlError>;

/// The longest time that may be set: 366 days.
const LONGEST: i64 = 366 * 24 * 60 * 60 * 1000;
/// The greatest quota that may be set.
const MOST: i64 = 1_000_000_000;

pub(super) const ROUTES: &[ControlRoute] = &[
    ControlRoute::new(
        Operation::get("dm/domains", "Lists the newest 1000 mail domains of an account.")
            .owner(OwnerSource::Query),
        domain_control::list,
    ),
    ControlRoute::new(
        Operation::post(
            "dm/domains/{name}",
            "Says which DNS records of a mail domain are there, and answers the domain.",
        )
        .owner(OwnerSource::Query)
        .object(
            &[
                ("verify", "whether all are there"),
                ("ownership", "whether the TXT record of the owner is there"),
                ("spf", "whether the SPF record is there"),
                ("mx", "whether the MX record is there"),
                ("cname", "whether the record for tracking is there; mail may be sent without it"),
                ("dkim", "whether the DKIM record is there"),
                ("dmarc", "whether the record for reports is there; mail may be sent without it"),
            ],
            &[r#"{"verify": true}"#, r#"{"spf": true, "mx": false}"#],
        )
        .types(&[
            ("verify", Type::Boolean),
            (domain_control::RECORDS[0], Type::Boolean),
            (domain_control::RECORDS[1], Type::Boolean),
            (domain_control::RECORDS[2], Type::Boolean),
            (domain_control::RECORDS[3], Type::Boolean),
            (domain_control::RECORDS[4], Type::Boolean),
            (domain_control::RECORDS[5], Type::Boolean),
        ]),
        domain_control::change,
    ),
    ControlRoute::new(
        Operation::get("dm/addresses", "Lists the newest 1000 sender addresses of an account.")
            .owner(OwnerSource::Query),
        address_control::list,
    ),
    ControlRoute::new(
        Operation::post(
            "dm/addresses/{address}",
            "Freezes a sender address or confirms where its answers go, and answers it.",
        )
        .owner(OwnerSource::Query)
        .object(
            &[
                ("frozen", "whether it may not send"),
                ("reply_confirmed", "whether its reply address is confirmed"),
            ],
            &[r#"{"frozen": true}"#, r#"{"reply_confirmed": true}"#],
        )
        .types(&[("frozen", Type::Boolean), ("reply_confirmed", Type::Boolean)]),
        address_control::change,
    ),
    ControlRoute::new(
        Operation::post(
            "dm/templates/{id}",
            "Ends the review of a mail template, and answers the template.",
        )
        .owner(OwnerSource::Query)
        .object(
            &[
                ("audit", "pass or reject"),
                ("reason", "why it is rejected"),
            ],
            &[r#"{"audit": "pass"}"#, r#"{"audit": "reject", "reason": "no signature"}"#],
        )
        .types(&[("audit", Type::OneOf(template_control::ENDS))]),
        template_control::decide,
    ),
    ControlRoute::new(
        Operation::post(
            "dm/mails/{id}",
            "Has the recipient of a mail, which is named by its number in the outbox, do something with it.",
        )
        .owner(OwnerSource::Query)
        .object(
            &[
                (
                    "does",
                    "open, click, unsubscribe, subscribe (again) or report (as spam); open and click are noticed of mail that was sent with ClickTrace",
                ),
                ("url", "the link that is clicked; it has a place in the event alone"),
                (
                    "reason",
                    "why it unsubscribes or reports, as ListBlockSending answers it: 1 unless given, which is no reason; or the sum of 2 no interest, 4 repeated, 8 too often",
                ),
            ],
            &[r#"{"does": "open"}"#, r#"{"does": "unsubscribe"}"#],
        )
        .types(&[("does", Type::OneOf(feedback_control::DEEDS)), ("reason", Type::Integer(0, 1023))]),
        feedback_control::act,
    ),
    ControlRoute::new(
        Operation::get("dm/settings", "Answers how mail of an account fares.")
            .owner(OwnerSource::Query),
        |cx, _| shown(cx),
    ),
    ControlRoute::new(
        Operation::post("dm/settings", "Sets how mail of an account fares, and answers it.")
            .owner(OwnerSource::Query)
            .object(
                &[
                    (
                        "auto_verify",
                        "whether the DNS records of new domains are there; `null`: those of `.test`, `.example` and `.localhost`",
                    ),
                    ("delivery_ms", "how long mail takes; default 3000"),
                    (
                        "review_ms",
                        "how long the review of a template takes, `null` for ever; default 7200000",
                    ),
                    (
                        "magic",
                        "whether the recipients `bounce@…`, `spam@…`, `fail@…`, `reject@…` and `quota@…` say what becomes of mail; default true",
                    ),
                    ("user_status", "0, or 1 frozen, 2 overdue, 4 restricted, 8 deleted: it may not send"),
                    ("daily_quota", "how many mails a day may have; default 2000"),
                    ("month_quota", "how many mails a month may have; default 60000"),
                    (
                        "events",
                        "the URL that events are pushed to once `UpdateUser` has switched them on, `null` for none; the server delivers them where --deliver-to allows it",
                    ),
                ],
                &[r#"{"auto_verify": true, "delivery_ms": 0, "review_ms": 0}"#],
            )
            .types(&[
                ("magic", Type::Boolean),
                ("delivery_ms", Type::Integer(0, LONGEST)),
                ("user_status", Type::Integer(0, 8)),
                ("daily_quota", Type::Integer(0, MOST)),
                ("month_quota", Type::Integer(0, MOST)),
            ]),
        set,
    ),
];

fn shown(cx: &mut Cx<'_>) -> Result<Value> {
    let owner = Owner::of(cx);
    let it = settings::read(cx.tx, owner)?;
    Ok(json!({
        "auto_verify": it.auto_verify, "delivery_ms": it.delivery_ms, "review_ms": it.review_ms,
        "magic": it.magic, "user_status": it.user_status, "daily_quota": it.daily_quota,
        "month_quota": it.month_quota, "events": it.events,
    }))
}

fn set(cx: &mut Cx<'_>, request: &ControlRequest) -> Result<Value> {
    let owner = Owner::of(cx);
    let mut it = settings::read(cx.tx, owner)?;
    for (name, value) in request.members() {
        let number = |most: i64| {
            let found = value.as_i64().filter(|n| (0..=most).contains(n));
            found.ok_or_else(|| {
                ControlError::member(&name, format!("it must be a number from 0 to {most}"))
            })
        };
        let flag = || {
            let why = "it must be true or false";
            value.as_bool().ok_or_else(|| ControlError::member(&name, why))
        };
        match &*name {
            "auto_verify" if value.is_null() => it.auto_verify = None,
            "auto_verify" => it.auto_verify = Some(flag()?),
            "delivery_ms" => it.delivery_ms = number(LONGEST)?,
            "review_ms" if value.is_null() => it.review_ms = None,
            "review_ms" => it.review_ms = Some(number(LONGEST)?),
            "magic" => it.magic = flag()?,
            "user_status" => it.user_status = number(8)?,
            "events" if value.is_null() => it.events = None,
            "events" => {
                let url = value.as_str().filter(|url| urls::is_url(url)).map(str::to_owned);
                let why = "it must be a URL that begins with http:// or https://, or null";
                it.events = Some(url.ok_or_else(|| ControlError::member(&name, why))?);
            }
            "daily_quota" => it.daily_quota = number(MOST)?,
            _ => it.month_quota = number(MOST)?,
        }
    }
    settings::put(cx.tx, owner, &it)?;
    shown(cx)
}
