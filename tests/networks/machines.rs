//! The table of the states of machines and their parts: each call in each state comes to what the table says.

use std::collections::{BTreeMap, BTreeSet};

use actions::PRODUCTS;
use serde_json::Value;

use super::cloud::{Cloud, MADE_OF};

const TABLE: &str = include_str!("machines.txt");

/// How the state of a kind is read: the call, the list of ids in it, and where the state stands in the answer.
const READ: [(&str, &str, &str, &str); 6] = [
    ("instance", "DescribeInstances", "InstanceIds=[]", "/Instances/Instance/0/Status"),
    ("disk", "DescribeDisks", "DiskIds=[]", "/Disks/Disk/0/Status"),
    ("snapshot", "DescribeSnapshots", "SnapshotIds=[]", "/Snapshots/Snapshot/0/Status"),
    ("image", "DescribeImages", "Status=ALL ImageId=", "/Images/Image/0/Status"),
    ("copy", "DescribeImages", "Status=ALL ImageId=", "/Images/Image/0/Status"),
    (
        "interface",
        "DescribeNetworkInterfaces",
        "NetworkInterfaceId.1=",
        "/NetworkInterfaceSets/NetworkInterfaceSet/0/Status",
    ),
];

/// What calls of the table name by `$name`.
struct Subject<'a> {
    cloud: &'a Cloud,
    named: BTreeMap<&'static str, String>,
}

impl<'a> Subject<'a> {
    /// A network with a running instance, and what the table needs beside it.
    async fn start(cloud: &'a Cloud) -> Self {
        let mut it = Self { cloud, named: BTreeMap::new() };
        it.make("vpc", "vpc:CreateVpc CidrBlock=10.0.0.0/8", "/VpcId").await;
        cloud.wait().await;
        let call = "vpc:CreateVSwitch VpcId=$vpc ZoneId=cn-hangzhou-i CidrBlock=10.0.0.0/16";
        it.make("vswitch", call, "/VSwitchId").await;
        cloud.wait().await;
        it.make("group", "CreateSecurityGroup VpcId=$vpc", "/SecurityGroupId").await;
        it.make("other", "CreateSecurityGroup VpcId=$vpc", "/SecurityGroupId").await;
        it
    }

