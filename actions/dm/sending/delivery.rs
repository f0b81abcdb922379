//! Mail takes time: then it is delivered, or comes back.

use crate::dm::{
    sending::{events, fates::NO_MAILBOX},
    tables::{Owner, mails, suppressions},
};
use crate::{
    Cx, Result,
    ports::{
        due::{About, DueWork},
        message_details::MessageState,
    },
};

/// The end of the delivery of what one call sent.
pub(in crate::dm) const DUE: DueWork = DueWork {
    kind: "delivery",
    about: |envelope| {
        About::new(format!("delivery of mail {envelope}"), format!("邮件 {envelope} 的投递"))
    },
    run: end,
};

/// Has what was sent delivered, after this time.
pub(in crate::dm) fn begin(cx: &mut Cx<'_>, envelope: &str, delay: i64) -> Result<()> {
    if delay == 0 {
        return end(cx, envelope);
    }
    cx.schedule(cx.now.saturating_add(delay), DUE.kind, envelope)
}

fn end(cx: &mut Cx<'_>, envelope: &str) -> Result<()> {
    let owner = Owner::of(cx);
    for it in mails::unsettled(cx.tx, envelope)? {
        mails::settle(cx.tx, it.id, it.fate, cx.now)?;
        let is_delivered = it.fate == 0;
        let state = if is_delivered { MessageState::Delivered } else { MessageState::Failed };
        let why = Some(&*it.classification).filter(|it| !it.is_empty());
        cx.settle_message(it.message, state, why)?;
        // Mail to a mailbox that does not exist puts its address on the list of the account.
        if it.classification == NO_MAILBOX.classification {
            let address = it.recipient.to_ascii_lowercase();
            suppressions::add(cx.tx, owner, (&address, "system"), (cx.now, cx.now))?;
        }
        events::settled(cx, &it)?;
    }
    Ok(())
}
