//! `QueryShortUrl` reads a short URL, its state and how often it was opened.

use serde::Serialize;

use super::short_url_faults::UNKNOWN;
use crate::{
    Access, Action, Cx, Fault, Params, Result, dysms::tables::short_urls,
    shared::format::shanghai_time, text,
};

pub(in crate::dysms) struct QueryShortUrl {
    url: String,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(in crate::dysms) struct Response {
    data: Data,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(in crate::dysms) struct Data {
    short_url: String,
    source_url: String,
    short_url_name: String,
    short_url_status: &'static str,
    create_date: String,
    expire_date: String,
    page_view_count: String,
    unique_visitor_count: String,
}

impl Action for QueryShortUrl {
    const NAME: &'static str = "QueryShortUrl";
    const DOC: &'static str = "Queries a short URL.";
    const ACCESS: Access = Access::Get;
    const FAULTS: &'static [Fault] = &[UNKNOWN];
    type Response = Response;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        Ok(Self { url: p.required(text("ShortUrl").doc("The short URL."))? })
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Response> {
        let account = cx.account().to_owned();
        let it = short_urls::short_url(cx.tx, &account, &self.url)?.ok_or(UNKNOWN)?;
        Ok(Response {
            data: Data {
                short_url_status: it.state_at(cx.now),
                create_date: shanghai_time(it.made),
                expire_date: shanghai_time(it.expires),
                page_view_count: it.views.to_string(),
                // All who open it are on this machine, and count as one (modelled).
                unique_visitor_count: it.views.min(1).to_string(),
                short_url: it.url,
                source_url: it.source,
                short_url_name: it.name,
            },
        })
    }
}
