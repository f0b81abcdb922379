//! Seeds of networks and machines: what each of them refuses, and that none of them changes anything the second time.

use super::{Applied, apply, empty, export, whole};

/// A network with an instance.
const NETWORK: &str = "vpcs: [{id: vpc-a, cidr: 10.0.0.0/16}, {id: vpc-b, cidr: 10.1.0.0/16}], \
    vswitches: [{id: vsw-a, vpc: vpc-a, zone: cn-hangzhou-i, cidr: 10.0.1.0/24}, \
    {id: vsw-j, vpc: vpc-a, zone: cn-hangzhou-j, cidr: 10.0.2.0/24}, \
    {id: vsw-b, vpc: vpc-b, zone: cn-hangzhou-i, cidr: 10.1.1.0/24}]";
const GROUPS: &str = "security_groups: [{id: sg-a, vpc: vpc-a}, {id: sg-b, vpc: vpc-b}]";
const INSTANCE: &str = "id: i-a, image: aliyun_3_x64_20G_alibase_20240819.vhd, type: ecs.g7.large, vswitch: vsw-a, \
    security_groups: [sg-a]";

/// A seed of ECS in that network.
fn ecs(kinds: &str) -> String {
    whole(&format!(
        "@vpc: {{{NETWORK}}}\n    ecs: {{{GROUPS}, instances: [{{{INSTANCE}}}], {kinds}}}"
    ))
}

/// What is wrong, and what is said of it: the member where its form is wrong, else the entry.
const WRONG_OF_VPC: &[(&str, &str)] = &[
    (
        "vpcs: [{id: vpc-a, region: mars}]",
        "seed.yaml:4:38: accounts[0].vpc.vpcs[0].region: this must be a region",
    ),
    ("vpcs: [{id: \"\"}]", "vpcs[0].id: this must be an id such as vpc-shop"),
    (
        "vpcs: [{id: vpc-A}]",
        "vpcs[0].id: this must be an id such as vpc-shop, of letters in lower case",
    ),
    ("vpcs: [{id: i-a}]", "vpcs[0].id: this must be an id such as vpc-shop"),
    ("vpcs: [{id: vpc-a, name: HTTP://a}]", "vpcs[0].name: this must be a name"),
    ("vpcs: [{id: vpc-a, name: \"a\\nb\"}]", "vpcs[0].name: this must be a name"),
    ("vpcs: [{id: vpc-a, cidr: 10.0.0.0/08}]", "vpcs[0]: InvalidParameter: Specified CIDR block"),
    ("vpcs: [{id: vpc-a, ipv6_cidr: 2408::1/56}]", "vpcs[0].ipv6_cidr: this must be an IPv6 block"),
    (
        "vpcs: [{id: vpc-a, default: true}, {id: vpc-b, default: true}]",
        "seed.yaml:4:46: accounts[0].vpc.vpcs[1]: OperationFailed.DefaultVpcExist",
    ),
    (
        "vpcs: [{id: vpc-a}], vswitches: [{id: vsw-a, vpc: vpc-a, zone: cn-hangzhou-q, cidr: 172.16.0.0/24}]",
        "vswitches[0].zone: this must be a zone",
    ),
    (
        "vpcs: [{id: vpc-a}], vswitches: [{id: vsw-a, vpc: vpc-a, zone: cn-hangzhou-i, cidr: 172.16.0.0/24, default: true}]",
        "vswitches[0]: `default`: vpc-a is not the default VPC",
    ),
    (
        "vpcs: [{id: vpc-a, default: true}], vswitches: [\
         {id: vsw-a, vpc: vpc-a, zone: cn-hangzhou-i, cidr: 172.16.0.0/24, default: true}, \
         {id: vsw-b, vpc: vpc-a, zone: cn-hangzhou-i, cidr: 172.16.1.0/24, default: true}]",
        "vswitches[1]: ",
    ),
    (
        "eips: [{id: eip-a, internet_charge_type: PayByHeart}]",
        "this must be PayByBandwidth or PayByTraffic",
    ),
    ("eips: [{id: ngw-a}]", "eips[0].id: this must be an id such as eip-web"),
    (
        "nat_gateways: [{id: ngw-a, vpc: vpc-a, vswitch: vsw-a, network_type: inter}]",
        "network_type: this must be internet or intranet, not `inter`",
    ),
];

