//! The key and the region that clients find in the environment.

use std::time::Duration;

use serde_json::Value;

use super::{Facts, Finding};
use crate::{
    catalog,
    cli::ask,
    clock, names, random,
    sign::command::{CallArguments, Payload, request},
};

const ID: &str = "ALIBABA_CLOUD_ACCESS_KEY_ID";
const SECRET: &str = "ALIBABA_CLOUD_ACCESS_KEY_SECRET";
const TOKEN: &str = "ALIBABA_CLOUD_SECURITY_TOKEN";
const REGION: &str = "ALIBABA_CLOUD_REGION_ID";

/// Whether there is a key, and whether the server knows it: it is asked who the caller is, as any client may.
pub(super) fn keys(facts: &Facts<'_>) -> Vec<Finding> {
    const ABOUT: &str = "key";
    let (id, secret) = match ((facts.variable)(ID), (facts.variable)(SECRET)) {
        (Some(id), Some(secret)) => (id, secret),
        (None, None) => {
            return vec![Finding::warning(
                ABOUT,
                format!("{ID} and {SECRET} are not set"),
                "set them to testid and testsecret, the key of a server without --account, or give the key in code",
            )];
        }
        (id, _) => {
            let (set, missing) = if id.is_some() { (ID, SECRET) } else { (SECRET, ID) };
            let text = format!("{set} is set, and {missing} is not");
            return vec![Finding::problem(ABOUT, text, format!("set {missing} too"))];
        }
    };
    if facts.health.is_err() {
        return vec![Finding::ok(ABOUT, format!("{ID} is {id}"))];
    }
    vec![match who(facts.endpoint, &id, &secret, (facts.variable)(TOKEN).as_deref()) {
        Ok(account) => {
            Finding::ok(ABOUT, format!("the server knows the key {id}, of the account {account}"))
        }
        Err(why) => Finding::problem(
            ABOUT,
            format!("the server refuses the key {id} in {ID}: {why}"),
            format!(
                "set {ID} and {SECRET} to a key that it knows: of --account, of RAM or of a world"
            ),
        ),
    }]
}

/// The account of a key, or why the server refuses it.
fn who(endpoint: &str, id: &str, secret: &str, token: Option<&str>) -> Result<String, String> {
    let action = "GetCallerIdentity";
    let Ok(official) = names::action(None, action, None) else {
        return Err(format!("{action} is not known"));
    };
    let nonce = format!("{:032x}", u128::from_le_bytes(random::random_bytes()));
    let signed = request(&CallArguments {
        endpoint,
        scheme: "acs3-hmac-sha256",
        method: "POST",
        path: "/",
        action: Some(action),
        version: official.version,
        parameters: &[],
        payload: Payload::Query,
        key_id: id,
        secret,
        security_token: token,
        time: clock::real_now(),
        nonce: &nonce,
        region: "cn-hangzhou",
        product: official.code,
    });
    let signed = signed.map_err(|e| e.to_string())?;
    let answer = ask::signed(endpoint, signed, Duration::from_secs(10))?;
    let body: Value = serde_json::from_slice(&answer.body).unwrap_or_default();
    let member = |name: &str| body[name].as_str().map(str::to_owned);
    member("AccountId")
        .ok_or_else(|| format!("{} {}", answer.status, member("Code").unwrap_or_default()))
}

pub(super) fn region(facts: &Facts<'_>) -> Vec<Finding> {
    vec![match (facts.variable)(REGION) {
        None => Finding::ok(
            "region",
            format!("{REGION} is not set; most clients need a region in code then"),
        ),
        Some(region) if catalog::is_region(&region) => {
            Finding::ok("region", format!("{REGION} is {region}"))
        }
        Some(region) => Finding::problem(
            "region",
            format!("{REGION} is {region}, which is not the name of a region"),
            "write a region such as cn-hangzhou",
        ),
    }]
}
