//! The rows of CloudMonitor, and every statement that touches them.

use crate::{
    args,
    ports::store::{self, Result, Row, StoreError, Tx},
    request::page::Page,
};

pub(super) const SCHEMA: &[&str] = &[
    // `mail` and `sms` are the active values, `…_pending` those pending activation.
    "CREATE TABLE cms_contact (
        account TEXT NOT NULL, seq BIGINT NOT NULL, name TEXT NOT NULL, about TEXT NOT NULL,
        lang TEXT, mail TEXT, mail_pending TEXT, sms TEXT, sms_pending TEXT, aliim TEXT, ding TEXT,
        made BIGINT NOT NULL, changed BIGINT NOT NULL,
        PRIMARY KEY (account, seq), UNIQUE (account, name)
    )",
    "CREATE TABLE cms_group (
        account TEXT NOT NULL, seq BIGINT NOT NULL, name TEXT NOT NULL, about TEXT NOT NULL,
        subscribed BIGINT NOT NULL, made BIGINT NOT NULL, changed BIGINT NOT NULL,
        PRIMARY KEY (account, seq), UNIQUE (account, name)
    )",
    "CREATE TABLE cms_member (
        account TEXT NOT NULL, grp BIGINT NOT NULL, place BIGINT NOT NULL, contact BIGINT NOT NULL,
        PRIMARY KEY (account, contact, grp),
        FOREIGN KEY (account, grp) REFERENCES cms_group ON DELETE CASCADE,
        FOREIGN KEY (account, contact) REFERENCES cms_contact ON DELETE CASCADE
    )",
    "CREATE INDEX cms_member_of ON cms_member (account, grp, place)",
    "CREATE TABLE cms_activation (
        account TEXT NOT NULL, contact BIGINT NOT NULL, channel TEXT NOT NULL,
        token TEXT NOT NULL UNIQUE, value TEXT NOT NULL, made BIGINT NOT NULL,
        PRIMARY KEY (account, contact, channel),
        FOREIGN KEY (account, contact) REFERENCES cms_contact ON DELETE CASCADE
    )",
    // Indexes for list filters. Contacts without the channel are not in the index.
    "CREATE INDEX cms_contact_mail ON cms_contact (account, (COALESCE(mail_pending, mail)), seq)
     WHERE COALESCE(mail_pending, mail) IS NOT NULL",
    "CREATE INDEX cms_contact_sms ON cms_contact (account, (COALESCE(sms_pending, sms)), seq)
     WHERE COALESCE(sms_pending, sms) IS NOT NULL",
    "CREATE INDEX cms_contact_aliim ON cms_contact (account, aliim, seq) WHERE aliim IS NOT NULL",
    "CREATE INDEX cms_contact_ding ON cms_contact (account, ding, seq) WHERE ding IS NOT NULL",
    // The links of all products are in one table.
    "INSERT INTO verification (product, account, subject, channel, slot, token, value, made, expires)
     SELECT 'cms', account, CAST(contact AS TEXT), LOWER(channel), '', token, value, made,
     made + 86400000 FROM cms_activation",
    "DROP TABLE cms_activation",
    // Indexes for pages of all contacts that have a channel. Their totals are tallied.
    "CREATE INDEX cms_contact_any_sms ON cms_contact (account, seq)
     WHERE COALESCE(sms_pending, sms) IS NOT NULL",
    "CREATE INDEX cms_contact_any_aliim ON cms_contact (account, seq) WHERE aliim IS NOT NULL",
    "CREATE INDEX cms_contact_any_ding ON cms_contact (account, seq) WHERE ding IS NOT NULL",
    "INSERT INTO tally (account, kind, held, last)
     SELECT account, 'cms_contact_sms', COUNT(*), COUNT(*) FROM cms_contact
     WHERE COALESCE(sms_pending, sms) IS NOT NULL GROUP BY account",
    "INSERT INTO tally (account, kind, held, last)
     SELECT account, 'cms_contact_aliim', COUNT(*), COUNT(*) FROM cms_contact
     WHERE aliim IS NOT NULL GROUP BY account",
    "INSERT INTO tally (account, kind, held, last)
     SELECT account, 'cms_contact_ding', COUNT(*), COUNT(*) FROM cms_contact
     WHERE ding IS NOT NULL GROUP BY account",
];

