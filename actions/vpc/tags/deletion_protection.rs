//! `DeletionProtection` protects a resource from deletion, or no longer.

use crate::vpc::{
    faults::{BAD_PROTECTED_TYPE, NO_PROTECTED, NO_REGION, eips::NO_EIP_TO_UNBIND},
    lists::{CLIENT_TOKEN, Done, OWN_REGION, found},
    places::known_places,
    tables::{eips, nats, packages},
    tags::tagged,
};
use crate::{
    Access, Action, Cx, Fault, Params, ResourceReader, Result, core::client_tokens::Repeats, flag,
    text,
};

pub(in crate::vpc) struct DeletionProtection {
    region: String,
    kind: String,
    id: String,
    enable: bool,
}

impl Action for DeletionProtection {
    const NAME: &'static str = "DeletionProtection";
    const DOC: &'static str = "Protects a resource from deletion, or no longer.";
    const ACCESS: Access = Access::Update;
    const RESOURCES: &'static [&'static str] = &["acs:vpc:{region}:{account}:*/{InstanceId}"];
    const RESOURCES_OF: Option<ResourceReader> = Some(tagged::PROTECTED);
    const REPEATS: Option<Repeats> = Some(Repeats::USUAL);
    const FAULTS: &'static [Fault] =
        &[NO_REGION, BAD_PROTECTED_TYPE, NO_EIP_TO_UNBIND, NO_PROTECTED];
    type Response = Done;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        p.optional(CLIENT_TOKEN)?;
        Ok(Self {
            region: p.required(OWN_REGION)?,
            kind: p.required(text("Type").doc("The type: EIP, CBWP or NATGW."))?,
            id: p.required(text("InstanceId").doc("The resource."))?,
            enable: p.required(flag("ProtectionEnable").doc("Whether it is protected."))?,
        })
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Done> {
        known_places::check_region(&self.region, NO_REGION)?;
        let named = (self.id.as_str(), Some(&self.region));
        match self.kind.as_str() {
            "EIP" => {
                let mut it = found(cx, eips::of_id, named, NO_EIP_TO_UNBIND)?;
                it.protected = self.enable;
                eips::put(cx.tx, &mut it)?;
            }
            "CBWP" => {
                let mut it = found(cx, packages::of_id, named, NO_PROTECTED)?;
                it.protected = self.enable;
                packages::put(cx.tx, &mut it)?;
            }
            "NATGW" => {
                let mut it = found(cx, nats::of_id, named, NO_PROTECTED)?;
                it.protected = self.enable;
                nats::put(cx.tx, &mut it)?;
            }
            _ => return Err(BAD_PROTECTED_TYPE.into()),
        }
        Ok(Done {})
    }
}
