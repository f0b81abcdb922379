//! However addresses are taken and given back, nobody has that of another, and the counts agree.

use std::{collections::BTreeSet, net::Ipv4Addr};

use proptest::{collection::vec, prelude::*, sample::Index, test_runner::contextualize_config};
use serde_json::Value;

use super::cloud::{Cloud, MADE_OF};

/// The vSwitches, each with the first address of its block of eight: four of them are reserved.
const BLOCKS: [&str; 2] = ["10.0.1.0", "10.0.1.8"];

/// What is done with one of the vSwitches, or with one of the things that there are.
#[derive(Clone, Debug)]
enum Step {
    /// An instance, at the nth address of the block or wherever.
    Run(usize, Option<u8>),
    Interface(usize),
    Gateway(usize),
    /// One more address for an interface.
    Assign(Index),
    Unassign(Index),
    Delete(Index),
}

fn steps() -> impl Strategy<Value = Vec<Step>> {
    let block = 0..BLOCKS.len();
    let step = prop_oneof![
        3 => (block.clone(), proptest::option::of(0..8_u8)).prop_map(|(at, nth)| Step::Run(at, nth)),
        2 => block.clone().prop_map(Step::Interface),
        1 => block.prop_map(Step::Gateway),
        3 => any::<Index>().prop_map(Step::Assign),
        2 => any::<Index>().prop_map(Step::Unassign),
        3 => any::<Index>().prop_map(Step::Delete),
    ];
    vec(step, 1..40)
}

/// The cloud, and what was made: the call that deletes it, and its parameter.
struct Network {
    cloud: Cloud,
    vpc: String,
    switches: Vec<String>,
    group: String,
    made: Vec<(&'static str, &'static str, String)>,
}

/// The rows of a list of an answer.
fn rows<'a>(body: &'a Value, path: &str) -> &'a [Value] {
    body.pointer(path).and_then(Value::as_array).map_or_else(|| panic!("{body}"), Vec::as_slice)
}

fn text<'a>(row: &'a Value, name: &str) -> &'a str {
    row[name].as_str().unwrap_or_else(|| panic!("{name} of {row}"))
}

impl Network {
    async fn start() -> Self {
        let cloud = Cloud::start();
        let vpc = cloud.made("vpc:CreateVpc", &[("CidrBlock", "10.0.0.0/16")], "/VpcId").await;
        let mut switches = Vec::new();
        for first in BLOCKS {
            let block = format!("{first}/29");
            let of = [("VpcId", &*vpc), ("ZoneId", "cn-hangzhou-i"), ("CidrBlock", &*block)];
            switches.push(cloud.made("vpc:CreateVSwitch", &of, "/VSwitchId").await);
        }
        let group =
            cloud.made("ecs:CreateSecurityGroup", &[("VpcId", &vpc)], "/SecurityGroupId").await;
        Self { cloud, vpc, switches, group, made: Vec::new() }
    }

    /// Makes something in a vSwitch, unless there is no address left or the one that is wanted is not free.
    async fn make(
        &mut self,
        action: &str,
        parameters: &[(&str, &str)],
        (id, deleted_by, named): (&str, &'static str, &'static str),
    ) {
        let (status, body) = self.cloud.call(action, parameters).await;
        self.cloud.wait().await;
        if status == 200 {
            let id = body.pointer(id).and_then(Value::as_str).unwrap().to_owned();
            self.made.push((deleted_by, named, id));
            return;
        }
        let code = text(&body, "Code");
        let known = [
            "QuotaExceeded.PrivateIpAddress",
            "InvalidPrivateIpAddress",
            "InvalidPrivateIpAddress.Duplicated",
            "InvalidVSwitchId.IpNotEnough",
            "OperationFailed.VSwitchNoAvailableIp",
            "OperationFailed.EnhancedQuotaExceed",
        ];
        assert!(known.contains(&code), "{action} {parameters:?}: {body}");
    }

    /// The interface at a place among all of them.
    async fn interface(&self, at: Index) -> Option<Value> {
        let body = self.interfaces().await;
        let all = rows(&body, "/NetworkInterfaceSets/NetworkInterfaceSet");
        (!all.is_empty()).then(|| at.get(all).clone())
    }

    async fn interfaces(&self) -> Value {
        self.cloud.ok("ecs:DescribeNetworkInterfaces", &[("PageSize", "100")]).await
    }

