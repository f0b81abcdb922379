//! The service in a world of its own, called past the signature.

use std::sync::Arc;

use actions::{Caller, PRODUCTS, Parameters, Principal, Product};
use base64::{Engine, prelude::BASE64_STANDARD};
use localyun::{
    exchange::{Decisions, Exchange},
    gateway::{self, authorize::Source, encode::Format},
    route::Target,
    world::{Settings, World, due},
};
use serde_json::Value;

/// Milliseconds of a day.
pub(super) const DAY: i64 = 86_400_000;

/// The service.
pub(super) struct Service {
    pub(super) world: Arc<World>,
    product: &'static Product,
}

impl Service {
    /// In a new world, at the beginning of 2026.
    pub(super) fn start() -> Self {
        Self::over(":memory:")
    }

    /// In a world that is kept in a file.
    pub(super) fn over(data: &str) -> Self {
        let (data, frozen) = (data.into(), Some(1_767_225_600_000));
        let world = World::alone(&Settings { data, frozen, ..Settings::default() }).unwrap();
        Self { world, product: PRODUCTS.iter().find(|it| it.id == "kms").unwrap() }
    }

    /// The status and the body of an answer, in a region.
    pub(super) async fn call_in(
        &self,
        region: &str,
        action: &str,
        parameters: &[(&str, &str)],
    ) -> (u16, Value) {
        let caller = Caller {
            account: "1000000000000001".into(),
            principal: Principal::Root,
            access_key: "testid".into(),
        };
        let call = gateway::Call {
            target: Target { product: self.product, entry: self.product.find(action).unwrap() },
            caller: caller.into(),
            region: region.into(),
            request_id: "id".into(),
            parameters: parameters.iter().copied().collect::<Parameters>(),
            source: Source::default(),
            decisions: Decisions::default(),
        };
        let exchange = Exchange::new("id".into(), "host", Format::Json);
        let answer = gateway::run(&self.world, exchange, call).await;
        (answer.status, serde_json::from_slice(&answer.body).unwrap())
    }

    /// The same, where keys are made.
    pub(super) async fn call(&self, action: &str, parameters: &[(&str, &str)]) -> (u16, Value) {
        self.call_in("cn-hangzhou", action, parameters).await
    }

    /// The body of an answer that has to be good.
    pub(super) async fn ok(&self, action: &str, parameters: &[(&str, &str)]) -> Value {
        let (status, body) = self.call(action, parameters).await;
        assert_eq!(status, 200, "{action} {parameters:?}: {body}");
        body
    }

    /// A new key: its id and its version.
    pub(super) async fn key(&self, parameters: &[(&str, &str)]) -> (String, String) {
        let made = self.ok("CreateKey", parameters).await;
        let of = |name: &str| text(&made["KeyMetadata"], name);
        (of("KeyId"), of("PrimaryKeyVersion"))
    }

    /// Moves the clock on.
    pub(super) async fn advance(&self, millis: i64) {
        self.world.clock.advance(millis);
        due::clock_moved(&self.world).await;
    }

    /// What an import of material into a key takes: the token and material of 32 bytes that another key wraps.
    pub(super) async fn import(&self, key: &str) -> (String, String) {
        let wrapping = ("WrappingAlgorithm", "RSAES_OAEP_SHA_256");
        let spec = ("WrappingKeySpec", "RSA_2048");
        let given = self.ok("GetParametersForImport", &[("KeyId", key), wrapping, spec]).await;
        let (maker, _) = self.key(&[]).await;
        let public = text(&given, "PublicKey");
        let asked = [("KeyId", &*maker), ("PublicKeyBlob", &*public), wrapping, spec];
        let wrapped = self.ok("GenerateAndExportDataKey", &asked).await;
        (text(&given, "ImportToken"), text(&wrapped, "ExportedDataKey"))
    }

    /// Imports material into a key.
    pub(super) async fn imported(&self, key: &str, (token, material): &(String, String)) {
        let all = [("KeyId", key), ("ImportToken", token), ("EncryptedKeyMaterial", material)];
        self.ok("ImportKeyMaterial", &all).await;
    }
}

/// A member that is a text.
pub(super) fn text(value: &Value, name: &str) -> String {
    value[name].as_str().unwrap_or_else(|| panic!("{name} of {value}")).to_owned()
}

/// Bytes in Base64.
pub(super) fn encoded(bytes: &[u8]) -> String {
    BASE64_STANDARD.encode(bytes)
}

/// The bytes of a text in Base64.
pub(super) fn decoded(text: &str) -> Vec<u8> {
    BASE64_STANDARD.decode(text).unwrap()
}
