//! Authorities and certificates as members of resource groups.
//!
//! The type is called as Terraform's provider calls it in `MoveResourceGroup`.

use crate::{
    cas::faults::NOT_FOUND,
    core::grouped::ResourceKind,
    pca::tables::{Owner, certificates, grouped},
};

/// The kinds of resources that are in resource groups.
pub(in crate::pca) const KINDS: &[ResourceKind] = &[ResourceKind {
    service: "cas",
    resource_type: "pcacertificate",
    named_by: &["Identifier", "ResourceId"],
    created_by: &[
        "CreateClientCertificate",
        "CreateRootCACertificate",
        "CreateServerCertificate",
        "CreateSubCACertificate",
    ],
    list_action: "yundun-cert:DescribeCACertificateList",
    move_action: "yundun-cert:MoveResourceGroup",
    count: |tx, selection| Ok(grouped::count(tx, selection)?),
    page: |tx, selection, limits| Ok(grouped::page(tx, selection, limits)?),
    group_of: |tx, name| {
        let owner = Owner::at(name.account, name.region);
        Ok(certificates::certificate(tx, owner, name.id)?.map(|it| it.resource_group))
    },
    move_to: |tx, name, group| {
        let owner = Owner::at(name.account, name.region);
        let mut found = certificates::certificate(tx, owner, name.id)?.ok_or(NOT_FOUND)?;
        group.clone_into(&mut found.resource_group);
        Ok(certificates::update(tx, owner, &found)?)
    },
}];
