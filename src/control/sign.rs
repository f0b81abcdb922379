//! `/_localyun/sign`: a call as a signed request, for pages and scripts that do not sign by themselves.

use std::sync::Arc;

use actions::{
    PRODUCTS, Principal,
    core::control::{ControlAccess, ControlRequest, Operation, Type, required_text, text},
};
use serde_json::{Map, Value, json};

use crate::{
    app::App,
    clock,
    control::{Outcome, Problem, calls::plain, route::ServerRoute},
    keys::{Key, KeySecret},
    names::{self, NoAction},
    random,
    sign::command::{CallArguments, Payload, filled, request as signed, written},
    wire::shortened::shortened,
    world::{World, journal::Entry},
};

pub(super) const ROUTES: &[ServerRoute] = &[ServerRoute::new(
    Operation::post(
        "sign",
        "Signs a call with a key of the world, and answers the request that a client would send, as its parts and as a `curl` command.",
    )
    .access(ControlAccess::Reads)
    .query(&[("as", "`text`: the `curl` command alone; `json` unless given")])
    .types(&[("as", Type::OneOf(&["text", "json"]))])
    .object(
        &[
            ("product", "the product, by its id, its code or the start of its host names"),
            ("action", "the action"),
            ("version", "the product's API version; required if several versions have the action"),
            ("parameters", "an object of parameters and their values, by their names on the wire, such as `Tag.1.Key`"),
            ("region", "the region, also as the parameter `RegionId`"),
            ("access_key_id", "the access key of a root, of a user, or of a session that has called; the first root's unless given"),
            ("security_token", "the token of a session of the world, with whose key the call is signed"),
            ("session_name", "the name of a session that has called: the newest of this name signs"),
        ],
        &[
            r#"{"product": "Cms", "action": "PutContact", "parameters": {"ContactName": "ops"}}"#,
            r#"{"product": "Cms", "action": "DescribeContactList", "access_key_id": "testid", "region": "cn-hangzhou"}"#,
        ],
    ),
    |app, world, request| Box::pin(sign(app, world, request)),
)];

async fn sign(app: &App, world: &Arc<World>, request: &ControlRequest) -> Outcome {
    let members = request.members();
    let as_text = match request.query_value("as") {
        Some("text") => true,
        Some("json") | None => false,
        Some(_) => return Err(Problem::new(400, "as is text or json")),
    };
    let product = required_text(&members, "product")?;
    let (action, version) = (required_text(&members, "action")?, text(&members, "version")?);
    // An id stands for one version.
    let by_id = PRODUCTS.iter().find(|it| it.id == product && it.find(action).is_some());
    let version = version.or(by_id.map(|it| it.version));
    let code = by_id.map_or_else(|| names::product(product), |it| Ok(it.code));
    let code = code.map_err(|why| Problem::new(404, why))?;
    let official = names::action(Some(code), action, version).map_err(|why| match why {
        NoAction::Unknown(why) => Problem::new(404, why),
        NoAction::Several(why) => Problem::of_member("version", why),
    })?;
    let mut parameters = parameters(&members)?;
    let (method, path) = official.place.unwrap_or(("POST", "/"));
    let path =
        filled(path, &mut parameters).map_err(|why| Problem::of_member("parameters", why))?;
    let region = text(&members, "region")?;
    if let Some(region) = region
        && !parameters.iter().any(|(name, _)| name == "RegionId")
    {
        parameters.push(("RegionId".to_owned(), region.to_owned()));
    }
    let (key, token) = key(world, &members).await?;
    let KeySecret::Shared(secret) = &key.secret else {
        let text = format!(
            "the server has only the public half of the key {}: sign with the private one, by `localyun sign`",
            key.id
        );
        return Err(Problem::of_member("access_key_id", text));
    };
    let parameters: Vec<(&str, &str)> =
        parameters.iter().map(|(name, value)| (&**name, &**value)).collect();
    let base = app.base_by(request.header("host").unwrap_or_default());
    let made = signed(&CallArguments {
        endpoint: &base,
        scheme: "acs3-hmac-sha256",
        method,
        path: &path,
        action: Some(official.action),
        version: official.version,
        parameters: &parameters,
        payload: Payload::fitting(method, &parameters),
        key_id: &key.id,
        secret,
        security_token: token.as_deref(),
        time: clock::real_now(),
        nonce: &format!("{:032x}", u128::from_le_bytes(random::random_bytes())),
        region: region.unwrap_or("cn-hangzhou"),
        product: official.code,
    })
    .map_err(|e| Problem::new(400, e.to_string()))?;
    let curl =
        written(&base, &made).map_err(|e| Problem::of_member("parameters", e.to_string()))?;
    if as_text {
        return Ok(Value::String(curl));
    }
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    Ok(json!({
        "method": made.method,
        "url": format!("{base}{}", made.target),
        "path": made.target,
        "headers": made.headers,
        "body": text(&made.body),
        "curl": curl,
        "canonical_request": text(&made.stages.canonical_request),
        "string_to_sign": text(&made.stages.string_to_sign),
        "access_key_id": key.id,
    }))
}

