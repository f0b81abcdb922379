//! What a product and its actions may have of their own, shown by a product that is made up.

use std::{borrow::Cow, sync::Arc};

use actions::{
    Access, Action, ApiError, Caller, Cx, Entry, Failure, Fault, Parameters, Params, Principal,
    Product, ResourceReader, Result, Success, text,
};
use localyun::{
    config::Iam,
    exchange::{Decisions, Exchange},
    gateway::{self, authorize::Source, encode::Format},
    route::Target,
    world::{Settings, World},
};
use serde::Serialize;
use serde_json::{Value, json};

const REFUSED: Fault = Fault { status: 404, code: "Thing.NotFound", message: "There is none." };

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
struct Response {
    data: Option<String>,
}

/// Answers as its product does.
struct Plain(String);

impl Action for Plain {
    const NAME: &'static str = "Plain";
    const DOC: &'static str = "Answers the name.";
    const ACCESS: Access = Access::Get;
    const RESOURCES: &'static [&'static str] = &["acs:made:*:{account}:thing/{Name}"];
    type Response = Response;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        Ok(Self(p.required(text("Name").len(1, 8))?))
    }

    fn run(self, _: &mut Cx<'_>) -> Result<Response> {
        if self.0 == "none" { Err(REFUSED.into()) } else { Ok(Response { data: Some(self.0) }) }
    }
}

/// Has words of its own for how it went, and errors with the status 200.
struct Own(Plain);

impl Action for Own {
    const NAME: &'static str = "Own";
    const DOC: &'static str = "Answers the name.";
    const ACCESS: Access = Access::Get;
    const RESOURCES: &'static [&'static str] = &["acs:made:*:{account}:thing/{Name.N}"];
    const RESOURCES_OF: Option<ResourceReader> = Some(|tx, caller, p| {
        // The state is there to be asked.
        let one = tx.row("SELECT 1", &[], |row| row.int(0))?.unwrap_or_default();
        let names = p.list(text("Name"), 3)?.unwrap_or_default();
        let name = |name: &String| format!("acs:made:*:{}:thing/{name}-{one}", caller.account);
        Ok(names.iter().map(name).collect())
    });
    const SUCCESS: Option<Success> = Some(|entry, id| {
        Cow::Owned(format!(r#""Code":"OK","Did":"{}","TraceId":"t-{id}""#, entry.name))
    });
    const FAILURE: Option<Failure> = Some(|body, _| {
        body.remove("HostId");
        body.remove("Recommend");
        body.insert("Success".into(), false.into());
    });
    type Response = Response;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        let names = p.list(text("Name"), 3)?;
        Ok(Self(Plain(p.require("Name", names)?.concat())))
    }

    fn run(self, _: &mut Cx<'_>) -> Result<Response> {
        if self.0.0 == "none" {
            return Err(ApiError::new(200, "isv.NONE", "There is none."));
        }
        Ok(Response { data: None })
    }
}

