//! What the network makes of a message: due work, some seconds after it was sent.

use serde_json::Value;

use crate::{
    Cx, Result,
    dypns::tables::codes,
    dysms::network::{self, DELIVERED, Report},
    ports::{
        due::{About, DueWork},
        message_details::MessageState,
    },
};

/// The network says what has become of a message.
pub(in crate::dypns) const DELIVERY: DueWork = DueWork {
    kind: "delivery",
    about: |biz_id| About::new(format!("receipt of {biz_id}"), format!("发送 {biz_id} 的回执")),
    run,
};

fn run(cx: &mut Cx<'_>, biz_id: &str) -> Result<()> {
    let account = cx.account().to_owned();
    let Some(it) = codes::of_send(cx.tx, &account, biz_id)?.filter(|it| it.status == 1) else {
        return Ok(());
    };
    let code = it.outcome.as_deref().unwrap_or(DELIVERED);
    let delivered = code == DELIVERED;
    let status = if delivered { 3 } else { 2 };
    codes::settle(cx.tx, it.id, (status, code), cx.now)?;
    let state = if delivered { MessageState::Delivered } else { MessageState::Failed };
    cx.settle_message(it.outbox, state, Some(code))?;
    let element = network::report_element(&Report {
        sent: it.sent,
        reported: cx.now,
        delivered,
        code,
        phone: &it.phone,
        size: it.size,
        biz_id: &it.biz_id,
        out_id: it.out_id.as_deref(),
    });
    network::push(cx, "DypnsSmsVerifyReport", &Value::Array(vec![element]))
}
