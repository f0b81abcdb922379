//! What a start makes of the nonces of the program before it: which of them are still known, and from which second on
//! requests are believed.

use std::{thread, time::Duration};

use base64::{Engine as _, engine::general_purpose::STANDARD};
use tracing::debug;

use crate::{
    clock::real_now,
    store::{Database, Left},
    world::nonces::Nonces,
};

const SECOND: i64 = 1000;

/// How far the clock of a client on this machine may be behind, in milliseconds: one that is read cheaply moves in
/// steps.
const CLIENT_BEHIND: i64 = 20;

/// How far the clock of the file system may be behind, in milliseconds: it moves with the kernel's ticks, and they come
/// late where a virtual processor has to wait for a real one.
const FILES_BEHIND: i64 = 500;

/// The nonces of the last program that served this state.
pub(super) fn remembered(database: &Database) -> Nonces {
    let mut nonces = Nonces::default();
    let mut restore = |saved: &str| STANDARD.decode(saved).ok().and_then(|it| nonces.restore(&it));
    let written = match database.left() {
        Left::Nothing => return nonces,
        Left::Nonces(saved) => match restore(saved) {
            Some(()) => return nonces,
            None => i64::MAX,
        },
        Left::Killed(killed) => {
            let _ = killed.nonces.as_deref().map(restore);
            killed.ahead.iter().for_each(|ahead| nonces.remember(ahead));
            killed.written
        }
    };
    // Requests of before this start may have come already. Clients write their times in seconds.
    nonces.distrust(second_after(written));
    nonces
}

/// The first second whose requests can be told from those that the process before may have answered. It waits
/// for that second, little more than one at most.
fn second_after(written: i64) -> i64 {
    let now = real_now();
    let second = first_second(written, now);
    let rest = second + CLIENT_BEHIND - now;
    if rest > 0 {
        debug!("the process before was killed just now: serving begins in {rest} ms");
        thread::sleep(Duration::from_millis(rest.unsigned_abs()));
    }
    second
}

/// The first second that is later than the last write, and that clients still date their requests now or will.
fn first_second(written: i64, now: i64) -> i64 {
    let second = |at: i64| at.div_euclid(SECOND) * SECOND;
    let last = second(written.saturating_add(FILES_BEHIND).min(now));
    second(now - CLIENT_BEHIND).max(last + SECOND)
}

#[cfg(test)]
mod tests {
    use super::first_second;

    #[test]
    fn a_start_after_a_kill_trusts_no_second_of_the_last_write() {
        for (written, now, first) in [
            // Long ago: it serves at once, also those whose clocks are a little behind.
            (5_000, 9_500, 9_000),
            (5_000, 9_010, 8_000),
            // In this second, also one that has only just begun, and where the clock of the files is late.
            (9_200, 9_500, 10_000),
            (9_003, 9_015, 10_000),
            (8_970, 9_600, 10_000),
            // In the second before.
            (8_400, 9_100, 9_000),
            (8_400, 9_010, 9_000),
            // The clock was set back, or nobody knows when it wrote.
            (i64::MAX, 9_500, 10_000),
        ] {
            assert_eq!(first_second(written, now), first, "written {written}, started {now}");
        }
    }
}
