//! Key Management Service (KMS): keys with real cryptography, and secrets. It is a regional product: nothing of one region is
//! seen in another.

use serde_json::{Map, Value};

use crate::{ApiError, Entry, Product, ports::due::DueWork, shared::states::StateTable};

mod aliases;
mod base64_texts;
mod empty;
mod faults;
mod imports;
mod instances;
mod intervals;
mod key_specs;
mod keys;
mod place;
mod policies;
mod tables;
mod tag_lists;
mod versions;

// The list: one `mod` and one row for each file. `UPDATE=1 cargo test registry` keeps it.

const ACTIONS: &[Entry] = &[
    Entry::of::<keys::cancel_key_deletion::CancelKeyDeletion>(),
    Entry::of::<aliases::create_alias::CreateAlias>(),
    Entry::of::<keys::create_key::CreateKey>(),
    Entry::of::<versions::create_key_version::CreateKeyVersion>(),
    Entry::of::<aliases::delete_alias::DeleteAlias>(),
    Entry::of::<imports::delete_key_material::DeleteKeyMaterial>(),
    Entry::of::<keys::describe_key::DescribeKey>(),
    Entry::of::<versions::describe_key_version::DescribeKeyVersion>(),
    Entry::of::<keys::disable_key::DisableKey>(),
    Entry::of::<keys::enable_key::EnableKey>(),
    Entry::of::<imports::get_parameters_for_import::GetParametersForImport>(),
    Entry::of::<imports::import_key_material::ImportKeyMaterial>(),
    Entry::of::<aliases::list_aliases::ListAliases>(),
    Entry::of::<aliases::list_aliases_by_key_id::ListAliasesByKeyId>(),
    Entry::of::<versions::list_key_versions::ListKeyVersions>(),
    Entry::of::<keys::list_keys::ListKeys>(),
    Entry::of::<keys::schedule_key_deletion::ScheduleKeyDeletion>(),
    Entry::of::<keys::set_deletion_protection::SetDeletionProtection>(),
    Entry::of::<aliases::update_alias::UpdateAlias>(),
    Entry::of::<keys::update_key_description::UpdateKeyDescription>(),
    Entry::of::<versions::update_rotation_policy::UpdateRotationPolicy>(),
];
// The end of the list.

/// The kinds of due work.
const DUE: &[DueWork] =
    &[keys::due_work::ROTATION, keys::due_work::END, keys::due_work::MATERIAL_END];

/// Key Management Service (Kms 2016-01-20).
pub static KMS: Product = Product::new("kms", "Kms", "2016-01-20")
    .wording(faults::wording)
    .failure(failure)
    .denied(faults::denied)
    .long()
    .schema(tables::SCHEMA)
    .resources(tables::kinds::RESOURCES, tables::kinds::NO_RESOURCES)
    .due(DUE)
    .states(&[StateTable::of::<keys::key_states::Keys>()])
    .actions(ACTIONS);

/// Errors of this product say their status in the body as well (documented).
fn failure(body: &mut Map<String, Value>, error: &ApiError) {
    body.shift_insert(0, "HttpStatus".into(), error.status.into());
}