/// The parameters that the body has.
fn parameters(members: &Map<String, Value>) -> Result<Vec<(String, String)>, Problem> {
    let wrong = |text: String| Problem::of_member("parameters", text);
    let all = match members.get("parameters") {
        None => return Ok(Vec::new()),
        Some(Value::Object(all)) => all,
        Some(_) => return Err(wrong("it must be an object of names and values".into())),
    };
    let pair = |(name, value): (&String, &Value)| {
        let text = plain(value).ok_or_else(|| {
            let name = shortened(name);
            wrong(format!(
                "the value of `{name}` must be a text, a number or a boolean: elements of a list are `{name}.1` and so on"
            ))
        })?;
        Ok((name.clone(), text))
    };
    all.iter().map(pair).collect()
}

/// The key that signs, and the token that goes with it.
async fn key(
    world: &World,
    members: &Map<String, Value>,
) -> Result<(Arc<Key>, Option<String>), Problem> {
    let (id, name) = (text(members, "access_key_id")?, text(members, "session_name")?);
    let token = match text(members, "security_token")? {
        Some(token) => Some(token.to_owned()),
        None if name.is_some() || id.is_some_and(|it| it.starts_with("STS.")) => {
            world.catch_up_journal().await;
            Some(token_of(world, id, name)?)
        }
        None => None,
    };
    if let Some(token) = token {
        let session = world.session(&token)?.ok_or_else(|| {
            let text = "the token was not made in this world: the world whose call has answered it can sign with it";
            Problem::new(404, text)
        })?;
        if id.is_some_and(|id| id != session.key.id) {
            let text = format!("the session's key is {}", session.key.id);
            return Err(Problem::of_member("access_key_id", text));
        }
        return Ok((Arc::clone(&session.key), Some(token)));
    }
    let none = |text: String| Problem::new(404, text);
    let id = match id {
        Some(id) => id,
        None => world.first_key().ok_or_else(|| {
            none("no root of this world has a key: name one of a user by `access_key_id`".into())
        })?,
    };
    let key = world.key(id)?;
    let key = key.ok_or_else(|| {
        none(format!("this world has no access key `{}`: GET /_localyun/worlds/{{id}} lists those of its roots", shortened(id)))
    })?;
    Ok((key, None))
}

/// The token of a session, from the newest call of the journal that has it: the server itself keeps none.
fn token_of(world: &World, id: Option<&str>, name: Option<&str>) -> Result<String, Problem> {
    let is_meant = |entry: &Entry| {
        entry.caller.as_deref().is_some_and(|caller| match &caller.principal {
            Principal::Session { session, .. } => {
                id.is_none_or(|id| caller.access_key == id) && name.is_none_or(|it| it == session)
            }
            _ => false,
        })
    };
    let calls = world.journal.kept().calls;
    let found = calls.iter().rev().find(|it| is_meant(it)).and_then(|it| it.security_token());
    found.ok_or_else(|| {
        let text = "no call of this session is in the journal, which alone has its token: give `security_token`";
        Problem::new(404, text)
    })
}
