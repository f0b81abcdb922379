//! Routes of the control API: the settings and tasks of a directory, the addresses that accounts log on with,
//! and Message Centers.

use super::{contacts::message_center, handshakes::logon_email, settings, task_end};
use crate::core::control::{ControlRoute, Names, Operation, OwnerSource};

pub(super) const ROUTES: &[ControlRoute] = &[
    ControlRoute::new(
        Operation::get(
            "resourcedirectory/settings",
            "Shows the limits of the directory that an account manages, and how long its tasks take.",
        )
        .owner(OwnerSource::Query),
        settings::show,
    ),
    ControlRoute::new(
        Operation::post(
            "resourcedirectory/settings",
            "Sets limits of the directory that an account manages, or how long its tasks take; answers all of them.",
        )
        .owner(OwnerSource::Query)
        .object(SETTINGS, &[r#"{"members": 10000, "folders": 1000}"#, r#"{"task_seconds": 60}"#]),
        settings::set,
    ),
    ControlRoute::new(
        Operation::post(
            "resourcedirectory/logon-email",
            "Sets the e-mail address that an account logs on with, and by which it can be invited to a directory.",
        )
        .owner(OwnerSource::Query)
        .object(LOGON_EMAIL, &[r#"{"email": "ops@example.com"}"#]),
        logon_email::set,
    ),
    ControlRoute::new(
        Operation::get(
            "resourcedirectory/message-center",
            "Lists the recipients in the Message Center of an account, and what each receives.",
        )
        .owner(OwnerSource::Query),
        message_center::list,
    ),
    ControlRoute::new(
        Operation::post(
            "resourcedirectory/message-center",
            "Adds a recipient to the Message Center of an account, or changes one, as its own users would; answers it.",
        )
        .owner(OwnerSource::Query)
        .object(RECIPIENT, &[
            r#"{"name": "Tom", "email": "tom@example.com", "categories": ["AccountExpenses"]}"#,
        ]),
        message_center::put,
    ),
    ControlRoute::new(
        Operation::delete(
            "resourcedirectory/message-center/{id}",
            "Removes a recipient from the Message Center of an account, as its own users would.",
        )
        .owner(OwnerSource::Query),
        message_center::delete,
    ),
    ControlRoute::new(
        Operation::get(
            "resourcedirectory/tasks",
            "Lists the tasks of the directory that an account manages, the next to end first.",
        )
        .owner(OwnerSource::Query),
        task_end::list,
    ),
    ControlRoute::new(
        Operation::post(
            "resourcedirectory/notify",
            "Sends a message to those who receive its category for an account, one mail to each; answers to whom.",
        )
        .owner(OwnerSource::Query)
        .object(NOTICE, &[
            r#"{"account": "1000000000000001", "category": "FaultMessage", "title": "Disk is full", "content": "The disk of i-1 is full."}"#,
        ]),
        message_center::notify,
    ),
];

const SETTINGS: Names = &[
    ("folders", "how many folders it may have, Root not counted"),
    ("members", "how many members it may have"),
    ("contacts", "how many message contacts it may have"),
    ("task_seconds", "how long its tasks take: 0 if they end before the next call"),
];

const LOGON_EMAIL: Names = &[(
    "email",
    "the address, which is then also the name of the account; no other account has it",
)];

const RECIPIENT: Names = &[
    ("id", "the recipient to change; without one a recipient is added"),
    ("name", "what the recipient is called"),
    ("email", "the mail address"),
    ("categories", "the message types that the recipient receives, such as FaultMessage"),
];

const NOTICE: Names = &[
    ("account", "the account whose recipients are told: 16 digits; that of the query unless given"),
    ("category", "the message type, such as FaultMessage"),
    ("title", "the heading of the message"),
    ("content", "the text of the message"),
];