static PLAIN: Product = Product::new("made", "Made", "2026-01-01").actions(&[Entry::of::<Plain>()]);
static MADE: Product = Product::new("made", "Made", "2026-01-01")
    .success(|entry, _| Cow::Owned(format!(r#""Action":"{}""#, entry.name)))
    .failure(|body, error| drop(body.insert("ErrorCode".into(), error.code.as_ref().into())))
    .actions(&[Entry::of::<Own>(), Entry::of::<Plain>()]);

fn world(iam: Iam) -> Arc<World> {
    World::alone(&Settings { seed: Some(1), iam, ..Settings::default() }).unwrap()
}

/// Calls an action as a user whom nothing allows anything: the status and the body of the answer.
async fn call(
    world: &Arc<World>,
    product: &'static Product,
    action: &str,
    parameters: &[(&str, &str)],
) -> (u16, Value) {
    let principal = Principal::User { id: "2".into(), name: "alice".into() };
    let caller = Caller { account: "1".into(), principal, access_key: String::new() };
    call_as(world, caller, product, action, parameters).await
}

/// Calls an action, past the signature: the status and the body of the answer.
pub(crate) async fn call_as(
    world: &Arc<World>,
    caller: Caller,
    product: &'static Product,
    action: &str,
    parameters: &[(&str, &str)],
) -> (u16, Value) {
    let call = gateway::Call {
        target: Target { product, entry: product.find(action).unwrap() },
        caller: caller.into(),
        region: "cn-hangzhou".into(),
        request_id: "id".into(),
        parameters: parameters.iter().copied().collect::<Parameters>(),
        source: Source::default(),
        decisions: Decisions::default(),
    };
    let exchange = Exchange::new("id".into(), "host", Format::Json);
    let answer = gateway::run(world, exchange, call).await;
    let mut body: Value = serde_json::from_slice(&answer.body).unwrap();
    if body.as_object_mut().unwrap().remove("Recommend").is_some() {
        body["Recommend"] = true.into();
    }
    (answer.status, body)
}

#[tokio::test]
async fn an_action_words_its_success_and_its_errors_or_leaves_it_to_its_product() {
    let world = world(Iam::Off);
    let own = call(&world, &MADE, "Own", &[("Name.1", "a")]).await;
    let want =
        json!({ "RequestId": "id", "Code": "OK", "Did": "Own", "TraceId": "t-id", "Data": null });
    assert_eq!(own, (200, want));
    let own = call(&world, &MADE, "Own", &[("Name.1", "none")]).await;
    let want = json!({ "RequestId": "id", "Code": "isv.NONE", "Message": "There is none.", "Success": false });
    assert_eq!(own, (200, want));
    let plain = call(&world, &MADE, "Plain", &[("Name", "a")]).await;
    assert_eq!(plain, (200, json!({ "RequestId": "id", "Action": "Plain", "Data": "a" })));
    let plain = call(&world, &MADE, "Plain", &[("Name", "none")]).await;
    let want = json!({
        "RequestId": "id", "HostId": "host", "Code": "Thing.NotFound", "Message": "There is none.",
        "Recommend": true, "ErrorCode": "Thing.NotFound",
    });
    assert_eq!(plain, (404, want));
}

/// The common codes and texts of the gateway.
#[tokio::test]
async fn a_product_that_sets_nothing_answers_as_the_gateway_does() {
    let world = world(Iam::Off);
    let plain = call(&world, &PLAIN, "Plain", &[("Name", "a")]).await;
    assert_eq!(plain, (200, json!({ "RequestId": "id", "Data": "a" })));
    let told =
        |(status, body): (u16, Value)| (status, body["Code"].clone(), body["Message"].clone());
    let missing = told(call(&world, &PLAIN, "Plain", &[]).await);
    let want = (400, json!("MissingName"), json!("Name is mandatory for this action."));
    assert_eq!(missing, want);
    let wrong = told(call(&world, &PLAIN, "Plain", &[("Name", "much too long")]).await);
    let text = json!("The specified parameter \"Name\" is not valid.");
    assert_eq!(wrong, (400, json!("InvalidParameter"), text));
    let enforcing = self::world(Iam::Enforce);
    let refused = told(call(&enforcing, &PLAIN, "Plain", &[("Name", "a")]).await);
    assert_eq!((refused.0, refused.1), (403, json!("Forbidden.RAM")));
}

/// With `--iam audit` each resource is recorded that policies are asked about.
#[tokio::test]
async fn policies_are_asked_about_the_resources_that_an_action_names() {
    for (action, parameters, want) in [
        ("Plain", vec![("Name", "a")], vec!["thing/a"]),
        ("Own", vec![("Name.1", "a"), ("Name.2", "b")], vec!["thing/a-1", "thing/b-1"]),
        // What names nothing, and what the action refuses.
        ("Own", vec![], vec!["*"]),
        (
            "Own",
            vec![("Name.1", "a"), ("Name.2", "b"), ("Name.3", "c"), ("Name.4", "d")],
            vec!["*"],
        ),
    ] {
        let world = world(Iam::Audit);
        call(&world, &MADE, action, &parameters).await;
        let (asked, _) = world.journal.questions(None);
        let found: Vec<&str> =
            asked.keys().map(|it| it.resource.trim_start_matches("acs:made:*:1:")).collect();
        assert_eq!(found, want, "{action} {parameters:?}");
    }
}
