//! `CreateKeyPair` creates a key pair and answers its private key.

use serde_json::Value;

use super::ssh_keys;
use crate::{
    Access, Action, ApiError, Cx, Fault, Params, Result, TagReader,
    ecs::{
        calls,
        faults::{
            calls::NO_REGION,
            keys::{MANY_PAIRS, SAME_NAME},
            tags::NO_RESOURCE_GROUP,
        },
        given::{Given, Parameter, TAG_READER, need, need_checked, tags, text},
        tagged,
    },
};

/// What it reads.
const READS: &[Parameter] =
    &[need("RegionId"), need_checked("KeyPairName"), text("ResourceGroupId"), tags("Tag")];

pub(in crate::ecs) struct CreateKeyPair(Given);

impl Action for CreateKeyPair {
    const NAME: &'static str = "CreateKeyPair";
    const DOC: &'static str = "Creates a key pair and answers its private key.";
    const ACCESS: Access = Access::Create;
    const RESOURCES: &'static [&'static str] = &["acs:ecs:{region}:{account}:keypair/*"];
    const TAGS: Option<TagReader> = Some(TAG_READER);
    const FAULTS: &'static [Fault] = &[SAME_NAME, NO_REGION, NO_RESOURCE_GROUP, MANY_PAIRS];
    type Response = Value;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        Given::read(p, READS).map(Self)
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Value> {
        calls::run(cx, Self::NAME, &self.0, work)
    }
}

/// How long the keys are.
const BITS: usize = 2048;

fn work(cx: &mut Cx<'_>, it: &Given) -> Result<Value> {
    ssh_keys::check_new(cx, it)?;
    tagged::group(cx, it)?;
    let private = cx.rsa_key(BITS)?;
    let public = private.public().map_err(ApiError::internal)?;
    let line =
        ssh_keys::line(&public).ok_or_else(|| ApiError::internal("the key is no RSA key"))?;
    let print = ssh_keys::fingerprint(&line).unwrap_or_default();
    let mut answer = ssh_keys::add(cx, it, &line, &print)?;
    answer["PrivateKeyBody"] = private.pem().into();
    Ok(answer)
}