const CONTACT: &str = "cms_contact";
const GROUP: &str = "cms_group";

/// The tallies of channels by which a list may be filtered without a value.
const COUNTED_CHANNELS: [&str; 3] = ["cms_contact_sms", "cms_contact_aliim", "cms_contact_ding"];

/// Whether a contact has each of [`COUNTED_CHANNELS`].
type HasChannels = [bool; 3];

fn read_channels(row: &Row<'_>) -> Result<HasChannels> {
    Ok([row.flag(0)?, row.flag(1)?, row.flag(2)?])
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
pub(super) struct Confirmed {
    pub(super) active: Option<String>,
    pub(super) pending: Option<String>,
}

#[derive(Clone, Debug)]
pub(super) struct Contact {
    /// Its sequence number in the account.
    pub(super) seq: i64,
    pub(super) name: String,
    pub(super) about: String,
    pub(super) lang: Option<String>,
    pub(super) mail: Confirmed,
    pub(super) sms: Confirmed,
    pub(super) aliim: Option<String>,
    pub(super) ding: Option<String>,
    pub(super) made: i64,
    pub(super) changed: i64,
}

/// The fields of a contact in a call.
pub(super) struct ContactFields {
    pub(super) name: String,
    pub(super) about: String,
    /// Kept as it is if omitted.
    pub(super) lang: Option<String>,
    pub(super) mail: Option<String>,
    pub(super) sms: Option<String>,
    pub(super) aliim: Option<String>,
    pub(super) ding: Option<String>,
}

#[derive(Clone, Debug)]
pub(super) struct Group {
    /// Its sequence number in the account; 0 until it is stored.
    pub(super) seq: i64,
    pub(super) name: String,
    pub(super) about: String,
    pub(super) subscribed: bool,
    pub(super) made: i64,
    pub(super) changed: i64,
}

pub(super) fn contact(tx: &mut dyn Tx, account: &str, name: &str) -> Result<Option<Contact>> {
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
pub(super) fn put_contact(
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
        args![&c.about, &c.lang, now, account, &c.name, &c.mail, &c.sms, &c.aliim, &c.ding],
    )?;
    if changed > 0 {
        return Ok(());
    }
    let after = [c.sms.is_some(), c.aliim.is_some(), c.ding.is_some()];
    let before = tx.row(
        "SELECT COALESCE(sms_pending, sms) IS NOT NULL, aliim IS NOT NULL, ding IS NOT NULL
         FROM cms_contact WHERE account = $1 AND name = $2",
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
            args![&c.about, &c.lang, &c.mail, &c.sms, &c.aliim, &c.ding, now, account, &c.name],
        )?;
        return Ok(());
    }
    let seq = store::tally_add(tx, account, CONTACT)?;
    tx.execute(
        "INSERT INTO cms_contact (account, seq, name, about, lang, mail_pending, sms_pending,
         aliim, ding, made, changed)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $10)",
        args![account, seq, &c.name, &c.about, &c.lang, &c.mail, &c.sms, &c.aliim, &c.ding, now],
    )?;
    Ok(())
}

