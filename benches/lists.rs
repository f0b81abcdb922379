//! A page of a long list beside the same page of a short one, and calls on a large resource directory beside those
//! on a small one; searches and DNS queries in a domain of 100,000 records; 10,000 instances beside 100: `cargo bench --bench lists`. With `-- --only alerts`, that part alone.

#![expect(clippy::unwrap_used, reason = "a benchmark that cannot go on should say so")]

#[path = "../tests/support/many.rs"]
mod many;
#[path = "../tests/support/tree.rs"]
#[expect(dead_code, reason = "tests use more of it")]
mod tree;

#[expect(dead_code, reason = "the benchmark of worlds uses more of it")]
mod server;

#[path = "lists/alerts.rs"]
mod alerts;
#[path = "lists/directory.rs"]
mod directory;
#[path = "lists/instances.rs"]
mod instances;
#[path = "lists/records.rs"]
mod records;

use std::{
    sync::Arc,
    time::{Duration, Instant},
};

use http_body_util::BodyExt;
use localyun::{
    app::App,
    control,
    world::{Settings, World, due},
};
use many::{FEW, FILTERS, MANY, call, filled, pem};
use serde_json::{Value, json};

#[tokio::main(flavor = "current_thread")]
async fn main() {
    let arguments: Vec<String> = std::env::args().collect();
    let only = arguments.iter().position(|it| it == "--only").map(|at| arguments[at + 1].as_str());
    let measures = |part: &str| only.is_none_or(|it| it == part);
    println!("{:<52}{:>10}{:>10}{:>8}", "best of 30, in turns", "short us", "long us", "ratio");
    if measures("certificates") {
        certificates().await;
    }
    if measures("workers") {
        workers().await;
    }
    if measures("directory") {
        directory::measure().await;
    }
    if measures("records") {
        records::measure().await;
    }
    if measures("instances") {
        instances::measure().await;
    }
    if measures("alerts") {
        alerts::measure().await;
    }
}

/// 100 certificates and 102,400.
async fn certificates() {
    let world = filled(10).await;
    let mut full = Duration::ZERO;
    for filter in FILTERS {
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

/// The answer of a POST to the control API, for the account [`FEW`].
async fn control(world: &Arc<World>, path: &str, body: &Value) -> Value {
    let request = hyper::Request::post(format!("/_localyun/{path}?account={FEW}"))
        .header("host", "localhost")
        .body(())
        .unwrap();
    let app = App::new(Arc::clone(world).into());
    let (here, head) = ("127.0.0.1:1".parse().unwrap(), request.into_parts().0);
    let answer = control::serve(&app, here, &head, path, body.to_string().as_bytes()).await;
    assert_eq!(answer.status(), 200);
    let body = answer.into_body().collect().await.unwrap().to_bytes();
    serde_json::from_slice(&body).unwrap()
}

/// The ids of `count` new cloud resources.
async fn resources(world: &Arc<World>, count: usize) -> String {
    let all: Vec<Value> = (0..count)
        .map(|n| json!({ "product": "CDN", "domain": format!("w{n}.example.com") }))
        .collect();
    let body = control(world, "cas/resources", &Value::from(all)).await;
    let ids = body["ids"].as_array().unwrap();
    ids.iter().map(Value::to_string).collect::<Vec<_>>().join(",")
}

/// Jobs of 100 workers and of 10,000.
async fn workers() {
    let frozen = Some(1_767_225_600_000);
    let world = World::alone(&Settings { frozen, seed: Some(1), ..Settings::default() }).unwrap();
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
