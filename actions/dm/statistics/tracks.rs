//! How often mails were opened and their links were, by days: what the two actions that answer it have alike.

use serde::Serialize;

use crate::dm::{
    statistics::times::{self, DAY},
    tables::{
        Owner,
        mail_statistics::{self, Filter, TracedDay},
    },
};
use crate::{Cx, Params, Result, Spec, request::page::Page, shared::format, text};

/// Which mails it is about, and which page.
pub(in crate::dm) struct Question {
    account: Option<String>,
    tag: Option<String>,
    from_time: String,
    to_time: String,
    page: Page,
}

/// The days of a page, and how many there are.
pub(in crate::dm) struct Days {
    pub(in crate::dm) page: Page,
    pub(in crate::dm) total: i64,
    pub(in crate::dm) pages: i64,
    pub(in crate::dm) stat: Vec<Row>,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(in crate::dm) struct Row {
    create_time: String,
    total_number: String,
    rcpt_open_count: String,
    rcpt_open_rate: String,
    rcpt_unique_open_count: String,
    rcpt_unique_open_rate: String,
    rcpt_click_count: String,
    rcpt_click_rate: String,
    rcpt_unique_click_count: String,
    rcpt_unique_click_rate: String,
}

/// A number as a text, which is what the vendor has for these.
const fn count(name: &'static str) -> Spec<String> {
    text(name).form("number", |it| it.parse::<i64>().is_ok_and(|n| n > 0))
}

/// Reads the parameters. What the vendor calls deprecated is not read.
pub(in crate::dm) fn read(p: &mut Params<'_>) -> Result<Question> {
    let number = p.optional(count("PageNumber").doc("The page, from 1."))?;
    let size = p.optional(count("PageSize").doc("How many to a page, 1000 at most."))?;
    let read = |it: Option<String>| it.and_then(|it| it.parse::<i64>().ok());
    let (number, size) = (read(number).unwrap_or(1), read(size).unwrap_or(10));
    Ok(Question {
        account: p.optional(text("AccountName").doc("Only mail of this sender."))?,
        tag: p.optional(text("TagName").doc("Only mail with this tag."))?,
        from_time: p.required(text("StartTime").doc("The first day."))?,
        to_time: p.required(text("EndTime").doc("The last day."))?,
        page: Page { number, size: p.page_size(size.min(1000)) },
    })
}

/// The days of a question, of mails that were sent with `ClickTrace`.
pub(in crate::dm) fn answer(cx: &mut Cx<'_>, it: &Question) -> Result<Days> {
    let owner = Owner::of(cx);
    let times = (Some(&*it.from_time), Some(&*it.to_time));
    let (from, to) = times::span(times, cx.now, 7)?;
    let (address, tag) = (it.account.as_deref(), it.tag.as_deref());
    let filter = Filter { from, to, address, tag, ..Filter::default() };
    let all = mail_statistics::traced_days(cx.tx, owner, &filter)?;
    let count = |it: i64| usize::try_from(it).unwrap_or(usize::MAX);
    let total = i64::try_from(all.len()).unwrap_or(i64::MAX);
    let (skip, size) = (count(it.page.skip()), count(it.page.size));
    Ok(Days {
        page: it.page,
        total,
        pages: (total + it.page.size - 1) / it.page.size,
        stat: all.into_iter().skip(skip).take(size).map(row).collect(),
    })
}

fn row(it: TracedDay) -> Row {
    let rate = |part| times::percent(part, it.mails);
    Row {
        create_time: format::date(it.day.saturating_mul(DAY)),
        total_number: it.mails.to_string(),
        rcpt_open_count: it.opens.to_string(),
        rcpt_open_rate: rate(it.opens),
        rcpt_unique_open_count: it.opened.to_string(),
        rcpt_unique_open_rate: rate(it.opened),
        rcpt_click_count: it.clicks.to_string(),
        rcpt_click_rate: rate(it.clicks),
        rcpt_unique_click_count: it.clicked.to_string(),
        rcpt_unique_click_rate: rate(it.clicked),
    }
}