/// Sets description and language of the contact of that name if one of its channels is pending
/// activation, and keeps its channels. Returns whether it did.
pub(super) fn describe_waiting_contact(
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
pub(super) fn delete_contact(tx: &mut dyn Tx, account: &str, name: &str) -> Result<Option<i64>> {
    let deleted = tx.row(
        "DELETE FROM cms_contact WHERE account = $1 AND name = $2
         RETURNING COALESCE(sms_pending, sms) IS NOT NULL, aliim IS NOT NULL, ding IS NOT NULL, seq",
        args![account, name],
        |row| Ok((read_channels(row)?, row.int(3)?)),
    )?;
    let Some((had, seq)) = deleted else { return Ok(None) };
    store::tally_sub(tx, account, CONTACT, 1)?;
    tally_channels(tx, account, had, HasChannels::default())?;
    Ok(Some(seq))
}

/// Which contacts a list shows.
pub(super) enum Filter<'a> {
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
pub(super) struct Contacts {
    pub(super) page: Vec<Contact>,
    /// How many there are on all pages.
    pub(super) total: i64,
    /// Whether any of them may be in a group.
    pub(super) grouped: bool,
}

/// One page of the contacts in creation order.
pub(super) fn list_contacts(
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
                "SELECT c.seq, name, about, lang, mail, mail_pending, sms, sms_pending, aliim, ding,
                 made, changed, t.held, EXISTS (SELECT 1 FROM cms_member WHERE account = $1)
                 FROM tally t CROSS JOIN cms_contact c
                 WHERE t.account = $1 AND t.kind = 'cms_contact' AND c.account = $1
                 AND c.seq > CASE WHEN t.held = t.last THEN $2 ELSE 0 END
                 ORDER BY c.seq
                 LIMIT $3 OFFSET CASE WHEN (SELECT held = last FROM tally WHERE account = $1
                 AND kind = 'cms_contact') THEN 0 ELSE $2 END",
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
            let by = match channel {
                "Mail" => by_value!("COALESCE(mail_pending, mail)"),
                "SMS" => by_value!("COALESCE(sms_pending, sms)"),
                "AliIM" => by_value!("aliim"),
                _ => by_value!("ding"),
            };
            let total = tx.row(by.count, args![account, value], |row| row.int(0))?;
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

/// The group names of the contacts with sequence numbers `first` to `last`, each with the contact's
/// number.
pub(super) fn groups_of(
    tx: &mut dyn Tx,
    account: &str,
    first: i64,
    last: i64,
) -> Result<Vec<(i64, String)>> {
    tx.rows(
        "SELECT m.contact, g.name FROM cms_member m
         JOIN cms_group g ON g.account = m.account AND g.seq = m.grp
         WHERE m.account = $1 AND m.contact BETWEEN $2 AND $3 ORDER BY m.contact, m.grp",
        args![account, first, last],
        |row| Ok((row.int(0)?, row.text(1)?)),
    )
}

pub(super) fn group(tx: &mut dyn Tx, account: &str, name: &str) -> Result<Option<Group>> {
    tx.row(
        "SELECT seq, name, about, subscribed, made, changed FROM cms_group
         WHERE account = $1 AND name = $2",
        args![account, name],
        read_group,
    )
}

/// Inserts or updates a group. A new one gets the next number.
pub(super) fn put_group(tx: &mut dyn Tx, account: &str, g: &mut Group) -> Result<()> {
    if g.seq == 0 {
        g.seq = store::tally_add(tx, account, GROUP)?;
    }
    tx.execute(
        "INSERT INTO cms_group (account, seq, name, about, subscribed, made, changed)
         VALUES ($1, $2, $3, $4, $5, $6, $7)
         ON CONFLICT (account, seq) DO UPDATE SET about = excluded.about,
         subscribed = excluded.subscribed, changed = excluded.changed",
        args![account, g.seq, &g.name, &g.about, g.subscribed, g.made, g.changed],
    )?;
    Ok(())
}

/// Sets `contacts`, in this order, as the only members of a group.
pub(super) fn set_members(
    tx: &mut dyn Tx,
    account: &str,
    group: i64,
    contacts: &[i64],
) -> Result<()> {
    tx.execute("DELETE FROM cms_member WHERE account = $1 AND grp = $2", args![account, group])?;
    for (place, contact) in (0..).zip(contacts) {
        tx.execute(
            "INSERT INTO cms_member (account, grp, place, contact) VALUES ($1, $2, $3, $4)",
            args![account, group, place, *contact],
        )?;
    }
    Ok(())
}

pub(super) fn members(tx: &mut dyn Tx, account: &str, group: i64) -> Result<Vec<Contact>> {
    tx.rows(
        "SELECT c.seq, c.name, c.about, c.lang, c.mail, c.mail_pending, c.sms, c.sms_pending,
         c.aliim, c.ding, c.made, c.changed FROM cms_member m
         JOIN cms_contact c ON c.account = m.account AND c.seq = m.contact
         WHERE m.account = $1 AND m.grp = $2 ORDER BY m.place",
        args![account, group],
        read_contact,
    )
}

pub(super) fn member_names(tx: &mut dyn Tx, account: &str, group: i64) -> Result<Vec<String>> {
    tx.rows(
        "SELECT c.name FROM cms_member m
         JOIN cms_contact c ON c.account = m.account AND c.seq = m.contact
         WHERE m.account = $1 AND m.grp = $2 ORDER BY m.place",
        args![account, group],
        |row| row.text(0),
    )
}

/// One page of the groups in creation order, and the total.
pub(super) fn list_groups(tx: &mut dyn Tx, account: &str, page: Page) -> Result<(Vec<Group>, i64)> {
    let total = store::tally(tx, account, GROUP)?;
    let found = tx.rows(
        "SELECT seq, name, about, subscribed, made, changed FROM cms_group
         WHERE account = $1 ORDER BY seq LIMIT $2 OFFSET $3",
        args![account, page.size, page.skip()],
        read_group,
    )?;
    Ok((found, total))
}

/// Deletes it. Returns whether it existed. Its contacts are kept.
pub(super) fn delete_group(tx: &mut dyn Tx, account: &str, name: &str) -> Result<bool> {
    let deleted =
        tx.execute("DELETE FROM cms_group WHERE account = $1 AND name = $2", args![account, name])?;
    if deleted > 0 {
        store::tally_sub(tx, account, GROUP, deleted)?;
    }
    Ok(deleted > 0)
}

/// The contact of this number.
pub(super) fn contact_of_seq(tx: &mut dyn Tx, account: &str, seq: i64) -> Result<Option<Contact>> {
    tx.row(
        "SELECT seq, name, about, lang, mail, mail_pending, sms, sms_pending, aliim, ding, made, changed
         FROM cms_contact WHERE account = $1 AND seq = $2",
        args![account, seq],
        read_contact,
    )
}

/// Activates the pending mail address.
pub(super) fn activate_mail(tx: &mut dyn Tx, account: &str, seq: i64) -> Result<()> {
    let changed = tx.execute(
        "UPDATE cms_contact SET mail = mail_pending, mail_pending = NULL
         WHERE account = $1 AND seq = $2",
        args![account, seq],
    )?;
    if changed == 1 { Ok(()) } else { Err(StoreError::Shape) }
}

/// Activates the pending phone number.
pub(super) fn activate_sms(tx: &mut dyn Tx, account: &str, seq: i64) -> Result<()> {
    let changed = tx.execute(
        "UPDATE cms_contact SET sms = sms_pending, sms_pending = NULL
         WHERE account = $1 AND seq = $2",
        args![account, seq],
    )?;
    if changed == 1 { Ok(()) } else { Err(StoreError::Shape) }
}

fn read_contact(row: &Row<'_>) -> Result<Contact> {
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

fn read_group(row: &Row<'_>) -> Result<Group> {
    Ok(Group {
        seq: row.int(0)?,
        name: row.text(1)?,
        about: row.text(2)?,
        subscribed: row.flag(3)?,
        made: row.int(4)?,
        changed: row.int(5)?,
    })
}
