//! Companies that apply for certificates.

use super::{IdSequence, Owner};
use crate::{
    args,
    ports::store::{Result, Row, Tx},
    request::page::Page,
    shared::filters::{FilteredList, filtered},
};

pub(super) const TABLE: &str = "CREATE TABLE cas_company (
        site TEXT COLLATE \"C\" NOT NULL, account TEXT NOT NULL, id BIGINT NOT NULL, name TEXT NOT NULL,
        code TEXT NOT NULL, kind BIGINT NOT NULL, phone TEXT NOT NULL, address TEXT NOT NULL,
        city TEXT NOT NULL, province TEXT NOT NULL, post_code TEXT NOT NULL, country TEXT NOT NULL,
        lang TEXT, email TEXT, department TEXT, search TEXT NOT NULL,
        PRIMARY KEY (site, account, id)
    )";

const COMPANY: IdSequence = IdSequence::new("cas_company", 51_001);

macro_rules! companies {
    ($($rest:literal),+) => {
        concat!(
            "SELECT id, name, code, kind, phone, address, city, province, post_code, country, lang,
             email, department FROM cas_company WHERE site = $1 AND account = $2 ",
            $($rest),+
        )
    };
}

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(in crate::cas) struct Company {
    /// 0 until it is stored.
    pub(in crate::cas) id: i64,
    pub(in crate::cas) name: String,
    pub(in crate::cas) code: String,
    pub(in crate::cas) kind: i64,
    pub(in crate::cas) phone: String,
    pub(in crate::cas) address: String,
    pub(in crate::cas) city: String,
    pub(in crate::cas) province: String,
    pub(in crate::cas) post_code: String,
    pub(in crate::cas) country: String,
    pub(in crate::cas) lang: Option<String>,
    pub(in crate::cas) email: Option<String>,
    pub(in crate::cas) department: Option<String>,
}

/// The company of this id.
pub(in crate::cas) fn company(
    tx: &mut dyn Tx,
    owner: Owner<'_>,
    id: i64,
) -> Result<Option<Company>> {
    tx.row(companies!("AND id = $3"), args![owner.site, owner.account, id], read)
}

/// Inserts or updates a company. A new one gets the next id.
pub(in crate::cas) fn put(tx: &mut dyn Tx, owner: Owner<'_>, c: &mut Company) -> Result<()> {
    if c.id == 0 {
        c.id = COMPANY.add(tx, owner)?;
    }
    let search = format!("{}\n{}\n{}\n{}", c.name, c.province, c.country, c.city).to_lowercase();
    tx.execute(
        "INSERT INTO cas_company (site, account, id, name, code, kind, phone, address, city,
         province, post_code, country, lang, email, department, search)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16)
         ON CONFLICT (site, account, id) DO UPDATE SET name = excluded.name, code = excluded.code,
         kind = excluded.kind, phone = excluded.phone, address = excluded.address,
         city = excluded.city, province = excluded.province, post_code = excluded.post_code,
         country = excluded.country, lang = excluded.lang, email = excluded.email,
         department = excluded.department, search = excluded.search",
        args![
            owner.site,
            owner.account,
            c.id,
            &c.name,
            &c.code,
            c.kind,
            &c.phone,
            &c.address,
            &c.city,
            &c.province,
            &c.post_code,
            &c.country,
            &c.lang,
            &c.email,
            &c.department,
            search,
        ],
    )?;
    Ok(())
}

/// Deletes it. Returns whether it existed.
pub(in crate::cas) fn delete(tx: &mut dyn Tx, owner: Owner<'_>, id: i64) -> Result<bool> {
    let gone = tx.execute(
        "DELETE FROM cas_company WHERE site = $1 AND account = $2 AND id = $3",
        args![owner.site, owner.account, id],
    )?;
    COMPANY.sub(tx, owner, gone)?;
    Ok(gone > 0)
}

const LIST: FilteredList = filtered!(
    companies,
    "cas_company WHERE site = $1 AND account = $2 ",
    "AND (CAST($3 AS BIGINT) IS NULL OR id = $3)
     AND (CAST($4 AS TEXT) IS NULL OR search LIKE $4 ESCAPE '!') ",
    "ORDER BY id DESC LIMIT $5 OFFSET $6"
);

/// One page of the companies, newest first, and the total. `like` is a
/// [`pattern`](crate::shared::filters::pattern).
pub(in crate::cas) fn list(
    tx: &mut dyn Tx,
    owner: Owner<'_>,
    (id, like): (Option<i64>, Option<&str>),
    page: Page,
) -> Result<(Vec<Company>, i64)> {
    let all = id.is_none() && like.is_none();
    let unfiltered_total = if all { Some(COMPANY.count(tx, owner)?) } else { None };
    LIST.list(tx, args![owner.site, owner.account, id, like], unfiltered_total, page, read)
}

fn read(row: &Row<'_>) -> Result<Company> {
    Ok(Company {
        id: row.int(0)?,
        name: row.text(1)?,
        code: row.text(2)?,
        kind: row.int(3)?,
        phone: row.text(4)?,
        address: row.text(5)?,
        city: row.text(6)?,
        province: row.text(7)?,
        post_code: row.text(8)?,
        country: row.text(9)?,
        lang: row.opt_text(10)?,
        email: row.opt_text(11)?,
        department: row.opt_text(12)?,
    })
}
