//! How the networks of an account fare, which the control API sets.

use serde::{Deserialize, Serialize};

use crate::{
    args,
    ports::store::{Result, StoreError, Tx},
};

// doc is a JSON object.
pub(super) const TABLE: &str =
    "CREATE TABLE vpc_setting (account TEXT NOT NULL PRIMARY KEY, doc TEXT NOT NULL)";

/// The settings of an account. Times are in milliseconds.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(in crate::vpc) struct Settings {
    pub(in crate::vpc) vpc_ms: i64,
    pub(in crate::vpc) vswitch_ms: i64,
    pub(in crate::vpc) association_ms: i64,
    pub(in crate::vpc) route_ms: i64,
    pub(in crate::vpc) eip_ms: i64,
    pub(in crate::vpc) nat_create_ms: i64,
    pub(in crate::vpc) nat_delete_ms: i64,
    pub(in crate::vpc) nat_entry_ms: i64,
    pub(in crate::vpc) acl_ms: i64,
    pub(in crate::vpc) ipv6_gateway_ms: i64,
    pub(in crate::vpc) max_vpcs: i64,
    pub(in crate::vpc) max_secondary_cidrs: i64,
    pub(in crate::vpc) max_vswitches: i64,
    pub(in crate::vpc) max_route_tables: i64,
    pub(in crate::vpc) max_route_entries: i64,
    pub(in crate::vpc) max_eips: i64,
    pub(in crate::vpc) max_nat_gateways: i64,
    pub(in crate::vpc) max_nat_eips: i64,
    pub(in crate::vpc) max_snat_entries: i64,
    pub(in crate::vpc) max_forward_entries: i64,
    pub(in crate::vpc) max_network_acls: i64,
    pub(in crate::vpc) max_network_acl_entries: i64,
    pub(in crate::vpc) max_package_eips: i64,
    /// Whether a vSwitch cannot be created while another one of its VPC is pending.
    pub(in crate::vpc) one_vswitch_at_a_time: bool,
    /// Whether a call meets `TaskConflict` while another change of the same is under way.
    pub(in crate::vpc) task_conflict: bool,
    /// The block that elastic addresses are of.
    pub(in crate::vpc) eip_pool: String,
}

impl Default for Settings {
    fn default() -> Self {
        // Assumed: how long states last; the block of elastic addresses.
        Self {
            vpc_ms: 1000,
            vswitch_ms: 1000,
            association_ms: 500,
            route_ms: 500,
            eip_ms: 1000,
            nat_create_ms: 3000,
            nat_delete_ms: 2000,
            nat_entry_ms: 1000,
            acl_ms: 500,
            ipv6_gateway_ms: 1000,
            max_vpcs: 10,
            max_secondary_cidrs: 5,
            max_vswitches: 150,
            max_route_tables: 9,
            max_route_entries: 200,
            max_eips: 20,
            max_nat_gateways: 5,
            max_nat_eips: 20,
            max_snat_entries: 40,
            max_forward_entries: 100,
            max_network_acls: 200,
            max_network_acl_entries: 20,
            max_package_eips: 100,
            one_vswitch_at_a_time: false,
            task_conflict: false,
            eip_pool: "47.96.0.0/16".to_owned(),
        }
    }
}

/// The settings of an account.
pub(in crate::vpc) fn read(tx: &mut dyn Tx, account: &str) -> Result<Settings> {
    let doc = tx
        .row("SELECT doc FROM vpc_setting WHERE account = $1", args![account], |row| row.text(0))?;
    let Some(doc) = doc else { return Ok(Settings::default()) };
    serde_json::from_str(&doc).map_err(|_| StoreError::Shape)
}

/// Sets them.
pub(in crate::vpc) fn put(tx: &mut dyn Tx, account: &str, it: &Settings) -> Result<()> {
    let doc = serde_json::to_string(it).map_err(|_| StoreError::Shape)?;
    tx.execute(
        "INSERT INTO vpc_setting (account, doc) VALUES ($1, $2)
         ON CONFLICT (account) DO UPDATE SET doc = excluded.doc",
        args![account, doc],
    )?;
    Ok(())
}
