//! The checks before the deletion of a member.
//!
//! The vendor documents the form of checks and their finance conditions, and that some may be abandoned; the ids of
//! checks, and which may be abandoned, are assumed where no sample of the vendor's has them.

use serde::Serialize;

use crate::resourcedirectory::tables::members::{self, Member};
use crate::{Result, cas::holdings, ports::store::Tx, ram::account};

/// A condition that a member has to meet before it is deleted.
pub(in crate::resourcedirectory) struct Check {
    pub(in crate::resourcedirectory) id: &'static str,
    /// The service that asks for it.
    pub(in crate::resourcedirectory) name: &'static str,
    pub(in crate::resourcedirectory) description: &'static str,
    /// Whether the caller may abandon it, so that the member is deleted without meeting it.
    pub(in crate::resourcedirectory) abandonable: bool,
    is_found: fn(&mut dyn Tx, &Member) -> Result<bool>,
}

const CHECKS: [Check; 4] = [
    Check {
        id: "NON_SP_efc",
        name: "Enterprise finance",
        description: "This account is an Enterprise Finance associated account. Please remove the financial association of this account before deleting it.",
        abandonable: false,
        is_found: |tx, member| Ok(members::pays(tx, &member.directory, &member.account)?),
    },
    Check {
        id: "NON_SP_payer",
        name: "Others",
        description: "This account has a payer account. Please release the financial relationship of this account first.",
        abandonable: false,
        is_found: |_, member| Ok(!member.payer.is_empty()),
    },
    Check {
        id: "NON_SP_ram",
        name: "RAM",
        description: "The account has RAM users. They are deleted with it.",
        abandonable: true,
        is_found: |tx, member| Ok(account::counts(tx, &member.account)?.users > 0),
    },
    Check {
        id: "NON_SP_cas",
        name: "Certificate Management Service",
        description: "The account has certificates. They are deleted with it.",
        abandonable: true,
        is_found: |tx, member| holdings::has_certificates(tx, &member.account),
    },
];

/// The checks that the member does not meet.
pub(in crate::resourcedirectory) fn found(
    tx: &mut dyn Tx,
    member: &Member,
) -> Result<Vec<&'static Check>> {
    let mut found = Vec::new();
    for check in &CHECKS {
        if (check.is_found)(tx, member)? {
            found.push(check);
        }
    }
    Ok(found)
}

/// The checks of these ids.
pub(in crate::resourcedirectory) fn of_ids(ids: &[String]) -> Vec<&'static Check> {
    CHECKS.iter().filter(|check| ids.iter().any(|id| id == check.id)).collect()
}

/// The ids of checks.
pub(in crate::resourcedirectory) fn ids(checks: &[&Check]) -> Vec<String> {
    checks.iter().map(|check| check.id.to_owned()).collect()
}

/// Whether the member has what is paid for by use, so that its deletion waits for the last bill. The vendor documents
/// that this decides. That certificates are paid for by use is assumed.
pub(in crate::resourcedirectory) fn is_paid_by_use(
    tx: &mut dyn Tx,
    member: &Member,
) -> Result<bool> {
    holdings::has_certificates(tx, &member.account)
}

/// A check as the result of `GetAccountDeletionCheckResult` has it.
#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(in crate::resourcedirectory) struct ShownCheck {
    check_id: &'static str,
    check_name: &'static str,
    description: &'static str,
}

impl ShownCheck {
    pub(in crate::resourcedirectory) fn of(check: &Check) -> Self {
        let Check { id, name, description, .. } = *check;
        Self { check_id: id, check_name: name, description }
    }
}
