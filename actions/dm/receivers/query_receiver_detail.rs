//! `QueryReceiverDetail` lists who is on a list, by address.

use serde::Serialize;
use serde_json::{Map, Value};

use crate::dm::{
    faults::NO_RECEIVER_ID,
    lists::{minutes, seconds},
    receivers::members::{self, FIELDS},
    tables::receivers::{self, Member},
};
use crate::shared::filters::pattern;
use crate::{Access, Action, Cx, Fault, Params, Result, int, text};

pub(in crate::dm) struct QueryReceiverDetail {
    id: String,
    keyword: Option<String>,
    after: String,
    size: i64,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(in crate::dm) struct Response {
    total_count: i64,
    next_start: String,
    data_schema: String,
    #[serde(rename = "data")]
    data: Rows,
}

#[derive(Serialize)]
pub(in crate::dm) struct Rows {
    detail: Vec<Row>,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(in crate::dm) struct Row {
    email: String,
    data: String,
    create_time: String,
    utc_create_time: i64,
}

impl Action for QueryReceiverDetail {
    const NAME: &'static str = "QueryReceiverDetail";
    const DOC: &'static str = "Queries who is on a list of recipients.";
    const ACCESS: Access = Access::List;
    const FAULTS: &'static [Fault] = &[NO_RECEIVER_ID];
    type Response = Response;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        let after = text("NextStart").doc("The NextStart of the answer before, to go on from.");
        let size = int("PageSize").range(1, 50).doc("How many to a page.");
        let size = p.default(size, 10)?;
        Ok(Self {
            id: p.required(text("ReceiverId").doc("The list."))?,
            keyword: p.optional(text("KeyWord").doc("Part of an address."))?,
            after: p.default(after, "")?,
            size: p.page_size(size),
        })
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Response> {
        let list = members::find(cx, &self.id)?;
        let like = self.keyword.as_deref().map(pattern);
        let from = (&*self.after, like.as_deref());
        let mut found = receivers::members(cx.tx, &list.id, from, self.size + 1)?;
        let size = usize::try_from(self.size).unwrap_or(usize::MAX);
        let more = found.len() > size;
        found.truncate(size);
        let next = found.last().filter(|_| more).map(|it| it.email.clone());
        let names: Vec<&str> = FIELDS.iter().map(|(_, name)| *name).collect();
        Ok(Response {
            total_count: list.members,
            next_start: next.unwrap_or_default(),
            data_schema: names.join(","),
            data: Rows { detail: found.into_iter().map(row).collect() },
        })
    }
}

/// The fields of the schema between commas; of a recipient with others those, as JSON.
fn row(it: Member) -> Row {
    let fields: Map<String, Value> = serde_json::from_str(&it.fields).unwrap_or_default();
    let known = |name: &String| FIELDS.iter().any(|(_, it)| it == name);
    let data = if fields.keys().all(known) {
        let value = |name: &str| fields.get(name).and_then(Value::as_str).unwrap_or_default();
        let all: Vec<&str> = FIELDS.iter().map(|(_, name)| value(name)).collect();
        all.join(",")
    } else {
        it.fields
    };
    Row { email: it.email, data, create_time: minutes(it.made), utc_create_time: seconds(it.made) }
}
