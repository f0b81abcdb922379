//! Chat bots.

use crate::{
    args,
    arms::{policies::notified::Notified, tables::policies},
    ports::store::{self, Result, Row, Secret, Tx},
};

pub(in crate::arms) const TABLE: &str = "CREATE TABLE arms_robot (
        account TEXT NOT NULL, id BIGINT NOT NULL, name TEXT NOT NULL, kind TEXT NOT NULL,
        url TEXT NOT NULL, secret TEXT NOT NULL, daily BIGINT NOT NULL, daily_times TEXT NOT NULL,
        outgoing BIGINT NOT NULL, token TEXT NOT NULL, card TEXT NOT NULL, made BIGINT NOT NULL,
        changed BIGINT NOT NULL, PRIMARY KEY (account, id)
    )";

/// What the tally counts: the bots of an account.
const ROBOT: &str = "arms_robot";

/// A chat bot.
#[derive(Clone, Debug, Default)]
pub(in crate::arms) struct Robot {
    /// Its id; 0 for one that is not stored yet.
    pub(in crate::arms) id: i64,
    pub(in crate::arms) name: String,
    /// `dingding`, `wechat` or `feishu`.
    pub(in crate::arms) kind: String,
    /// Its webhook.
    pub(in crate::arms) url: String,
    /// What signs messages to DingTalk; empty for none.
    pub(in crate::arms) secret: String,
    /// Whether it posts the counts of each day.
    pub(in crate::arms) daily: bool,
    /// When it does: `09:30,17:00`.
    pub(in crate::arms) daily_times: String,
    /// Whether it takes commands from the chat.
    pub(in crate::arms) outgoing: bool,
    /// The token of such commands.
    pub(in crate::arms) token: String,
    /// The card that it shows, as JSON; empty for the usual one.
    pub(in crate::arms) card: String,
    /// Milliseconds on the world's clock.
    pub(in crate::arms) made: i64,
    pub(in crate::arms) changed: i64,
}

macro_rules! select {
    ($end:literal) => {
        concat!(
            "SELECT id, name, kind, url, secret, daily, daily_times, outgoing, token, card, made, changed
             FROM arms_robot ",
            $end
        )
    };
}

fn read(row: &Row<'_>) -> Result<Robot> {
    Ok(Robot {
        id: row.int(0)?,
        name: row.text(1)?,
        kind: row.text(2)?,
        url: row.text(3)?,
        secret: row.text(4)?,
        daily: row.flag(5)?,
        daily_times: row.text(6)?,
        outgoing: row.flag(7)?,
        token: row.text(8)?,
        card: row.text(9)?,
        made: row.int(10)?,
        changed: row.int(11)?,
    })
}

/// The bot of this id.
pub(in crate::arms) fn robot(tx: &mut dyn Tx, account: &str, id: i64) -> Result<Option<Robot>> {
    tx.row(select!("WHERE account = $1 AND id = $2"), args![account, id], read)
}

/// All bots of the account, newest first.
pub(in crate::arms) fn all(tx: &mut dyn Tx, account: &str) -> Result<Vec<Robot>> {
    tx.rows(select!("WHERE account = $1 ORDER BY id DESC"), args![account], read)
}

/// Writes a bot: one whose id is 0 is new, and is given its id.
pub(in crate::arms) fn put(tx: &mut dyn Tx, account: &str, robot: &mut Robot) -> Result<()> {
    if robot.id == 0 {
        robot.id = store::tally_add(tx, account, ROBOT)?;
    }
    let r = robot;
    tx.execute(
        "INSERT INTO arms_robot (account, id, name, kind, url, secret, daily, daily_times, outgoing,
         token, card, made, changed)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)
         ON CONFLICT (account, id) DO UPDATE SET name = excluded.name, kind = excluded.kind,
         url = excluded.url, secret = excluded.secret, daily = excluded.daily,
         daily_times = excluded.daily_times, outgoing = excluded.outgoing,
         token = excluded.token, card = excluded.card, changed = excluded.changed",
        args![
            account,
            r.id,
            &r.name,
            &r.kind,
            Secret(&r.url),
            Secret(&r.secret),
            r.daily,
            &r.daily_times,
            r.outgoing,
            Secret(&r.token),
            &r.card,
            r.made,
            r.changed
        ],
    )?;
    Ok(())
}

/// Gives a bot that was added last another id, which no other has.
pub(in crate::arms) fn renumber(tx: &mut dyn Tx, account: &str, id: i64, new: i64) -> Result<()> {
    let update = "UPDATE arms_robot SET id = $1 WHERE account = $2 AND id = $3";
    store::renumber(tx, account, ROBOT, update, (id, new))
}

/// Deletes a bot, which leaves all policies (assumed). Answers whether there was one.
pub(in crate::arms) fn delete(tx: &mut dyn Tx, account: &str, id: i64) -> Result<bool> {
    policies::stop_notifying(tx, account, Notified::Robot { id })?;
    let gone =
        tx.execute("DELETE FROM arms_robot WHERE account = $1 AND id = $2", args![account, id])?;
    store::tally_sub(tx, account, ROBOT, gone)?;
    Ok(gone > 0)
}
