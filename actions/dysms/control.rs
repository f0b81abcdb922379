//! Routes of the control API: settings, rules, signs and templates with their audits, receipts, replies, phones.

use crate::{
    core::control::{ControlAccess, ControlRoute, Names, Operation, OwnerSource, Type},
    dysms::operator::{messages, objects, rules, settings},
};

const SETTINGS: Names = &[
    (
        "lenient",
        "`true`: signs and templates that are unknown are made when a send first names them, approved; `false` unless given",
    ),
    (
        "audit",
        "how the review of a sign or a template ends that is made from now on: `pass` (the default), `reject` or `hold`, where it waits for `audit` of `dysms/signs` or `dysms/templates`",
    ),
    (
        "audit_delay_ms",
        "how long a review takes, in milliseconds on the clock; 2 hours unless given",
    ),
    (
        "delivery_delay_ms",
        "how long a message takes to its phone, in milliseconds on the clock; 3000 unless given",
    ),
    ("enforce_limits", "`false`: messages to a number are not limited"),
    (
        "per_minute",
        "how many verification codes a sign may send to a number in a minute; 1 unless given",
    ),
    ("per_hour", "how many in an hour; 5 unless given"),
    ("per_day", "how many in a day; 10 unless given"),
    (
        "of_phone_per_day",
        "how many verification codes a number may get in a day from all; 40 unless given",
    ),
    (
        "others_per_day",
        "how many messages of any other template a number may get in a day; 50 unless given",
    ),
    ("allow", "a list of numbers in mainland China, eleven digits each, that are not limited"),
    (
        "account_state",
        "`normal`, or what all sends are refused for: `not_subscribed`, `out_of_service`, `abnormal`, `frozen` or `denied_region`",
    ),
    ("balance", "how many messages the account can still pay; `null` for any number"),
    (
        "day_limit",
        "how many messages of Dysmsapi the account may send on a day in China; `null` for any number",
    ),
    ("month_limit", "how many in a month; `null` for any number"),
    (
        "strict_rules",
        "`true`: all attributes of variables are enforced, and not those of codes alone",
    ),
    (
        "missing_variable",
        "the code for a variable without a value: `TEMPLATE_MISSING_PARAMETERS` (the default) or `SMS_TEMPLATE_ILLEGAL`",
    ),
    ("forbidden_words", "a list of words: a text that has one is refused"),
    (
        "ram_denial",
        "how a call that policies deny is refused: `gateway` (the default), with 403 `NoPermission`, or `product`, with 200 and `isp.RAM_PERMISSION_DENY`",
    ),
    (
        "magic",
        "`false`: the numbers 1390000xxxx and names that ask to be rejected are like any other",
    ),
];

const AMOUNT: Type = Type::Integer(0, 1_000_000_000);
const TIME: Type = Type::Integer(0, 31_622_400_000);

const SIGN: Names = &[
    ("name", "the sign, without its brackets"),
    ("type", "0 for verification codes, 1 for all; 1 unless given"),
    ("source", "what it is the name of, 0 to 5; 0 unless given"),
    ("audit", "`pass` (the default for a new one), `reject`, `cancel` or `review`"),
    ("reason", "why it is rejected"),
];

const TEMPLATE: Names = &[
    ("code", "its code, such as SMS_1; the next one unless given"),
    ("name", "its name; the code unless given"),
    ("content", "its text, with variables as `${name}`"),
    ("type", "0 verification code, 1 notification, 2 promotion, 3 international; 0 unless given"),
    ("rule", "the attributes of its variables, an object"),
    ("audit", "`pass` (the default for a new one), `reject`, `cancel` or `review`"),
    ("reason", "why it is rejected"),
];

const AUDITS: &[&str] = &["pass", "reject", "cancel", "review"];

