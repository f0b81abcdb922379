//! Contacts, one at a time.

use crate::{
    args,
    ports::store::{self, Result, Row, Secret, StoreError, Tx},
};

/// The tally of contacts.
pub(super) const CONTACT: &str = "cms_contact";

/// The tallies of channels by which a list may be filtered without a value.
pub(super) const COUNTED_CHANNELS: [&str; 3] =
    ["cms_contact_sms", "cms_contact_aliim", "cms_contact_ding"];

/// Whether a contact has each of [`COUNTED_CHANNELS`].
type HasChannels = [bool; 3];

fn read_channels(row: &Row<'_>) -> Result<HasChannels> {
    Ok([row.opt_text(0)?.is_some(), row.opt_text(1)?.is_some(), row.opt_text(2)?.is_some()])
}

/// Updates the tallies of added and removed channels.
fn tally_channels(
    tx: &mut dyn Tx,
    account: &str,
    before: HasChannels,
    after: HasChannels,
) -> Result<()> {
    for (kind, change) in COUNTED_CHANNELS.into_iter().zip(before.into_iter().zip(after)) {
        match change {
            (false, true) => drop(store::tally_add(tx, account, kind)?),
            (true, false) => store::tally_sub(tx, account, kind, 1)?,
            _ => {}
        }
    }
    Ok(())
}

/// A channel that needs activation: the active value and the pending one.
#[derive(Clone, Debug)]
pub(in crate::cms) struct Confirmed {
    pub(in crate::cms) active: Option<String>,
    pub(in crate::cms) pending: Option<String>,
}

#[derive(Clone, Debug)]
pub(in crate::cms) struct Contact {
    /// Its sequence number in the account.
    pub(in crate::cms) seq: i64,
    pub(in crate::cms) name: String,
    pub(in crate::cms) about: String,
    pub(in crate::cms) lang: Option<String>,
    pub(in crate::cms) mail: Confirmed,
    pub(in crate::cms) sms: Confirmed,
    pub(in crate::cms) aliim: Option<String>,
    pub(in crate::cms) ding: Option<String>,
    pub(in crate::cms) made: i64,
    pub(in crate::cms) changed: i64,
}

/// The fields of a contact in a call.
pub(in crate::cms) struct ContactFields {
    pub(in crate::cms) name: String,
    pub(in crate::cms) about: String,
    /// Kept as it is if omitted.
    pub(in crate::cms) lang: Option<String>,
    pub(in crate::cms) mail: Option<String>,
    pub(in crate::cms) sms: Option<String>,
    pub(in crate::cms) aliim: Option<String>,
    pub(in crate::cms) ding: Option<String>,
}

pub(in crate::cms) fn contact(
    tx: &mut dyn Tx,
    account: &str,
    name: &str,
) -> Result<Option<Contact>> {
    tx.row(
        "SELECT seq, name, about, lang, mail, mail_pending, sms, sms_pending, aliim, ding, made, changed
         FROM cms_contact WHERE account = $1 AND name = $2",
        args![account, name],
        read_contact,
    )
}

/// Creates a contact, or changes the one of that name.
///
/// A mail address or phone number is pending until activated, unless it is the active one, which
/// stays active meanwhile. Without a value the channel is removed.
pub(in crate::cms) fn put_contact(
    tx: &mut dyn Tx,
    account: &str,
    c: &ContactFields,
    now: i64,
) -> Result<()> {
    // Most calls are for an existing contact and keep its channels: then no index changes.
    let changed = tx.execute(
        "UPDATE cms_contact SET about = $1, lang = COALESCE($2, lang), changed = $3
         WHERE account = $4 AND name = $5
         AND COALESCE(mail_pending, mail) IS NOT DISTINCT FROM CAST($6 AS TEXT)
         AND COALESCE(sms_pending, sms) IS NOT DISTINCT FROM CAST($7 AS TEXT)
         AND aliim IS NOT DISTINCT FROM CAST($8 AS TEXT)
         AND ding IS NOT DISTINCT FROM CAST($9 AS TEXT)",
        args![&c.about, &c.lang, now, account, &c.name, &c.mail, &c.sms, &c.aliim, Secret(&c.ding)],
    )?;
    if changed > 0 {
        return Ok(());
    }
    let after = [c.sms.is_some(), c.aliim.is_some(), c.ding.is_some()];
    let before = tx.row(
        "SELECT COALESCE(sms_pending, sms), aliim, ding FROM cms_contact WHERE account = $1 AND name = $2",
        args![account, &c.name],
        read_channels,
    )?;
    tally_channels(tx, account, before.unwrap_or_default(), after)?;
    if before.is_some() {
        tx.execute(
            "UPDATE cms_contact SET about = $1, lang = COALESCE($2, lang),
         mail = CASE WHEN CAST($3 AS TEXT) IS NULL THEN NULL ELSE mail END,
         mail_pending = CASE WHEN mail = $3 THEN NULL ELSE $3 END,
         sms = CASE WHEN CAST($4 AS TEXT) IS NULL THEN NULL ELSE sms END,
         sms_pending = CASE WHEN sms = $4 THEN NULL ELSE $4 END,
         aliim = $5, ding = $6, changed = $7
         WHERE account = $8 AND name = $9",
            args![
                &c.about,
                &c.lang,
                &c.mail,
                &c.sms,
                &c.aliim,
                Secret(&c.ding),
                now,
                account,
                &c.name
            ],
        )?;
        return Ok(());
    }
    let seq = store::tally_add(tx, account, CONTACT)?;
    tx.execute(
        "INSERT INTO cms_contact (account, seq, name, about, lang, mail_pending, sms_pending,
         aliim, ding, made, changed)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $10)",
        args![
            account,
            seq,
            &c.name,
            &c.about,
            &c.lang,
            &c.mail,
            &c.sms,
            &c.aliim,
            Secret(&c.ding),
            now
        ],
    )?;
    Ok(())
}

