//! What the network makes of messages: due work, some seconds after they were sent.

use std::collections::BTreeSet;

use super::{codes::DELIVERED, receipts};
use crate::{
    Cx, Result,
    dysms::tables::messages::{self, SentMessage},
    ports::{
        due::{About, DueWork},
        message_details::MessageState,
    },
};

/// The network says what has become of the messages of a send.
pub(crate) const DELIVERY: DueWork = DueWork {
    kind: "delivery",
    about: |biz_id| About::new(format!("receipts of {biz_id}"), format!("发送 {biz_id} 的回执")),
    run,
};

/// Schedules what the network says of messages that were sent together.
pub(super) fn schedule(cx: &mut Cx<'_>, biz_id: &str, sent: &[SentMessage]) -> Result<()> {
    let times: BTreeSet<i64> = sent.iter().filter_map(|it| it.due).collect();
    for at in times {
        cx.schedule(at, DELIVERY.kind, biz_id)?;
    }
    Ok(())
}

fn run(cx: &mut Cx<'_>, biz_id: &str) -> Result<()> {
    let account = cx.account().to_owned();
    let mut settled = Vec::new();
    for mut it in messages::of_send(cx.tx, &account, biz_id)? {
        if it.status == 1 && it.due.is_some_and(|due| due <= cx.now) {
            let outcome = it.outcome.clone().unwrap_or_else(|| DELIVERED.to_owned());
            settle(cx, &mut it, &outcome)?;
            settled.push(it);
        }
    }
    receipts::report(cx, &settled)
}

/// Writes down what the network says of a message.
pub(in crate::dysms) fn settle(
    cx: &mut Cx<'_>,
    message: &mut SentMessage,
    code: &str,
) -> Result<()> {
    // `DELIVRD` is how older receipts spell it (observed).
    let is_delivered = code == DELIVERED || code == "DELIVRD";
    message.status = if is_delivered { 3 } else { 2 };
    message.err_code = Some(code.to_owned());
    message.reported = Some(cx.now);
    messages::settle(cx.tx, message.id, message.status, code, cx.now)?;
    let state = if is_delivered { MessageState::Delivered } else { MessageState::Failed };
    cx.settle_message(message.outbox, state, Some(code))?;
    Ok(())
}