const WRONG_OF_ECS: &[(&str, &str)] = &[
    ("images: [{id: m-a, region: mars, origin: x.vhd}]", "images[0].region: this must be a region"),
    (
        "images: [{id: aliyun_3_x64_20G_alibase_20240819.vhd, region: cn-hangzhou, origin: x.vhd}]",
        "images[0].id: this must be an id such as m-golden",
    ),
    (
        "images: [{id: m-a, region: cn-hangzhou, origin: m-b}]",
        "origin: this must be the id of a public image",
    ),
    (
        "images: [{id: m-a, region: cn-hangzhou, origin: win_40G.vhd, size: 39}]",
        "images[0]: `size`: an image of win_40G.vhd has 40 to 2048 GiB",
    ),
    ("images: [{id: m-a, region: cn-hangzhou, origin: x.vhd, size: 2049}]", "images[0]: `size`: "),
    (
        "images: [{id: m-a, region: cn-hangzhou, origin: x.vhd, name: aa}, {id: m-b, region: cn-hangzhou, origin: x.vhd, name: aa}]",
        "images[1]: InvalidImageName.Duplicated",
    ),
    (
        "key_pairs: [{name: ab, region: mars, public_key: ssh-rsa A}]",
        "key_pairs[0].region: this must be a region",
    ),
    (
        "key_pairs: [{name: a b, region: cn-hangzhou, public_key: x}]",
        "key_pairs[0].name: this must be a name",
    ),
    (
        "key_pairs: [{name: ab, region: cn-hangzhou, public_key: ssh-dss A}]",
        "public_key: this must be an RSA key",
    ),
    ("disks: [{id: d-a, zone: cn-hangzhou-q, size: 40}]", "disks[0].zone: this must be a zone"),
    (
        "disks: [{id: a, zone: cn-hangzhou-i, size: 40}]",
        "disks[0].id: this must be an id such as d-data-1",
    ),
    (
        "disks: [{id: d-a, zone: cn-hangzhou-i, size: 19}]",
        "disks[0]: `size`: a cloud_essd PL1 has 20 to 65536 GiB",
    ),
    (
        "disks: [{id: d-a, zone: cn-hangzhou-i, size: 40, category: cloud_x}]",
        "category: this must be a category",
    ),
    (
        "disks: [{id: d-a, zone: cn-hangzhou-i, size: 40, category: cloud_ssd, level: PL1}]",
        "disks[0]: `level`: no disk of cloud_ssd has it",
    ),
    (
        "disks: [{id: d-a, zone: cn-hangzhou-i, size: 40, device: /dev/xvdb}]",
        "the disk is attached to no `instance`",
    ),
    (
        "disks: [{id: d-a, zone: cn-hangzhou-i, size: 40, instance: i-a, device: /dev/xvda}]",
        "disks[0]: InvalidDevice.InUse",
    ),
    (
        "disks: [{id: d-a, zone: cn-hangzhou-i, size: 40, instance: i-a, device: /dev/sda}]",
        "disks[0]: InvalidDevice.Malformed",
    ),
    (
        "disks: [{id: d-a, zone: cn-hangzhou-j, size: 40, instance: i-a}]",
        "there is no instance i-a in cn-hangzhou-j",
    ),
    (
        "network_interfaces: [{id: eni-a, vswitch: vsw-j, security_groups: [sg-a], instance: i-a}]",
        "there is no instance i-a in vpc-a and cn-hangzhou-j",
    ),
    (
        "network_interfaces: [{id: eni-a, vswitch: vsw-b, security_groups: [sg-b], instance: i-a}]",
        "there is no instance i-a in vpc-b and cn-hangzhou-i",
    ),
    (
        "network_interfaces: [{id: eni-a, vswitch: vsw-a, security_groups: [sg-b]}]",
        "network_interfaces[0]: InvalidOperation.VpcMismatch",
    ),
    (
        "network_interfaces: [{id: eni-a, vswitch: vsw-a, security_groups: []}]",
        "there must be one at least",
    ),
    (
        "network_interfaces: [{id: eni-a, vswitch: vsw-a, security_groups: [sg-a], instance: i-a}, \
         {id: eni-b, vswitch: vsw-a, security_groups: [sg-a], instance: i-a}, \
         {id: eni-c, vswitch: vsw-a, security_groups: [sg-a], instance: i-a}]",
        "network_interfaces[2]: EniPerInstanceLimitExceeded",
    ),
    (
        "network_interfaces: [{id: eni-a, vswitch: vsw-a, security_groups: [sg-a], instance: i-a, more_private_ips: \
         [10.0.1.101, 10.0.1.102, 10.0.1.103, 10.0.1.104, 10.0.1.105, 10.0.1.106]}]",
        "network_interfaces[0]: InvalidOperation.Ipv4CountExceeded",
    ),
];

