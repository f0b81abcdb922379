//! File descriptors: as many as the system gives, and enough of them kept back for all that is
//! not a connection, so that no accepted call fails because a file cannot be opened.

use crate::serve::{TURNED_AWAY, threads};

/// Descriptors that no connection may take: for the standard streams, the listener, the database
/// with its log and copies, and temporary files of a large query.
const RESERVE: usize = 32;

/// The same, for each thread that serves: its reader's two files, which it opens when it first reads, and what its
/// runtime waits on.
const RESERVE_PER_THREAD: usize = 8;

/// Raises the limit of open files as far as the system allows. Of the `wanted` connections, each of which may take
/// `each` descriptors, how many may be open at a time besides `others`; an error, for the person who started the program,
/// if it is none.
pub(crate) fn room_for(wanted: usize, each: usize, others: usize) -> Result<usize, String> {
    let limit = raised();
    let reserve = RESERVE + RESERVE_PER_THREAD * threads::count() + TURNED_AWAY + others;
    match limit.saturating_sub(reserve) / each {
        0 => Err(format!(
            "the limit of open files is {limit}, and {reserve} are needed before the first connection: \
             raise it with `ulimit -n`"
        )),
        room => Ok(wanted.min(room)),
    }
}

#[cfg(unix)]
fn raised() -> usize {
    use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};

    let limit = getrlimit(Resource::Nofile);
    let most = Rlimit { current: limit.maximum, ..limit };
    let limit = if setrlimit(Resource::Nofile, most).is_ok() { most } else { limit };
    // No number is no limit.
    let limit = limit.current.unwrap_or(u64::MAX);
    usize::try_from(limit).unwrap_or(usize::MAX)
}

/// Elsewhere there is no such limit.
#[cfg(not(unix))]
fn raised() -> usize {
    usize::MAX
}
