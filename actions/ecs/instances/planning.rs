//! What an instance is to be made of: its image, type, network and disks, as a call asks for them.

use core::net::Ipv4Addr;

use crate::{
    ApiError, Cx, Result,
    ecs::{
        calls,
        catalogue::{self, InstanceType},
        disks::making::{self, NewDisk},
        faults::{
            calls::{NO_ZONE_ID, missing},
            groups::BOTH_GROUP_FORMS,
            images::NO_IMAGE,
            instances::{
                ADDRESS_TAKEN, BAD_ADDRESS, BAD_DATA_CATEGORY, BAD_DATA_SIZE, BAD_DEVICE,
                BAD_SYSTEM_CATEGORY, BAD_SYSTEM_SIZE, BAD_TYPE, CLASSIC, IMAGE_AND_FAMILY,
                IMAGE_NOT_VALID, MANY_DATA_DISKS, NO_SNAPSHOT, NO_VSWITCH, NO_VSWITCH_GIVEN,
                OTHER_ARCHITECTURE, OTHER_ZONE, OUTSIDE, VSWITCH_FULL, VSWITCH_STATE,
            },
            storage::{BAD_LEVEL, DEVICE_IN_USE, NOT_READY},
        },
        given::Given,
        groups::membership::{self, Refusals},
        images::known,
        instances::default_group,
        lists,
        network::{self, KnownVSwitch},
        states,
        tables::resources::{Resource, SNAPSHOT},
    },
    shared::zones,
    vpc::addresses::NoAddress,
};

/// A data disk of an instance.
#[derive(Clone, Debug)]
pub(super) struct DataDisk {
    pub(super) new: NewDisk,
    pub(super) device: String,
    pub(super) goes_with: bool,
}

/// What an instance is to be made of.
pub(super) struct Plan {
    pub(super) region: String,
    pub(super) vswitch: KnownVSwitch,
    pub(super) groups: Vec<String>,
    pub(super) image: Resource,
    pub(super) kind: &'static InstanceType,
    pub(super) address: Option<Ipv4Addr>,
    pub(super) system: NewDisk,
    pub(super) data: Vec<DataDisk>,
}

/// Why there is no address for an instance.
pub(super) fn no_address(why: NoAddress, _: &str) -> ApiError {
    match why {
        NoAddress::NoVSwitch => NO_VSWITCH,
        NoAddress::Outside => OUTSIDE,
        NoAddress::Taken => ADDRESS_TAKEN,
        NoAddress::Exhausted => VSWITCH_FULL,
    }
    .into()
}

/// The primary interface that a call describes in its list, if it does.
pub(super) fn primary(it: &Given) -> Option<Given> {
    it.each("NetworkInterface").into_iter().find(|one| one.text("InstanceType") == "Primary")
}

fn image(cx: &mut Cx<'_>, it: &Given, region: &str) -> Result<Resource> {
    let found = match (it.opt("ImageId"), it.opt("ImageFamily")) {
        (Some(_), Some(_)) => return Err(IMAGE_AND_FAMILY.into()),
        (None, None) => return Err(missing("ImageId")),
        (Some(id), None) => known::one(cx, region, id)?,
        (None, Some(family)) => known::of_family(cx, region, family)?,
    };
    let found = found.ok_or(NO_IMAGE)?.0;
    // An image that is being made cannot be used yet, for which the table of errors has this code.
    if states::of(&found, cx.now) == "Creating" { Err(IMAGE_NOT_VALID.into()) } else { Ok(found) }
}