const WRONG_RULES: &[(&str, &str)] = &[
    (
        "{protocol: TCP, ports: 22/22, source: 10.1.2.3/8}, {protocol: tcp, ports: 22/22, source: 10.1.2.3/8}",
        "[0]: InvalidParam.DuplicatePermissions",
    ),
    (
        "{protocol: XXX, ports: 22/22, source: 10.0.0.0/8}",
        "rules[0].protocol: this must be one of TCP, UDP",
    ),
    (
        "{protocol: TCP, ports: 22/22, source: 10.0.0.0/33}",
        "rules[0].source: this must be an IPv4 address or a block",
    ),
    (
        "{protocol: TCP, ports: 22/22, source: 10.0.0.0/08}",
        "rules[0].source: this must be an IPv4 address or a block",
    ),
    ("{protocol: TCP, ports: 022/22, source: 10.0.0.0/8}", "[0]: InvalidParam.PortRange"),
    (
        "{protocol: TCP, ports: 22/22, source: 10.0.0.0/8, priority: 0}",
        "rules[0].priority: this must be a number from 1 to 100",
    ),
    (
        "{protocol: TCP, ports: 22/22, source: 10.0.0.0/8, policy: Maybe}",
        "rules[0].policy: this must be Accept or Drop",
    ),
    (
        "{protocol: TCP, ports: 22/22, source: 10.0.0.0/8, direction: up}",
        "rules[0].direction: this must be ingress or egress",
    ),
    (
        "{protocol: ICMPv6, ports: -1/-1, source: 10.0.0.0/8}",
        "[0]: InvalidParam.Ipv6ProtocolConflictWithIpv4Address",
    ),
];

#[tokio::test]
async fn what_is_wrong_with_networks_and_machines_is_said_with_line_and_column() {
    let rules = WRONG_RULES.iter().map(|(rules, part)| {
        let group = format!("security_groups: [{{id: sg-a, vpc: vpc-a, rules: [{rules}]}}]");
        (whole(&format!("@vpc: {{{NETWORK}}}\n    ecs: {{{group}}}")), *part)
    });
    let all = WRONG_OF_VPC.iter().map(|(text, part)| (whole(&format!("@vpc: {{{text}}}")), *part));
    let all = all.chain(WRONG_OF_ECS.iter().map(|(text, part)| (ecs(text), *part))).chain(rules);
    let mut faults = Vec::new();
    for (text, part) in all {
        let world = empty();
        let error = apply(&world, &text).await.unwrap_err();
        let placed = error.strip_prefix("seed.yaml:").is_some_and(|at| at.starts_with(['4', '5']));
        if !placed || !error.contains(part) {
            faults.push(format!("{part}: {error}"));
        }
        // All of it, or nothing.
        let left = export(&world).await;
        assert!(!left.contains("vpc-a") && !left.contains("sg-a"), "{left}");
    }
    assert!(faults.is_empty(), "{faults:#?}");
}

