//! Calls of products in a world of its own, past the signature.

use std::sync::Arc;

use actions::{Caller, PRODUCTS, Parameters, Principal};
use localyun::{
    exchange::{Decisions, Exchange},
    gateway::{self, authorize::Source, encode::Format},
    route::Target,
    world::{Settings, World, due},
};
use serde_json::Value;

/// Where all of it is.
pub(super) const REGION: (&str, &str) = ("RegionId", "cn-hangzhou");
/// What instances are made of.
pub(super) const MADE_OF: [(&str, &str); 2] =
    [("ImageId", "aliyun_3_x64_20G_alibase_20240819.vhd"), ("InstanceType", "ecs.g7.large")];

/// A world.
pub(super) struct Cloud(Arc<World>);

impl Cloud {
    /// A new one, at the beginning of 2026.
    pub(super) fn start() -> Self {
        let frozen = Some(1_767_225_600_000);
        Self(
            World::alone(&Settings { data: ":memory:".into(), frozen, ..Settings::default() })
                .unwrap(),
        )
    }

    /// The status and the body of an answer to `vpc:CreateVpc`, in the region.
    pub(super) async fn call(&self, action: &str, parameters: &[(&str, &str)]) -> (u16, Value) {
        let (product, action) = action.split_once(':').unwrap();
        let product = PRODUCTS.iter().find(|it| it.id == product).unwrap();
        let caller = Caller {
            account: "1000000000000001".into(),
            principal: Principal::Root,
            access_key: "testid".into(),
        };
        let call = gateway::Call {
            target: Target { product, entry: product.find(action).unwrap() },
            caller: caller.into(),
            region: REGION.1.into(),
            request_id: "id".into(),
            parameters: [&[REGION], parameters].concat().into_iter().collect::<Parameters>(),
            source: Source::default(),
            decisions: Decisions::default(),
        };
        let exchange = Exchange::new("id".into(), "host", Format::Json);
        let answer = gateway::run(&self.0, exchange, call).await;
        (answer.status, serde_json::from_slice(&answer.body).unwrap())
    }

    /// The body of an answer that has to be good.
    pub(super) async fn ok(&self, action: &str, parameters: &[(&str, &str)]) -> Value {
        let (status, body) = self.call(action, parameters).await;
        assert_eq!(status, 200, "{action} {parameters:?}: {body}");
        body
    }

    /// What a call made: the member `name` of its answer. Whatever it changes has ended a moment later.
    pub(super) async fn made(
        &self,
        action: &str,
        parameters: &[(&str, &str)],
        name: &str,
    ) -> String {
        let body = self.ok(action, parameters).await;
        self.wait().await;
        body.pointer(name).and_then(Value::as_str).unwrap_or_else(|| panic!("{body}")).to_owned()
    }

    /// Until all that is under way has ended.
    pub(super) async fn wait(&self) {
        self.after(5000).await;
    }

    /// After so many milliseconds.
    pub(super) async fn after(&self, time: i64) {
        self.0.clock.advance(time);
        due::clock_moved(&self.0).await;
    }
}
