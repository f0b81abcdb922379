//! The audit of a short URL: due work, ten minutes after it was made (documented: from ten minutes to two hours).

use super::short_url_states::{EFFECTIVE, IN_REVIEW, REJECTED, ShortUrlCause};
use crate::{
    Cx, Result,
    dysms::tables::{
        settings::{self, Audit},
        short_urls::{self, ShortUrl},
    },
    ports::due::{About, DueWork},
};

/// The audit of a short URL.
pub(in crate::dysms) const AUDIT: DueWork = DueWork {
    kind: "short_url_audit",
    about: |url| About::new(format!("audit of the short URL {url}"), format!("短链 {url} 的审核")),
    run,
};

/// How long it takes, unless reviews are set to take less.
const DELAY: i64 = 10 * 60 * 1000;

/// Has a short URL audited that was made just now.
pub(super) fn begin(cx: &mut Cx<'_>, it: &ShortUrl) -> Result<()> {
    let account = cx.account().to_owned();
    let delay = settings::settings(cx.tx, &account)?.audit_delay_ms.min(DELAY);
    cx.schedule(cx.now.saturating_add(delay), AUDIT.kind, &it.url)
}

fn run(cx: &mut Cx<'_>, url: &str) -> Result<()> {
    let account = cx.account().to_owned();
    let found = short_urls::short_url(cx.tx, &account, url)?;
    let Some(mut it) = found.filter(|it| it.state.as_str() == IN_REVIEW) else { return Ok(()) };
    let rejects = settings::settings(cx.tx, &account)?.audit == Audit::Reject;
    let to = if rejects { REJECTED } else { EFFECTIVE };
    it.state.move_to(cx, ShortUrlCause::Audit, to)?;
    short_urls::put_state(cx.tx, &account, &it)?;
    Ok(())
}
