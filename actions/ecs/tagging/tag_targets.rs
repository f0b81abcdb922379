//! What has tags and is in resource groups: the kinds by the names of calls, and the resources that calls name.

use crate::{
    ApiError, Cx, Result,
    ecs::{
        ECS,
        tables::{
            resources::{
                self, DISK, GROUP, IMAGE, INSTANCE, INTERFACE, KEY_PAIR, Kind, Resource, SNAPSHOT,
                TEMPLATE,
            },
            tags,
        },
    },
    ports::store::Tx,
};

/// The kinds: as calls name them, and as counts of tags do.
pub(super) const KINDS: [(&str, &str, &Kind); 8] = [
    ("instance", "Instance", &INSTANCE),
    ("disk", "Disk", &DISK),
    ("snapshot", "Snapshot", &SNAPSHOT),
    ("image", "Image", &IMAGE),
    ("securitygroup", "Securitygroup", &GROUP),
    ("eni", "Eni", &INTERFACE),
    ("keypair", "KeyPair", &KEY_PAIR),
    ("launchtemplate", "LaunchTemplate", &TEMPLATE),
];

/// The kinds that calls may name and of which there are none here.
const OTHERS: [&str; 6] =
    ["snapshotpolicy", "volume", "ddh", "reservedinstance", "capacityreservation", "activation"];

/// The kind that a call names: none if there are no such resources here.
pub(super) fn kind(name: &str, none: impl Into<ApiError>) -> Result<Option<&'static Kind>> {
    let found = KINDS.iter().find(|it| it.0.eq_ignore_ascii_case(name));
    match found {
        Some((_, _, kind)) => Ok(Some(kind)),
        None if OTHERS.iter().any(|it| it.eq_ignore_ascii_case(name)) => Ok(None),
        None => Err(none.into()),
    }
}

/// How calls name the kind of this table.
pub(super) fn name(table: &str) -> &'static str {
    KINDS.iter().find(|it| it.2.name == table).map_or("", |it| it.0)
}

/// The resource of this id in a region; a key pair may be named by its name too (assumed).
pub(super) fn one(
    cx: &mut Cx<'_>,
    kind: &Kind,
    region: &str,
    id: &str,
) -> Result<Option<Resource>> {
    let account = cx.account().to_owned();
    let found = resources::one(cx.tx, kind, &account, id)?.filter(|it| it.region == region);
    if found.is_some() || kind.name != KEY_PAIR.name {
        return Ok(found);
    }
    Ok(resources::named(cx.tx, kind, &account, (region, id))?.into_iter().next())
}

/// The region of the resource of this kind and id, as its ARN has them.
pub(in crate::ecs) fn region_of(
    tx: &mut dyn Tx,
    account: &str,
    (kind, id): (&str, &str),
) -> Result<Option<String>> {
    let Some((_, _, kind)) = KINDS.iter().find(|it| it.0 == kind) else { return Ok(None) };
    if !tx.has_part(ECS.id)? {
        return Ok(None);
    }
    Ok(resources::one(tx, kind, account, id)?.map(|it| it.region))
}

/// The tags of the resource of this ARN: `acs:ecs:cn-hangzhou:1000000000000001:instance/i-1`.
pub(in crate::ecs) fn of_resource(
    tx: &mut dyn Tx,
    account: &str,
    resource: &str,
) -> Result<Vec<(String, String)>> {
    let Some((kind, id)) = resource.rsplit(':').next().and_then(|it| it.split_once('/')) else {
        return Ok(Vec::new());
    };
    let Some((_, _, kind)) = KINDS.iter().find(|it| it.0 == kind) else { return Ok(Vec::new()) };
    if !tx.has_part(ECS.id)? {
        return Ok(Vec::new());
    }
    let all = tags::of(tx, account, (kind.name, id))?;
    Ok(all.into_iter().map(|it| (it.key, it.value)).collect())
}
