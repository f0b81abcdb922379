//! The Message Center of each account: its recipients, and the message types that each receives. A recipient is
//! a message contact of a directory, as the account has it, or somebody whom the account itself has added.

use super::{contacts::Contact, folders::end_of};
use crate::{
    args,
    ports::store::{Result, Row, Tx},
    resourcedirectory::contacts::message_types::MessageTypes,
};

/// What `link` holds: the recipient is the account's own, and no contact changes it.
const OWN: i64 = 0;
/// The contact is no longer bound to the account, but nobody else would receive its message types.
const RETAINED: i64 = 1;
/// The contact is bound to the account.
const BOUND: i64 = 2;

pub(crate) const TABLE: &str = "CREATE TABLE message_recipient (
        account TEXT COLLATE \"C\" NOT NULL, id TEXT COLLATE \"C\" NOT NULL, link BIGINT NOT NULL,
        types BIGINT NOT NULL, name TEXT NOT NULL, mail TEXT NOT NULL, phone TEXT NOT NULL,
        PRIMARY KEY (account, id)
    )";
pub(crate) const BY_CONTACT: &str =
    "CREATE INDEX message_recipient_of ON message_recipient (id, account)";

/// How a recipient depends on a message contact.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Link {
    /// It does not: the account's own, or what is left of a contact.
    Own,
    /// It is kept as the only recipient of its message types, though its contact is unbound.
    Retained,
    /// Its contact is bound to the account.
    Bound,
}

impl Link {
    /// Its name in the control API.
    pub(crate) const fn name(self) -> &'static str {
        match self {
            Self::Own => "own",
            Self::Retained => "retained",
            Self::Bound => "bound",
        }
    }

    const fn stored(self) -> i64 {
        match self {
            Self::Own => OWN,
            Self::Retained => RETAINED,
            Self::Bound => BOUND,
        }
    }
}

/// A recipient in the Message Center of an account.
#[derive(Clone, Debug)]
pub(crate) struct Recipient {
    /// The account.
    pub(crate) account: String,
    /// The id of the contact that it was made from; else one of the account's own.
    pub(crate) id: String,
    pub(crate) link: Link,
    pub(crate) types: MessageTypes,
    pub(crate) name: String,
    /// Where its messages go.
    pub(crate) mail: String,
    /// Empty for none.
    pub(crate) phone: String,
}

impl Recipient {
    /// A contact as a recipient of an account.
    pub(crate) fn of(contact: &Contact, account: &str) -> Self {
        Self {
            account: account.to_owned(),
            id: contact.id.clone(),
            link: Link::Bound,
            types: contact.message_types(),
            name: contact.name.clone(),
            mail: contact.mail.effective().unwrap_or_default().to_owned(),
            phone: contact.phone.effective().unwrap_or_default().to_owned(),
        }
    }
}

fn read(row: &Row<'_>) -> Result<Recipient> {
    Ok(Recipient {
        account: row.text(0)?,
        id: row.text(1)?,
        link: match row.int(2)? {
            BOUND => Link::Bound,
            RETAINED => Link::Retained,
            _ => Link::Own,
        },
        types: MessageTypes(row.int(3)?),
        name: row.text(4)?,
        mail: row.text(5)?,
        phone: row.text(6)?,
    })
}

/// The recipients of an account, in the order of their ids.
pub(crate) fn of_account(tx: &mut dyn Tx, account: &str) -> Result<Vec<Recipient>> {
    tx.rows(
        "SELECT account, id, link, types, name, mail, phone FROM message_recipient
         WHERE account = $1 ORDER BY id",
        args![account],
        read,
    )
}

/// One recipient of an account.
pub(crate) fn recipient(tx: &mut dyn Tx, account: &str, id: &str) -> Result<Option<Recipient>> {
    tx.row(
        "SELECT account, id, link, types, name, mail, phone FROM message_recipient
         WHERE account = $1 AND id = $2",
        args![account, id],
        read,
    )
}

