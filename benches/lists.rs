//! A page of a long list beside the same page of a short one: `cargo bench --bench lists`.

#![expect(clippy::unwrap_used, reason = "a benchmark that cannot go on should say so")]

use std::{
    path::Path,
    sync::{Arc, OnceLock},
    time::{Duration, Instant},
};

use actions::{
    Caller, Given, Origin, PRODUCTS, Principal,
    store::{StoreError, Value as Arg},
};
use http_body_util::BodyExt;
use localyun::{
    api::{self, authorize::Source, encode::Format},
    config::{Auth, Limits},
    control, due,
    route::Target,
    server::App,
    store::{Durability, Store},
    world::{Keys, World},
};
use serde_json::{Value, json};

const FEW: &str = "1000000000000001";
const MANY: &str = "2000000000000002";

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

async fn call(world: &Arc<World>, account: &str, action: &str, params: &[(&str, &str)]) -> Value {
    let product = PRODUCTS.iter().find(|p| p.id == "cas").unwrap();
    let mut given = Given::default();
    for (name, value) in params {
        given.add(name, value, Origin::Query);
    }
    given.sort();
    let call = api::Call {
        target: Target { product, entry: product.find(action).unwrap() },
        caller: Arc::new(Caller {
            account: account.into(),
            principal: Principal::Root,
            access_key: "testid".into(),
        }),
        region: "cn-hangzhou".into(),
        request_id: "x".into(),
        host: "x".into(),
        format: Format::Json,
        given,
        source: Source::default(),
        audit: OnceLock::new(),
    };
    let answer = api::run(world, call).await;
    let body = String::from_utf8(answer.body).unwrap();
    assert_eq!(answer.status, 200, "{action}: {body}");
    serde_json::from_str(&body).unwrap()
}

fn pem(name: &str) -> String {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/cas/pem");
    std::fs::read_to_string(folder.join(name)).unwrap()
}

#[tokio::main(flavor = "current_thread")]
async fn main() {
    println!("{:<52}{:>10}{:>10}{:>8}", "best of 30, in turns", "short us", "long us", "ratio");
    certificates().await;
    workers().await;
}

/// 100 certificates and 102,400.
async fn certificates() {
    let store = Store::open(":memory:", Durability::Process).unwrap();
    // A day on which one of them ends, so that this day is counted one by one.
    let world =
        Arc::new(World::new(store, Keys::default(), Some(1_768_867_200_000 - 1000), Some(1)));
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
            call(&world, account, "UploadUserCertificate", &params).await;
        }
    }
    for round in 0..10 {
        let done = world.store.write(move |tx| {
            tx.execute(DOUBLE, &[Arg::Int(1_000_000 * (1 << round))])?;
            tx.execute(DOUBLE_DAYS, &[])?;
            Ok::<_, StoreError>(())
        });
        done.await.unwrap();
    }
    for account in [FEW, MANY] {
        for n in 0..50 {
            let (name, (cert, key)) = (format!("g{n}"), &kinds[0]);
            let group = ("ResourceGroupId", "rg-few");
            let params = [("Name", &*name), ("Cert", cert), ("Key", key), group];
            call(&world, account, "UploadUserCertificate", &params).await;
        }
    }
    let mut full = Duration::ZERO;
    for filter in [
        [("OrderType", "CERT"), ("ShowSize", "50")],
        [("OrderType", "UPLOAD"), ("ShowSize", "50")],
        [("OrderType", "CERT"), ("Status", "ISSUED")],
        [("OrderType", "CERT"), ("ResourceGroupId", "rg-few")],
        [("OrderType", "CERT"), ("Status", "EXPIRED")],
    ] {
        let (mut quick, mut slow) = (Duration::MAX, Duration::MAX);
        // The best of several, in turns: what else the machine does disturbs both alike.
        for _ in 0..30 {
            for (account, best) in [(FEW, &mut quick), (MANY, &mut slow)] {
                let started = Instant::now();
                let page = call(&world, account, "ListUserCertificateOrder", &filter).await;
                *best = started.elapsed().min(*best);
                let times = if account == MANY { 1024 } else { 1 };
                let total = match filter[1].1 {
                    "ISSUED" => 90 * times + 50,
                    "EXPIRED" => 5 * times,
                    "rg-few" => 50,
                    _ => 95 * times + 50,
                };
                let shown = page["CertificateOrderList"].as_array().unwrap().len();
                assert_eq!((&page["TotalCount"], shown), (&Value::from(total), total.min(50)));
            }
        }
        // Of the hundred only five have ended, which is no page to compare with.
        let quick = if filter[1].1 == "EXPIRED" { full } else { quick };
        full = quick;
        row(&format!("ListUserCertificateOrder {}={}", filter[1].0, filter[1].1), quick, slow);
    }
}

