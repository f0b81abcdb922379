//! Opening a short URL: it leads on to its source, and is counted.

use super::short_url_states::EFFECTIVE;
use crate::{Cx, LinkPage, Result, dysms::tables::short_urls};

/// Opens the short URL that ends with this token.
pub(in crate::dysms) fn open(cx: &mut Cx<'_>, token: &str) -> Result<LinkPage> {
    let Some(it) = short_urls::of_token(cx.tx, token)? else {
        return Ok(LinkPage::new(
            404,
            "Unknown short URL",
            "It was deleted, or there was none of this name.",
        ));
    };
    let state = it.state_at(cx.now);
    if state != EFFECTIVE {
        let why = match state {
            "expired" => "It has expired.",
            "reject" => "The review has rejected it.",
            _ => "It is in review still, for ten minutes on the clock unless settings say less.",
        };
        return Ok(LinkPage::new(410, "This short URL does not lead anywhere", why));
    }
    short_urls::count_view(cx.tx, token)?;
    let has_scheme = it.source.contains("://");
    let to = if has_scheme { it.source } else { format!("http://{}", it.source) };
    Ok(LinkPage::redirect(to))
}
