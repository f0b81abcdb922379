//! What seed files may say of networks: VPCs, vSwitches, elastic IP addresses and NAT gateways. They are available at once.

mod entries;

use self::entries::{eips, nats, vpcs, vswitches};
use crate::core::seed::{self, SeedKind, SeedMember, SeedType};

const ID: SeedMember = SeedMember::text("id", "The id, of any form: vpc-shop.").required();
const REGION: SeedMember = SeedMember::text("region", "The region; cn-hangzhou unless given.");
const NAME: SeedMember = SeedMember::text("name", "The name.");
const DESCRIPTION: SeedMember = SeedMember::text("description", "The description.");
const RESOURCE_GROUP: SeedMember =
    SeedMember::text("resource_group", "The id of its resource group.");
const TAGS: SeedMember = SeedMember::new("tags", SeedType::Objects(seed::PAIR), "The tags.");

/// All kinds.
pub(super) const KINDS: &[SeedKind] = &[
    SeedKind {
        name: "vpcs",
        doc: "VPCs.",
        key: &["id"],
        members: &[
            ID,
            REGION,
            SeedMember::text("cidr", "The block; 172.16.0.0/12 unless given."),
            SeedMember::new("secondary_cidrs", SeedType::Texts, "The secondary blocks."),
            NAME,
            DESCRIPTION,
            SeedMember::text("ipv6_cidr", "The IPv6 block, of 56 bits; no IPv6 unless given."),
            SeedMember::new("default", SeedType::Flag, "Whether it is the default one."),
            RESOURCE_GROUP,
            TAGS,
        ],
        export: vpcs::export,
        create: vpcs::create,
        update: Some(vpcs::update),
    },
    SeedKind {
        name: "vswitches",
        doc: "vSwitches of VPCs.",
        key: &["id"],
        members: &[
            ID,
            SeedMember::text("vpc", "The id of its VPC.").required(),
            SeedMember::text("zone", "The zone.").required(),
            SeedMember::text("cidr", "The block.").required(),
            NAME,
            DESCRIPTION,
            SeedMember::new("ipv6", SeedType::Number, "The last eight bits of its IPv6 block."),
            SeedMember::new("default", SeedType::Flag, "Whether it is the default one."),
            TAGS,
        ],
        export: vswitches::export,
        create: vswitches::create,
        update: Some(vswitches::update),
    },
    SeedKind {
        name: "eips",
        doc: "Elastic IP addresses.",
        key: &["id"],
        members: &[
            ID,
            REGION,
            SeedMember::text("address", "The address, of the pool; a free one unless given."),
            SeedMember::new("bandwidth", SeedType::Number, "In Mbit/s; 5 unless given."),
            SeedMember::text(
                "internet_charge_type",
                "PayByBandwidth, which is the default, or PayByTraffic.",
            ),
            NAME,
            DESCRIPTION,
            RESOURCE_GROUP,
            TAGS,
        ],
        export: eips::export,
        create: eips::create,
        update: Some(eips::update),
    },
    SeedKind {
        name: "nat_gateways",
        doc: "NAT gateways of VPCs.",
        key: &["id"],
        members: &[
            ID,
            SeedMember::text("vpc", "The id of its VPC.").required(),
            SeedMember::text("vswitch", "The id of its vSwitch.").required(),
            SeedMember::text("network_type", "internet, which is the default, or intranet."),
            NAME,
            DESCRIPTION,
            TAGS,
        ],
        export: nats::export,
        create: nats::create,
        update: Some(nats::update),
    },
];
