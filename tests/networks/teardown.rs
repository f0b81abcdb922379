//! A network that is taken down in any order: each part is refused for one of the parts that hold it, and goes when none does.

use std::collections::BTreeMap;

use proptest::{collection::vec, prelude::*, test_runner::contextualize_config};

use super::cloud::{Cloud, MADE_OF};

/// The parts: what deletes each, with the codes of its refusals and the parts that are refused for.
type Part = (&'static str, &'static [(&'static str, &'static [&'static str])]);

const PARTS: [(&str, Part); 19] = [
    ("route", ("vpc:DeleteRouteEntry RouteEntryId=$route", &[])),
    ("bound table", ("vpc:UnassociateRouteTable RouteTableId=$table VSwitchId=$near", &[])),
    (
        "table",
        (
            "vpc:DeleteRouteTable RouteTableId=$table",
            &[
                ("IncorrectRouteTableStatus.RouteEntryExist", &["route"]),
                ("IncorrectRouteTableStatus", &["bound table"]),
            ],
        ),
    ),
    ("bound eip", ("vpc:UnassociateEipAddress AllocationId=$eip InstanceId=$instance", &[])),
    (
        "instance",
        (
            "ecs:DeleteInstance InstanceId=$instance Force=true",
            &[("DependencyViolation.RouteEntry", &["route"])],
        ),
    ),
    ("eip", ("vpc:ReleaseEipAddress AllocationId=$eip", &[("IncorrectEipStatus", &["bound eip"])])),
    ("interface", ("ecs:DeleteNetworkInterface NetworkInterfaceId=$interface", &[])),
    ("snat", ("vpc:DeleteSnatEntry SnatTableId=$snats SnatEntryId=$snat", &[])),
    (
        "bound way",
        (
            "vpc:UnassociateEipAddress AllocationId=$way InstanceId=$gateway InstanceType=Nat",
            &[("InvalidIpStatus.HasBeenUsedBySnatTable", &["snat"])],
        ),
    ),
    ("way", ("vpc:ReleaseEipAddress AllocationId=$way", &[("IncorrectEipStatus", &["bound way"])])),
    (
        "gateway",
        (
            "vpc:DeleteNatGateway NatGatewayId=$gateway",
            &[
                ("DependencyViolation.EIPS", &["bound way"]),
                ("DependencyViolation.SnatEntry", &["snat"]),
            ],
        ),
    ),
    (
        "bound acl",
        (
            "vpc:UnassociateNetworkAcl NetworkAclId=$acl Resource.1.ResourceType=VSwitch Resource.1.ResourceId=$far",
            &[],
        ),
    ),
    (
        "acl",
        ("vpc:DeleteNetworkAcl NetworkAclId=$acl", &[("NetworkAclExistBinding", &["bound acl"])]),
    ),
    (
        "web",
        ("ecs:DeleteSecurityGroup SecurityGroupId=$web", &[("DependencyViolation", &["instance"])]),
    ),
    (
        "db",
        (
            "ecs:DeleteSecurityGroup SecurityGroupId=$db",
            &[("DependencyViolation", &["interface", "web"])],
        ),
    ),
    (
        "near",
        (
            "vpc:DeleteVSwitch VSwitchId=$near",
            &[
                ("DependencyViolation", &["instance"]),
                ("DependencyViolation.RouteTable", &["bound table"]),
                ("DependencyViolation.SnatEntry", &["snat"]),
            ],
        ),
    ),
    (
        "far",
        (
            "vpc:DeleteVSwitch VSwitchId=$far",
            &[
                ("DependencyViolation", &["interface"]),
                ("DependencyViolation.EnhancedNatgw", &["gateway"]),
                ("DependencyViolation.NetworkAcl", &["bound acl"]),
            ],
        ),
    ),
    ("ipv6", ("vpc:DeleteIpv6Gateway Ipv6GatewayId=$ipv6", &[])),
    // Here the order of the reasons is known: it is that of the list.
    (
        "vpc",
        (
            "vpc:DeleteVpc VpcId=$vpc",
            &[
                ("DependencyViolation.VSwitch", &["near", "far"]),
                ("DependencyViolation.NatGateway", &["gateway"]),
                ("DependencyViolation.SecurityGroup", &["web", "db"]),
                ("DependencyViolation.RouteTable", &["table"]),
                ("DependencyViolation.NetworkAcl", &["acl"]),
                ("DependencyViolation.Ipv6Gateway", &["ipv6"]),
            ],
        ),
    ),
];

/// What is made, in order, with the member of the answer that names it.
const MADE: [(&str, &str, &str); 20] = [
    ("vpc", "vpc:CreateVpc CidrBlock=10.0.0.0/16 EnableIpv6=true", "/VpcId"),
    (
        "near",
        "vpc:CreateVSwitch VpcId=$vpc ZoneId=cn-hangzhou-i CidrBlock=10.0.1.0/24",
        "/VSwitchId",
    ),
    (
        "far",
        "vpc:CreateVSwitch VpcId=$vpc ZoneId=cn-hangzhou-i CidrBlock=10.0.2.0/24",
        "/VSwitchId",
    ),
    ("web", "ecs:CreateSecurityGroup VpcId=$vpc", "/SecurityGroupId"),
    ("db", "ecs:CreateSecurityGroup VpcId=$vpc", "/SecurityGroupId"),
    (
        "",
        "ecs:AuthorizeSecurityGroup SecurityGroupId=$web IpProtocol=TCP PortRange=80/80 SourceGroupId=$db",
        "",
    ),
    (
        "instance",
        "ecs:RunInstances VSwitchId=$near SecurityGroupId=$web",
        "/InstanceIdSets/InstanceIdSet/0",
    ),
    (
        "interface",
        "ecs:CreateNetworkInterface VSwitchId=$far SecurityGroupId=$db",
        "/NetworkInterfaceId",
    ),
    ("eip", "vpc:AllocateEipAddress", "/AllocationId"),
    ("", "vpc:AssociateEipAddress AllocationId=$eip InstanceId=$instance", ""),
    ("gateway", "vpc:CreateNatGateway VpcId=$vpc VSwitchId=$far", "/NatGatewayId"),
    ("snats", "vpc:DescribeNatGateways", "/NatGateways/NatGateway/0/SnatTableIds/SnatTableId/0"),
    ("way", "vpc:AllocateEipAddress", "/AllocationId"),
    ("", "vpc:AssociateEipAddress AllocationId=$way InstanceId=$gateway InstanceType=Nat", ""),
    (
        "address",
        "vpc:DescribeEipAddresses AllocationId=$way",
        "/EipAddresses/EipAddress/0/IpAddress",
    ),
    (
        "snat",
        "vpc:CreateSnatEntry SnatTableId=$snats SnatIp=$address SourceVSwitchId=$near",
        "/SnatEntryId",
    ),
    ("table", "vpc:CreateRouteTable VpcId=$vpc", "/RouteTableId"),
    ("", "vpc:AssociateRouteTable RouteTableId=$table VSwitchId=$near", ""),
    (
        "route",
        "vpc:CreateRouteEntry RouteTableId=$table DestinationCidrBlock=192.168.0.0/24 NextHopId=$instance",
        "/RouteEntryId",
    ),
    ("acl", "vpc:CreateNetworkAcl VpcId=$vpc", "/NetworkAclId"),
];

/// Where what is left is listed, and the path of each list.
const LISTS: [(&str, &str); 8] = [
    ("vpc:DescribeVpcs", "/Vpcs/Vpc"),
    ("vpc:DescribeVSwitches", "/VSwitches/VSwitch"),
    ("ecs:DescribeSecurityGroups", "/SecurityGroups/SecurityGroup"),
    ("ecs:DescribeInstances", "/Instances/Instance"),
    ("ecs:DescribeDisks", "/Disks/Disk"),
    ("ecs:DescribeNetworkInterfaces", "/NetworkInterfaceSets/NetworkInterfaceSet"),
    ("vpc:DescribeEipAddresses", "/EipAddresses/EipAddress"),
    ("vpc:DescribeNatGateways", "/NatGateways/NatGateway"),
];

/// The network, with the ids of its parts and those that are left.
struct Network {
    cloud: Cloud,
    ids: BTreeMap<&'static str, String>,
    left: Vec<&'static str>,
}

impl Network {
    async fn start() -> Self {
        let mut it = Self { cloud: Cloud::start(), ids: BTreeMap::new(), left: Vec::new() };
        for (name, call, member) in MADE {
            it.make(name, call, member).await;
        }
        it.make("", "vpc:AssociateNetworkAcl NetworkAclId=$acl Resource.1.ResourceType=VSwitch Resource.1.ResourceId=$far", "").await;
        it.make("ipv6", "vpc:CreateIpv6Gateway VpcId=$vpc", "/Ipv6GatewayId").await;
        it.left = PARTS.iter().map(|(name, _)| *name).collect();
        it
    }

    async fn make(&mut self, name: &'static str, call: &str, member: &str) {
        let (status, body) = self.send(call).await;
        assert_eq!(status, 200, "{call}: {body}");
        if !name.is_empty() {
            let id = body.pointer(member).and_then(serde_json::Value::as_str);
            self.ids.insert(name, id.unwrap_or_else(|| panic!("{call}: {body}")).to_owned());
        }
    }

    /// The answer to a call as it is written above, after which nothing is under way.
    async fn send(&self, call: &str) -> (u16, serde_json::Value) {
        let mut words = call.split(' ');
        let action = words.next().unwrap();
        let mut all: Vec<(&str, &str)> = words
            .map(|word| word.split_once('=').unwrap())
            .map(|(name, value)| (name, value.strip_prefix('$').map_or(value, |id| &*self.ids[id])))
            .collect();
        if action == "ecs:RunInstances" {
            all.extend(MADE_OF);
        }
        let answer = self.cloud.call(action, &all).await;
        self.cloud.wait().await;
        answer
    }

    /// Tries to delete a part that is left.
    async fn delete(&mut self, at: usize) {
        let (name, (call, reasons)) = PARTS[at];
        if !self.left.contains(&name) {
            return;
        }
        let holds = |parts: &[&str]| parts.iter().any(|part| self.left.contains(part));
        let mut codes: Vec<&str> =
            reasons.iter().filter(|(_, parts)| holds(parts)).map(|(code, _)| *code).collect();
        if name == "vpc" {
            codes.truncate(1);
        }
        let (status, body) = self.send(call).await;
        if status == 200 {
            assert!(codes.is_empty(), "{call} went in spite of {codes:?}");
            self.left.retain(|it| *it != name);
            if name == "instance" {
                // It lets go of its address.
                self.left.retain(|it| *it != "bound eip");
            }
        } else {
            let code = body["Code"].as_str().unwrap_or_default();
            assert!(codes.contains(&code), "{call}: {body}, not {codes:?}; left {:?}", self.left);
        }
    }
}

proptest! {
    #![proptest_config(contextualize_config(ProptestConfig {
        failure_persistence: None,
        ..ProptestConfig::with_cases(12)
    }))]

    #[test]
    fn a_network_is_taken_down_in_any_order(order in vec(0..PARTS.len(), 60)) {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        runtime.block_on(async {
            let mut network = Network::start().await;
            for at in order {
                network.delete(at).await;
            }
            for _ in 0..PARTS.len() {
                for at in 0..PARTS.len() {
                    network.delete(at).await;
                }
            }
            assert_eq!(network.left, [""; 0]);
            for (action, path) in LISTS {
                let body = network.cloud.ok(action, &[]).await;
                let rows = body.pointer(path).and_then(serde_json::Value::as_array);
                assert!(rows.is_some_and(Vec::is_empty), "{body}");
            }
        });
    }
}
