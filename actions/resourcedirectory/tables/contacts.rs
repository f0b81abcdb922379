//! Message contacts, the targets that they are bound to, and the members that a deletion could not
//! remove them from.

use crate::{
    args,
    ports::store::{self, Result, Row, Tx},
    resourcedirectory::contacts::{
        contact_channel::ContactChannel,
        contact_states::{Contacts, DELETING},
        message_types::MessageTypes,
    },
    shared::states::State,
};

pub(crate) const TABLE: &str = "CREATE TABLE resource_contact (
        id TEXT COLLATE \"C\" NOT NULL PRIMARY KEY,
        directory TEXT NOT NULL REFERENCES resource_directory (id), seq BIGINT NOT NULL,
        name TEXT COLLATE \"C\" NOT NULL, title TEXT NOT NULL, types TEXT NOT NULL,
        state TEXT NOT NULL, made BIGINT NOT NULL,
        mail TEXT NOT NULL, mail_confirmed BIGINT NOT NULL, mail_pending TEXT,
        phone TEXT NOT NULL, phone_confirmed BIGINT NOT NULL, phone_pending TEXT
    )";
pub(crate) const BY_NAME: &str =
    "CREATE UNIQUE INDEX resource_contact_name ON resource_contact (directory, name)";
pub(crate) const BY_DIRECTORY: &str =
    "CREATE UNIQUE INDEX resource_contact_of ON resource_contact (directory, seq)";
pub(crate) const TARGETS: &str = "CREATE TABLE resource_contact_target (
        contact TEXT COLLATE \"C\" NOT NULL REFERENCES resource_contact (id),
        scope TEXT COLLATE \"C\" NOT NULL, seq BIGINT NOT NULL, named TEXT NOT NULL,
        bound BIGINT NOT NULL, PRIMARY KEY (contact, scope)
    )";
pub(crate) const BY_SCOPE: &str =
    "CREATE INDEX resource_contact_bound ON resource_contact_target (scope, contact)";
/// The order of the targets of a contact, of which the deletion of one may make as many as there are members.
pub(crate) const BY_ORDER: &str = "CREATE UNIQUE INDEX resource_contact_target_order
     ON resource_contact_target (contact, seq)";
pub(crate) const FAILURES: &str = "CREATE TABLE resource_contact_failure (
        contact TEXT COLLATE \"C\" NOT NULL REFERENCES resource_contact (id),
        account TEXT COLLATE \"C\" NOT NULL, types BIGINT NOT NULL, PRIMARY KEY (contact, account)
    )";

/// What the tally counts in a directory.
const CONTACT: &str = "resource_contact";

/// A message contact.
#[derive(Clone, Debug)]
pub(crate) struct Contact {
    /// `c-` and sixteen letters or digits.
    pub(crate) id: String,
    pub(crate) directory: String,
    /// Its number within the directory, ascending.
    pub(crate) seq: i64,
    pub(crate) name: String,
    pub(crate) title: String,
    /// Its message types, in the order in which the caller gave them.
    pub(crate) types: Vec<String>,
    pub(crate) state: State<Contacts>,
    /// When it was created, in milliseconds on the world's clock.
    pub(crate) made: i64,
    pub(crate) mail: ContactChannel,
    pub(crate) phone: ContactChannel,
}

impl Contact {
    /// Its message types, as a set.
    pub(crate) fn message_types(&self) -> MessageTypes {
        MessageTypes::of(self.types.iter().map(String::as_str))
    }

    /// Whether it is being deleted.
    pub(crate) fn is_deleting(&self) -> bool {
        self.state.as_str() == DELETING
    }
}

/// What a contact is bound to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct BoundTarget {
    /// The id of the Root folder, of another folder, or of a member.
    pub(crate) scope: String,
    /// The id that the caller gave: of the directory, where the scope is its Root folder.
    pub(crate) named: String,
    /// When it was bound, in milliseconds on the world's clock.
    pub(crate) bound: i64,
}

