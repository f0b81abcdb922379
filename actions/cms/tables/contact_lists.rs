//! Lists of contacts.

use super::contacts::{CONTACT, COUNTED_CHANNELS, Contact, contact, read_contact};
use crate::{
    args,
    ports::store::{self, Result, Secret, Tx, Value},
    request::page::Page,
};

/// Which contacts a list shows.
pub(in crate::cms) enum Filter<'a> {
    All,
    /// The one of this name.
    Name(&'a str),
    /// Those with this channel, and with this value and name if given.
    Channel {
        name: Option<&'a str>,
        channel: &'a str,
        value: Option<&'a str>,
    },
}

/// The statements of a filter by the value of a channel: one pair for each channel, so that its
/// index is used.
struct ByValue {
    count: &'static str,
    page: &'static str,
}

macro_rules! by_value {
    ($value:literal) => {
        ByValue {
            count: concat!(
                "SELECT COUNT(*) FROM cms_contact WHERE account = $1 AND ",
                $value,
                " = $2 AND ",
                $value,
                " IS NOT NULL"
            ),
            page: concat!(
                "SELECT seq, name, about, lang, mail, mail_pending, sms, sms_pending, aliim, ding,
                 made, changed FROM cms_contact WHERE account = $1 AND ",
                $value,
                " = $2 AND ",
                $value,
                " IS NOT NULL ORDER BY seq LIMIT $3 OFFSET $4"
            ),
        }
    };
}

/// A page of the contacts that have a channel, whatever its value.
macro_rules! page_with {
    ($value:literal) => {
        concat!(
            "SELECT seq, name, about, lang, mail, mail_pending, sms, sms_pending, aliim, ding,
             made, changed FROM cms_contact WHERE account = $1 AND ",
            $value,
            " IS NOT NULL ORDER BY seq LIMIT $2 OFFSET $3"
        )
    };
}

/// A page of contacts.
pub(in crate::cms) struct Contacts {
    pub(in crate::cms) page: Vec<Contact>,
    /// How many there are on all pages.
    pub(in crate::cms) total: i64,
    /// Whether any of them may be in a group.
    pub(in crate::cms) grouped: bool,
}

/// One page of the contacts in creation order.
pub(in crate::cms) fn list_contacts(
    tx: &mut dyn Tx,
    account: &str,
    filter: &Filter<'_>,
    page: Page,
) -> Result<Contacts> {
    let (take, skip) = (page.size, page.skip());
    let (page, total) = match *filter {
        Filter::All => {
            // The totals of the list are selected with its rows, because another statement costs as
            // much as ten rows. While no contact was deleted, sequence numbers have no gaps, so a
            // page starts at its number instead of skipping rows one by one, which is slow.
            let mut list_totals = None;
            let page = tx.rows(
                "SELECT seq, name, about, lang, mail, mail_pending, sms, sms_pending, aliim, ding,
                 made, changed,
                 (SELECT held FROM tally WHERE account = $1 AND kind = 'cms_contact'),
                 CAST(CASE WHEN EXISTS (SELECT 1 FROM cms_member WHERE account = $1)
                 THEN 1 ELSE 0 END AS BIGINT)
                 FROM cms_contact WHERE account = $1
                 AND seq > COALESCE((SELECT CASE WHEN held = last THEN CAST($2 AS BIGINT) ELSE 0 END
                 FROM tally WHERE account = $1 AND kind = 'cms_contact'), 0)
                 ORDER BY seq LIMIT $3
                 OFFSET COALESCE((SELECT CASE WHEN held = last THEN 0 ELSE $2 END
                 FROM tally WHERE account = $1 AND kind = 'cms_contact'), 0)",
                args![account, skip, take],
                |row| {
                    if list_totals.is_none() {
                        list_totals = Some((row.int(12)?, row.flag(13)?));
                    }
                    read_contact(row)
                },
            )?;
            match list_totals {
                Some((total, grouped)) => return Ok(Contacts { page, total, grouped }),
                None => (page, store::tally(tx, account, CONTACT)?),
            }
        }
        Filter::Name(name) => one(contact(tx, account, name)?, skip),
        Filter::Channel { name: Some(name), channel, value } => {
            let fits = |it: &Contact| {
                let has = match channel {
                    "Mail" => it.mail.pending.as_ref().or(it.mail.active.as_ref()),
                    "SMS" => it.sms.pending.as_ref().or(it.sms.active.as_ref()),
                    "AliIM" => it.aliim.as_ref(),
                    _ => it.ding.as_ref(),
                };
                has.is_some_and(|has| value.is_none_or(|value| value == has))
            };
            one(contact(tx, account, name)?.filter(fits), skip)
        }
        Filter::Channel { name: None, channel, value: Some(value) } => {
            let (by, value) = match channel {
                "Mail" => (by_value!("COALESCE(mail_pending, mail)"), value.into()),
                "SMS" => (by_value!("COALESCE(sms_pending, sms)"), value.into()),
                "AliIM" => (by_value!("aliim"), value.into()),
                _ => (by_value!("ding"), Value::from(Secret(value))),
            };
            let total = tx.row(by.count, args![account, value.clone()], |row| row.int(0))?;
            let found = tx.rows(by.page, args![account, value, take, skip], read_contact)?;
            (found, total.unwrap_or(0))
        }
        // No caller filters by Mail without a value.
        Filter::Channel { name: None, channel, value: None } => {
            let (tally, page) = match channel {
                "SMS" => (COUNTED_CHANNELS[0], page_with!("COALESCE(sms_pending, sms)")),
                "AliIM" => (COUNTED_CHANNELS[1], page_with!("aliim")),
                _ => (COUNTED_CHANNELS[2], page_with!("ding")),
            };
            let total = store::tally(tx, account, tally)?;
            (tx.rows(page, args![account, take, skip], read_contact)?, total)
        }
    };
    Ok(Contacts { page, total, grouped: true })
}

/// Page and total of a list of at most one contact.
fn one(found: Option<Contact>, skip: i64) -> (Vec<Contact>, i64) {
    let total = found.is_some().into();
    let shown = found.into_iter().skip(usize::try_from(skip).unwrap_or(usize::MAX));
    (shown.collect(), total)
}
