//! A world of few certificates and of many, for the test that counts them and the benchmark
//! that measures their list.

use std::{path::Path, sync::Arc};

use actions::{
    Caller, Origin, PRODUCTS, Parameters, Principal,
    ports::store::{StoreError, Tx, Value as Arg},
};
use localyun::{
    exchange::{Decisions, Exchange},
    gateway::{self, authorize::Source, encode::Format},
    route::Target,
    store::{Durability, Opening},
    world::{Settings, World},
};
use serde_json::Value;

/// The account of 150 certificates.
pub(crate) const FEW: &str = "1000000000000001";
/// The account of many.
pub(crate) const MANY: &str = "2000000000000002";

/// Makes the certificates of an account twice as many.
const DOUBLE: &str = "INSERT INTO cas_certificate (site, account, id, ends, source, resource_group, name,
     folded, search, instance, order_id, common, sans, org, country, province, city, issuer, serial, sha1,
     sha256, algorithm, key_size, not_before, not_after, keyed, notice, contact, company, shared_from,
     made, chain, csr, cert, private, sign_cert, sign_private, encrypt_cert, encrypt_private)
     SELECT site, account, id + $1, ends, source, resource_group, name || '-' || $1, folded, search,
     instance || '-' || $1, order_id, common, sans, org, country, province, city, issuer, serial, sha1,
     sha256, algorithm, key_size, not_before, not_after, keyed, notice, contact, company, shared_from,
     made, chain, csr, cert, private, sign_cert, sign_private, encrypt_cert, encrypt_private
     FROM cas_certificate WHERE account = '2000000000000002'";
const DOUBLE_DAYS: &str =
    "UPDATE cas_certificate_day SET held = held * 2 WHERE account = '2000000000000002'";

pub(crate) const FORGET_BLOCKS: &str = "DELETE FROM cas_certificate_block";
pub(crate) const FILL_BLOCKS: &str = "INSERT INTO cas_certificate_block (site, account, block, soonest, latest)
     SELECT site, account, id / 256, MIN(ends), MAX(ends) FROM cas_certificate GROUP BY site, account, id / 256";

/// The answer of an action on certificates, called by the root of an account.
pub(crate) async fn call(
    world: &Arc<World>,
    account: &str,
    action: &str,
    params: &[(&str, &str)],
) -> Value {
    call_product(world, ("cas", account), action, params).await
}

/// The answer of an action of a product, called by the root of an account.
pub(crate) async fn call_product(
    world: &Arc<World>,
    (product, account): (&str, &str),
    action: &str,
    params: &[(&str, &str)],
) -> Value {
    let product = PRODUCTS.iter().find(|p| p.id == product).unwrap();
    let mut parameters = Parameters::default();
    for (name, value) in params {
        parameters.add(name, value, Origin::Query);
    }
    parameters.sort();
    let call = gateway::Call {
        target: Target { product, entry: product.find(action).unwrap() },
        caller: Arc::new(Caller {
            account: account.into(),
            principal: Principal::Root,
            access_key: "testid".into(),
        }),
        region: "cn-hangzhou".into(),
        request_id: "x".into(),
        parameters,
        source: Source::default(),
        decisions: Decisions::default(),
    };
    let exchange = Exchange::new("x".into(), "x", Format::Json);
    let answer = gateway::run(world, exchange, call).await;
    let body = String::from_utf8(answer.body).unwrap();
    assert_eq!(answer.status, 200, "{action}: {body}");
    serde_json::from_str(&body).unwrap()
}

/// The content of a file of `fixtures/cas/pem`.
pub(crate) fn pem(name: &str) -> String {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/cas/pem");
    std::fs::read_to_string(folder.join(name)).unwrap()
}

/// Has the tables of every product created at start, so that they can be read before anything was called.
pub(crate) const WHOLE_SCHEMA: Opening = Opening {
    connections: 0,
    durability: Durability::Process,
    copy_for_reset: false,
    whole_schema: true,
    from: None,
    secret_key: None,
};

/// A world with nothing in it, on a day on which one of the certificates of [`filled`] ends, so
/// that this day is counted one by one.
pub(crate) fn empty() -> Arc<World> {
    empty_at(":memory:")
}

/// The same, kept in a file.
pub(crate) fn empty_at(data: &str) -> Arc<World> {
    let (data, frozen) = (data.into(), Some(1_768_867_200_000 - 1000));
    let (seed, opening) = (Some(1), WHOLE_SCHEMA);
    World::alone(&Settings { data, frozen, seed, opening, ..Settings::default() }).unwrap()
}

/// Of each kind: 100 certificates for [`FEW`], as many times two to the `rounds` for [`MANY`],
/// and 50 more for each in a resource group.
pub(crate) async fn filled(rounds: u32) -> Arc<World> {
    let world = empty();
    fill(&world, rounds).await;
    world
}

/// Fills a world that is [`empty`].
pub(crate) async fn fill(world: &Arc<World>, rounds: u32) {
    let kinds = [
        ("leaf.pem", "leaf-key-pkcs1.pem"),
        ("wildcard.pem", "wildcard-key-sec1.pem"),
        ("expired.pem", "expired-key.pem"),
    ]
    .map(|(cert, key)| (pem(cert), pem(key)));
    for account in [FEW, MANY] {
        for n in 0..100 {
            // Most are valid; every tenth ends soon or has ended.
            let (cert, key) = &kinds[if n % 10 == 0 { 1 + n / 10 % 2 } else { 0 }];
            let name = format!("c{n}");
            let params = [("Name", &*name), ("Cert", cert), ("Key", key)];
            call(world, account, "UploadUserCertificate", &params).await;
        }
    }
    for round in 0..rounds {
        let work = move |tx: &mut dyn Tx| {
            tx.execute(DOUBLE, &[Arg::Int(1_000_000 * (1 << round))])?;
            tx.execute(DOUBLE_DAYS, &[])?;
            Ok::<_, StoreError>(())
        };
        let done = world.database.write(work, |()| ());
        done.await.unwrap();
    }
    let work = |tx: &mut dyn Tx| {
        tx.execute(FORGET_BLOCKS, &[])?;
        tx.execute(FILL_BLOCKS, &[]).map(drop)
    };
    world.database.write(work, |()| ()).await.unwrap();
    for account in [FEW, MANY] {
        for n in 0..50 {
            let (name, (cert, key)) = (format!("g{n}"), &kinds[0]);
            let group = ("ResourceGroupId", "rg-few");
            let params = [("Name", &*name), ("Cert", cert), ("Key", key), group];
            call(world, account, "UploadUserCertificate", &params).await;
        }
    }
}

/// The filters of `ListUserCertificateOrder` that are worth a look.
pub(crate) const FILTERS: [[(&str, &str); 2]; 5] = [
    [("OrderType", "CERT"), ("ShowSize", "50")],
    [("OrderType", "UPLOAD"), ("ShowSize", "50")],
    [("OrderType", "CERT"), ("Status", "ISSUED")],
    [("OrderType", "CERT"), ("ResourceGroupId", "rg-few")],
    [("OrderType", "CERT"), ("Status", "EXPIRED")],
];
