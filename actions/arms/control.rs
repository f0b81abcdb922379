//! Routes of the control API: events, and the integrations that report them.

use crate::{
    arms::alerts::event_control,
    core::control::{ControlRoute, Names, Operation, OwnerSource},
};

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
