//! Notifies contacts about certificates and jobs.

use crate::cas::tables::{
    Owner,
    contacts::{self, Contact},
};
use crate::{
    Cx, Result,
    shared::notify::{self, Recipient},
};

/// Notifies the existing contacts of these ids by confirmed mail address and phone number, and by
/// every webhook.
pub(in crate::cas) fn notify_contacts(
    cx: &mut Cx<'_>,
    ids: &[i64],
    subject: &str,
    body: &str,
) -> Result<()> {
    let owner = Owner::of(cx);
    for id in ids {
        let Some(contact) = contacts::contact(cx.tx, owner, *id)? else { continue };
        notify::send(cx, &recipient(contact), subject, body)?;
    }
    Ok(())
}

fn recipient(contact: Contact) -> Recipient {
    Recipient {
        mail: contact.email.filter(|_| contact.email_confirmed),
        phone: Some(contact.mobile).filter(|_| contact.mobile_confirmed),
        robots: serde_json::from_str(&contact.webhooks).unwrap_or_default(),
    }
}
