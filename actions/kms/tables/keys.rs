//! Keys.

use crate::{
    args,
    kms::{keys::key_states::Keys, place::Place},
    ports::store::{self, Result, Row, Tx},
    shared::states::State,
};

pub(super) const TABLE: &str = "CREATE TABLE kms_key (
        account TEXT NOT NULL, region TEXT NOT NULL, seq BIGINT NOT NULL, id TEXT NOT NULL, spec TEXT NOT NULL,
        usage TEXT NOT NULL, origin TEXT NOT NULL, protection TEXT NOT NULL, instance TEXT NOT NULL, made BIGINT NOT NULL,
        description TEXT NOT NULL, state TEXT NOT NULL, rotation BIGINT, rotated BIGINT NOT NULL, deletion BIGINT,
        guarded BIGINT NOT NULL, guard_reason TEXT NOT NULL, policy TEXT NOT NULL, version TEXT NOT NULL,
        material BIGINT NOT NULL, material_end BIGINT, fingerprint TEXT NOT NULL,
        PRIMARY KEY (account, region, seq)
    )";
pub(super) const BY_ID: &str = "CREATE UNIQUE INDEX kms_key_id ON kms_key (id)";

const KIND: &str = "kms_key";

/// A key.
#[derive(Clone, Debug)]
pub(in crate::kms) struct Key {
    pub(in crate::kms) id: String,
    pub(in crate::kms) spec: String,
    pub(in crate::kms) usage: String,
    pub(in crate::kms) origin: String,
    pub(in crate::kms) protection: String,
    /// Its instance; empty for none.
    pub(in crate::kms) instance: String,
    pub(in crate::kms) made: i64,
    pub(in crate::kms) description: String,
    pub(in crate::kms) state: State<Keys>,
    /// After how many seconds it gets another version; none if it is not rotated.
    pub(in crate::kms) rotation: Option<i64>,
    /// When its newest version was made.
    pub(in crate::kms) rotated: i64,
    /// When it is deleted, if it waits for that.
    pub(in crate::kms) deletion: Option<i64>,
    pub(in crate::kms) guarded: bool,
    pub(in crate::kms) guard_reason: String,
    /// Its policy, as it was set; empty for the default one.
    pub(in crate::kms) policy: String,
    /// The version that encrypts, or the newest; empty for none.
    pub(in crate::kms) version: String,
    /// Whether it has material.
    pub(in crate::kms) material: bool,
    /// When imported material is too old.
    pub(in crate::kms) material_end: Option<i64>,
    /// What tells whether imported material is the same as before; empty if none was imported.
    pub(in crate::kms) fingerprint: String,
}

impl Key {
    /// Whether its material comes from outside.
    pub(in crate::kms) fn is_external(&self) -> bool {
        self.origin == "EXTERNAL"
    }
}

fn read(row: &Row<'_>) -> Result<Key> {
    Ok(Key {
        id: row.text(0)?,
        spec: row.text(1)?,
        usage: row.text(2)?,
        origin: row.text(3)?,
        protection: row.text(4)?,
        instance: row.text(5)?,
        made: row.int(6)?,
        description: row.text(7)?,
        state: State::read(&row.text(8)?)?,
        rotation: row.opt_int(9)?,
        rotated: row.int(10)?,
        deletion: row.opt_int(11)?,
        guarded: row.flag(12)?,
        guard_reason: row.text(13)?,
        policy: row.text(14)?,
        version: row.text(15)?,
        material: row.flag(16)?,
        material_end: row.opt_int(17)?,
        fingerprint: row.text(18)?,
    })
}

