//! Decisions that refused a call, for `DecodeDiagnosticMessage`.

use crate::{
    Random, args, format,
    store::{self, Result, Tx},
};

const DIAGNOSIS: &str = "ram_diagnosis";

/// How many of an account are kept: the newest.
const MOST: i64 = 10_000;

/// What every token starts with (observed).
const START: &str = "AQEAAAAA";

const ALPHABET: &[u8] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

/// Keeps `message`, the JSON text of a `Diagnosis`, and answers its token.
pub fn put_diagnosis(
    tx: &mut dyn Tx,
    random: &mut dyn Random,
    now: i64,
    account: &str,
    message: &str,
) -> Result<String> {
    let token = format!("{START}{}", format::pick(random, ALPHABET, 64));
    let seq = store::tally_add(tx, account, DIAGNOSIS)?;
    tx.execute(
        "INSERT INTO ram_diagnosis (account, seq, token, made, message)
         VALUES ($1, $2, $3, $4, $5)",
        args![account, seq, &token, now, message],
    )?;
    let gone = tx.execute(
        "DELETE FROM ram_diagnosis WHERE account = $1 AND seq <= $2",
        args![account, seq - MOST],
    )?;
    store::tally_sub(tx, account, DIAGNOSIS, gone)?;
    Ok(token)
}

/// When a message was made, and its text.
pub(crate) fn diagnosis(
    tx: &mut dyn Tx,
    account: &str,
    token: &str,
) -> Result<Option<(i64, String)>> {
    tx.row(
        "SELECT made, message FROM ram_diagnosis WHERE token = $1 AND account = $2",
        args![token, account],
        |row| Ok((row.int(0)?, row.text(1)?)),
    )
}
