//! Certificates, orders and instances as members of resource groups: how they are listed and moved,
//! and which group holds one.
//!
//! The service and its types are called as `MoveResourceGroup` and its RAM action call them
//! (assumed: `instance` stands for orders too).

use crate::cas::{
    faults::NOT_FOUND,
    tables::{Owner, certificates, grouped, instances, orders},
    tags::tag_targets,
};
use crate::{
    Result,
    core::grouped::{ResourceKind, ResourceName},
    ports::store::Tx,
};

const SERVICE: &str = "cas";
const LIST: &str = "yundun-cert:ListCertificates";
const MOVE: &str = "yundun-cert:MoveResourceGroup";

/// The kinds of resources that are in resource groups.
pub(in crate::cas) const KINDS: &[ResourceKind] = &[
    ResourceKind {
        service: SERVICE,
        resource_type: "certificate",
        named_by: &["CertId", "CertIdentifier", "CertificateId", "InstanceId", "ResourceId"],
        created_by: &["UploadUserCertificate"],
        list_action: LIST,
        move_action: MOVE,
        count: |tx, selection| Ok(grouped::count_certificates(tx, selection)?),
        page: |tx, selection, limits| Ok(grouped::certificates(tx, selection, limits)?),
        group_of: |tx, name| {
            let found = tag_targets::certificate(tx, owner(name), name.id)?;
            Ok(found.map(|it| it.resource_group))
        },
        move_to: moved,
    },
    ResourceKind {
        service: SERVICE,
        resource_type: "instance",
        named_by: &["InstanceId", "ResourceId"],
        created_by: &[],
        list_action: LIST,
        move_action: MOVE,
        count: |tx, selection| Ok(grouped::count_instances(tx, selection)?),
        page: |tx, selection, limits| Ok(grouped::instances(tx, selection, limits)?),
        group_of: |tx, name| {
            Ok(instances::instance(tx, owner(name), name.id)?.map(|it| it.resource_group))
        },
        move_to: moved,
    },
    ResourceKind {
        service: SERVICE,
        resource_type: "instance",
        named_by: &["InstanceId", "OrderId", "ResourceId"],
        created_by: &[
            "CreateCertificateForPackageRequest",
            "CreateCertificateRequest",
            "CreateCertificateWithCsrRequest",
        ],
        list_action: LIST,
        move_action: MOVE,
        count: |tx, selection| Ok(grouped::count_orders(tx, selection)?),
        page: |tx, selection, limits| Ok(grouped::orders(tx, selection, limits)?),
        group_of: |tx, name| {
            let found = match name.id.parse() {
                Ok(id) => orders::order(tx, owner(name), id)?,
                Err(_) => orders::of_instance(tx, owner(name), name.id)?,
            };
            Ok(found.map(|it| it.resource_group))
        },
        move_to: moved,
    },
];

fn owner(name: ResourceName<'_>) -> Owner<'_> {
    Owner::at(name.account, name.region)
}

fn moved(tx: &mut dyn Tx, name: ResourceName<'_>, group: &str) -> Result<()> {
    move_to(tx, owner(name), name.id, group)
}

/// Moves the certificate, the order and the instance that `resource` names to a group.
pub(in crate::cas) fn move_to(
    tx: &mut dyn Tx,
    owner: Owner<'_>,
    resource: &str,
    group: &str,
) -> Result<()> {
    let certificate = tag_targets::certificate(tx, owner, resource)?;
    let order = orders::of_instance(tx, owner, resource)?;
    let instance = instances::instance(tx, owner, resource)?;
    if certificate.is_none() && order.is_none() && instance.is_none() {
        return Err(NOT_FOUND.into());
    }
    if let Some(found) = certificate {
        certificates::move_group(tx, owner, found.id, group)?;
    }
    if let Some(found) = order {
        orders::move_group(tx, owner, found.id, group)?;
    }
    if let Some(mut found) = instance {
        group.clone_into(&mut found.resource_group);
        instances::put(tx, owner, &mut found)?;
    }
    Ok(())
}