/// Adds a key.
pub(in crate::kms) fn add(tx: &mut dyn Tx, place: Place<'_>, it: &Key) -> Result<()> {
    let seq = store::tally_add(tx, &place.joined(), KIND)?;
    tx.execute(
        "INSERT INTO kms_key (account, region, seq, id, spec, usage, origin, protection, instance, made, description, state,
         rotation, rotated, deletion, guarded, guard_reason, policy, version, material, material_end, fingerprint)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22)",
        args![
            place.account,
            place.region,
            seq,
            &it.id,
            &it.spec,
            &it.usage,
            &it.origin,
            &it.protection,
            &it.instance,
            it.made,
            &it.description,
            it.state.as_str(),
            it.rotation,
            it.rotated,
            it.deletion,
            it.guarded,
            &it.guard_reason,
            &it.policy,
            &it.version,
            it.material,
            it.material_end,
            &it.fingerprint,
        ],
    )?;
    Ok(())
}

/// Changes what can change of a key.
pub(in crate::kms) fn put(tx: &mut dyn Tx, it: &Key) -> Result<()> {
    tx.execute(
        "UPDATE kms_key SET description = $1, state = $2, rotation = $3, rotated = $4, deletion = $5, guarded = $6,
         guard_reason = $7, policy = $8, version = $9, material = $10, material_end = $11, fingerprint = $12 WHERE id = $13",
        args![
            &it.description,
            it.state.as_str(),
            it.rotation,
            it.rotated,
            it.deletion,
            it.guarded,
            &it.guard_reason,
            &it.policy,
            &it.version,
            it.material,
            it.material_end,
            &it.fingerprint,
            &it.id,
        ],
    )?;
    Ok(())
}

/// The key of this id.
pub(in crate::kms) fn key(tx: &mut dyn Tx, place: Place<'_>, id: &str) -> Result<Option<Key>> {
    tx.row(
        "SELECT id, spec, usage, origin, protection, instance, made, description, state, rotation, rotated, deletion, guarded,
         guard_reason, policy, version, material, material_end, fingerprint FROM kms_key
         WHERE id = $1 AND account = $2 AND region = $3",
        args![id, place.account, place.region],
        read,
    )
}

/// The key of this id in a region, whoever owns it, and the account that does.
pub(in crate::kms) fn of_anyone(
    tx: &mut dyn Tx,
    region: &str,
    id: &str,
) -> Result<Option<(String, Key)>> {
    tx.row(
        "SELECT id, spec, usage, origin, protection, instance, made, description, state, rotation, rotated, deletion, guarded,
         guard_reason, policy, version, material, material_end, fingerprint, account FROM kms_key
         WHERE id = $1 AND region = $2",
        args![id, region],
        |row| Ok((row.text(19)?, read(row)?)),
    )
}

/// All keys, the oldest first.
pub(in crate::kms) fn all(tx: &mut dyn Tx, place: Place<'_>) -> Result<Vec<Key>> {
    tx.rows(
        "SELECT id, spec, usage, origin, protection, instance, made, description, state, rotation, rotated, deletion, guarded,
         guard_reason, policy, version, material, material_end, fingerprint FROM kms_key
         WHERE account = $1 AND region = $2 ORDER BY seq",
        args![place.account, place.region],
        read,
    )
}

/// A page of the keys, the oldest first, and how many there are.
pub(in crate::kms) fn page(
    tx: &mut dyn Tx,
    place: Place<'_>,
    (skip, size): (i64, i64),
) -> Result<(Vec<String>, i64)> {
    let found = tx.rows(
        "SELECT id FROM kms_key WHERE account = $1 AND region = $2 ORDER BY seq LIMIT $3 OFFSET $4",
        args![place.account, place.region, size, skip],
        |row| row.text(0),
    )?;
    Ok((found, store::tally(tx, &place.joined(), KIND)?))
}

/// How many keys there are.
pub(in crate::kms) fn count(tx: &mut dyn Tx, place: Place<'_>) -> Result<i64> {
    store::tally(tx, &place.joined(), KIND)
}

/// Deletes a key.
pub(in crate::kms) fn delete(tx: &mut dyn Tx, place: Place<'_>, id: &str) -> Result<()> {
    let gone = tx.execute(
        "DELETE FROM kms_key WHERE id = $1 AND account = $2 AND region = $3",
        args![id, place.account, place.region],
    )?;
    store::tally_sub(tx, &place.joined(), KIND, gone)
}
