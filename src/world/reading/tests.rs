//! Nobody waits for a document that is read.

use std::sync::Arc;

use actions::{Caller, Origin, PRODUCTS, Parameters, Principal};
use base64::{Engine, engine::general_purpose::STANDARD};

use super::*;
use crate::{
    exchange::{Decisions, Exchange},
    gateway::{
        self,
        authorize::Source,
        encode::{Answer, Format},
    },
    route::Target,
    world::Settings,
};

fn world() -> Arc<World> {
    World::alone(&Settings { seed: Some(1), ..Settings::default() }).unwrap()
}

async fn call(
    world: Arc<World>,
    (product, action): (&'static str, &'static str),
    pairs: &'static [(&'static str, &'static str)],
    document: Option<(&'static str, &'static str)>,
) -> Answer {
    let product = PRODUCTS.iter().find(|it| it.id == product).unwrap();
    let mut parameters = Parameters::default();
    for (name, value) in pairs {
        parameters.add(name, value, Origin::Query);
    }
    if let Some((name, xml)) = document {
        parameters.add(name, &STANDARD.encode(xml), Origin::Query);
    }
    parameters.sort();
    let caller = Caller {
        account: "1000000000000001".into(),
        principal: Principal::Root,
        access_key: "testid".into(),
    };
    let call = gateway::Call {
        target: Target { product, entry: product.find(action).unwrap() },
        caller: Arc::new(caller),
        region: "cn-hangzhou".into(),
        request_id: "x".into(),
        parameters,
        source: Source::default(),
        decisions: Decisions::default(),
    };
    gateway::run(&world, Exchange::new("x".into(), "x", Format::Json), call).await
}

async fn create(world: Arc<World>, xml: &'static str) -> Answer {
    let action = ("ims", "CreateSAMLProvider");
    let document = ("EncodedSAMLMetadataDocument", xml);
    call(world, action, &[("SAMLProviderName", "idp")], Some(document)).await
}

async fn put(world: Arc<World>) -> Answer {
    let parameters =
        &[("ContactName", "ops"), ("Describe", "x"), ("Channels.Mail", "a@example.com")];
    call(world, ("cms", "PutContact"), parameters, None).await
}

#[tokio::test]
async fn writes_go_on_while_a_document_is_read() {
    let world = world();
    let threads = u32::try_from(world.reader.reading.available_permits()).unwrap();
    // Nothing is read meanwhile.
    let turns = world.reader.reading.acquire_many(threads).await.unwrap();
    let created = tokio::spawn(create(Arc::clone(&world), "<a/>"));
    while world.reader.waiting.available_permits() == WAITING {
        task::yield_now().await;
    }
    assert_eq!(put(Arc::clone(&world)).await.status, 200);
    assert!(!created.is_finished());
    drop(turns);
    assert_eq!(created.await.unwrap().status, 200);
    assert_eq!(world.reader.waiting.available_permits(), WAITING);
    // What is no document is known after that only.
    assert_eq!(create(world, "<a>").await.status, 400);
}

#[tokio::test]
async fn who_comes_when_too_many_wait_is_told_so() {
    let world = world();
    let places = u32::try_from(WAITING).unwrap();
    let all = world.reader.waiting.acquire_many(places).await.unwrap();
    let answer = create(Arc::clone(&world), "<a/>").await;
    assert_eq!(answer.status, 503);
    assert!(String::from_utf8(answer.body).unwrap().contains("ServiceUnavailable"));
    drop(all);
    // Nothing was made.
    assert_eq!(create(world, "<a/>").await.status, 200);
}
