//! How the product fares for an account, which the control API sets.

use std::collections::BTreeMap;

use super::publication::Publication;
use crate::{
    args,
    ports::store::{Result, StoreError, Tx},
};

// dns is null where the edition decides; networks is a JSON object.
pub(super) const TABLE: &str = "CREATE TABLE alidns_setting (
        account TEXT NOT NULL PRIMARY KEY, batch_ms BIGINT NOT NULL, propagation_ms BIGINT NOT NULL, dns TEXT,
        empty_rr_is_apex BIGINT NOT NULL, public_suffixes_only BIGINT NOT NULL, group_of_all BIGINT NOT NULL,
        url_forward_ip TEXT, networks TEXT NOT NULL
    )";

/// The settings of an account.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(in crate::alidns) struct Settings {
    /// How long a batch task runs, in milliseconds.
    pub(in crate::alidns) batch_ms: i64,
    /// After how long name servers answer with what was changed, in milliseconds.
    pub(in crate::alidns) propagation_ms: i64,
    /// The names of the servers of new domains, with a comma between them.
    pub(in crate::alidns) dns: Option<String>,
    /// Whether a record without a sub-domain is the domain's own.
    pub(in crate::alidns) empty_rr_is_apex: bool,
    /// Whether `GetMainDomainName` looks at public suffixes alone, and not at the domains that are hosted.
    pub(in crate::alidns) public_suffixes_only: bool,
    /// Whether the list of groups begins with one of all domains.
    pub(in crate::alidns) group_of_all: bool,
    /// The address that a name has which forwards to a URL.
    pub(in crate::alidns) url_forward_ip: Option<String>,
    /// The lines of networks: `10.1.0.0/16` is in `telecom`.
    pub(in crate::alidns) networks: BTreeMap<String, String>,
}

impl Settings {
    /// When name servers answer with what is changed now.
    pub(in crate::alidns) fn publication(&self, now: i64) -> Publication {
        (self.propagation_ms > 0).then(|| now.saturating_add(self.propagation_ms))
    }
}

/// The settings of an account.
pub(in crate::alidns) fn read(tx: &mut dyn Tx, account: &str) -> Result<Settings> {
    let found = tx.row(
        "SELECT batch_ms, dns, empty_rr_is_apex, public_suffixes_only, group_of_all, propagation_ms, url_forward_ip,
         networks FROM alidns_setting WHERE account = $1",
        args![account],
        |row| {
            Ok(Settings {
                batch_ms: row.int(0)?,
                dns: row.opt_text(1)?,
                empty_rr_is_apex: row.flag(2)?,
                public_suffixes_only: row.flag(3)?,
                group_of_all: row.flag(4)?,
                propagation_ms: row.int(5)?,
                url_forward_ip: row.opt_text(6)?,
                networks: serde_json::from_str(&row.text(7)?).map_err(|_| StoreError::Shape)?,
            })
        },
    )?;
    Ok(found.unwrap_or_default())
}

/// Sets them.
pub(in crate::alidns) fn put(tx: &mut dyn Tx, account: &str, it: &Settings) -> Result<()> {
    tx.execute(
        "INSERT INTO alidns_setting (account, batch_ms, propagation_ms, dns, empty_rr_is_apex, public_suffixes_only,
         group_of_all, url_forward_ip, networks)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
         ON CONFLICT (account) DO UPDATE SET batch_ms = excluded.batch_ms, propagation_ms = excluded.propagation_ms,
         dns = excluded.dns, empty_rr_is_apex = excluded.empty_rr_is_apex,
         public_suffixes_only = excluded.public_suffixes_only, group_of_all = excluded.group_of_all,
         url_forward_ip = excluded.url_forward_ip, networks = excluded.networks",
        args![
            account,
            it.batch_ms,
            it.propagation_ms,
            &it.dns,
            it.empty_rr_is_apex,
            it.public_suffixes_only,
            it.group_of_all,
            &it.url_forward_ip,
            serde_json::to_string(&it.networks).map_err(|_| StoreError::Shape)?,
        ],
    )?;
    Ok(())
}