pub(super) const ROUTES: &[ControlRoute] = &[
    ControlRoute::new(
        Operation::get("dysms/settings", "Answers how text messages behave in an account.")
            .owner(OwnerSource::Query),
        settings::show,
    ),
    ControlRoute::new(
        Operation::post("dysms/settings", "Changes the settings that are given, and answers all.")
            .owner(OwnerSource::Query)
            .object(SETTINGS, &[
                r#"{"lenient": true, "delivery_delay_ms": 0}"#,
                r#"{"enforce_limits": false}"#,
                r#"{"account_state": "out_of_service"}"#,
            ])
            .types(&[
                ("lenient", Type::Boolean),
                ("audit", Type::OneOf(&["pass", "reject", "hold"])),
                ("audit_delay_ms", TIME),
                ("delivery_delay_ms", TIME),
                ("enforce_limits", Type::Boolean),
                ("per_minute", AMOUNT),
                ("per_hour", AMOUNT),
                ("per_day", AMOUNT),
                ("of_phone_per_day", AMOUNT),
                ("others_per_day", AMOUNT),
                ("strict_rules", Type::Boolean),
                ("ram_denial", Type::OneOf(&["gateway", "product"])),
                ("magic", Type::Boolean),
            ]),
        settings::change,
    ),
    ControlRoute::new(
        Operation::get("dysms/callbacks", "Answers where the receipts of an account are pushed to.")
            .owner(OwnerSource::Query),
        settings::show_callbacks,
    ),
    ControlRoute::new(
        Operation::post(
            "dysms/callbacks",
            "Sets where receipts are pushed to, of each kind that is given; the server delivers them where --deliver-to allows it.",
        )
        .owner(OwnerSource::Query)
        .object(
            &[
                ("SmsReport", "the URL for what has become of messages; `null` for none"),
                ("SmsUp", "the URL for replies"),
                ("SignSmsReport", "the URL for reviews of signs"),
                ("TemplateSmsReport", "the URL for reviews of templates"),
                ("GlobeSmsReport", "the URL for what has become of messages of version 2018-05-01"),
                ("DypnsSmsVerifyReport", "the URL for what has become of verification codes of Dypnsapi"),
                ("duplicate", "`true`: each receipt is pushed twice"),
            ],
            &[r#"{"SmsReport": "http://127.0.0.1:3000/callback"}"#],
        )
        .types(&[("duplicate", Type::Boolean)]),
        settings::change_callbacks,
    ),
    ControlRoute::new(
        Operation::get("dysms/rules", "Lists the rules for numbers, the newest first, which is the first that counts.")
            .owner(OwnerSource::Query),
        rules::list,
    ),
    ControlRoute::new(
        Operation::post("dysms/rules", "Adds rules by which messages to a number are refused, end with a receipt, or are answered late.")
            .owner(OwnerSource::Query)
            .objects(
                &[
                    ("match", "the digits of a number, or the first ones with `*` after them"),
                    ("code", "the code that a send is refused with, such as isv.AMOUNT_NOT_ENOUGH"),
                    ("message", "the text of that; the usual one unless given"),
                    ("receipt", "the code of the receipt of an accepted message; REQUEST_SUCCESS for none"),
                    ("delay_ms", "after how long the receipt comes, in milliseconds on the clock"),
                    ("answer_delay_ms", "how long the answer is held back, in milliseconds of the machine's time"),
                    ("times", "how often it is used before it is spent, so that the next one counts; always unless given"),
                ],
                &[
                    r#"{"match": "13900000001", "code": "isv.AMOUNT_NOT_ENOUGH"}"#,
                    r#"{"match": "138*", "receipt": "MOBILE_NOT_ON_SERVICE", "delay_ms": 0}"#,
                    r#"{"match": "13800000000", "code": "isp.SYSTEM_ERROR", "times": 2}"#,
                ],
            )
            .types(&[
                ("delay_ms", TIME),
                ("answer_delay_ms", Type::Integer(0, 600_000)),
                ("times", Type::Integer(1, 1_000_000_000)),
            ]),
        rules::add,
    ),
    ControlRoute::new(
        Operation::delete("dysms/rules", "Deletes all rules of an account.").owner(OwnerSource::Query),
        rules::clear,
    ),
    ControlRoute::new(
        Operation::post(
            "dysms/signs",
            "Makes a sign, approved unless it says otherwise, or has one that is there audited.",
        )
        .owner(OwnerSource::Query)
        .objects(SIGN, &[
            r#"{"name": "阿里云"}"#,
            r#"{"name": "阿里云", "audit": "reject", "reason": "not yours"}"#,
        ])
        .types(&[
            ("type", Type::Integer(0, 1)),
            ("source", Type::Integer(0, 5)),
            ("audit", Type::OneOf(AUDITS)),
        ]),
        objects::sign,
    ),
    ControlRoute::new(
        Operation::post(
            "dysms/templates",
            "Makes a template with a code of your own, approved unless it says otherwise, or has one that is there audited.",
        )
        .owner(OwnerSource::Query)
        .objects(TEMPLATE, &[
            r#"{"code": "SMS_1", "content": "您的验证码是${code}"}"#,
            r#"{"code": "SMS_1", "content": "您的验证码是${code}", "audit": "reject", "reason": "no"}"#,
        ])
        .types(&[("type", Type::Integer(0, 3)), ("audit", Type::OneOf(AUDITS))]),
        objects::template,
    ),
    ControlRoute::new(
        Operation::get("dysms/receipts", "Lists the receipts that were pushed, oldest first, with their attempts.")
            .owner(OwnerSource::Query)
            .query(&[
                ("kind", "only those of this kind, such as SmsReport"),
                ("limit", "only the newest, at most this many, 1 to 10000; 1000 unless given"),
            ])
            .types(&[("limit", Type::Integer(1, 10_000))]),
        messages::receipts,
    ),
    ControlRoute::new(
        Operation::post(
            "dysms/receipts",
            "Says at once what has become of a message that waits, and answers how many of a send it was about.",
        )
        .owner(OwnerSource::Query)
        .object(
            &[
                ("biz_id", "the BizId of the send"),
                ("phone", "the number; all of the send unless given"),
                ("err_code", "the code of the receipt; DELIVERED unless given"),
            ],
            &[r#"{"biz_id": "700000059200000123^0", "err_code": "MOBILE_NOT_ON_SERVICE"}"#],
        ),
        messages::settle,
    ),
    ControlRoute::new(
        Operation::post("dysms/receipts/{id}/resend", "Pushes a receipt again, as another message of the outbox.")
            .owner(OwnerSource::Query),
        messages::resend,
    ),
    ControlRoute::new(
        Operation::post(
            "dysms/incoming",
            "Has a phone send a text, which is pushed as an SmsUp receipt; R, T, TD and 退订 opt out of promotions.",
        )
        .owner(OwnerSource::Query)
        .object(
            &[
                ("from", "the number of the phone"),
                ("content", "the text"),
                ("dest_code", "the number that it is sent to; empty unless given"),
            ],
            &[r#"{"from": "13800000000", "content": "TD", "dest_code": "10690000"}"#],
        ),
        messages::incoming,
    ),
    ControlRoute::new(
        Operation::get("dysms/phones/{number}", "Answers what is known of a phone.")
            .owner(OwnerSource::Query)
            .access(ControlAccess::Reads),
        messages::show_phone,
    ),
    ControlRoute::new(
        Operation::post("dysms/phones/{number}", "Changes what is known of a phone, and answers it.")
            .owner(OwnerSource::Query)
            .object(
                &[
                    ("bound", "whether it may get messages of the test template"),
                    ("blacklisted", "whether promotions to it are refused"),
                    ("opted_out", "whether it has opted out of promotions"),
                ],
                &[r#"{"bound": true}"#],
            )
            .types(&[
                ("bound", Type::Boolean),
                ("blacklisted", Type::Boolean),
                ("opted_out", Type::Boolean),
            ]),
        messages::change_phone,
    ),
];
