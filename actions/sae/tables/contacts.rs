//! Contacts: each joins a user of the account to a contact of ARMS.

use crate::{
    args,
    ports::store::{self, Result, Row, Secret, Tx},
};

pub(in crate::sae) const TABLE: &str = "CREATE TABLE sae_contact (
        account TEXT NOT NULL, id BIGINT NOT NULL, user_name TEXT NOT NULL, root BIGINT NOT NULL,
        user_id TEXT NOT NULL, phone TEXT NOT NULL, mail TEXT NOT NULL, ding TEXT NOT NULL,
        wecom TEXT NOT NULL, alert_contact BIGINT, robot BIGINT, created BIGINT NOT NULL,
        created_by TEXT NOT NULL, token TEXT NOT NULL, made BIGINT NOT NULL,
        changed BIGINT NOT NULL, PRIMARY KEY (account, id)
    )";
pub(in crate::sae) const BY_USER: &str =
    "CREATE UNIQUE INDEX sae_contact_user ON sae_contact (account, user_name)";
pub(in crate::sae) const BY_PHONE: &str =
    "CREATE UNIQUE INDEX sae_contact_phone ON sae_contact (account, phone)";
pub(in crate::sae) const BY_ALERT_CONTACT: &str =
    "CREATE UNIQUE INDEX sae_contact_alert ON sae_contact (account, alert_contact)";

/// What the tally counts: the contacts of an account.
const CONTACT: &str = "sae_contact";

/// A contact.
#[derive(Clone, Debug, Default)]
pub(in crate::sae) struct Contact {
    /// Its id; 0 for one that is not stored yet.
    pub(in crate::sae) id: i64,
    /// The name of the RAM user, or what the account is called.
    pub(in crate::sae) user_name: String,
    /// Whether it is the account itself, and not a RAM user.
    pub(in crate::sae) root: bool,
    /// The id of the RAM user or of the account.
    pub(in crate::sae) user_id: String,
    /// 11 digits.
    pub(in crate::sae) phone: String,
    /// The mail address; empty for none.
    pub(in crate::sae) mail: String,
    /// The webhook of a DingTalk bot; empty for none.
    pub(in crate::sae) ding: String,
    /// The webhook of a WeCom bot; empty for none.
    pub(in crate::sae) wecom: String,
    /// The contact of ARMS that it is linked to, by its id in the alert-management actions. It may have
    /// been deleted in ARMS, then the link is broken.
    pub(in crate::sae) alert_contact: Option<i64>,
    /// The chat bot in ARMS that stands for `wecom`.
    pub(in crate::sae) robot: Option<i64>,
    /// Whether the contact of ARMS was created for it; false for one that was there.
    pub(in crate::sae) created: bool,
    /// The id of the user, the role or the account that created it.
    pub(in crate::sae) created_by: String,
    /// The `ClientToken` of the call that created it; empty for none.
    pub(in crate::sae) token: String,
    /// Milliseconds on the world's clock.
    pub(in crate::sae) made: i64,
    pub(in crate::sae) changed: i64,
}

impl Contact {
    /// Whether it has this name, or is of this RAM user, who may have been renamed since. The account may be
    /// a contact by several names.
    pub(in crate::sae) fn is_of(&self, user_name: &str, user_id: &str, root: bool) -> bool {
        self.user_name == user_name || (!root && !self.root && self.user_id == user_id)
    }
}

fn read(row: &Row<'_>) -> Result<Contact> {
    Ok(Contact {
        id: row.int(0)?,
        user_name: row.text(1)?,
        root: row.flag(2)?,
        user_id: row.text(3)?,
        phone: row.text(4)?,
        mail: row.text(5)?,
        ding: row.text(6)?,
        wecom: row.text(7)?,
        alert_contact: row.opt_int(8)?,
        robot: row.opt_int(9)?,
        created: row.flag(10)?,
        created_by: row.text(11)?,
        token: row.text(12)?,
        made: row.int(13)?,
        changed: row.int(14)?,
    })
}

/// The contact of this id.
pub(in crate::sae) fn contact(tx: &mut dyn Tx, account: &str, id: i64) -> Result<Option<Contact>> {
    tx.row(
        "SELECT id, user_name, root, user_id, phone, mail, ding, wecom, alert_contact, robot,
         created, created_by, token, made, changed
         FROM sae_contact WHERE account = $1 AND id = $2",
        args![account, id],
        read,
    )
}

/// All contacts of the account, newest first: there are at most as many as the quota allows.
pub(in crate::sae) fn all(tx: &mut dyn Tx, account: &str) -> Result<Vec<Contact>> {
    tx.rows(
        "SELECT id, user_name, root, user_id, phone, mail, ding, wecom, alert_contact, robot,
         created, created_by, token, made, changed
         FROM sae_contact WHERE account = $1 ORDER BY id DESC",
        args![account],
        read,
    )
}

/// Writes a contact: one whose id is 0 is new, and is given its id.
pub(in crate::sae) fn put(tx: &mut dyn Tx, account: &str, contact: &mut Contact) -> Result<()> {
    if contact.id == 0 {
        contact.id = store::tally_add(tx, account, CONTACT)?;
    }
    let c = contact;
    tx.execute(
        "INSERT INTO sae_contact (account, id, user_name, root, user_id, phone, mail, ding, wecom,
         alert_contact, robot, created, created_by, token, made, changed)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16)
         ON CONFLICT (account, id) DO UPDATE SET user_name = excluded.user_name,
         root = excluded.root, user_id = excluded.user_id, phone = excluded.phone,
         mail = excluded.mail, ding = excluded.ding, wecom = excluded.wecom,
         alert_contact = excluded.alert_contact, robot = excluded.robot,
         created = excluded.created, changed = excluded.changed",
        args![
            account,
            c.id,
            &c.user_name,
            c.root,
            &c.user_id,
            &c.phone,
            &c.mail,
            Secret(&c.ding),
            Secret(&c.wecom),
            c.alert_contact,
            c.robot,
            c.created,
            &c.created_by,
            &c.token,
            c.made,
            c.changed,
        ],
    )?;
    Ok(())
}

/// Gives a contact another id that is free.
pub(in crate::sae) fn renumber(tx: &mut dyn Tx, account: &str, id: i64, new: i64) -> Result<()> {
    let update = "UPDATE sae_contact SET id = $1 WHERE account = $2 AND id = $3";
    store::renumber(tx, account, CONTACT, update, (id, new))
}

/// Deletes a contact.
pub(in crate::sae) fn delete(tx: &mut dyn Tx, account: &str, id: i64) -> Result<()> {
    let gone =
        tx.execute("DELETE FROM sae_contact WHERE account = $1 AND id = $2", args![account, id])?;
    store::tally_sub(tx, account, CONTACT, gone)
}