macro_rules! select {
    ($($end:literal),+) => {
        concat!(
            "SELECT c.id, c.directory, c.seq, c.name, c.title, c.types, c.state, c.made, c.mail,
             c.mail_confirmed, c.mail_pending, c.phone, c.phone_confirmed, c.phone_pending
             FROM resource_contact c ",
            $($end),+
        )
    };
}

fn read(row: &Row<'_>) -> Result<Contact> {
    let channel = |at| -> Result<ContactChannel> {
        Ok(ContactChannel {
            value: row.text(at)?,
            confirmed: row.flag(at + 1)?,
            pending: row.opt_text(at + 2)?,
        })
    };
    Ok(Contact {
        id: row.text(0)?,
        directory: row.text(1)?,
        seq: row.int(2)?,
        name: row.text(3)?,
        title: row.text(4)?,
        types: row.text(5)?.split(',').map(str::to_owned).collect(),
        state: State::read(&row.text(6)?)?,
        made: row.int(7)?,
        mail: channel(8)?,
        phone: channel(11)?,
    })
}

/// The contact of this id in the directory.
pub(crate) fn contact(tx: &mut dyn Tx, directory: &str, id: &str) -> Result<Option<Contact>> {
    tx.row(select!("WHERE c.id = $1 AND c.directory = $2"), args![id, directory], read)
}

/// The id of the contact called `name`.
pub(crate) fn named(tx: &mut dyn Tx, directory: &str, name: &str) -> Result<Option<String>> {
    tx.row(
        "SELECT id FROM resource_contact WHERE directory = $1 AND name = $2",
        args![directory, name],
        |row| row.text(0),
    )
}

/// How many contacts the directory has.
pub(crate) fn count(tx: &mut dyn Tx, directory: &str) -> Result<i64> {
    store::tally(tx, directory, CONTACT)
}

/// A page of the contacts of the directory, newest first.
pub(crate) fn page(tx: &mut dyn Tx, directory: &str, skip: i64, most: i64) -> Result<Vec<Contact>> {
    tx.rows(
        select!("WHERE c.directory = $1 ORDER BY c.seq DESC LIMIT $2 OFFSET $3"),
        args![directory, most, skip],
        read,
    )
}

/// The contacts that are bound to exactly this scope, newest first, each with the time of binding.
pub(crate) fn bound_to(tx: &mut dyn Tx, directory: &str, scope: &str) -> Result<Vec<Contact>> {
    tx.rows(
        select!(
            "JOIN resource_contact_target t ON t.contact = c.id
             WHERE t.scope = $1 AND c.directory = $2 ORDER BY c.seq DESC"
        ),
        args![scope, directory],
        read,
    )
}

/// Adds a contact, and gives it its number.
pub(crate) fn add(tx: &mut dyn Tx, contact: &mut Contact) -> Result<()> {
    contact.seq = store::tally_add(tx, &contact.directory, CONTACT)?;
    put(tx, contact)
}

/// Writes a contact: a new one, or what may change of one that there is.
pub(crate) fn put(tx: &mut dyn Tx, contact: &Contact) -> Result<()> {
    let Contact { id, directory, seq, name, title, types, state, made, mail, phone } = contact;
    let types = types.join(",");
    tx.execute(
        "INSERT INTO resource_contact (id, directory, seq, name, title, types, state, made, mail,
         mail_confirmed, mail_pending, phone, phone_confirmed, phone_pending)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)
         ON CONFLICT (id) DO UPDATE SET name = excluded.name, title = excluded.title,
         types = excluded.types, state = excluded.state, mail = excluded.mail,
         mail_confirmed = excluded.mail_confirmed, mail_pending = excluded.mail_pending,
         phone = excluded.phone, phone_confirmed = excluded.phone_confirmed,
         phone_pending = excluded.phone_pending",
        args![
            id,
            directory,
            *seq,
            name,
            title,
            types,
            state.as_str(),
            *made,
            &mail.value,
            mail.confirmed,
            mail.pending.as_deref(),
            &phone.value,
            phone.confirmed,
            phone.pending.as_deref(),
        ],
    )?;
    Ok(())
}

