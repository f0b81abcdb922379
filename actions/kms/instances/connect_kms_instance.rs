//! `ConnectKmsInstance` connects an instance to a network, which takes 30 seconds on the clock.

use serde_json::Value;

use super::{
    connection, held_instances,
    instance_states::{CONNECTING, UNINITIALIZED},
};
use crate::{Access, Action, Cx, Fault, Params, Result};
use crate::{
    kms::{
        empty::Empty,
        faults::{BAD_PARAMETER, INSTANCE_STATE, NO_INSTANCE},
        place::Place,
    },
    ports::due::WorkOwner,
    text,
};

pub(in crate::kms) struct ConnectKmsInstance {
    id: String,
    vpc: String,
    zones: String,
    switches: String,
}

impl Action for ConnectKmsInstance {
    const NAME: &'static str = "ConnectKmsInstance";
    const DOC: &'static str = "Connects an instance to a VPC.";
    const ACCESS: Access = Access::Update;
    const RESOURCES: &'static [&'static str] =
        &["acs:kms:{region}:{account}:keystore/{KmsInstanceId}"];
    const FAULTS: &'static [Fault] = &[NO_INSTANCE, INSTANCE_STATE, BAD_PARAMETER];
    type Response = Empty;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        let id = p.required(text("KmsInstanceId").doc("The instance."))?;
        let vpc = p.required(text("VpcId").doc("The VPC."))?;
        let zones = p.required(text("ZoneIds").doc("The zones, comma-separated."))?;
        let switches = p.required(text("VSwitchIds").doc("The switches, comma-separated."))?;
        p.required(text("KMProvider").one_of(&["Aliyun"]).doc("Who provides it."))?;
        Ok(Self { id, vpc, zones, switches })
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Empty> {
        let place = Place::of(cx);
        let mut it = held_instances::instance(cx, &self.id)?;
        if it.state != UNINITIALIZED {
            return Err(INSTANCE_STATE.into());
        }
        let list = |text: &str| text.split(',').map(str::trim).map(Value::from).collect::<Value>();
        let mut known = held_instances::detail(&it)?;
        known.insert("VpcId".into(), self.vpc.into());
        known.insert("ZoneIds".into(), list(&self.zones));
        known.insert("VswitchIds".into(), list(&self.switches));
        CONNECTING.clone_into(&mut it.state);
        held_instances::put(cx, &mut it, &known)?;
        let at = cx.now.saturating_add(30_000);
        cx.schedule_for(
            WorkOwner { account: place.account, region: place.region },
            at,
            connection::CONNECTION.kind,
            &it.name,
        )?;
        Ok(Empty {})
    }
}
