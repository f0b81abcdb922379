//! Change orders: every change of an application is one, and an application has at most one that runs (documented).
//! It takes the time that the account's setting says. What a change order does is seen when it has succeeded; when it
//! fails or is canceled, its application stays as it was (assumed).

use std::mem;

use serde::Serialize;

use super::application_states::{Ended, Outcome};
use crate::{
    Caller, Cx, Fault, Params, Principal, ResourceReader, Result,
    ports::due::{About, DueWork},
    sae::tables::{
        applications::{self, Application},
        change_orders::{self, ChangeOrder, Kind, Target},
        settings,
    },
    shared::{ids, states::State},
    text,
};

/// Documented.
pub(in crate::sae) const NO_APPLICATION: Fault = Fault {
    status: 404,
    code: "InvalidAppId.NotFound",
    message: "The specified AppId does not exist.",
};
/// Documented.
pub(in crate::sae) const NO_CHANGE_ORDER: Fault = Fault {
    status: 400,
    code: "InvalidChangeOrder.NotFound",
    message: "The current change order does not exist.",
};
/// Documented, spelt so.
pub(in crate::sae) const CHANGE_ORDER_RUNS: Fault = Fault {
    status: 400,
    code: "Application.ChangerOrderRunning",
    message: "An application change process is in progress. Please try again later.",
};
/// Documented.
pub(in crate::sae) const WRONG_STATUS: Fault = Fault {
    status: 400,
    code: "Application.InvalidStatus",
    message: "The application status is abnormal. Please try again later.",
};
/// Documented.
pub(in crate::sae) const NOT_DEPLOYED: Fault = Fault {
    status: 400,
    code: "Application.NotDeployYet",
    message: "The application has not been deployed. Please deploy it and try again.",
};

/// A change order ends; the subject is its id.
pub(in crate::sae) const END: DueWork = DueWork {
    kind: "change-order",
    about: |id| About::new(format!("end of change order {id}"), format!("变更单 {id} 结束")),
    run: end,
};

/// The forms of [`RESOURCE_OF`].
pub(in crate::sae) const RESOURCE: &[&str] =
    &["acs:sae:{region}:{account}:application/{NamespaceId}/{AppId}"];

/// The application of the call, by its namespace and region, which the call does not name. Only policies on
/// all of them cover one that does not exist.
pub(in crate::sae) const RESOURCE_OF: ResourceReader = |tx, caller, p| {
    let id = app_id(p)?;
    let found = applications::application(tx, &caller.account, &id)?;
    let (region, namespace) =
        found.as_ref().map_or(("*", "*"), |app| (&*app.region, &*app.namespace));
    Ok(vec![format!("acs:sae:{region}:{}:application/{namespace}/{id}", caller.account)])
};

/// `AppId`.
pub(in crate::sae) fn app_id(p: &mut Params<'_>) -> Result<String> {
    p.required(text("AppId").line(1, 64).doc("The application."))
}

/// `ChangeOrderId`, as many actions answer it.
#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(in crate::sae) struct Begun {
    data: BegunId,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
struct BegunId {
    change_order_id: String,
}

impl Begun {
    pub(in crate::sae) fn new(change_order_id: String) -> Self {
        Self { data: BegunId { change_order_id } }
    }
}

/// The application of this id in the region of the call.
pub(in crate::sae) fn application(cx: &mut Cx<'_>, id: &str) -> Result<Application> {
    let found = applications::application(cx.tx, &cx.caller.account, id)?;
    found.filter(|app| app.region == cx.region).ok_or_else(|| NO_APPLICATION.into())
}

/// The last change order of an application.
pub(in crate::sae) fn last(cx: &mut Cx<'_>, app: &Application) -> Result<Option<ChangeOrder>> {
    let of = (&*cx.caller.account, &*app.region);
    Ok(change_orders::change_order(cx.tx, of, &app.last_order)?)
}

/// The application of this id, unless one of its change orders runs.
pub(in crate::sae) fn idle(cx: &mut Cx<'_>, id: &str) -> Result<Application> {
    let app = application(cx, id)?;
    match last(cx, &app)? {
        Some(order) if order.status == "RUNNING" => Err(CHANGE_ORDER_RUNS.into()),
        _ => Ok(app),
    }
}