/// What is spelled otherwise than it is kept.
const SPELLED: &str = "version: 1
accounts:
  - id: 1000000000000001
    vpc:
      vpcs:
        - {id: vpc-a, cidr: 10.0.0.0/16, secondary_cidrs: [192.168.0.0/16, 172.16.0.0/16], ipv6_cidr: \"2408:4005:0300:0100::/56\"}
      vswitches:
        - {id: vsw-a, vpc: vpc-a, zone: cn-hangzhou-i, cidr: 10.0.1.0/24, ipv6: 0}
      eips:
        - {id: eip-a, internet_charge_type: paybytraffic}
      nat_gateways:
        - {id: ngw-a, vpc: vpc-a, vswitch: vsw-a, network_type: Internet}
    ecs:
      security_groups:
        - {id: sg-b, vpc: vpc-a}
        - id: sg-a
          vpc: vpc-a
          type: Normal
          inner_access: drop
          rules:
            - {protocol: tcp, ports: 22/22, policy: accept, source: 10.1.2.3/8, priority: 1}
            - {protocol: icmpV6, ports: -1/-1, ipv6_source: \"2001:0db8::1/32\", direction: Ingress}
            - {protocol: all, ports: -1/-1, source_group: sg-b}
            - {protocol: udp, ports: 53/53, source_ports: 1/100, destination: 10.1.2.3, direction: EGRESS, policy: DROP}
            - {protocol: gre, ports: -1/-1, ipv6_destination: \"::/0\", direction: egress}
      key_pairs:
        - name: pair
          region: cn-hangzhou
          public_key: \" ssh-rsa AAAAB3NzaC1yc2EAAAADAQABAAAAgQDDpU3KGCUwux1tEyze1iN7LtkeP3IfyxlxF0SU1kk8nVw0YL4xIB5p/tqg7ui5mX9cfCmZ/a/lkyU81lSvTfrXFCegrrP+6SMvivIhH57kkcWxC+y1Vjv8Hm+TQn7LyP4pVeXNjkbcjtS3wnZNKlpNdncG+F2GkAJK1r2jQBvpyA== \"
      instances:
        - {id: i-a, image: aliyun_3_x64_20G_alibase_20240819.vhd, type: ecs.g7.large, vswitch: vsw-a, security_groups: [sg-b, sg-a]}
      disks:
        - {id: d-a, zone: cn-hangzhou-i, size: 40, instance: i-a, goes_with_instance: false}
      network_interfaces:
        - {id: eni-a, vswitch: vsw-a, security_groups: [sg-b, sg-a], instance: i-a, more_private_ips: [10.0.1.22, 10.0.1.21]}
";

#[tokio::test]
async fn what_is_spelled_otherwise_changes_nothing_the_second_time() {
    let world = empty();
    let first = apply(&world, SPELLED).await.unwrap();
    assert_eq!((first.updated, first.unchanged), (0, 0));
    let unchanged = Applied { created: 0, updated: 0, unchanged: first.created };
    assert_eq!(apply(&world, SPELLED).await.unwrap(), unchanged);
    let exported = export(&world).await;
    assert_eq!(apply(&world, &exported).await.unwrap(), unchanged, "{exported}");
    // An exported state is the same in a new world, with rules of IPv6 and of groups.
    let other = empty();
    apply(&other, &exported).await.unwrap();
    assert_eq!(export(&other).await, exported);
    // The order of what cannot change does not count where something else does.
    let named = SPELLED
        .replace("security_groups: [sg-b, sg-a]", "name: more, security_groups: [sg-a, sg-b]");
    let named = named
        .replace("[192.168.0.0/16, 172.16.0.0/16]", "[172.16.0.0/16, 192.168.0.0/16], name: net");
    let changed = apply(&world, &named).await.unwrap();
    assert_eq!((changed.created, changed.updated), (0, 3));
}
