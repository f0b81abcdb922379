//! The signs, of which both generations of actions are about one set.

use crate::{
    args,
    dysms::signs::sign_states::Signs,
    ports::store::{self, Result, Row, Tx},
    shared::states::State,
};

// name_key is the name in lower case: two names that differ in case alone are one.
pub(super) const TABLE: &str = "CREATE TABLE dysms_sign (
        account TEXT NOT NULL, name_key TEXT NOT NULL, seq BIGINT NOT NULL, name TEXT NOT NULL,
        source BIGINT NOT NULL, type BIGINT NOT NULL, remark TEXT NOT NULL, qualification BIGINT,
        scene TEXT, third_party BIGINT NOT NULL, files BIGINT NOT NULL, letter BIGINT, trademark BIGINT,
        icp BIGINT, state TEXT NOT NULL, reason TEXT, order_id TEXT NOT NULL, code TEXT NOT NULL,
        made BIGINT NOT NULL, audited BIGINT, test BIGINT NOT NULL, PRIMARY KEY (account, name_key)
    )";
pub(super) const BY_SEQ: &str = "CREATE INDEX dysms_sign_seq ON dysms_sign (account, seq)";

macro_rules! select {
    ($rest:literal) => {
        concat!(
            "SELECT seq, name, source, type, remark, qualification, scene, third_party, files, letter, trademark,
             icp, state, reason, order_id, code, made, audited, test FROM dysms_sign ",
            $rest
        )
    };
}

#[derive(Clone, Debug, Default)]
pub(in crate::dysms) struct Sign {
    /// 0 until it is stored.
    pub(in crate::dysms) seq: i64,
    pub(in crate::dysms) name: String,
    pub(in crate::dysms) source: i64,
    /// 0 for verification codes, 1 for all.
    pub(in crate::dysms) kind: i64,
    pub(in crate::dysms) remark: String,
    pub(in crate::dysms) qualification: Option<i64>,
    pub(in crate::dysms) scene: Option<String>,
    pub(in crate::dysms) third_party: bool,
    /// How many files it was applied for with.
    pub(in crate::dysms) files: i64,
    pub(in crate::dysms) letter: Option<i64>,
    pub(in crate::dysms) trademark: Option<i64>,
    pub(in crate::dysms) icp: Option<i64>,
    pub(in crate::dysms) state: State<Signs>,
    pub(in crate::dysms) reason: Option<String>,
    pub(in crate::dysms) order_id: String,
    pub(in crate::dysms) code: String,
    pub(in crate::dysms) made: i64,
    pub(in crate::dysms) audited: Option<i64>,
    /// The vendor's own for tests.
    pub(in crate::dysms) test: bool,
}

/// The name by which signs are told apart.
pub(in crate::dysms) fn key(name: &str) -> String {
    name.to_lowercase()
}

pub(in crate::dysms) fn put(tx: &mut dyn Tx, account: &str, s: &mut Sign) -> Result<()> {
    if s.seq == 0 {
        s.seq = store::tally_add(tx, "", "dysms_sign")?;
    }
    tx.execute(
        "INSERT INTO dysms_sign (account, name_key, seq, name, source, type, remark, qualification, scene,
         third_party, files, letter, trademark, icp, state, reason, order_id, code, made, audited, test)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21)
         ON CONFLICT (account, name_key) DO UPDATE SET source = excluded.source, type = excluded.type,
         remark = excluded.remark, qualification = excluded.qualification, scene = excluded.scene,
         third_party = excluded.third_party, files = excluded.files, letter = excluded.letter,
         trademark = excluded.trademark, icp = excluded.icp, state = excluded.state, reason = excluded.reason,
         order_id = excluded.order_id, audited = excluded.audited",
        args![
            account,
            key(&s.name),
            s.seq,
            &s.name,
            s.source,
            s.kind,
            &s.remark,
            s.qualification,
            &s.scene,
            s.third_party,
            s.files,
            s.letter,
            s.trademark,
            s.icp,
            s.state.as_str(),
            &s.reason,
            &s.order_id,
            &s.code,
            s.made,
            s.audited,
            s.test
        ],
    )?;
    Ok(())
}

/// The sign of this name, in any case.
pub(in crate::dysms) fn sign(tx: &mut dyn Tx, account: &str, name: &str) -> Result<Option<Sign>> {
    tx.row(select!("WHERE account = $1 AND name_key = $2"), args![account, key(name)], read)
}

/// A page of the signs of an account, the newest first, and how many there are.
pub(in crate::dysms) fn page(
    tx: &mut dyn Tx,
    account: &str,
    (skip, size): (i64, i64),
) -> Result<(Vec<Sign>, i64)> {
    let total =
        tx.row("SELECT COUNT(*) FROM dysms_sign WHERE account = $1", args![account], |row| {
            row.int(0)
        })?;
    let sql = select!("WHERE account = $1 ORDER BY seq DESC LIMIT $2 OFFSET $3");
    Ok((tx.rows(sql, args![account, size, skip], read)?, total.unwrap_or_default()))
}

pub(in crate::dysms) fn delete(tx: &mut dyn Tx, account: &str, name: &str) -> Result<()> {
    tx.execute(
        "DELETE FROM dysms_sign WHERE account = $1 AND name_key = $2",
        args![account, key(name)],
    )?;
    Ok(())
}

/// How many were applied for at this time or later.
pub(in crate::dysms) fn made_since(tx: &mut dyn Tx, account: &str, from: i64) -> Result<i64> {
    let sql = "SELECT COUNT(*) FROM dysms_sign WHERE account = $1 AND made >= $2";
    Ok(tx.row(sql, args![account, from], |row| row.int(0))?.unwrap_or_default())
}

fn read(row: &Row<'_>) -> Result<Sign> {
    Ok(Sign {
        seq: row.int(0)?,
        name: row.text(1)?,
        source: row.int(2)?,
        kind: row.int(3)?,
        remark: row.text(4)?,
        qualification: row.opt_int(5)?,
        scene: row.opt_text(6)?,
        third_party: row.flag(7)?,
        files: row.int(8)?,
        letter: row.opt_int(9)?,
        trademark: row.opt_int(10)?,
        icp: row.opt_int(11)?,
        state: State::read(&row.text(12)?)?,
        reason: row.opt_text(13)?,
        order_id: row.text(14)?,
        code: row.text(15)?,
        made: row.int(16)?,
        audited: row.opt_int(17)?,
        test: row.flag(18)?,
    })
}
