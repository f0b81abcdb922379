//! `ListBlockSending` lists who gets no mail of a sender for having unsubscribed or reported it, newest first.

use serde::Serialize;

use crate::dm::{
    feedback::blocking,
    lists::seconds,
    tables::{
        Owner,
        blocks::{self, Block, Filter},
    },
};
use crate::{Access, Action, Cx, Params, Result, int, text};

pub(in crate::dm) struct ListBlockSending {
    kind: String,
    sender: Option<String>,
    recipient: Option<String>,
    made: (Option<i64>, Option<i64>),
    before: i64,
    size: i64,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(in crate::dm) struct Response {
    data: Vec<Row>,
    max_results: i64,
    next_token: String,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(in crate::dm) struct Row {
    block_email: String,
    sender_email: String,
    block_time: i64,
    send_time: i64,
    reason: i64,
}

impl Action for ListBlockSending {
    const NAME: &'static str = "ListBlockSending";
    const DOC: &'static str = "Queries who has unsubscribed or reported mail.";
    const ACCESS: Access = Access::List;
    type Response = Response;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        let time = |name, doc| int(name).doc(doc);
        let next = text("NextToken").form("token", |it| it.parse::<i64>().is_ok_and(|n| n > 0));
        let next = p.optional(next.doc("The NextToken of the answer before, to go on from."))?;
        // The size by default is modelled.
        let size = p.default(int("MaxResults").range(1, 500).doc("How many to a page."), 50)?;
        Ok(Self {
            kind: p.required(blocking::KIND)?,
            sender: p.optional(text("SenderEmail").doc("Only those of this sender."))?,
            recipient: p.optional(text("BlockEmail").doc("Only this recipient."))?,
            made: (
                p.optional(time("BeginTime", "From this time on, in milliseconds since 1970."))?,
                p.optional(time("EndTime", "Up to this time, in milliseconds since 1970."))?,
            ),
            before: next.and_then(|it| it.parse().ok()).unwrap_or(i64::MAX),
            size: p.page_size(size),
        })
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Response> {
        let owner = Owner::of(cx);
        let small = |it: Option<String>| it.map(|it| it.to_ascii_lowercase());
        let (sender, recipient) = (small(self.sender), small(self.recipient));
        let filter = Filter {
            kind: &self.kind,
            sender: sender.as_deref(),
            recipient: recipient.as_deref(),
            made: (self.made.0.unwrap_or(0), self.made.1.unwrap_or(i64::MAX)),
        };
        let mut found = blocks::list(cx.tx, owner, &filter, (self.before, self.size + 1))?;
        let size = usize::try_from(self.size).unwrap_or(usize::MAX);
        let more = found.len() > size;
        found.truncate(size);
        let next = found.last().filter(|_| more).map(|it| it.id.to_string());
        Ok(Response {
            data: found.into_iter().map(row).collect(),
            max_results: self.size,
            next_token: next.unwrap_or_default(),
        })
    }
}

fn row(it: Block) -> Row {
    Row {
        block_email: it.recipient,
        sender_email: it.sender,
        block_time: seconds(it.made),
        send_time: seconds(it.sent),
        reason: it.reason,
    }
}
