//! `GetTrackListByMailFromAndTagName` answers what `GetTrackList` does, under other names.

use serde::Serialize;

use crate::dm::statistics::tracks::{self, Question, Row};
use crate::{Access, Action, Cx, Params, Result};

pub(in crate::dm) struct GetTrackListByMailFromAndTagName(Question);

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(in crate::dm) struct Response {
    total: i64,
    // A text here, and a number in the other action.
    total_pages: String,
    page_no: i64,
    page_size: i64,
    track_list: Rows,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(in crate::dm) struct Rows {
    stat: Vec<Row>,
}

impl Action for GetTrackListByMailFromAndTagName {
    const NAME: &'static str = "GetTrackListByMailFromAndTagName";
    const DOC: &'static str = "Counts how often mails of a sender were opened and clicked.";
    const ACCESS: Access = Access::List;
    type Response = Response;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        Ok(Self(tracks::read(p)?))
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Response> {
        let it = tracks::answer(cx, &self.0)?;
        Ok(Response {
            total: it.total,
            total_pages: it.pages.to_string(),
            page_no: it.page.number,
            page_size: it.page.size,
            track_list: Rows { stat: it.stat },
        })
    }
}
