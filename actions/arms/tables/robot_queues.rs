//! What was posted to each chat bot in the current minute, and what waits for the next.

use serde::{Deserialize, Serialize};

use crate::{
    args,
    ports::store::{Result, StoreError, Tx},
};

pub(crate) const TABLE: &str = "CREATE TABLE arms_robot_queue (
        account TEXT NOT NULL, url TEXT NOT NULL, queue TEXT NOT NULL,
        PRIMARY KEY (account, url)
    )";

/// The messages of one webhook.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub(crate) struct RobotQueue {
    /// When its minute began, in milliseconds.
    pub(crate) since: i64,
    /// How many messages were sent in it.
    pub(crate) sent: i64,
    /// What is sent in the next minute, as one message.
    pub(crate) held: Option<HeldMessage>,
}

/// Messages that wait, merged into one.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct HeldMessage {
    /// How many they are.
    pub(crate) count: i64,
    pub(crate) title: String,
    pub(crate) text: String,
    /// Phone numbers and ids of the people whom it mentions.
    pub(crate) mentions: Vec<(Option<String>, Option<String>)>,
    /// `dingding`, `wechat` or `feishu`.
    pub(crate) kind: String,
    /// What signs it; empty for nothing.
    pub(crate) secret: String,
    /// The contact whose bot it is.
    pub(crate) contact: Option<String>,
}

/// The queue of a webhook.
pub(crate) fn queue(tx: &mut dyn Tx, account: &str, url: &str) -> Result<Option<RobotQueue>> {
    tx.row(
        "SELECT queue FROM arms_robot_queue WHERE account = $1 AND url = $2",
        args![account, url],
        |row| serde_json::from_str(&row.text(0)?).map_err(|_| StoreError::Shape),
    )
}

/// Writes the queue of a webhook.
pub(crate) fn put(tx: &mut dyn Tx, account: &str, url: &str, queue: &RobotQueue) -> Result<()> {
    let queue = serde_json::to_string(queue).map_err(|_| StoreError::Shape)?;
    tx.execute(
        "INSERT INTO arms_robot_queue (account, url, queue) VALUES ($1, $2, $3)
         ON CONFLICT (account, url) DO UPDATE SET queue = excluded.queue",
        args![account, url, queue],
    )?;
    Ok(())
}
