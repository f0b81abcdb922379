//! The tables: a kind of resource each, all of one shape; rules and members of security groups, tags, versions of launch
//! templates, settings of the world.

pub(in crate::ecs) mod kinds;
pub(in crate::ecs) mod members;
pub(in crate::ecs) mod resources;
pub(in crate::ecs) mod rules;
pub(in crate::ecs) mod settings;
pub(in crate::ecs) mod shares;
pub(in crate::ecs) mod tags;
pub(in crate::ecs) mod versions;

use resources::{DISK, GROUP, IMAGE, INSTANCE, INTERFACE, KEY_PAIR, SNAPSHOT, TEMPLATE};

/// The schema steps, oldest first. A released step never changes.
pub(super) const SCHEMA: &[&str] = &[
    INSTANCE.table,
    INSTANCE.by_seq,
    INSTANCE.by_name,
    INSTANCE.by_holder,
    INSTANCE.by_network,
    INSTANCE.by_subnet,
    DISK.table,
    DISK.by_seq,
    DISK.by_name,
    DISK.by_holder,
    SNAPSHOT.table,
    SNAPSHOT.by_seq,
    SNAPSHOT.by_name,
    SNAPSHOT.by_holder,
    IMAGE.table,
    IMAGE.by_seq,
    IMAGE.by_name,
    IMAGE.by_holder,
    GROUP.table,
    GROUP.by_seq,
    GROUP.by_name,
    GROUP.by_network,
    INTERFACE.table,
    INTERFACE.by_seq,
    INTERFACE.by_name,
    INTERFACE.by_holder,
    INTERFACE.by_network,
    INTERFACE.by_subnet,
    KEY_PAIR.table,
    KEY_PAIR.by_seq,
    KEY_PAIR.by_name,
    TEMPLATE.table,
    TEMPLATE.by_seq,
    TEMPLATE.by_name,
    rules::TABLE,
    rules::BY_PEER,
    members::TABLE,
    members::BY_INTERFACE,
    tags::TABLE,
    tags::BY_KEY,
    tags::BY_VALUE,
    versions::TABLE,
    settings::TABLE,
    shares::TABLE,
    shares::BY_ACCOUNT,
];