/// The vSwitch of a call. Where it names none, `runs` says whether the default one is meant, which is made if need be (assumed).
fn vswitch(cx: &mut Cx<'_>, it: &Given, (region, runs): (&str, bool)) -> Result<KnownVSwitch> {
    let zone = it.opt("ZoneId");
    if zone.is_some_and(|zone| !zones::has(region, zone)) {
        return Err(NO_ZONE_ID.into());
    }
    let listed = primary(it);
    let listed = listed.as_ref().and_then(|it| it.opt("VSwitchId"));
    let Some(id) = it.opt("VSwitchId").or(listed) else {
        if !runs {
            return Err(CLASSIC.with(zone.unwrap_or(region)));
        }
        if it.has("SecurityGroupId") || it.has("SecurityGroupIds") {
            return Err(NO_VSWITCH_GIVEN.into());
        }
        let first = zones::of(region).into_iter().next().map(|it| it.id).unwrap_or_default();
        let found = network::usual_vswitch(cx, region, zone.unwrap_or(&first))?;
        return Ok(found.ok_or(NO_VSWITCH)?);
    };
    let found = network::vswitch(cx, id)?.filter(|it| it.region == region).ok_or(NO_VSWITCH)?;
    if zone.is_some_and(|zone| zone != found.zone) {
        return Err(OTHER_ZONE.with(id));
    }
    if !found.is_available {
        return Err(VSWITCH_STATE.into());
    }
    Ok(found)
}

/// The groups of a call; those of the default network where it names none there.
fn groups(
    cx: &mut Cx<'_>,
    it: &Given,
    vswitch: &KnownVSwitch,
    refusals: &Refusals,
) -> Result<Vec<String>> {
    let listed = primary(it).unwrap_or_default();
    let of = if it.has("SecurityGroupId") || it.has("SecurityGroupIds") { it } else { &listed };
    let all = match (of.opt("SecurityGroupId"), of.list("SecurityGroupIds")) {
        (Some(_), Some(_)) => return Err(BOTH_GROUP_FORMS.into()),
        (Some(id), None) => vec![id.to_owned()],
        (None, Some(all)) => all,
        (None, None) if it.has("VSwitchId") || listed.has("VSwitchId") => {
            return Err(missing("SecurityGroupId"));
        }
        (None, None) => vec![default_group::of(cx, &vswitch.region, &vswitch.vpc)?],
    };
    membership::check(cx, &vswitch.vpc, &all, refusals)?;
    Ok(all)
}

fn system_disk(it: &Given, image: &Resource, kind: &InstanceType) -> Result<NewDisk> {
    // Types from the seventh generation on have no other usual category than this one (assumed).
    let usual = if kind.generation >= 7 { "cloud_essd" } else { "cloud_efficiency" };
    let category = it.opt("SystemDisk.Category").unwrap_or(usual);
    if catalogue::sizes(category, "", true).is_none() {
        return Err(BAD_SYSTEM_CATEGORY.into());
    }
    let asked = it.text("SystemDisk.PerformanceLevel");
    let level = making::level(category, asked).ok_or(BAD_LEVEL)?;
    let least = image.int("Size");
    let size = match it.int("SystemDisk.Size") {
        Some(size) => size,
        None if it.has("SystemDisk.Size") => return Err(BAD_SYSTEM_SIZE.into()),
        None => least.max(40),
    };
    if size < least || !making::fits(category, level, size, true) {
        return Err(BAD_SYSTEM_SIZE.into());
    }
    let text = |name: &str| it.text(name).to_owned();
    Ok(NewDisk {
        is_system: true,
        category: category.to_owned(),
        level: level.to_owned(),
        size,
        name: text("SystemDisk.DiskName"),
        description: text("SystemDisk.Description"),
        image: image.id.clone(),
        encrypted: it.flag("SystemDisk.Encrypted"),
        kms_key: text("SystemDisk.KMSKeyId"),
        policy: text("SystemDisk.AutoSnapshotPolicyId"),
        iops: it.int("SystemDisk.ProvisionedIops").unwrap_or(0),
        bursting: it.flag("SystemDisk.BurstingEnabled"),
        charge: text("InstanceChargeType"),
        ..NewDisk::default()
    })
}