/// Sets description and language of the contact of that name if one of its channels is pending
/// activation, and keeps its channels. Returns whether it did.
pub(in crate::cms) fn describe_waiting_contact(
    tx: &mut dyn Tx,
    account: &str,
    c: &ContactFields,
    now: i64,
) -> Result<bool> {
    let changed = tx.execute(
        "UPDATE cms_contact SET about = $1, lang = COALESCE($2, lang), changed = $3
         WHERE account = $4 AND name = $5
         AND (mail_pending IS NOT NULL OR sms_pending IS NOT NULL)",
        args![&c.about, &c.lang, now, account, &c.name],
    )?;
    Ok(changed > 0)
}

/// Deletes a contact and its memberships. Returns its sequence number, if it existed.
pub(in crate::cms) fn delete_contact(
    tx: &mut dyn Tx,
    account: &str,
    name: &str,
) -> Result<Option<i64>> {
    let deleted = tx.row(
        "DELETE FROM cms_contact WHERE account = $1 AND name = $2
         RETURNING COALESCE(sms_pending, sms), aliim, ding, seq",
        args![account, name],
        |row| Ok((read_channels(row)?, row.int(3)?)),
    )?;
    let Some((had, seq)) = deleted else { return Ok(None) };
    store::tally_sub(tx, account, CONTACT, 1)?;
    tally_channels(tx, account, had, HasChannels::default())?;
    Ok(Some(seq))
}

/// The contact of this number.
pub(in crate::cms) fn contact_of_seq(
    tx: &mut dyn Tx,
    account: &str,
    seq: i64,
) -> Result<Option<Contact>> {
    tx.row(
        "SELECT seq, name, about, lang, mail, mail_pending, sms, sms_pending, aliim, ding, made, changed
         FROM cms_contact WHERE account = $1 AND seq = $2",
        args![account, seq],
        read_contact,
    )
}

/// Activates the pending mail address.
pub(in crate::cms) fn activate_mail(tx: &mut dyn Tx, account: &str, seq: i64) -> Result<()> {
    let changed = tx.execute(
        "UPDATE cms_contact SET mail = mail_pending, mail_pending = NULL
         WHERE account = $1 AND seq = $2",
        args![account, seq],
    )?;
    if changed == 1 { Ok(()) } else { Err(StoreError::Shape) }
}

/// Activates the pending phone number.
pub(in crate::cms) fn activate_sms(tx: &mut dyn Tx, account: &str, seq: i64) -> Result<()> {
    let changed = tx.execute(
        "UPDATE cms_contact SET sms = sms_pending, sms_pending = NULL
         WHERE account = $1 AND seq = $2",
        args![account, seq],
    )?;
    if changed == 1 { Ok(()) } else { Err(StoreError::Shape) }
}

pub(super) fn read_contact(row: &Row<'_>) -> Result<Contact> {
    Ok(Contact {
        seq: row.int(0)?,
        name: row.text(1)?,
        about: row.text(2)?,
        lang: row.opt_text(3)?,
        mail: Confirmed { active: row.opt_text(4)?, pending: row.opt_text(5)? },
        sms: Confirmed { active: row.opt_text(6)?, pending: row.opt_text(7)? },
        aliim: row.opt_text(8)?,
        ding: row.opt_text(9)?,
        made: row.int(10)?,
        changed: row.int(11)?,
    })
}