    async fn take(&mut self, step: Step) {
        match step {
            Step::Run(at, nth) => {
                let (switch, group) = (self.switches[at].clone(), self.group.clone());
                let first: Ipv4Addr = BLOCKS[at].parse().unwrap();
                let wanted =
                    nth.map(|nth| Ipv4Addr::from(u32::from(first) + u32::from(nth)).to_string());
                let mut all = MADE_OF.to_vec();
                all.extend([("VSwitchId", &*switch), ("SecurityGroupId", &*group)]);
                all.extend(wanted.as_deref().map(|it| ("PrivateIpAddress", it)));
                let kind = ("/InstanceIdSets/InstanceIdSet/0", "ecs:DeleteInstance", "InstanceId");
                self.make("ecs:RunInstances", &all, kind).await;
            }
            Step::Interface(at) => {
                let (switch, group) = (self.switches[at].clone(), self.group.clone());
                let all = [("VSwitchId", &*switch), ("SecurityGroupId", &*group)];
                let by = "ecs:DeleteNetworkInterface";
                let kind = ("/NetworkInterfaceId", by, "NetworkInterfaceId");
                self.make("ecs:CreateNetworkInterface", &all, kind).await;
            }
            Step::Gateway(at) => {
                let (vpc, switch) = (self.vpc.clone(), self.switches[at].clone());
                let all = [("VpcId", &*vpc), ("VSwitchId", &*switch)];
                let kind = ("/NatGatewayId", "vpc:DeleteNatGateway", "NatGatewayId");
                self.make("vpc:CreateNatGateway", &all, kind).await;
            }
            Step::Assign(at) => {
                let Some(row) = self.interface(at).await else { return };
                let id = ("NetworkInterfaceId", text(&row, "NetworkInterfaceId"));
                let all = [id, ("SecondaryPrivateIpAddressCount", "1")];
                let (status, body) = self.cloud.call("ecs:AssignPrivateIpAddresses", &all).await;
                let known = status == 200 || body["Code"] == "InvalidVSwitchId.IpNotEnough";
                assert!(known, "{body}");
            }
            Step::Unassign(at) => {
                let Some(row) = self.interface(at).await else { return };
                let Some(it) = rows(&row, "/PrivateIpSets/PrivateIpSet").get(1) else { return };
                let id = ("NetworkInterfaceId", text(&row, "NetworkInterfaceId"));
                let all = [id, ("PrivateIpAddress.1", text(it, "PrivateIpAddress"))];
                self.cloud.ok("ecs:UnassignPrivateIpAddresses", &all).await;
            }
            Step::Delete(_) if self.made.is_empty() => {}
            Step::Delete(at) => {
                let (action, named, id) = self.made.remove(at.index(self.made.len()));
                self.cloud.ok(action, &[(named, &id), ("Force", "true")]).await;
                self.cloud.wait().await;
            }
        }
    }

    async fn check(&self) {
        let body = self.interfaces().await;
        let mut taken: Vec<(String, String)> = Vec::new();
        for row in rows(&body, "/NetworkInterfaceSets/NetworkInterfaceSet") {
            for one in rows(row, "/PrivateIpSets/PrivateIpSet") {
                let address = text(one, "PrivateIpAddress").to_owned();
                taken.push((text(row, "VSwitchId").to_owned(), address));
            }
        }
        let body = self.cloud.ok("vpc:DescribeNatGateways", &[("PageSize", "50")]).await;
        for row in rows(&body, "/NatGateways/NatGateway") {
            let at = &row["NatGatewayPrivateInfo"];
            taken.push((text(at, "VswitchId").to_owned(), text(at, "PrivateIpAddress").to_owned()));
        }
        let once: BTreeSet<_> = taken.iter().collect();
        assert_eq!(once.len(), taken.len(), "{taken:?}");
        let body = self.cloud.ok("vpc:DescribeVSwitches", &[]).await;
        for row in rows(&body, "/VSwitches/VSwitch") {
            let id = text(row, "VSwitchId");
            let at = self.switches.iter().position(|it| it == id).unwrap();
            let first = u32::from(BLOCKS[at].parse::<Ipv4Addr>().unwrap());
            let of_it: Vec<_> = taken.iter().filter(|(switch, _)| switch == id).collect();
            for (_, address) in &of_it {
                let nth = u32::from(address.parse::<Ipv4Addr>().unwrap()).checked_sub(first);
                assert!(nth.is_some_and(|nth| (1..5).contains(&nth)), "{address} in {row}");
            }
            assert_eq!(row["AvailableIpAddressCount"], 4 - of_it.len(), "{of_it:?}");
        }
    }
}

proptest! {
    #![proptest_config(contextualize_config(ProptestConfig {
        failure_persistence: None,
        ..ProptestConfig::with_cases(12)
    }))]

    #[test]
    fn an_address_has_one_owner_and_is_counted(steps in steps()) {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        runtime.block_on(async {
            let mut network = Network::start().await;
            for step in steps {
                network.take(step).await;
                network.check().await;
            }
        });
    }
}