fn data_disks(cx: &mut Cx<'_>, it: &Given) -> Result<Vec<DataDisk>> {
    let asked = it.each("DataDisk");
    if asked.len() > catalogue::MAX_DATA_DISKS {
        return Err(MANY_DATA_DISKS.into());
    }
    // The system disk has the first one.
    let mut devices = vec![making::SYSTEM_DEVICE.to_owned()];
    for device in asked.iter().filter_map(|one| one.opt("Device")) {
        if !making::is_device(device) {
            return Err(BAD_DEVICE.into());
        }
        if devices.iter().any(|it| it == device) {
            return Err(DEVICE_IN_USE.into());
        }
        devices.push(device.to_owned());
    }
    let mut all = Vec::with_capacity(asked.len());
    for one in asked {
        let category = one.opt("Category").unwrap_or("cloud_efficiency");
        if catalogue::sizes(category, "", false).is_none() {
            return Err(BAD_DATA_CATEGORY.into());
        }
        let level = making::level(category, one.text("PerformanceLevel")).ok_or(BAD_LEVEL)?;
        let mut size = one.int("Size").unwrap_or(0);
        if let Some(id) = one.opt("SnapshotId") {
            let found = lists::own(cx, &SNAPSHOT, it, id, NO_SNAPSHOT)?;
            if states::of(&found, cx.now) != "accomplished" {
                return Err(NOT_READY.into());
            }
            size = size.max(found.text("SourceDiskSize").parse().unwrap_or(0));
        }
        if !making::fits(category, level, size, false) {
            return Err(BAD_DATA_SIZE.into());
        }
        let device = if let Some(device) = one.opt("Device") {
            device.to_owned()
        } else {
            let next = making::next_device(&devices).ok_or(MANY_DATA_DISKS)?;
            devices.push(next.clone());
            next
        };
        let text = |name: &str| one.text(name).to_owned();
        let new = NewDisk {
            category: category.to_owned(),
            level: level.to_owned(),
            size,
            name: text("DiskName"),
            description: text("Description"),
            snapshot: text("SnapshotId"),
            encrypted: one.flag("Encrypted"),
            kms_key: text("KMSKeyId"),
            policy: text("AutoSnapshotPolicyId"),
            iops: one.int("ProvisionedIops").unwrap_or(0),
            bursting: one.flag("BurstingEnabled"),
            charge: it.text("InstanceChargeType").to_owned(),
            ..NewDisk::default()
        };
        let goes_with = one.opt_flag("DeleteWithInstance").unwrap_or(true);
        all.push(DataDisk { new, device, goes_with });
    }
    Ok(all)
}

/// Refuses an image that is for another kind of processors than a type has.
pub(in crate::ecs) fn check_architecture(image: &Resource, kind: &InstanceType) -> Result<()> {
    if (image.text("Architecture") == "arm64") == (kind.architecture == "ARM") {
        Ok(())
    } else {
        Err(OTHER_ARCHITECTURE.into())
    }
}

/// Plans what a call asks for. `runs` says whether it is one that starts what it makes.
pub(super) fn plan(
    cx: &mut Cx<'_>,
    it: &Given,
    (runs, refusals): (bool, &Refusals),
) -> Result<Plan> {
    let region = calls::region(cx, it);
    let image = image(cx, it, &region)?;
    let id = it.opt("InstanceType").ok_or_else(|| missing("InstanceType"))?;
    let kind = catalogue::instance_type(id).ok_or(BAD_TYPE)?;
    check_architecture(&image, kind)?;
    let vswitch = vswitch(cx, it, (&region, runs))?;
    let groups = groups(cx, it, &vswitch, refusals)?;
    let listed = primary(it);
    let listed = listed.as_ref().and_then(|it| it.opt("PrimaryIpAddress"));
    let address = match it.opt("PrivateIpAddress").or(listed) {
        None => None,
        Some(text) => Some(text.parse().map_err(|_| BAD_ADDRESS)?),
    };
    let system = system_disk(it, &image, kind)?;
    let data = data_disks(cx, it)?;
    Ok(Plan { region, vswitch, groups, image, kind, address, system, data })
}