/// Deletes a contact, with its targets and its failures.
pub(crate) fn delete(tx: &mut dyn Tx, contact: &Contact) -> Result<()> {
    unbind_all(tx, &contact.id)?;
    clear_failures(tx, &contact.id)?;
    let gone = tx.execute("DELETE FROM resource_contact WHERE id = $1", args![&contact.id])?;
    store::tally_sub(tx, &contact.directory, CONTACT, gone)
}

/// What the contact is bound to, in the order of binding.
pub(crate) fn targets(tx: &mut dyn Tx, contact: &str) -> Result<Vec<BoundTarget>> {
    tx.rows(
        "SELECT scope, named, bound FROM resource_contact_target WHERE contact = $1 ORDER BY seq",
        args![contact],
        |row| Ok(BoundTarget { scope: row.text(0)?, named: row.text(1)?, bound: row.int(2)? }),
    )
}

/// Binds a contact to targets that it is not bound to.
pub(crate) fn bind(tx: &mut dyn Tx, contact: &str, targets: &[BoundTarget]) -> Result<()> {
    let last = tx.row(
        "SELECT MAX(seq) FROM resource_contact_target WHERE contact = $1",
        args![contact],
        |row| row.opt_int(0),
    )?;
    let first = last.flatten().unwrap_or(0) + 1;
    for (seq, BoundTarget { scope, named, bound }) in (first..).zip(targets) {
        tx.execute(
            "INSERT INTO resource_contact_target (contact, scope, seq, named, bound)
             VALUES ($1, $2, $3, $4, $5)",
            args![contact, scope, seq, named, *bound],
        )?;
    }
    Ok(())
}

/// Unbinds a contact from one target.
pub(crate) fn unbind(tx: &mut dyn Tx, contact: &str, scope: &str) -> Result<()> {
    tx.execute(
        "DELETE FROM resource_contact_target WHERE contact = $1 AND scope = $2",
        args![contact, scope],
    )?;
    Ok(())
}

/// Unbinds a contact from all its targets.
pub(crate) fn unbind_all(tx: &mut dyn Tx, contact: &str) -> Result<()> {
    tx.execute("DELETE FROM resource_contact_target WHERE contact = $1", args![contact])?;
    Ok(())
}

/// Removes a folder or a member that is deleted from the targets of all contacts.
pub(crate) fn forget_scope(tx: &mut dyn Tx, scope: &str) -> Result<()> {
    tx.execute("DELETE FROM resource_contact_target WHERE scope = $1", args![scope])?;
    Ok(())
}

/// Notes that a deletion could not remove the contact from a member, as nobody else would receive
/// messages of these types.
pub(crate) fn add_failure(
    tx: &mut dyn Tx,
    contact: &str,
    account: &str,
    types: MessageTypes,
) -> Result<()> {
    tx.execute(
        "INSERT INTO resource_contact_failure (contact, account, types) VALUES ($1, $2, $3)",
        args![contact, account, types.0],
    )?;
    Ok(())
}

/// The members that the last deletion could not remove the contact from.
pub(crate) fn failures(tx: &mut dyn Tx, contact: &str) -> Result<Vec<(String, MessageTypes)>> {
    tx.rows(
        "SELECT account, types FROM resource_contact_failure WHERE contact = $1 ORDER BY account",
        args![contact],
        |row| Ok((row.text(0)?, MessageTypes(row.int(1)?))),
    )
}

/// Forgets what the last deletion could not do.
pub(crate) fn clear_failures(tx: &mut dyn Tx, contact: &str) -> Result<()> {
    tx.execute("DELETE FROM resource_contact_failure WHERE contact = $1", args![contact])?;
    Ok(())
}
