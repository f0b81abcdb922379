//! How answers show a handshake.

use serde::Serialize;

use crate::resourcedirectory::{
    directory::directory_view::account_name, handshakes::handshake_states::Handshakes,
    tables::handshakes::Handshake,
};
use crate::{
    ports::store::{Result, Tx},
    request::page::Page,
    shared::{format::iso, states::State},
};

/// A handshake, as it is created, answered or read.
#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(in crate::resourcedirectory) struct Shown {
    handshake_id: String,
    resource_directory_id: String,
    master_account_id: String,
    master_account_name: String,
    target_entity: String,
    target_type: String,
    note: String,
    status: State<Handshakes>,
    create_time: String,
    modify_time: String,
    expire_time: String,
}

impl Shown {
    pub(in crate::resourcedirectory) fn of(tx: &mut dyn Tx, handshake: Handshake) -> Result<Self> {
        Ok(Self {
            master_account_name: account_name(tx, &handshake.master)?,
            handshake_id: handshake.id,
            resource_directory_id: handshake.directory,
            master_account_id: handshake.master,
            target_entity: handshake.entity,
            target_type: handshake.kind,
            note: handshake.note,
            status: handshake.state,
            create_time: iso(handshake.made),
            modify_time: iso(handshake.changed),
            expire_time: iso(handshake.ends),
        })
    }
}

/// The answer to a call about one handshake.
#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(in crate::resourcedirectory) struct One {
    handshake: Shown,
}

impl One {
    pub(in crate::resourcedirectory) fn of(tx: &mut dyn Tx, handshake: Handshake) -> Result<Self> {
        Ok(Self { handshake: Shown::of(tx, handshake)? })
    }
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
struct Wrapped {
    handshake: Vec<Shown>,
}

/// The answer to a call that lists handshakes.
#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(in crate::resourcedirectory) struct Listed {
    total_count: i64,
    page_number: i64,
    page_size: i64,
    handshakes: Wrapped,
}

impl Listed {
    pub(in crate::resourcedirectory) fn of(
        tx: &mut dyn Tx,
        page: Page,
        (handshakes, total_count): (Vec<Handshake>, i64),
    ) -> Result<Self> {
        let shown: Result<Vec<_>> = handshakes.into_iter().map(|it| Shown::of(tx, it)).collect();
        let handshakes = Wrapped { handshake: shown? };
        Ok(Self { total_count, page_number: page.number, page_size: page.size, handshakes })
    }
}
