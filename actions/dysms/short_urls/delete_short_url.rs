//! `DeleteShortUrl` deletes the short URLs of a source. Terraform's provider names the short URL in the place of the source
//! (observed), which deletes that one.

use serde::Serialize;

use super::short_url_faults::NOTHING_TO_DELETE;
use crate::{Access, Action, Cx, Fault, Params, Result, dysms::tables::short_urls, text};

pub(in crate::dysms) struct DeleteShortUrl {
    source: String,
}

#[derive(Serialize)]
pub(in crate::dysms) struct Response {}

impl Action for DeleteShortUrl {
    const NAME: &'static str = "DeleteShortUrl";
    const DOC: &'static str = "Deletes a short URL.";
    const ACCESS: Access = Access::Delete;
    const FAULTS: &'static [Fault] = &[NOTHING_TO_DELETE];
    type Response = Response;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        let source = text("SourceUrl").doc("Where it leads, or the short URL itself.");
        Ok(Self { source: p.required(source)? })
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Response> {
        let account = cx.account().to_owned();
        let mut found = short_urls::of_source(cx.tx, &account, &self.source)?;
        found.extend(short_urls::short_url(cx.tx, &account, &self.source)?);
        if found.is_empty() {
            return Err(NOTHING_TO_DELETE.into());
        }
        for it in found {
            cx.cancel(super::short_url_audit::AUDIT.kind, &it.url)?;
            short_urls::delete(cx.tx, &account, &it.url)?;
        }
        Ok(Response {})
    }
}
