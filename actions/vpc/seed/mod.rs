//! What seed files may say of networks: VPCs, vSwitches, elastic IP addresses and NAT gateways. They are available at once.

mod entries;

use self::entries::{eips, nats, vpcs, vswitches};
use super::{eips::life as eip_life, lists, networks::life};
use crate::{
    core::seed::{self, SeedForm, SeedKind, SeedMember, SeedType},
    shared::seed_forms::{self, id, one_of},
};

const REGION: SeedMember =
    SeedMember::form("region", seed_forms::REGION, "The region; cn-hangzhou unless given.");
const NAME: SeedMember = SeedMember::form(
    "name",
    SeedForm {
        what: "a name of up to 128 characters in a line that does not begin like a URL",
        read: |text| lists::is_name(text).then(|| text.to_owned()),
    },
    "The name.",
);
const DESCRIPTION: SeedMember = SeedMember::form(
    "description",
    SeedForm {
        what: "a description of up to 256 characters that does not begin like a URL",
        read: |text| lists::is_description(text).then(|| text.to_owned()),
    },
    "The description.",
);
const RESOURCE_GROUP: SeedMember =
    SeedMember::text("resource_group", "The id of its resource group.");
const TAGS: SeedMember = SeedMember::new("tags", SeedType::Objects(seed::PAIR), "The tags.");

/// The id of an entry.
const fn id_member(form: SeedForm) -> SeedMember {
    SeedMember::form("id", form, "The id, of your choice.").required()
}

const VPC_ID: SeedMember = id_member(SeedForm {
    what: "an id such as vpc-shop, of letters in lower case, digits and hyphens",
    read: |text| id("vpc-", text),
});
const VSWITCH_ID: SeedMember = id_member(SeedForm {
    what: "an id such as vsw-web, of letters in lower case, digits and hyphens",
    read: |text| id("vsw-", text),
});
const EIP_ID: SeedMember = id_member(SeedForm {
    what: "an id such as eip-web, of letters in lower case, digits and hyphens",
    read: |text| id("eip-", text),
});
const NAT_ID: SeedMember = id_member(SeedForm {
    what: "an id such as ngw-out, of letters in lower case, digits and hyphens",
    read: |text| id("ngw-", text),
});

/// All kinds.
pub(super) const KINDS: &[SeedKind] = &[
    SeedKind {
        name: "vpcs",
        doc: "VPCs.",
        key: &["id"],
        members: &[
            VPC_ID,
            REGION,
            SeedMember::text("cidr", "The block; 172.16.0.0/12 unless given."),
            SeedMember::new("secondary_cidrs", SeedType::Texts, "The secondary blocks."),
            NAME,
            DESCRIPTION,
            SeedMember::form(
                "ipv6_cidr",
                SeedForm {
                    what: "an IPv6 block of 56 bits, such as 2408:4005:300:100::/56",
                    read: |text| life::given_ipv6_block(text),
                },
                "The IPv6 block, of 56 bits; no IPv6 unless given.",
            ),
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
            VSWITCH_ID,
            SeedMember::text("vpc", "The id of its VPC.").required(),
            SeedMember::form("zone", seed_forms::ZONE, "The zone.").required(),
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
            EIP_ID,
            REGION,
            SeedMember::text("address", "The address, of the pool; a free one unless given."),
            SeedMember::new("bandwidth", SeedType::Number, "In Mbit/s; 5 unless given."),
            SeedMember::form(
                "internet_charge_type",
                SeedForm {
                    what: "PayByBandwidth or PayByTraffic",
                    read: |text| one_of(eip_life::CHARGES, text),
                },
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
            NAT_ID,
            SeedMember::text("vpc", "The id of its VPC.").required(),
            SeedMember::text("vswitch", "The id of its vSwitch.").required(),
            SeedMember::form(
                "network_type",
                SeedForm {
                    what: "internet or intranet",
                    read: |text| one_of(&["internet", "intranet"], text),
                },
                "internet, which is the default, or intranet.",
            ),
            NAME,
            DESCRIPTION,
            TAGS,
        ],
        export: nats::export,
        create: nats::create,
        update: Some(nats::update),
    },
];
