//! `ImportKeyPair` imports the public key of a pair.

use serde_json::Value;

use super::ssh_keys;
use crate::{
    Access, Action, Cx, Fault, Params, Result, TagReader,
    ecs::{
        calls,
        faults::keys::{BAD_BODY, SAME_NAME},
        given::{Given, Parameter, TAG_READER, need, need_checked, tags, text},
    },
};

/// What it reads.
const READS: &[Parameter] = &[
    need("RegionId"),
    need_checked("KeyPairName"),
    need("PublicKeyBody"),
    text("ResourceGroupId"),
    tags("Tag"),
];

pub(in crate::ecs) struct ImportKeyPair(Given);

impl Action for ImportKeyPair {
    const NAME: &'static str = "ImportKeyPair";
    const DOC: &'static str = "Imports the public key of a pair.";
    const ACCESS: Access = Access::Create;
    const RESOURCES: &'static [&'static str] = &["acs:ecs:{region}:{account}:keypair/*"];
    const TAGS: Option<TagReader> = Some(TAG_READER);
    const FAULTS: &'static [Fault] = &[SAME_NAME, BAD_BODY];
    type Response = Value;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        Given::read(p, READS).map(Self)
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Value> {
        calls::run(cx, Self::NAME, &self.0, work)
    }
}

fn work(cx: &mut Cx<'_>, it: &Given) -> Result<Value> {
    let line = it.text("PublicKeyBody").trim();
    let print = ssh_keys::fingerprint(line).ok_or(BAD_BODY)?;
    ssh_keys::check_new(cx, it)?;
    let mut answer = ssh_keys::add(cx, it, line, &print)?;
    if let Some(members) = answer.as_object_mut() {
        members.retain(|name, _| name == "KeyPairName" || name == "KeyPairFingerPrint");
    }
    Ok(answer)
}
