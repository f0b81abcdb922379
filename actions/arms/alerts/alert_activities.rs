//! What is done about an alert, as its list of activities shows it. The numbers of the types of activities are
//! assumed.

use crate::{
    Cx, Principal, Result,
    arms::tables::alerts::{self, Activity as Row},
};

/// What was done.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Activity {
    Made,
    Notified,
    Claimed,
    Blocked,
    SeverityChanged,
    Closed,
    Recovered,
}

impl Activity {
    const fn number(self) -> i64 {
        match self {
            Self::Made => 1,
            Self::Notified => 2,
            Self::Claimed => 3,
            Self::Blocked => 4,
            Self::SeverityChanged => 5,
            Self::Closed => 6,
            Self::Recovered => 7,
        }
    }

    const fn description(self) -> &'static str {
        match self {
            Self::Made => "The alert was created.",
            Self::Notified => "A notification was sent.",
            Self::Claimed => "The alert was claimed.",
            Self::Blocked => "Notifications were blocked.",
            Self::SeverityChanged => "The severity was changed.",
            Self::Closed => "The alert was closed.",
            Self::Recovered => "All events have ended.",
        }
    }
}

/// Adds what the cloud itself does.
pub(super) fn add(cx: &mut Cx<'_>, alert: i64, what: Activity, content: &str) -> Result<()> {
    add_by(cx, alert, what, "", content)
}

/// Adds what `handler` does.
pub(super) fn add_by(
    cx: &mut Cx<'_>,
    alert: i64,
    what: Activity,
    handler: &str,
    content: &str,
) -> Result<()> {
    let row = Row {
        alert,
        at: cx.now,
        kind: what.number(),
        handler: handler.to_owned(),
        description: what.description().to_owned(),
        content: content.to_owned(),
    };
    let account = cx.caller.account.clone();
    Ok(alerts::add_activity(cx.tx, &account, &row)?)
}

/// The name of the caller, who handles an alert unless a contact is named.
pub(super) fn caller(cx: &Cx<'_>) -> String {
    match &cx.caller.principal {
        Principal::User { name, .. } => name.clone(),
        Principal::Session { role_name, session, .. } => format!("{role_name}/{session}"),
        Principal::Root | Principal::Anonymous => cx.caller.account.clone(),
    }
}
