//! `GetTrackList` counts, for each day, how often mails were opened and their links were.

use serde::Serialize;

use crate::dm::statistics::tracks::{self, Question, Row};
use crate::{Access, Action, Cx, Params, Result};

pub(in crate::dm) struct GetTrackList(Question);

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(in crate::dm) struct Response {
    total: i64,
    total_pages: i64,
    page_no: i64,
    page_size: i64,
    #[serde(rename = "data")]
    data: Rows,
}

#[derive(Serialize)]
pub(in crate::dm) struct Rows {
    stat: Vec<Row>,
}

impl Action for GetTrackList {
    const NAME: &'static str = "GetTrackList";
    const DOC: &'static str = "Counts how often mails were opened and clicked on each day.";
    const ACCESS: Access = Access::List;
    type Response = Response;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        Ok(Self(tracks::read(p)?))
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Response> {
        let it = tracks::answer(cx, &self.0)?;
        Ok(Response {
            total: it.total,
            total_pages: it.pages,
            page_no: it.page.number,
            page_size: it.page.size,
            data: Rows { stat: it.stat },
        })
    }
}
