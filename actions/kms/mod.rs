//! Key Management Service (KMS): keys with real cryptography, and secrets. It is a regional product: nothing of one region is
//! seen in another.

use serde_json::{Map, Value};

use crate::{ApiError, Entry, Product, ports::due::DueWork, shared::states::StateTable};

mod access;
mod account;
mod aliases;
mod asymmetric;
mod base64_texts;
mod control;
mod dry_runs;
mod empty;
mod faults;
mod gateway;
mod imports;
mod instances;
mod intervals;
mod key_specs;
mod keys;
mod managed_data_keys;
mod place;
mod policies;
mod sealed;
mod secrets;
mod seed;
mod symmetric;
mod tables;
mod tag_lists;
mod tags;
mod typed_texts;
mod versions;

// The list: one `mod` and one row for each file. `UPDATE=1 cargo test registry` keeps it.

const ACTIONS: &[Entry] = &[
    Entry::of::<asymmetric::asymmetric_decrypt::AsymmetricDecrypt>(),
    Entry::of::<asymmetric::asymmetric_encrypt::AsymmetricEncrypt>(),
    Entry::of::<asymmetric::asymmetric_sign::AsymmetricSign>(),
    Entry::of::<asymmetric::asymmetric_verify::AsymmetricVerify>(),
    Entry::of::<secrets::batch_get_secret_value::BatchGetSecretValue>(),
    Entry::of::<keys::cancel_key_deletion::CancelKeyDeletion>(),
    Entry::of::<instances::connect_kms_instance::ConnectKmsInstance>(),
    Entry::of::<aliases::create_alias::CreateAlias>(),
    Entry::of::<access::create_application_access_point::CreateApplicationAccessPoint>(),
    Entry::of::<access::create_client_key::CreateClientKey>(),
    Entry::of::<keys::create_key::CreateKey>(),
    Entry::of::<versions::create_key_version::CreateKeyVersion>(),
    Entry::of::<access::create_network_rule::CreateNetworkRule>(),
    Entry::of::<access::create_policy::CreatePolicy>(),
    Entry::of::<secrets::create_secret::CreateSecret>(),
    Entry::of::<symmetric::decrypt::Decrypt>(),
    Entry::of::<aliases::delete_alias::DeleteAlias>(),
    Entry::of::<access::delete_application_access_point::DeleteApplicationAccessPoint>(),
    Entry::of::<access::delete_client_key::DeleteClientKey>(),
    Entry::of::<imports::delete_key_material::DeleteKeyMaterial>(),
    Entry::of::<access::delete_network_rule::DeleteNetworkRule>(),
    Entry::of::<access::delete_policy::DeletePolicy>(),
    Entry::of::<secrets::delete_secret::DeleteSecret>(),
    Entry::of::<account::describe_account_kms_status::DescribeAccountKmsStatus>(),
    Entry::of::<access::describe_application_access_point::DescribeApplicationAccessPoint>(),
    Entry::of::<keys::describe_key::DescribeKey>(),
    Entry::of::<versions::describe_key_version::DescribeKeyVersion>(),
    Entry::of::<access::describe_network_rule::DescribeNetworkRule>(),
    Entry::of::<access::describe_policy::DescribePolicy>(),
    Entry::of::<account::describe_regions::DescribeRegions>(),
    Entry::of::<secrets::describe_secret::DescribeSecret>(),
    Entry::of::<keys::disable_key::DisableKey>(),
    Entry::of::<keys::enable_key::EnableKey>(),
    Entry::of::<symmetric::encrypt::Encrypt>(),
    Entry::of::<symmetric::export_data_key::ExportDataKey>(),
    Entry::of::<symmetric::generate_and_export_data_key::GenerateAndExportDataKey>(),
    Entry::of::<symmetric::generate_data_key::GenerateDataKey>(),
    Entry::of::<symmetric::generate_data_key_without_plaintext::GenerateDataKeyWithoutPlaintext>(),
    Entry::of::<asymmetric::generate_mac::GenerateMac>(),
    Entry::of::<managed_data_keys::get_challenge::GetChallenge>(),
    Entry::of::<access::get_client_key::GetClientKey>(),
    Entry::of::<instances::get_default_kms_instance::GetDefaultKmsInstance>(),
    Entry::of::<policies::get_key_policy::GetKeyPolicy>(),
    Entry::of::<instances::get_kms_instance::GetKmsInstance>(),
    Entry::of::<instances::get_kms_instance_quota_infos::GetKmsInstanceQuotaInfos>(),
    Entry::of::<managed_data_keys::get_managed_data_key::GetManagedDataKey>(),
    Entry::of::<imports::get_parameters_for_import::GetParametersForImport>(),
    Entry::of::<asymmetric::get_public_key::GetPublicKey>(),
    Entry::of::<secrets::get_random_password::GetRandomPassword>(),
    Entry::of::<policies::get_secret_policy::GetSecretPolicy>(),
    Entry::of::<secrets::get_secret_value::GetSecretValue>(),
    Entry::of::<imports::import_key_material::ImportKeyMaterial>(),
    Entry::of::<aliases::list_aliases::ListAliases>(),
    Entry::of::<aliases::list_aliases_by_key_id::ListAliasesByKeyId>(),
    Entry::of::<access::list_application_access_points::ListApplicationAccessPoints>(),
    Entry::of::<access::list_client_keys::ListClientKeys>(),
    Entry::of::<versions::list_key_versions::ListKeyVersions>(),
    Entry::of::<keys::list_keys::ListKeys>(),
    Entry::of::<instances::list_kms_instances::ListKmsInstances>(),
    Entry::of::<managed_data_keys::list_managed_data_key_versions::ListManagedDataKeyVersions>(),
    Entry::of::<access::list_network_rules::ListNetworkRules>(),
    Entry::of::<access::list_policies::ListPolicies>(),
    Entry::of::<tags::list_resource_tags::ListResourceTags>(),
    Entry::of::<secrets::list_secret_version_ids::ListSecretVersionIds>(),
    Entry::of::<secrets::list_secrets::ListSecrets>(),
    Entry::of::<tags::list_tag_resources::ListTagResources>(),
    Entry::of::<account::open_kms_service::OpenKmsService>(),
    Entry::of::<secrets::put_secret_value::PutSecretValue>(),
    Entry::of::<symmetric::re_encrypt::ReEncrypt>(),
    Entry::of::<instances::release_kms_instance::ReleaseKmsInstance>(),
    Entry::of::<secrets::restore_secret::RestoreSecret>(),
    Entry::of::<secrets::rotate_secret::RotateSecret>(),
    Entry::of::<keys::schedule_key_deletion::ScheduleKeyDeletion>(),
    Entry::of::<keys::set_deletion_protection::SetDeletionProtection>(),
    Entry::of::<policies::set_key_policy::SetKeyPolicy>(),
    Entry::of::<policies::set_secret_policy::SetSecretPolicy>(),
    Entry::of::<tags::tag_resource::TagResource>(),
    Entry::of::<tags::tag_resources::TagResources>(),
    Entry::of::<tags::untag_resource::UntagResource>(),
    Entry::of::<tags::untag_resources::UntagResources>(),
    Entry::of::<aliases::update_alias::UpdateAlias>(),
    Entry::of::<access::update_application_access_point::UpdateApplicationAccessPoint>(),
    Entry::of::<keys::update_key_description::UpdateKeyDescription>(),
    Entry::of::<instances::update_kms_instance::UpdateKmsInstance>(),
    Entry::of::<instances::update_kms_instance_bind_vpc::UpdateKmsInstanceBindVpc>(),
    Entry::of::<access::update_network_rule::UpdateNetworkRule>(),
    Entry::of::<access::update_policy::UpdatePolicy>(),
    Entry::of::<versions::update_rotation_policy::UpdateRotationPolicy>(),
    Entry::of::<secrets::update_secret::UpdateSecret>(),
    Entry::of::<secrets::update_secret_rotation_policy::UpdateSecretRotationPolicy>(),
    Entry::of::<secrets::update_secret_version_stage::UpdateSecretVersionStage>(),
    Entry::of::<asymmetric::verify_mac::VerifyMac>(),
];
// The end of the list.

