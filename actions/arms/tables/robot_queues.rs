//! What was posted to each chat bot in the current minute, and what waits for the next.

use serde::{Deserialize, Serialize};

use crate::{
    args,
    ports::store::{Result, Secret, StoreError, Tx},
};

pub(in crate::arms) const TABLE: &str = "CREATE TABLE arms_robot_queue (
        account TEXT NOT NULL, url TEXT NOT NULL, queue TEXT NOT NULL,
        PRIMARY KEY (account, url)
    )";

/// The messages of one webhook.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub(in crate::arms) struct RobotQueue {
    /// When its minute began, in milliseconds.
    pub(in crate::arms) since: i64,
    /// How many messages were sent in it.
    pub(in crate::arms) sent: i64,
    /// What is sent in the next minute, as one message.
    pub(in crate::arms) held: Option<HeldMessage>,
}

/// Messages that wait, merged into one.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(in crate::arms) struct HeldMessage {
    /// How many they are.
    pub(in crate::arms) count: i64,
    pub(in crate::arms) title: String,
    pub(in crate::arms) text: String,
    /// Phone numbers and ids of the people whom it mentions.
    pub(in crate::arms) mentions: Vec<(Option<String>, Option<String>)>,
    /// `dingding`, `wechat` or `feishu`.
    pub(in crate::arms) kind: String,
    /// What signs it; empty for nothing.
    pub(in crate::arms) secret: String,
    /// The contact whose bot it is.
    pub(in crate::arms) contact: Option<String>,
}

/// The queue of a webhook.
pub(in crate::arms) fn queue(
    tx: &mut dyn Tx,
    account: &str,
    url: &str,
) -> Result<Option<RobotQueue>> {
    tx.row(
        "SELECT queue FROM arms_robot_queue WHERE account = $1 AND url = $2",
        args![account, Secret(url)],
        |row| serde_json::from_str(&row.text(0)?).map_err(|_| StoreError::Shape),
    )
}

/// Writes the queue of a webhook.
pub(in crate::arms) fn put(
    tx: &mut dyn Tx,
    account: &str,
    url: &str,
    queue: &RobotQueue,
) -> Result<()> {
    let queue = serde_json::to_string(queue).map_err(|_| StoreError::Shape)?;
    tx.execute(
        "INSERT INTO arms_robot_queue (account, url, queue) VALUES ($1, $2, $3)
         ON CONFLICT (account, url) DO UPDATE SET queue = excluded.queue",
        args![account, Secret(url), Secret(queue)],
    )?;
    Ok(())
}
