//! How the answers of changes show a member.

use serde::Serialize;

use crate::resourcedirectory::tables::members::Member;
use crate::shared::format::iso_millis;

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(in crate::resourcedirectory) struct Shown {
    account_id: String,
    account_name: String,
    display_name: String,
    folder_id: String,
    resource_directory_id: String,
    #[serde(rename = "Type")]
    kind: &'static str,
    status: &'static str,
    join_method: &'static str,
    join_time: String,
    modify_time: String,
}

impl Shown {
    pub(in crate::resourcedirectory) fn of(member: Member) -> Self {
        Self {
            kind: member.kind(),
            status: member.status(),
            join_method: member.join_method(),
            join_time: iso_millis(member.joined),
            modify_time: iso_millis(member.changed),
            account_id: member.account,
            account_name: member.name,
            display_name: member.display,
            folder_id: member.folder,
            resource_directory_id: member.directory,
        }
    }
}