/// The kinds of due work.
const DUE: &[DueWork] = &[
    keys::due_work::ROTATION,
    keys::due_work::END,
    keys::due_work::MATERIAL_END,
    secrets::secret_due_work::END,
    secrets::secret_due_work::ROTATION,
    instances::connection::CONNECTION,
];

/// Key Management Service (Kms 2016-01-20).
pub static KMS: Product = Product::new("kms", "Kms", "2016-01-20")
    .wording(faults::wording)
    .failure(failure)
    .xml_root("KMS")
    .denied(faults::denied)
    .guard(&policies::policy_rights::GUARD)
    .own_gateway(&gateway::GATEWAY)
    .long()
    .schema(tables::SCHEMA)
    .secrets(tables::SECRETS)
    .resources(tables::kinds::RESOURCES, tables::kinds::NO_RESOURCES)
    .due(DUE)
    .control(control::ROUTES)
    .seeds(seed::KINDS)
    .unseeded("key material and versions, imported keys, keys without an alias, keys and secrets that are to be deleted, older versions, labels and rotation of secrets, managed secrets, tags, policies, instances, network rules, access points and client keys of KMS")
    .states(&[StateTable::of::<keys::key_states::Keys>()])
    .actions(ACTIONS);

/// Errors of this product say their status in the body as well (documented).
fn failure(body: &mut Map<String, Value>, error: &ApiError) {
    body.shift_insert(0, "HttpStatus".into(), error.status.into());
}