/// The application of this id, which has to have this status and no change order that runs.
pub(in crate::sae) fn idle_in(cx: &mut Cx<'_>, id: &str, status: &str) -> Result<Application> {
    let app = idle(cx, id)?;
    match app.status {
        found if found == status => Ok(app),
        found if found == State::default() => Err(NOT_DEPLOYED.into()),
        _ => Err(WRONG_STATUS.into()),
    }
}

/// What a change order is to do.
pub(in crate::sae) struct Change {
    pub(in crate::sae) kind: Kind,
    /// Whether the application runs when it has succeeded.
    pub(in crate::sae) deploys: bool,
    /// Empty for none.
    pub(in crate::sae) description: String,
    /// Minutes between batches.
    pub(in crate::sae) batch_wait: i64,
    /// What the application deploys when it has succeeded.
    pub(in crate::sae) target: Target,
}

impl Change {
    /// One that deploys what the application has.
    pub(in crate::sae) fn new(kind: Kind, app: &Application) -> Self {
        let deploys = !matches!(kind, Kind::Create | Kind::Stop | Kind::Delete);
        Self {
            kind,
            deploys,
            description: String::new(),
            batch_wait: 0,
            target: app.deployed.clone(),
        }
    }
}

/// Begins a change order of an application that is stored, writes the application, and returns the order's id.
pub(in crate::sae) fn begin(
    cx: &mut Cx<'_>,
    app: &mut Application,
    change: Change,
) -> Result<String> {
    let settings = settings::settings(cx.tx, &cx.caller.account)?;
    let mut order = ChangeOrder {
        id: ids::uuid(cx.random),
        region: app.region.clone(),
        number: 0,
        app: app.id.clone(),
        app_name: app.name.clone(),
        kind: change.kind,
        deploys: change.deploys,
        fails: settings.change_orders_fail,
        status: State::default(),
        description: change.description,
        batch_wait: change.batch_wait,
        pipeline: ids::uuid(cx.random),
        caller: caller_name(cx.caller),
        made: cx.now,
        changed: cx.now,
        target: change.target,
    };
    change_orders::add(cx.tx, &cx.caller.account, &mut order)?;
    app.last_order.clone_from(&order.id);
    app.deleting = order.kind == Kind::Delete;
    applications::put(cx.tx, &cx.caller.account, app)?;
    cx.schedule(cx.now.saturating_add(settings.change_order_millis), END.kind, &order.id)?;
    Ok(order.id)
}

/// The name of who calls.
fn caller_name(caller: &Caller) -> String {
    match &caller.principal {
        Principal::User { name, .. } => name.clone(),
        Principal::Session { role_name, session, .. } => format!("{role_name}:{session}"),
        Principal::Root | Principal::Anonymous => caller.account.clone(),
    }
}

fn end(cx: &mut Cx<'_>, id: &str) -> Result<()> {
    let of = (&*cx.caller.account, cx.region);
    let Some(order) = change_orders::change_order(cx.tx, of, id)? else { return Ok(()) };
    let cause = if order.fails { Ended::Fault } else { Ended::Time };
    finish(cx, order, cause)
}

/// Cancels a change order that runs: its application stays as it was.
pub(in crate::sae) fn abort(cx: &mut Cx<'_>, order: ChangeOrder) -> Result<()> {
    cx.cancel(END.kind, &order.id)?;
    finish(cx, order, Ended::Abort)
}

fn finish(cx: &mut Cx<'_>, mut order: ChangeOrder, cause: Ended) -> Result<()> {
    let account = cx.caller.account.clone();
    let Some(to) = order.status.next(cause) else { return Ok(()) };
    order.status.move_to(cx, cause, to)?;
    order.changed = cx.now;
    let target = mem::take(&mut order.target);
    change_orders::put(cx.tx, &account, &order)?;
    let Some(mut app) = applications::application(cx.tx, &account, &order.app)? else {
        return Ok(());
    };
    app.deleting = false;
    if cause == Ended::Time {
        match order.kind {
            Kind::Delete => return Ok(applications::delete(cx.tx, &account, &app.id)?),
            Kind::Stop => {
                app.status.move_to(cx, Outcome::Stop, "STOPPED")?;
                app.running = 0;
            }
            _ if order.deploys => {
                app.status.move_to(cx, Outcome::Run, "RUNNING")?;
                app.running = target.replicas;
                app.deployed = target;
            }
            _ => {}
        }
    }
    Ok(applications::put(cx.tx, &account, &app)?)
}
