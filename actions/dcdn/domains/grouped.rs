//! Domains as members of resource groups.

use crate::{
    cdn::{
        domains::grouped::{count, group_of, move_to, page},
        service::Service,
    },
    core::grouped::ResourceKind,
};

/// The kinds of resources that are in resource groups.
pub(in crate::dcdn) const KINDS: &[ResourceKind] = &[ResourceKind {
    service: "dcdn",
    resource_type: "domain",
    named_by: &["DomainName", "ResourceId"],
    created_by: &["AddDcdnDomain", "BatchAddDcdnDomain"],
    list_action: "dcdn:DescribeDcdnUserDomains",
    move_action: "dcdn:UpdateDcdnDomain",
    count: |tx, selection| count(tx, Service::Dcdn, selection),
    page: |tx, selection, limits| page(tx, Service::Dcdn, selection, limits),
    group_of: |tx, name| group_of(tx, Service::Dcdn, name),
    move_to: |tx, name, group| move_to(tx, Service::Dcdn, name, group),
}];
