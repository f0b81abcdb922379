//! Mail that programs hand over by SMTP: who may, and what becomes of it. It is checked as mail of an action is, and goes
//! into the same outbox. The replies are the recorded ones of the vendor's server.

use serde_json::{Map, Value};

use crate::dm::{
    DM,
    faults::{BAD_DOMAIN_STATUS, NO_ADDRESS, OVER_QUOTA},
    passwords,
    sending::{
        fates,
        letters::{self, Envelope, Letter},
        sender,
    },
    tables::{Owner, addresses, domains, quotas, settings},
};
use crate::{
    ApiError, Cx, Product,
    ports::store::{self, Tx},
};

/// The product whose mail it is.
#[must_use]
pub fn product() -> &'static Product {
    &DM
}

/// Who hands over mail.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Submitter {
    /// The account.
    pub account: String,
    /// The region of the address.
    pub region: String,
    /// The address.
    pub address: String,
}

/// A mail that was handed over.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Submission {
    /// The recipients that the program has named.
    pub to: Vec<String>,
    /// The subject.
    pub subject: String,
    /// The name of the sender.
    pub alias: Option<String>,
    /// Where answers go.
    pub reply: Option<String>,
    /// The text.
    pub text: Option<String>,
    /// The text as HTML.
    pub html: Option<String>,
    /// The headers as they came, an object of texts.
    pub headers: Map<String, Value>,
    /// The attachments, a list of objects.
    pub attachments: Option<Value>,
    /// The tag that its headers name.
    pub tag: Option<String>,
}

/// A reply of the server: a code and a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reply {
    /// The code: 250 and the like.
    pub code: u16,
    /// The text.
    pub text: String,
}

impl Reply {
    /// A reply.
    #[must_use]
    pub fn new(code: u16, text: impl Into<String>) -> Self {
        Self { code, text: text.into() }
    }
}

/// The sender address of this name whose password, or that of whose domain, this is. One name may be there in several
/// regions: that with the password is meant.
pub fn log_in(
    tx: &mut dyn Tx,
    name: &str,
    password: &str,
) -> Result<Option<Submitter>, store::StoreError> {
    if !tx.has_part(DM.id)? {
        return Ok(None);
    }
    let name = name.to_ascii_lowercase();
    for it in addresses::everywhere(tx, &name)? {
        let is_own = it.password_digest == Some(passwords::digest(&it.name, password));
        let is_of_domain = match domains::domain(tx, it.owner(), it.domain)? {
            Some(domain) => {
                domain.password_digest == Some(passwords::digest(&domain.name, password))
            }
            None => false,
        };
        if is_own || (it.password_digest.is_none() && is_of_domain) {
            return Ok(Some(Submitter {
                account: it.account,
                region: it.region,
                address: it.name,
            }));
        }
    }
    Ok(None)
}

/// Takes a mail as an action does: the reply is the id of it, or why it is not taken. An error is one of the emulator.
///
/// The replies to a recipient that is refused are those of the vendor's list of SMTP errors.
pub fn take(cx: &mut Cx<'_>, from: &str, mail: Submission) -> Result<Reply, ApiError> {
    match send(cx, from, mail) {
        Ok(id) => Ok(Reply::new(250, format!("Data Ok: queued as freedom ###envid={id}"))),
        Err(error) => refused(cx, error),
    }
}

fn send(cx: &mut Cx<'_>, from: &str, mail: Submission) -> Result<String, ApiError> {
    let address = sender::find(cx, from)?;
    let known = |tag: &String| {
        tag.len() <= 128 && tag.chars().all(|c| c.is_ascii_alphanumeric() || "_-".contains(c))
    };
    let envelope = Envelope {
        action: "SMTP",
        alias: mail.alias,
        reply: mail.reply.map(|reply| (reply, None)),
        tag: mail.tag.filter(known).unwrap_or_default(),
        template: None,
        headers: mail.headers,
        attachments: mail.attachments,
        ..Envelope::default()
    };
    let letters = mail.to.into_iter().map(|to| Letter {
        to,
        subject: mail.subject.clone(),
        html: mail.html.clone(),
        text: mail.text.clone(),
        values: None,
    });
    letters::send(cx, &address, &envelope, letters)
}

/// The reply for an error of an action.
fn refused(cx: &mut Cx<'_>, error: ApiError) -> Result<Reply, ApiError> {
    let is = |fault: crate::Fault| error.code == fault.code;
    if error.status >= 500 {
        return Err(error);
    }
    Ok(if is(OVER_QUOTA) {
        let owner = Owner::of(cx);
        let quota = settings::read(cx.tx, owner)?.daily_quota;
        let [day, _] = quotas::of_owner(cx.tx, owner, cx.now)?;
        let span = if day >= quota { "Daily" } else { "Monthly" };
        Reply::new(552, format!("{span} sending quota exceeded"))
    } else if is(NO_ADDRESS) || is(BAD_DOMAIN_STATUS) {
        Reply::new(554, error.into_fields().message)
    } else {
        Reply::new(551, "Main account unavailable")
    })
}

/// The reply to a recipient that is refused as soon as it is named.
pub fn refusal(cx: &mut Cx<'_>, to: &str) -> Result<Option<Reply>, ApiError> {
    let found = fates::refusal(cx, to)?;
    Ok(found.map(|fault| {
        if fault.code == OVER_QUOTA.code {
            Reply::new(552, "Daily sending quota exceeded")
        } else {
            Reply::new(563, "Recipient is on the invalid address list of the account")
        }
    }))
}
