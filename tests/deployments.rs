//! Deployment jobs: many workers, time that passes, and a restart.

use std::{path::Path, sync::Arc, time::Duration};

use actions::{Caller, Origin, PRODUCTS, Parameters, Principal, Product};
use http_body_util::BodyExt;
use localyun::{
    app::App,
    control,
    exchange::{Decisions, Exchange},
    gateway::{self, authorize::Source, encode::Format},
    route::Target,
    world::{Settings, World, due},
};
use serde_json::{Value, json};

const START: i64 = 1_767_225_600_000;

fn world(data: &str, frozen: Option<i64>) -> Arc<World> {
    let settings = Settings { data: data.into(), frozen, seed: Some(1), ..Settings::default() };
    World::alone(&settings).unwrap()
}

async fn call(world: &Arc<World>, action: &str, params: &[(&str, &str)]) -> Value {
    let (status, body) = try_call(world, action, params).await;
    assert_eq!(status, 200, "{action}: {body}");
    body
}

async fn try_call(world: &Arc<World>, action: &str, params: &[(&str, &str)]) -> (u16, Value) {
    let product: &'static Product = PRODUCTS.iter().find(|p| p.id == "cas").unwrap();
    let mut parameters = Parameters::default();
    for (name, value) in params {
        parameters.add(name, value, Origin::Query);
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
    let exchange = Exchange::new("x".into(), "x", Format::Json);
    let answer = gateway::run(world, exchange, call).await;
    (answer.status, serde_json::from_slice(&answer.body).unwrap())
}

/// The ids of new resources.
async fn resources(world: &Arc<World>, all: Vec<Value>) -> String {
    let body = control(world, "POST", "cas/resources", &Value::from(all).to_string()).await;
    let ids = body["ids"].as_array().unwrap_or_else(|| panic!("{body}"));
    ids.iter().map(Value::to_string).collect::<Vec<_>>().join(",")
}

async fn remove_resources(world: &Arc<World>) {
    let all = control(world, "GET", "cas/resources", "").await;
    for resource in all["resources"].as_array().unwrap() {
        control(world, "DELETE", &format!("cas/resources/{}", resource["id"]), "").await;
    }
}

async fn control(world: &Arc<World>, method: &str, path: &str, body: &str) -> Value {
    let request = hyper::Request::builder()
        .method(method)
        .uri(format!("/_localyun/{path}?account=1000000000000001"))
        .header("host", "localhost")
        .body(())
        .unwrap();
    let app = App::new(Arc::clone(world).into());
    let (here, head) = ("127.0.0.1:1".parse().unwrap(), request.into_parts().0);
    let answer = control::serve(&app, here, &head, path, body.as_bytes()).await;
    let body = answer.into_body().collect().await.unwrap().to_bytes();
    serde_json::from_slice(&body).unwrap()
}

/// A certificate and a contact: their ids.
async fn prepare(world: &Arc<World>) -> (String, String) {
    let pem = |name: &str| {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/cas/pem");
        std::fs::read_to_string(folder.join(name)).unwrap()
    };
    let (cert, key) = (pem("deploy-star.pem"), pem("deploy-star.key"));
    let params = [("Name", "star"), ("Cert", &*cert), ("Key", &*key)];
    let cert = call(world, "UploadUserCertificate", &params).await;
    let contact = [("Name", "Ann"), ("Mobile", "13312345678")];
    let contact = call(world, "CreateContact", &contact).await;
    (cert["CertId"].to_string(), contact["ContactId"].to_string())
}

async fn job(world: &Arc<World>, cert: &str, contact: &str, resources: &str) -> String {
    let params = [
        ("Name", "job"),
        ("JobType", "user"),
        ("CertIds", cert),
        ("ContactIds", contact),
        ("ResourceIds", resources),
    ];
    call(world, "CreateDeploymentJob", &params).await["JobId"].to_string()
}

fn cdn(count: usize) -> Vec<Value> {
    (0..count).map(|n| json!({ "product": "CDN", "domain": format!("w{n}.example.com") })).collect()
}

#[tokio::test]
async fn a_job_of_many_workers_is_carried_out_and_counted() {
    let world = world(":memory:", Some(START));
    let (cert, contact) = prepare(&world).await;
    let (few, many) = (resources(&world, cdn(10)).await, resources(&world, cdn(1000)).await);
    let few = job(&world, &cert, &contact, &few).await;
    let many = job(&world, &cert, &contact, &many).await;
    for job in [&few, &many] {
        call(&world, "UpdateDeploymentJobStatus", &[("JobId", job), ("Status", "pending")]).await;
    }
    world.clock.advance(5000);
    due::clock_moved(&world).await;
    let counts = call(&world, "DescribeDeploymentJobStatus", &[("JobId", &many)]).await;
    assert_eq!(counts["SuccessCount"], 1000);
    assert_eq!(counts["UseCount"], 1010);
    for filter in [("ShowSize", "20"), ("Status", "success"), ("CloudProduct", "CDN")] {
        let page = call(&world, "ListWorkerResource", &[("JobId", &*many), filter]).await;
        assert_eq!(page["Total"], 1000, "{filter:?}");
        assert!(page["Data"].as_array().unwrap().len() >= 20, "{filter:?}");
    }
}

#[tokio::test]
async fn a_job_runs_as_time_passes() {
    let world = world(":memory:", None);
    let watch = tokio::spawn(due::watch(Arc::clone(&world)));
    let (cert, contact) = prepare(&world).await;
    let on = resources(&world, cdn(1)).await;
    let job = job(&world, &cert, &contact, &on).await;
    call(&world, "UpdateDeploymentJobStatus", &[("JobId", &job), ("Status", "pending")]).await;
    let mut seen: Vec<String> = Vec::new();
    for _ in 0..200 {
        let status = call(&world, "DescribeDeploymentJob", &[("JobId", &job)]).await;
        let status = status["Status"].as_str().unwrap().to_owned();
        if seen.last() != Some(&status) {
            seen.push(status);
        }
        if seen.last().is_some_and(|s| s == "success") {
            break;
        }
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    watch.abort();
    assert_eq!(seen, ["scheduling", "processing", "success"]);
}

#[tokio::test]
async fn a_job_that_waits_survives_a_restart() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("x.db").display().to_string();
    let before = world(&data, Some(START));
    let (cert, contact) = prepare(&before).await;
    let on = resources(&before, cdn(1)).await;
    let job = job(&before, &cert, &contact, &on).await;
    let time = (START + 60_000).to_string();
    let at = [("JobId", &*job), ("ScheduleTime", &*time)];
    call(&before, "UpdateDeploymentJob", &at).await;
    call(&before, "UpdateDeploymentJobStatus", &[("JobId", &job), ("Status", "pending")]).await;
    before.database.close();
    drop(before);
    let after = world(&data, Some(START + 3_600_000));
    let job = call(&after, "DescribeDeploymentJob", &[("JobId", &job)]).await;
    assert_eq!(job["Status"], "success");
    assert_eq!(job["StartTime"], (START + 60_500).to_string());
    assert_eq!(job["EndTime"], (START + 61_000).to_string());
}

/// The status of the answer to a wish for another state.
async fn ask(world: &Arc<World>, action: &str, params: &[(&str, &str)]) -> u16 {
    try_call(world, action, params).await.0
}

/// A job of one worker on a resource that works, or does not, in a new world.
async fn one_job(works: bool) -> (Arc<World>, String, String) {
    let world = world(":memory:", Some(START));
    let (cert, contact) = prepare(&world).await;
    let mut on = cdn(1);
    on[0]["fail"] = (!works).into();
    let on = resources(&world, on).await;
    let job = job(&world, &cert, &contact, &on).await;
    let workers = call(&world, "ListWorkerResource", &[("JobId", &job)]).await;
    (world, job, workers["Data"][0]["Id"].to_string())
}

async fn after(world: &Arc<World>, millis: i64) {
    world.clock.advance(millis);
    due::clock_moved(world).await;
}

/// A job that has come to `state`.
async fn job_in(state: &str) -> (Arc<World>, String, String) {
    let (world, job, worker) = one_job(state != "error").await;
    match state {
        "editing" => {}
        "pending" => {
            let later = (START + 60_000).to_string();
            let at = [("JobId", &*job), ("ScheduleTime", &*later)];
            call(&world, "UpdateDeploymentJob", &at).await;
            call(&world, "UpdateDeploymentJobStatus", &[("JobId", &job), ("Status", "pending")])
                .await;
        }
        state => {
            let params = [("JobId", &*job), ("Status", "scheduling")];
            call(&world, "UpdateDeploymentJobStatus", &params).await;
            after(
                &world,
                match state {
                    "scheduling" => 0,
                    "processing" => 500,
                    _ => 1000,
                },
            )
            .await;
        }
    }
    let now = call(&world, "DescribeDeploymentJob", &[("JobId", &job)]).await;
    assert_eq!(now["Status"], state);
    (world, job, worker)
}

#[tokio::test]
async fn a_call_moves_a_job_where_it_may_go() {
    let allowed = [
        ("editing", "pending scheduling editing"),
        ("pending", "pending scheduling editing"),
        ("scheduling", "scheduling editing"),
        ("processing", ""),
        ("success", ""),
        ("error", ""),
    ];
    for (state, may) in allowed {
        for wanted in ["pending", "scheduling", "editing"] {
            let (world, job, _) = job_in(state).await;
            let before = call(&world, "DescribeDeploymentJob", &[("JobId", &job)]).await;
            let params = [("JobId", &*job), ("Status", wanted)];
            let status = ask(&world, "UpdateDeploymentJobStatus", &params).await;
            let may = may.split(' ').any(|to| to == wanted);
            assert_eq!(status, if may { 200 } else { 400 }, "{state} to {wanted}");
            if !may {
                let now = call(&world, "DescribeDeploymentJob", &[("JobId", &job)]).await;
                assert_eq!(now, before, "{state} to {wanted}");
            }
        }
    }
}

/// A worker that has come to `state`.
async fn worker_in(state: &str) -> (Arc<World>, String, String) {
    let (of_job, then) = match state {
        "set aside" => ("error", "editing"),
        "rollback" | "rollback_success" | "rollback_error" => ("success", "rollback"),
        state => (state, ""),
    };
    let (world, job, worker) = job_in(of_job).await;
    if !then.is_empty() {
        let params = [("JobId", &*job), ("WorkerId", &*worker), ("Status", then)];
        call(&world, "UpdateWorkerResourceStatus", &params).await;
    }
    if state == "rollback_error" {
        remove_resources(&world).await;
    }
    if state.starts_with("rollback_") {
        after(&world, 500).await;
    }
    let shown = if state == "set aside" { "editing" } else { state };
    let now = call(&world, "ListWorkerResource", &[("JobId", &job)]).await;
    assert_eq!(now["Data"][0]["Status"], shown);
    (world, job, worker)
}

#[tokio::test]
async fn a_call_moves_a_worker_where_it_may_go() {
    let allowed = [
        ("editing", "editing"),
        ("pending", "pending"),
        ("scheduling", ""),
        ("processing", ""),
        ("success", "rollback"),
        ("error", "rollback pending editing"),
        ("set aside", "pending editing"),
        ("rollback", "rollback"),
        ("rollback_success", ""),
        ("rollback_error", "pending editing"),
    ];
    for (state, may) in allowed {
        for wanted in ["rollback", "pending", "editing"] {
            let (world, job, worker) = worker_in(state).await;
            let before = call(&world, "ListWorkerResource", &[("JobId", &job)]).await;
            let params = [("JobId", &*job), ("WorkerId", &*worker), ("Status", wanted)];
            let status = ask(&world, "UpdateWorkerResourceStatus", &params).await;
            let may = may.split(' ').any(|to| to == wanted);
            assert_eq!(status, if may { 200 } else { 400 }, "{state} to {wanted}");
            if !may {
                let now = call(&world, "ListWorkerResource", &[("JobId", &job)]).await;
                assert_eq!(now, before, "{state} to {wanted}");
            }
        }
    }
}
