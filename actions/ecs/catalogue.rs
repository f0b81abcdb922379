//! What is offered: instance types, categories of disks and public images, from the tables in `fixtures/ecs/catalogue`,
//! which say what of them is fact and what is modelled.

use std::sync::LazyLock;

const TYPES: &str = include_str!("../../fixtures/ecs/catalogue/types.txt");

/// The fields of each line that is no comment.
pub(super) fn lines(text: &'static str) -> impl Iterator<Item = Vec<&'static str>> {
    text.lines().filter(|it| !it.starts_with('#')).map(|it| it.split(' ').collect())
}

/// An instance type.
#[derive(Clone, Copy, Debug)]
pub(super) struct InstanceType {
    pub(super) id: &'static str,
    pub(super) cores: i64,
    /// In GiB.
    pub(super) memory: i64,
    pub(super) interfaces: i64,
    /// How many private addresses an interface may have.
    pub(super) addresses: i64,
    /// `X86` or `ARM`.
    pub(super) architecture: &'static str,
    pub(super) level: &'static str,
    pub(super) generation: i64,
    category: &'static str,
}

static ALL_TYPES: LazyLock<Vec<InstanceType>> = LazyLock::new(|| {
    let number = |it: &str| it.parse().unwrap_or_default();
    let read = |it: Vec<&'static str>| match it[..] {
        [id, cores, memory, interfaces, addresses, architecture, level, generation, category] => {
            Some(InstanceType {
                id,
                cores: number(cores),
                memory: number(memory),
                interfaces: number(interfaces),
                addresses: number(addresses),
                architecture,
                level,
                generation: number(generation),
                category,
            })
        }
        _ => None,
    };
    lines(TYPES).filter_map(read).collect()
});

/// All types.
pub(super) fn types() -> &'static [InstanceType] {
    &ALL_TYPES
}

/// The type of this id.
pub(super) fn instance_type(id: &str) -> Option<&'static InstanceType> {
    ALL_TYPES.iter().find(|it| it.id == id)
}

/// The family of a type: `ecs.t6` of `ecs.t6-c1m1.large`.
pub(super) fn family(id: &str) -> &str {
    let end = id.match_indices(['.', '-']).nth(1).map_or(id.len(), |it| it.0);
    &id[..end]
}

/// The most data disks of an instance.
pub(super) const MAX_DATA_DISKS: usize = 16;

impl InstanceType {
    /// Its family.
    pub(super) fn family(&self) -> &'static str {
        family(self.id)
    }

    /// Its category, as it is answered.
    pub(super) fn category(&self) -> String {
        self.category.replace('_', " ")
    }

    /// How many graphics processors it has.
    pub(super) fn gpus(&self) -> i64 {
        i64::from(self.id.starts_with("ecs.gn"))
    }

    /// Whether it has credits for its processors.
    pub(super) fn is_burstable(&self) -> bool {
        self.level == "CreditEntryLevel"
    }

    /// The generation of its family: `ecs-6` is the last that the vendor numbers so (modelled for later ones).
    pub(super) fn generation_name(&self) -> String {
        format!("ecs-{}", self.generation.min(6))
    }

    /// The categories of disks that are offered with it.
    pub(super) fn disk_categories(&self) -> &'static [&'static str] {
        if self.generation >= 7 {
            &["cloud_essd", "cloud_auto"]
        } else if self.family() == "ecs.e" || self.family() == "ecs.u1" {
            &["cloud_essd_entry", "cloud_essd", "cloud_efficiency", "cloud_auto"]
        } else {
            &["cloud_efficiency", "cloud_ssd", "cloud_essd"]
        }
    }

    /// Its price by the hour (made up: the vendor's figures are not here).
    pub(super) fn price(&self) -> f64 {
        let cents = self.cores * 10 + self.memory * 2;
        f64::from(u32::try_from(cents).unwrap_or_default()) / 100.0
    }
}

/// The least and the greatest size.
type Sizes = (i64, i64);

/// The greatest size of a system disk, in GiB.
pub(super) const MAX_SYSTEM_DISK: i64 = 2048;

/// The categories of disks, each with the sizes of its system disks and of its data disks in GiB.
pub(super) const DISKS: &[(&str, Sizes, Sizes)] = &[
    ("cloud", (20, 500), (5, 2000)),
    ("cloud_auto", (1, MAX_SYSTEM_DISK), (1, 65536)),
    ("cloud_efficiency", (20, MAX_SYSTEM_DISK), (20, 32768)),
    ("cloud_essd", (20, MAX_SYSTEM_DISK), (20, 65536)),
    ("cloud_essd_entry", (20, MAX_SYSTEM_DISK), (10, 32768)),
    ("cloud_ssd", (20, MAX_SYSTEM_DISK), (20, 32768)),
];

/// The sizes that a disk of a category may have, in GiB; none if there is no such category.
pub(super) fn sizes(category: &str, level: &str, is_system: bool) -> Option<(i64, i64)> {
    let (_, system, data) = DISKS.iter().find(|it| it.0 == category)?;
    let (least, most) = if is_system { *system } else { *data };
    if category != "cloud_essd" {
        return Some((least, most));
    }
    let least = match level {
        "PL0" => 1,
        "PL2" => 461,
        "PL3" => 1261,
        _ => 20,
    };
    Some((least, most))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_of_the_types_is_read() {
        assert_eq!(types().len(), lines(TYPES).count());
        for it in types() {
            assert!(
                it.cores > 0 && it.memory > 0 && it.interfaces > 1 && it.addresses > 1,
                "{}",
                it.id
            );
            assert!(!it.disk_categories().is_empty());
        }
    }

    #[test]
    fn a_family_is_what_is_before_the_size() {
        for (id, is) in [
            ("ecs.g7.large", "ecs.g7"),
            ("ecs.t6-c1m1.large", "ecs.t6"),
            ("ecs.gn6i-c4g1.xlarge", "ecs.gn6i"),
            ("ecs", "ecs"),
        ] {
            assert_eq!(family(id), is, "{id}");
        }
    }

    #[test]
    fn a_better_performance_needs_a_larger_disk() {
        assert_eq!(sizes("cloud_essd", "PL0", false), Some((1, 65536)));
        assert_eq!(sizes("cloud_essd", "PL3", true), Some((1261, 2048)));
        assert_eq!(sizes("cloud_none", "", false), None);
    }
}
