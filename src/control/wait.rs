//! `?wait=`: an operation that answers only when it has found something, or when a time is over.

use std::time::Duration;

use actions::core::control::ControlRequest;
use tokio::{
    sync::watch,
    time::{self, Instant},
};

use crate::{
    app::{App, MOST_WAITING},
    control::{Problem, duration, worlds},
    world::World,
};

/// The name of the query parameter and its description.
pub(super) const WAIT: (&str, &str) = (
    "wait",
    "answers when there is one, or after this time, such as `5s`; at most 60 s, and at once unless given",
);

/// The longest wait.
const LONGEST: Duration = Duration::from_secs(60);

/// How long a request may wait; `None` if it asks for an answer at once.
pub(super) fn time(request: &ControlRequest) -> Result<Option<Duration>, Problem> {
    let Some(text) = request.query_value("wait") else { return Ok(None) };
    let millis = duration::millis(text).ok();
    let wait = millis.and_then(|it| u64::try_from(it).ok()).map(Duration::from_millis);
    let wait = wait
        .filter(|it| *it <= LONGEST)
        .ok_or_else(|| Problem::new(400, "wait is a time from 0s to 60s, such as 500ms or 5s"))?;
    Ok(Some(wait).filter(|it| !it.is_zero()))
}

/// Looks until `look` finds something, again after each change, until the time is over or the server stops; answers
/// what it found last. An error if the world is dropped meanwhile. `changes` must have been subscribed to before the
/// first look.
pub(super) async fn until<C, T>(
    app: &App,
    world: &World,
    wait: Duration,
    mut changes: watch::Receiver<C>,
    mut look: impl FnMut() -> Result<(bool, T), Problem>,
) -> Result<T, Problem> {
    let (found, mut last) = look()?;
    if found {
        return Ok(last);
    }
    let _place = app.waiting.try_acquire().map_err(|_| {
        Problem::new(503, format!("{MOST_WAITING} requests are waiting already; ask again later"))
    })?;
    let deadline = Instant::now() + wait;
    let stopped = app.worlds.stopped();
    let mut ended = world.ended.subscribe();
    let dropped = async { drop(ended.wait_for(|ended| *ended).await) };
    tokio::pin!(stopped, dropped);
    loop {
        let again = tokio::select! {
            woken = changes.changed() => woken.is_ok(),
            () = time::sleep_until(deadline) => false,
            () = &mut stopped => false,
            () = &mut dropped => return Err(worlds::none(app, &world.name)),
        };
        let found;
        (found, last) = look()?;
        if found || !again {
            return Ok(last);
        }
    }
}
