//! Scenes, in which challenges are shown.

use crate::{
    args,
    ports::store::{Result, Tx},
};

pub(super) const TABLE: &str = "CREATE TABLE captcha_scene (
        account TEXT NOT NULL, id TEXT COLLATE \"C\" NOT NULL, mode TEXT NOT NULL, made BIGINT NOT NULL,
        PRIMARY KEY (account, id)
    )";
pub(super) const BY_ID: &str = "CREATE INDEX captcha_scene_id ON captcha_scene (id)";

/// The mode of a scene of the account.
pub(in crate::captcha) fn mode(tx: &mut dyn Tx, account: &str, id: &str) -> Result<Option<String>> {
    tx.row(
        "SELECT mode FROM captcha_scene WHERE account = $1 AND id = $2",
        args![account, id],
        |row| row.text(0),
    )
}

/// Whether any account has this scene.
pub(in crate::captcha) fn exists(tx: &mut dyn Tx, id: &str) -> Result<bool> {
    let found =
        tx.row("SELECT id FROM captcha_scene WHERE id = $1 LIMIT 1", args![id], |row| row.text(0))?;
    Ok(found.is_some())
}

/// Inserts or changes a scene.
pub(in crate::captcha) fn put(
    tx: &mut dyn Tx,
    (account, id): (&str, &str),
    mode: &str,
    now: i64,
) -> Result<()> {
    tx.execute(
        "INSERT INTO captcha_scene (account, id, mode, made) VALUES ($1, $2, $3, $4)
         ON CONFLICT (account, id) DO UPDATE SET mode = excluded.mode",
        args![account, id, mode, now],
    )?;
    Ok(())
}

/// The scenes of the account with their modes, at most 1000.
pub(in crate::captcha) fn list(tx: &mut dyn Tx, account: &str) -> Result<Vec<(String, String)>> {
    tx.rows(
        "SELECT id, mode FROM captcha_scene WHERE account = $1 ORDER BY id LIMIT 1000",
        args![account],
        |row| Ok((row.text(0)?, row.text(1)?)),
    )
}

/// Deletes a scene. Returns whether it existed.
pub(in crate::captcha) fn delete(tx: &mut dyn Tx, account: &str, id: &str) -> Result<bool> {
    let gone =
        tx.execute("DELETE FROM captcha_scene WHERE account = $1 AND id = $2", args![account, id])?;
    Ok(gone > 0)
}