fn row(name: &str, short: Duration, long: Duration) {
    let micros = |time: Duration| time.as_secs_f64() * 1e6;
    let ratio = micros(long) / micros(short);
    println!("{name:<52}{:>10.0}{:>10.0}{ratio:>8.2}", micros(short), micros(long));
}

/// The ids of `count` new cloud resources, made over the control API.
async fn resources(world: &Arc<World>, count: usize) -> String {
    let all: Vec<Value> = (0..count)
        .map(|n| json!({ "product": "CDN", "domain": format!("w{n}.example.com") }))
        .collect();
    let request = hyper::Request::post(format!("/_localyun/cas/resources?account={FEW}"))
        .header("host", "localhost")
        .body(())
        .unwrap();
    let app = App {
        world: Arc::clone(world),
        auth: Auth::Strict,
        limits: Limits::default(),
        base: OnceLock::new(),
    };
    let (here, head) = ("127.0.0.1:1".parse().unwrap(), request.into_parts().0);
    let body = Value::from(all).to_string();
    let answer = control::serve(&app, here, &head, "cas/resources", body.as_bytes()).await;
    let body = answer.into_body().collect().await.unwrap().to_bytes();
    let body: Value = serde_json::from_slice(&body).unwrap();
    let ids = body["ids"].as_array().unwrap();
    ids.iter().map(Value::to_string).collect::<Vec<_>>().join(",")
}

/// Jobs of 100 workers and of 10,000.
async fn workers() {
    let store = Store::open(":memory:", Durability::Process).unwrap();
    let world = Arc::new(World::new(store, Keys::default(), Some(1_767_225_600_000), Some(1)));
    let (cert, key) = (pem("deploy-star.pem"), pem("deploy-star.key"));
    let params = [("Name", "star"), ("Cert", &*cert), ("Key", &*key)];
    let cert = call(&world, FEW, "UploadUserCertificate", &params).await["CertId"].to_string();
    let contact = [("Name", "Ann"), ("Mobile", "13312345678")];
    let contact = call(&world, FEW, "CreateContact", &contact).await["ContactId"].to_string();
    let mut jobs = Vec::new();
    for count in [100, 10_000] {
        let resources = resources(&world, count).await;
        let params = [
            ("Name", "job"),
            ("JobType", "user"),
            ("CertIds", &*cert),
            ("ContactIds", &*contact),
            ("ResourceIds", &*resources),
        ];
        let job = call(&world, FEW, "CreateDeploymentJob", &params).await["JobId"].to_string();
        let pending = [("JobId", &*job), ("Status", "pending")];
        call(&world, FEW, "UpdateDeploymentJobStatus", &pending).await;
        jobs.push(job);
    }
    world.clock.advance(5000);
    due::clock_moved(&world).await;
    for filter in [("ShowSize", "20"), ("Status", "success"), ("CloudProduct", "CDN")] {
        let mut best = [Duration::MAX; 2];
        for _ in 0..30 {
            for (job, best) in jobs.iter().zip(&mut best) {
                let params = [("JobId", &**job), filter];
                let started = Instant::now();
                call(&world, FEW, "ListWorkerResource", &params).await;
                *best = started.elapsed().min(*best);
            }
        }
        row(&format!("ListWorkerResource {}={}", filter.0, filter.1), best[0], best[1]);
    }
}
