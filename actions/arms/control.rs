//! Routes of the control API: events and the integrations that report them; escalation policies and on-call schedules,
//! which no public action makes.

use super::{
    alerts::event_control,
    oncall::{escalation_control, schedule_control},
};
use crate::core::control::{ControlRoute, Names, Operation, OwnerSource};

pub(super) const ROUTES: &[ControlRoute] = &[
    ControlRoute::new(
        Operation::get("arms/events", "Lists the alert events of an account, newest first.")
            .owner(OwnerSource::Query)
            .query(&[("limit", "at most so many, 1 to 1000; 100 unless given")]),
        event_control::list,
    ),
    ControlRoute::new(
        Operation::post(
            "arms/events",
            "Reports alert events, as a source of events would; answers each event, null for the end of one that does not fire.",
        )
        .owner(OwnerSource::Query)
        .objects(EVENT, &[
            r#"{"alertname": "CPU high", "severity": "critical", "annotations": {"message": "CPU at 98 %"}}"#,
            r#"[{"labels": {"alertname": "CPU high"}, "status": "resolved"}]"#,
        ]),
        event_control::report,
    ),
    ControlRoute::new(
        Operation::get(
            "arms/integrations",
            "Lists the alert integrations of an account, newest first, with their addresses.",
        )
        .owner(OwnerSource::Query),
        event_control::list_integrations,
    ),
    ControlRoute::new(
        Operation::post(
            "arms/integrations",
            "Creates a custom alert integration, and answers it with its address.",
        )
        .owner(OwnerSource::Query)
        .object(INTEGRATION, &[r#"{"name": "zabbix", "recover_seconds": 600}"#]),
        event_control::create_integration,
    ),
    ControlRoute::new(
        Operation::post(
            "arms/integrations/{token}",
            "Reports alert events at the address of an integration, in any flat form or that of Alertmanager.",
        )
        .owner(OwnerSource::Path(event_control::owner))
        .text("an event as JSON, a list of events, or what the webhook of Alertmanager sends"),
        event_control::report_to_integration,
    ),
    ControlRoute::new(
        Operation::delete(
            "arms/integrations/{token}",
            "Deletes an alert integration; the events that it has reported stay.",
        )
        .owner(OwnerSource::Path(event_control::owner)),
        event_control::delete_integration,
    ),
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

const EVENT: Names = &[
    ("labels", "the labels, texts by name; `alertname` among them or as a member"),
    ("annotations", "the annotations, texts by name, such as `message`"),
    ("startsAt", "when it began: 2026-01-01T00:00:00Z; now unless given"),
    ("endsAt", "when it ended; one that is to come ends it then"),
    ("generatorURL", "the address of the page that explains it"),
    ("alertname", "the label `alertname`"),
    ("severity", "critical, error, warn or page, or P1 to P6"),
    ("status", "`firing` or `resolved`; firing unless given"),
    ("message", "the annotation `message`"),
];

const INTEGRATION: Names = &[
    ("name", "its name"),
    (
        "recover_seconds",
        "seconds after which an event ends that is not reported again, 0 for never; 300 unless given",
    ),
];