    /// A call with what it names.
    fn filled<'c>(&self, call: &'c str) -> (String, Vec<(&'c str, String)>) {
        let mut words = call.split(' ');
        let action = words.next().unwrap();
        let action = if action.contains(':') { action.into() } else { format!("ecs:{action}") };
        let value = |value: &str| match value.strip_prefix('$') {
            Some(name) => self.named.get(name).unwrap_or_else(|| panic!("{call}: {name}")).clone(),
            None => value.to_owned(),
        };
        let pairs = words.map(|word| word.split_once('=').unwrap());
        (action, pairs.map(|(name, it)| (name, value(it))).collect())
    }

    async fn send(&self, call: &str) -> (u16, Value) {
        let (action, parameters) = self.filled(call);
        let parameters: Vec<(&str, &str)> = parameters.iter().map(|(n, v)| (*n, &**v)).collect();
        self.cloud.call(&action, &parameters).await
    }

    async fn make(&mut self, name: &'static str, call: &str, member: &str) {
        let (status, body) = self.send(call).await;
        assert_eq!(status, 200, "{call}: {body}");
        if !name.is_empty() {
            let id = body.pointer(member).and_then(Value::as_str);
            self.named.insert(name, id.unwrap_or_else(|| panic!("{call}: {body}")).to_owned());
        }
    }

    async fn run(&mut self, name: &'static str) {
        let made: Vec<String> =
            MADE_OF.iter().map(|(name, value)| format!("{name}={value}")).collect();
        let call = format!(
            "RunInstances {} VSwitchId=$vswitch SecurityGroupId=$group DataDisk.1.Size=20",
            made.join(" ")
        );
        self.make(name, &call, "/InstanceIdSets/InstanceIdSet/0").await;
    }

    async fn disk(&mut self, name: &'static str) {
        let call = "CreateDisk ZoneId=cn-hangzhou-i DiskCategory=cloud_essd Size=40";
        self.make(name, call, "/DiskId").await;
    }

    /// The disks of an instance: its system disk, and its data disk.
    async fn disks_of(&mut self, instance: &str) {
        for (name, kind) in [("system", "system"), ("data", "data")] {
            let call = format!("DescribeDisks InstanceId={instance} DiskType={kind}");
            self.make(name, &call, "/Disks/Disk/0/DiskId").await;
        }
    }

    async fn interface(&mut self, name: &'static str) {
        let call = "CreateNetworkInterface VSwitchId=$vswitch SecurityGroupId=$group SecondaryPrivateIpAddressCount=1";
        self.make(name, call, "/NetworkInterfaceId").await;
        let call = format!("DescribeNetworkInterfaceAttribute NetworkInterfaceId=${name}");
        self.make("second", &call, "/PrivateIpSets/PrivateIpSet/1/PrivateIpAddress").await;
    }

    /// A stopped instance, which disks may be put back of.
    async fn stopped(&mut self, name: &'static str) {
        self.run(name).await;
        self.cloud.wait().await;
        self.make("", &format!("StopInstance InstanceId=${name}"), "").await;
        self.cloud.wait().await;
    }

    /// Makes `$it` of a kind, and takes it to a state.
    async fn take_to(&mut self, kind: &str, state: &str) {
        match kind {
            "instance" => {
                self.disk("disk").await;
                self.interface("interface").await;
                self.make("address", "vpc:AllocateEipAddress", "/AllocationId").await;
                self.cloud.wait().await;
                self.run("it").await;
                let it = self.named["it"].clone();
                self.disks_of(&it).await;
                match state {
                    "Pending" => {}
                    "Starting" => self.cloud.after(1000).await,
                    _ => self.cloud.wait().await,
                }
                if state.starts_with("Stop") {
                    self.make("", "StopInstance InstanceId=$it", "").await;
                }
                if state == "Stopped" {
                    self.cloud.wait().await;
                }
            }
            "disk" => {
                self.stopped("instance").await;
                self.disk("it").await;
                if state == "Creating" {
                    return;
                }
                self.cloud.wait().await;
                if state == "Available" {
                    return;
                }
                self.make("", "AttachDisk DiskId=$it InstanceId=$instance", "").await;
                if state == "Attaching" {
                    return;
                }
                self.cloud.wait().await;
                self.make("of", "CreateSnapshot DiskId=$it", "/SnapshotId").await;
                self.cloud.wait().await;
                match state {
                    "Detaching" => {
                        self.make("", "DetachDisk DiskId=$it InstanceId=$instance", "").await;
                    }
                    "ReIniting" => self.make("", "ReInitDisk DiskId=$it", "").await,
                    _ => {}
                }
            }
            "snapshot" => {
                self.stopped("instance").await;
                let instance = self.named["instance"].clone();
                self.disks_of(&instance).await;
                self.named.insert("of", self.named["data"].clone());
                self.make("it", "CreateSnapshot DiskId=$of", "/SnapshotId").await;
                if state == "accomplished" {
                    self.cloud.wait().await;
                }
            }
            "image" | "copy" => {
                self.run("instance").await;
                self.cloud.wait().await;
                self.make("it", "CreateImage InstanceId=$instance", "/ImageId").await;
                if kind == "copy" {
                    self.cloud.wait().await;
                    self.named.insert("of", self.named["it"].clone());
                    self.make("it", "CopyImage ImageId=$of", "/ImageId").await;
                }
                if state != "Creating" {
                    self.cloud.wait().await;
                }
                if state == "Deprecated" {
                    self.make("", "ModifyImageAttribute ImageId=$it Status=Deprecated", "").await;
                }
            }
            _ => {
                self.run("instance").await;
                self.make("address", "vpc:AllocateEipAddress", "/AllocationId").await;
                self.interface("it").await;
                self.cloud.wait().await;
                let call = "NetworkInterface NetworkInterfaceId=$it InstanceId=$instance";
                if state != "Available" {
                    self.make("", &format!("Attach{call}"), "").await;
                }
                if ["InUse", "Detaching"].contains(&state) {
                    self.cloud.wait().await;
                }
                if state == "Detaching" {
                    self.make("", &format!("Detach{call}"), "").await;
                }
            }
        }
    }

    /// The state of `$it`; `gone` if it is not there.
    async fn state(&self, kind: &str) -> String {
        let (_, call, by, path) = READ.iter().find(|it| it.0 == kind).unwrap();
        let id = &self.named["it"];
        let by = match by.strip_suffix("[]") {
            Some(name) => format!("{name}[\"{id}\"]"),
            None => format!("{by}{id}"),
        };
        let (status, body) = self.send(&format!("{call} {by}")).await;
        assert_eq!(status, 200, "{body}");
        body.pointer(path).and_then(Value::as_str).unwrap_or("gone").to_owned()
    }
}

