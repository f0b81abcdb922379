//! `ImportKeyPair` imports the public key of a pair.

use serde_json::Value;

use super::ssh_keys;
use crate::Access;
use crate::Action;
use crate::Cx;
use crate::Fault;
use crate::Params;
use crate::Result;
use crate::TagReader;
use crate::ecs::calls;
use crate::ecs::faults::keys::BAD_BODY;
use crate::ecs::faults::keys::SAME_NAME;
use crate::ecs::given::Given;
use crate::ecs::given::Parameter;
use crate::ecs::given::TAG_READER;
use crate::ecs::given::need;
use crate::ecs::given::need_checked;
use crate::ecs::given::tags;
use crate::ecs::given::text;

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