/// The accounts that the contact is bound to, or was until its targets changed, in order: at most
/// `most` of those after `after`, which is empty for the first ones.
pub(crate) fn bound_accounts(
    tx: &mut dyn Tx,
    contact: &str,
    after: &str,
    most: i64,
) -> Result<Vec<String>> {
    tx.rows(
        "SELECT account FROM message_recipient WHERE id = $1 AND account > $2 AND link = 2
         ORDER BY account LIMIT $3",
        args![contact, after, most],
        |row| row.text(0),
    )
}

/// Writes a recipient: a new one, or in the place of the one that has its id.
pub(crate) fn put(tx: &mut dyn Tx, recipient: &Recipient) -> Result<()> {
    let Recipient { account, id, link, types, name, mail, phone } = recipient;
    tx.execute(
        "INSERT INTO message_recipient (account, id, link, types, name, mail, phone)
         VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT (account, id) DO UPDATE SET
         link = excluded.link, types = excluded.types, name = excluded.name,
         mail = excluded.mail, phone = excluded.phone",
        args![account, id, link.stored(), types.0, name, mail, phone],
    )?;
    Ok(())
}

/// Makes the contact, of which `model` is a recipient, one of every member in the folders whose
/// paths begin with `path`.
pub(crate) fn put_below(
    tx: &mut dyn Tx,
    directory: &str,
    path: &str,
    model: &Recipient,
) -> Result<()> {
    let end = end_of(path);
    let Recipient { id, types, name, mail, phone, .. } = model;
    tx.execute(
        "INSERT INTO message_recipient (account, id, link, types, name, mail, phone)
         SELECT m.account, CAST($1 AS TEXT), 2, CAST($2 AS BIGINT), CAST($3 AS TEXT),
         CAST($4 AS TEXT), CAST($5 AS TEXT)
         FROM resource_folder f JOIN resource_member m ON m.folder = f.id
         WHERE f.directory = $6 AND f.path >= $7 AND f.path < $8
         ON CONFLICT (account, id) DO UPDATE SET link = excluded.link, types = excluded.types,
         name = excluded.name, mail = excluded.mail, phone = excluded.phone",
        args![id, types.0, name, mail, phone, directory, path, end],
    )?;
    Ok(())
}

/// A contact has changed: its recipients that exist get its name, address and number; those that
/// are bound also what was added to its message types, and lose what was removed.
pub(crate) fn update_all(
    tx: &mut dyn Tx,
    model: &Recipient,
    added: MessageTypes,
    removed: MessageTypes,
) -> Result<()> {
    let Recipient { id, name, mail, phone, .. } = model;
    tx.execute(
        "UPDATE message_recipient SET name = $1, mail = $2, phone = $3
         WHERE id = $4 AND link >= 1",
        args![name, mail, phone, id],
    )?;
    tx.execute(
        "UPDATE message_recipient SET types = (types | $1) & ~CAST($2 AS BIGINT) WHERE id = $3 AND link = 2",
        args![added.0, removed.0, id],
    )?;
    Ok(())
}

/// Removes a recipient of an account.
pub(crate) fn delete(tx: &mut dyn Tx, account: &str, id: &str) -> Result<()> {
    tx.execute("DELETE FROM message_recipient WHERE account = $1 AND id = $2", args![account, id])?;
    Ok(())
}

/// Removes all recipients of an account that is deleted.
pub(crate) fn delete_all(tx: &mut dyn Tx, account: &str) -> Result<()> {
    tx.execute("DELETE FROM message_recipient WHERE account = $1", args![account])?;
    Ok(())
}

/// Makes what is left of a contact each account's own.
pub(crate) fn disown_contact(tx: &mut dyn Tx, contact: &str) -> Result<()> {
    tx.execute("UPDATE message_recipient SET link = 0 WHERE id = $1", args![contact])?;
    Ok(())
}

/// Makes all recipients of an account its own.
pub(crate) fn disown_account(tx: &mut dyn Tx, account: &str) -> Result<()> {
    tx.execute("UPDATE message_recipient SET link = 0 WHERE account = $1", args![account])?;
    Ok(())
}

/// A contact that was kept is bound to the account again.
pub(crate) fn rebind(tx: &mut dyn Tx, account: &str, contact: &str) -> Result<()> {
    tx.execute(
        "UPDATE message_recipient SET link = 2 WHERE account = $1 AND id = $2",
        args![account, contact],
    )?;
    Ok(())
}