/// The rows: the kind, its states, the call, and what comes of it in each of them.
fn rows() -> Vec<(&'static str, Vec<&'static str>, &'static str, Vec<&'static str>)> {
    let (mut kind, mut states) = ("", Vec::new());
    let mut all = Vec::new();
    for line in TABLE.lines().filter(|line| !line.is_empty() && !line.starts_with('#')) {
        let mut cells = line.split(" | ");
        let first = cells.next().unwrap();
        match first.strip_prefix(": ") {
            Some(name) => (kind, states) = (name, cells.collect()),
            None => all.push((kind, states.clone(), first, cells.collect())),
        }
    }
    all
}

#[tokio::test]
async fn each_call_in_each_state_comes_to_what_the_table_says() {
    let (mut wrong, mut tried) = (Vec::new(), 0);
    for (kind, states, call, outcomes) in rows() {
        assert_eq!(outcomes.len(), states.len(), "{call}");
        let cloud = Cloud::start();
        let start = Subject::start(&cloud).await;
        for (state, outcome) in states.iter().zip(outcomes).filter(|it| it.1 != ".") {
            tried += 1;
            let mut it = Subject { cloud: &cloud, named: start.named.clone() };
            it.take_to(kind, state).await;
            assert_eq!(it.state(kind).await, *state, "{kind} before {call}");
            let (status, body) = it.send(call).await;
            let seen = (status, body["Code"].as_str().unwrap_or_default().to_owned());
            let after = it.state(kind).await;
            let steps: Vec<&str> =
                outcome.split(" >").map(|it| it.trim_start_matches('>')).collect();
            let want = match outcome.split_at(1) {
                ("!", refused) => {
                    let (status, code) = refused.split_once(' ').unwrap();
                    ((status.parse().unwrap(), code.to_owned()), *state)
                }
                (">", _) => ((200, String::new()), steps[0]),
                _ if outcome == "gone" => ((200, String::new()), "gone"),
                _ => ((200, String::new()), *state),
            };
            if (&seen, &*after) != (&want.0, want.1) {
                wrong.push(format!("{call} while {state}: {seen:?}, then {after}"));
            }
            if let (true, [.., last]) = (outcome.starts_with('>'), &*steps) {
                cloud.wait().await;
                let end = it.state(kind).await;
                if end != *last {
                    wrong.push(format!("{call} while {state} ends in {end}"));
                }
            }
        }
    }
    assert!(tried > 230, "{tried}");
    assert_eq!(wrong, Vec::<String>::new());
}

/// Every action that a state refuses is in the table.
#[test]
fn no_action_that_asks_for_a_state_is_missing() {
    let listed: BTreeSet<&str> =
        rows().iter().map(|row| row.2.split(' ').next().unwrap()).collect();
    let product = PRODUCTS.iter().find(|it| it.id == "ecs").unwrap();
    let of_states = ["InstanceStatus", "DiskStatus", "ImageStatus", "EniState", "EcsState"];
    let others = ["vpc:AssociateEipAddress"];
    for entry in product.actions.iter().filter(|it| product.find(it.name).is_some()) {
        let asks =
            entry.faults.iter().any(|fault| of_states.iter().any(|it| fault.code.contains(it)));
        let there = listed.contains(entry.name) || others.iter().any(|it| it.ends_with(entry.name));
        assert!(!asks || there, "{} is not in the table", entry.name);
    }
}
