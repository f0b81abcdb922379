//! The forms of what seed files say of ECS.

use crate::{
    core::seed::{SeedForm, SeedMember},
    ecs::{
        catalogue,
        groups::group_rules::{self, PROTOCOLS},
        images::public,
        key_pairs::ssh_keys,
        names,
    },
    shared::seed_forms::{id, one_of},
};

/// The id of an entry.
const fn id_member(form: SeedForm) -> SeedMember {
    SeedMember::form("id", form, "The id, of your choice.").required()
}

pub(super) const GROUP_ID: SeedMember = id_member(SeedForm {
    what: "an id such as sg-shop, of letters in lower case, digits and hyphens",
    read: |text| id("sg-", text),
});
pub(super) const IMAGE_ID: SeedMember = id_member(SeedForm {
    what: "an id such as m-golden, of letters in lower case, digits and hyphens",
    read: |text| id("m-", text),
});
pub(super) const INSTANCE_ID: SeedMember = id_member(SeedForm {
    what: "an id such as i-web-1, of letters in lower case, digits and hyphens",
    read: |text| id("i-", text),
});
pub(super) const DISK_ID: SeedMember = id_member(SeedForm {
    what: "an id such as d-data-1, of letters in lower case, digits and hyphens",
    read: |text| id("d-", text),
});
pub(super) const INTERFACE_ID: SeedMember = id_member(SeedForm {
    what: "an id such as eni-web-1, of letters in lower case, digits and hyphens",
    read: |text| id("eni-", text),
});

const NAME_FORM: SeedForm = SeedForm {
    what: "a name of 2 to 128 letters, digits, dots, underscores, colons and hyphens that begins with a letter",
    read: |text| names::is_name(text).then(|| text.to_owned()),
};
/// The name of an entry that has an id.
pub(super) const NAME: SeedMember = SeedMember::form("name", NAME_FORM, "The name.");
pub(super) const IMAGE_NAME: SeedMember = SeedMember::form(
    "name",
    SeedForm {
        what: "a name of 2 to 128 letters, digits, dots, underscores, colons and hyphens that begins with a letter, but not with aliyun or acs:",
        read: |text| names::is_image_name(text).then(|| text.to_owned()),
    },
    "The name.",
);
pub(super) const DESCRIPTION: SeedMember = SeedMember::form(
    "description",
    SeedForm {
        what: "a description of 2 to 256 characters that does not begin like a URL",
        read: |text| (text.is_empty() || names::is_description(text)).then(|| text.to_owned()),
    },
    "The description.",
);
pub(super) const RULE_DESCRIPTION: SeedForm = SeedForm {
    what: "a description of up to 512 characters",
    read: |text| group_rules::is_description(text).then(|| text.to_owned()),
};
pub(super) const HOST_NAME: SeedForm = SeedForm {
    what: "a host name of 2 to 64 letters, digits, dots and hyphens",
    read: |text| names::is_host_name(text, false).then(|| text.to_owned()),
};
pub(super) const PUBLIC_KEY: SeedForm = SeedForm {
    what: "an RSA key as SSH writes it",
    read: |text| ssh_keys::fingerprint(text).map(|_| text.trim().to_owned()),
};
pub(super) const PUBLIC_IMAGE: SeedForm = SeedForm {
    what: "the id of a public image, such as aliyun_3_x64_20G_alibase_20240819.vhd",
    read: |text| public::one(text).map(|_| text.to_owned()),
};
pub(super) const CATEGORY: SeedForm = SeedForm {
    what: "a category of disks, such as cloud_essd",
    read: |text| catalogue::DISKS.iter().find(|it| it.0 == text).map(|it| it.0.to_owned()),
};
pub(super) const GROUP_TYPE: SeedForm =
    SeedForm { what: "normal or enterprise", read: |text| one_of(&["normal", "enterprise"], text) };
pub(super) const DIRECTION: SeedForm =
    SeedForm { what: "ingress or egress", read: |text| one_of(&["ingress", "egress"], text) };
pub(super) const PROTOCOL: SeedForm = SeedForm {
    what: "one of TCP, UDP, ICMP, ICMPv6, GRE and ALL",
    read: |text| one_of(&PROTOCOLS, text),
};
pub(super) const POLICY: SeedForm =
    SeedForm { what: "Accept or Drop", read: |text| one_of(&["Accept", "Drop"], text) };
pub(super) const PRIORITY: SeedForm =
    SeedForm { what: "a number from 1 to 100", read: |text| group_rules::priority(text).ok() };
pub(super) const BLOCK: SeedForm = SeedForm {
    what: "an IPv4 address or a block of them, such as 10.0.0.0/8",
    read: |text| group_rules::block(text, false),
};
pub(super) const IPV6_BLOCK: SeedForm = SeedForm {
    what: "an IPv6 address or a block of them, such as 2001:db8::/32",
    read: |text| group_rules::block(text, true),
};
