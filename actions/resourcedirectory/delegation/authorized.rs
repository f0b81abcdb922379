//! What of a directory the caller is authorized to read.

use std::borrow::Cow;

use crate::{
    Caller, Cx, Result,
    ports::store::{self, Tx},
    request::page::Page,
};

/// How many rows are looked at at a time.
pub(in crate::resourcedirectory) const BATCH: i64 = 500;

/// A page of the rows whose ARN policies allow the caller to call `action` on, and how many there are.
/// `read` finds a batch of the rows after a key, which is empty for the first batch, in the order of their
/// keys. The whole directory is looked at, a batch at a time.
pub(in crate::resourcedirectory) fn page<T>(
    cx: &mut Cx<'_>,
    page: Page,
    action: &str,
    read: impl Fn(&mut dyn Tx, &str) -> store::Result<Vec<T>>,
    key: impl Fn(&T) -> &str,
    arn: impl Fn(&Caller, &T) -> String,
) -> Result<(Vec<T>, i64)> {
    let (mut shown, mut total) = (Vec::new(), 0);
    let end = page.skip().saturating_add(page.size);
    let mut after = String::new();
    loop {
        let rows = read(cx.tx, &after)?;
        let Some(last) = rows.last() else { return Ok((shown, total)) };
        key(last).clone_into(&mut after);
        for row in rows {
            if cx.may(action, &[Cow::Owned(arn(cx.caller, &row))]) {
                if (page.skip()..end).contains(&total) {
                    shown.push(row);
                }
                total += 1;
            }
        }
    }
}
