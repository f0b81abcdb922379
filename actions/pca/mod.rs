//! Private certificate authorities (cas 2020-06-30): root and intermediate authorities, and the certificates that these issue.
//!
//! What is issued is real: keys, certificates and chains, on the clock of the world. An authority needs no instance that was bought before.
//! What it shows of a subject is what the call gave (observed: Terraform's acceptance tests find nothing in what a configuration left out);
//! the certificate itself has the documented defaults.
//!
//! Assumed: codes and texts of refusals besides `NotFound`, which Terraform's provider knows: those of the later actions of `cas`.

use crate::{
    Entry, Product,
    cas::{denied, wording},
};

mod authorities;
mod certificates;
mod issuing;
mod parameters;
mod seed;
mod tables;
mod tags;
mod view;

// The list: one `mod` and one row for each file. `UPDATE=1 cargo test registry` keeps it.

const ACTIONS: &[Entry] = &[
    Entry::of::<certificates::create_client_certificate::CreateClientCertificate>(),
    Entry::of::<certificates::create_revoke_client_certificate::CreateRevokeClientCertificate>(),
    Entry::of::<authorities::create_root_ca_certificate::CreateRootCACertificate>(),
    Entry::of::<certificates::create_server_certificate::CreateServerCertificate>(),
    Entry::of::<authorities::create_sub_ca_certificate::CreateSubCACertificate>(),
    Entry::of::<certificates::delete_client_certificate::DeleteClientCertificate>(),
    Entry::of::<authorities::describe_ca_certificate::DescribeCACertificate>(),
    Entry::of::<authorities::describe_ca_certificate_count::DescribeCACertificateCount>(),
    Entry::of::<authorities::describe_ca_certificate_list::DescribeCACertificateList>(),
    Entry::of::<certificates::describe_client_certificate::DescribeClientCertificate>(),
    Entry::of::<certificates::describe_client_certificate_status::DescribeClientCertificateStatus>(
    ),
    Entry::of::<certificates::list_client_certificate::ListClientCertificate>(),
    Entry::of::<tags::list_tag_resources::ListTagResources>(),
    Entry::of::<tags::move_resource_group::MoveResourceGroup>(),
    Entry::of::<tags::tag_resources::TagResources>(),
    Entry::of::<tags::untag_resources::UntagResources>(),
    Entry::of::<authorities::update_ca_certificate_status::UpdateCACertificateStatus>(),
    Entry::of::<tags::update_pca_certificate::UpdatePcaCertificate>(),
    Entry::of::<certificates::upload_pca_cert_to_cas::UploadPcaCertToCas>(),
];
// The end of the list.

/// Private certificate authorities (cas 2020-06-30).
pub static PCA: Product = Product::new("pca", "cas", "2020-06-30")
    .ram("yundun-cert")
    .without_arns()
    .wording(wording)
    .denied(denied)
    .long()
    .schema(tables::SCHEMA)
    .secrets(tables::SECRETS)
    .resources(tables::kinds::RESOURCES, tables::kinds::NO_RESOURCES)
    .seeds(seed::KINDS)
    .unseeded("certificates that authorities issue, tags, revoked authorities, others of the same name, the site ap-southeast-1")
    .grouped(tags::grouped::KINDS)
    .actions(ACTIONS);
