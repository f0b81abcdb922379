//! Routes of the control API: escalation policies and on-call schedules, which no public action makes.

use super::oncall::{escalation_control, schedule_control};
use crate::core::control::{ControlRoute, Names, Operation, OwnerSource};

pub(super) const ROUTES: &[ControlRoute] = &[
    ControlRoute::new(
        Operation::get("arms/escalations", "Lists the escalation policies of an account.")
            .owner(OwnerSource::Query),
        escalation_control::list,
    ),
    ControlRoute::new(
        Operation::post(
            "arms/escalations",
            "Adds an escalation policy, or changes one; answers it.",
        )
        .owner(OwnerSource::Query)
        .object(ESCALATION, &[
            r#"{"name": "Nobody answers", "levels": [{"minutes": 10, "notifyChannels": ["sms"], "notifyObjects": [{"notifyObjectType": "CONTACT", "notifyObjectId": 1}]}]}"#,
        ]),
        escalation_control::put,
    ),
    ControlRoute::new(
        Operation::delete("arms/escalations/{id}", "Deletes an escalation policy.")
            .owner(OwnerSource::Query),
        escalation_control::delete,
    ),
    ControlRoute::new(
        Operation::get("arms/schedules", "Lists the on-call schedules of an account.")
            .owner(OwnerSource::Query),
        schedule_control::list,
    ),
    ControlRoute::new(
        Operation::post("arms/schedules", "Adds an on-call schedule, or changes one; answers it.")
            .owner(OwnerSource::Query)
            .object(SCHEDULE, &[
                r#"{"name": "Primary", "layers": [{"contactIds": [1, 2], "rotationType": "WEEK", "startTime": "2026-01-05"}]}"#,
                r#"{"name": "Nights", "layers": [{"contactIds": [1], "rotationType": "CUSTOM", "shiftLength": 8, "startTime": "2026-01-05", "restrictions": [{"restrictionType": "daily_restriction", "startTimeOfDay": "22:00", "endTimeOfDay": "06:00"}]}], "substitutes": [{"contactId": 2, "start": "2026-01-06 22:00", "end": "2026-01-07 06:00"}]}"#,
            ]),
        schedule_control::put,
    ),
    ControlRoute::new(
        Operation::delete("arms/schedules/{id}", "Deletes an on-call schedule.")
            .owner(OwnerSource::Query),
        schedule_control::delete,
    ),
];

const ESCALATION: Names = &[
    ("id", "the escalation policy to change; without one it is added"),
    ("name", "what it is called"),
    (
        "levels",
        "who is told, one level after the other: minutes (1 to 90, 10 unless given), notifyChannels and notifyObjects as in NotifyRule",
    ),
    ("repeats", "how often all levels are gone through: 1 to 9"),
];

const SCHEDULE: Names = &[
    ("id", "the schedule to change; without one it is added"),
    ("name", "what it is called"),
    ("description", "what it is for"),
    ("alertRobotId", "the chat bot that is told when the shift changes"),
    (
        "layers",
        "who takes turns: contactIds, rotationType (DAY, WEEK, CUSTOM), shiftLength in hours, startTime (yyyy-MM-dd), restrictions",
    ),
    ("substitutes", "who stands in: contactId, start and end (yyyy-MM-dd HH:mm)"),
];
