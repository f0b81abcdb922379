//! How many members each block of numbers has, so that a page of a long list is found where members have left:
//! the blocks before it are added up, and only within one block members are counted.

use crate::{
    args,
    ports::store::{Result, Tx},
};

/// `within` is the id of a directory, whose members are numbered by `seq`, or of a folder, whose members are
/// numbered by `place`.
pub(crate) const TABLE: &str = "CREATE TABLE resource_member_block (
        within TEXT COLLATE \"C\" NOT NULL, block BIGINT NOT NULL, held BIGINT NOT NULL,
        PRIMARY KEY (within, block)
    )";

/// How many numbers a block has.
const BLOCK: i64 = 256;

/// Counts a member that has got this number.
pub(super) fn add(tx: &mut dyn Tx, within: &str, number: i64) -> Result<()> {
    tx.execute(
        "INSERT INTO resource_member_block (within, block, held) VALUES ($1, $2, 1)
         ON CONFLICT (within, block) DO UPDATE SET held = resource_member_block.held + excluded.held",
        args![within, number / BLOCK],
    )?;
    Ok(())
}

/// Counts a member no longer. A block without members is forgotten.
pub(super) fn subtract(tx: &mut dyn Tx, within: &str, number: i64) -> Result<()> {
    tx.execute(
        "UPDATE resource_member_block SET held = held - 1 WHERE within = $1 AND block = $2",
        args![within, number / BLOCK],
    )?;
    tx.execute(
        "DELETE FROM resource_member_block WHERE within = $1 AND block = $2 AND held = 0",
        args![within, number / BLOCK],
    )?;
    Ok(())
}

/// The first number of the block that has the member which `skip` members come before, and how many of those
/// are in the block; none if there are fewer members.
pub(super) fn start(tx: &mut dyn Tx, within: &str, mut skip: i64) -> Result<Option<(i64, i64)>> {
    let blocks = tx.rows(
        "SELECT block, held FROM resource_member_block WHERE within = $1 ORDER BY block",
        args![within],
        |row| Ok((row.int(0)?, row.int(1)?)),
    )?;
    for (block, held) in blocks {
        if skip < held {
            return Ok(Some((block * BLOCK, skip)));
        }
        skip -= held;
    }
    Ok(None)
}
