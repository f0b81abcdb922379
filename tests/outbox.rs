//! The outbox: which messages it lists, how one waits for a message, and what it takes out of them.

use std::{
    sync::Arc,
    thread,
    time::{Duration, Instant},
};

use actions::{
    ApiError, Authority, Caller, PRODUCTS, Principal,
    ports::{
        delivery::{self, Delivery, DeliveryState},
        outbox::{self, Channel, Message},
        store::{StoreError, Tx},
    },
};
use localyun::world::{Settings, World, outbound, transaction::Transaction, worlds::Worlds};
use serde_json::{Value, json};
use tokio::runtime::{Builder, Runtime};

use crate::support::{Answer, Call, Client, Server, plain};

fn get(server: &Server, query: &str) -> Answer {
    server.ask(&plain("GET", &format!("/_localyun/outbox{query}"), &[], b""))
}

fn post(server: &Server, path: &str, body: &Value) -> Value {
    let path = format!("/_localyun/{path}");
    let answer = server.ask(&plain("POST", &path, &[], body.to_string().as_bytes()));
    assert_eq!(answer.status, 200, "{}", answer.text());
    answer.json()
}

fn delete(server: &Server) -> Value {
    server.ask(&plain("DELETE", "/_localyun/outbox", &["content-length: 0"], b"")).json()
}

fn messages(answer: &Answer) -> Vec<Value> {
    assert_eq!(answer.status, 200, "{}", answer.text());
    answer.json()["messages"].as_array().unwrap().clone()
}

fn contact(name: &str) -> Call {
    let mail = format!("{name}@example.com");
    Call::of("PutContact")
        .query("ContactName", name)
        .query("Describe", "x")
        .query("Channels.Mail", &mail)
}

/// One message each of two products, two channels and all kinds, an hour apart.
fn filled() -> Server {
    let server = Server::with(|o| o.clock = Some(1_767_225_600_000));
    let call = contact("Alice").query("Channels.SMS", "13800000000");
    assert_eq!(server.call(&call).code(), "200");
    post(&server, "clock", &json!({"advance": "1h"}));
    let tom = json!({"name": "Tom", "email": "tom@example.com", "categories": ["AccountExpenses"]});
    post(&server, "resourcedirectory/message-center", &tom);
    let bill = json!({
        "category": "AccountExpenses", "title": "The bill",
        "content": "See https://example.com/bill?id=1, and pay.",
    });
    post(&server, "resourcedirectory/notify", &bill);
    server
}

#[test]
fn each_filter_lets_its_own_pass() {
    let server = filled();
    let ids = |query: &str| -> Vec<i64> {
        messages(&get(&server, query)).iter().map(|m| m["id"].as_i64().unwrap()).collect()
    };
    assert_eq!(ids(""), [1, 2, 3]);
    for (query, found) in [
        ("channel=mail", &[1, 3][..]),
        ("channel=sms", &[2]),
        ("kind=verification", &[1, 2]),
        ("kind=notification", &[3]),
        ("kind=alert", &[]),
        ("product=cms", &[1, 2]),
        ("product=resourcedirectory", &[3]),
        ("product=nothing", &[]),
        ("account=1000000000000001", &[1, 2, 3]),
        ("account=2000000000000002", &[]),
        ("since=0", &[1, 2, 3]),
        ("since=2", &[3]),
        ("since=2026-01-01T01:00:00Z", &[3]),
        ("since=2026-01-01T01:00:01Z", &[]),
        ("since=2026-01-01T08:00:00%2B08:00", &[1, 2, 3]),
        ("to=tom@example.com", &[3]),
        ("to=13800000000", &[2]),
        ("to=%2B8613800000000", &[2]),
        ("to=0086-138-0000-0000", &[2]),
        ("to=1380000000", &[]),
        ("template=SMS_1", &[]),
        ("tag=news", &[]),
        ("state=waiting", &[]),
        ("to=tom@example.com&channel=sms", &[]),
        ("to=Alice@example.com&kind=verification&product=cms&since=0&limit=1", &[1]),
        ("channel=mail&limit=1", &[3]),
        ("delivery=recorded", &[1, 2, 3]),
        ("delivery=waiting", &[]),
        ("delivery=dead&channel=mail", &[]),
    ] {
        assert_eq!(ids(&format!("?{query}")), found, "{query}");
        if !query.contains("limit") {
            let counted = get(&server, &format!("/count?{query}"));
            assert_eq!(counted.json(), json!({"count": found.len()}), "{query}");
        }
    }
}

#[test]
fn links_and_codes_are_taken_out_of_the_message() {
    let server = filled();
    let all = messages(&get(&server, ""));
    assert_eq!(all[0]["links"], json!([all[0]["link"]]));
    assert!(all[0]["link"].as_str().unwrap().contains("/_localyun/link/cms/activate/"));
    assert_eq!(
        (&all[2]["link"], &all[2]["links"]),
        (&Value::Null, &json!(["https://example.com/bill?id=1"]))
    );
    assert!(all.iter().all(|m| m["codes"] == json!([])));

    let call = |version: &str, call: Call| {
        let answer = server.call(&call.with(|c| c.version = version.into()));
        assert_eq!(answer.status, 200, "{}", answer.text());
        answer.json()
    };
    let directory = "2022-04-19";
    call(directory, Call::of("EnableResourceDirectory").query("EnableMode", "CurrentAccount"));
    let create = Call::of("CreateResourceAccount").query("DisplayName", "dev");
    let member = call(directory, create)["Account"]["AccountId"].as_str().unwrap().to_owned();
    // The root of an account may not ask for a code.
    let ram = "2015-05-01";
    call(ram, Call::of("CreateUser").query("UserName", "bob"));
    let attach = Call::of("AttachPolicyToUser").query("UserName", "bob");
    let policy = [("PolicyType", "System"), ("PolicyName", "AdministratorAccess")];
    call(ram, policy.iter().fold(attach, |call, (name, value)| call.query(name, value)));
    let key = call(ram, Call::of("CreateAccessKey").query("UserName", "bob"))["AccessKey"].clone();
    let text = |name: &str| key[name].as_str().unwrap().to_owned();
    let bob = (text("AccessKeyId"), text("AccessKeySecret"));
    let of_phone = |action: &str| {
        let call = Call::of(action).query("AccountId", &member);
        call.query("SecureMobilePhone", "86-13900001234").with(|c| c.key = bob.clone())
    };
    call(directory, of_phone("SendVerificationCodeForBindSecureMobilePhone"));
    let sent = messages(&get(&server, "?channel=sms&since=3"));
    let code = sent[0]["codes"][0].as_str().unwrap();
    assert!(code.len() == 6 && sent[0]["body"].as_str().unwrap().contains(code), "{sent:?}");
    assert_eq!((&sent[0]["kind"], sent.len()), (&json!("verification"), 1));
    call(directory, of_phone("BindSecureMobilePhone").query("VerificationCode", code));
}

#[test]
fn one_message_is_found_by_its_id_and_all_are_deleted() {
    let server = filled();
    let all = messages(&get(&server, ""));
    assert_eq!(get(&server, "/2").json(), all[1]);
    for id in ["4", "x", "-1", "99999999999999999999"] {
        assert_eq!(get(&server, &format!("/{id}")).status, 404, "{id}");
    }
    assert_eq!(delete(&server), json!({"deleted": 3}));
    assert_eq!(delete(&server), json!({"deleted": 0}));
    assert!(messages(&get(&server, "")).is_empty());
    // Who goes on from the last id misses none.
    server.call(&contact("Bob"));
    let later = messages(&get(&server, "?since=3"));
    assert_eq!((later.len(), &later[0]["id"]), (1, &json!(4)));
    assert_eq!(delete(&server), json!({"deleted": 1}));
    server.call(&contact("Carol"));
    assert_eq!(messages(&get(&server, ""))[0]["id"], 5);
}

#[test]
fn a_wait_ends_with_a_message_that_is_asked_for() {
    let server = Server::start();
    let mut client = Client::open(server.address);
    let wanted = "/_localyun/outbox?to=Bob@example.com&wait=60s";
    client.send(&plain("GET", wanted, &[], b""));
    // Another message wakes it, and is none that it waits for.
    server.call(&contact("Alice"));
    thread::sleep(Duration::from_millis(50));
    server.call(&contact("Bob"));
    let start = Instant::now();
    let found = messages(&client.answer());
    assert!(start.elapsed() < Duration::from_secs(30));
    assert_eq!((found.len(), &found[0]["to"]), (1, &json!("Bob@example.com")));
    // One that is there is answered at once.
    client.send(&plain("GET", wanted, &[], b""));
    assert_eq!(messages(&client.answer()), found);
    assert!(start.elapsed() < Duration::from_secs(30));
}

#[test]
fn a_wait_ends_with_its_time() {
    let server = Server::start();
    for wait in ["50ms", "0", "0s"] {
        assert!(messages(&get(&server, &format!("?wait={wait}"))).is_empty());
    }
}

/// Other requests wait in places that the test takes.
#[test]
fn one_more_than_a_thousand_waiting_requests_is_refused_until_one_leaves() {
    let server = Server::start();
    let places = &server.app.waiting;
    assert_eq!(places.available_permits(), 1000);
    let held = places.try_acquire_many(998).unwrap();
    let wait = |path: &str| {
        let mut client = Client::open(server.address);
        client.send(&plain("GET", &format!("/_localyun/{path}"), &[], b""));
        client
    };
    let until_free = |count: usize| {
        let end = Instant::now() + Duration::from_secs(20);
        while places.available_permits() != count {
            assert!(Instant::now() < end, "{} are free", places.available_permits());
            thread::sleep(Duration::from_millis(1));
        }
    };
    let first = wait("outbox?to=nobody@example.com&wait=60s");
    let mut second = wait("calls?action=DeleteContact&wait=60s");
    until_free(0);
    for path in ["outbox?wait=60s", "calls?action=DeleteContact&wait=60s"] {
        let refused = wait(path).answer();
        assert_eq!(refused.status, 503);
        let text = refused.json()["message"].as_str().unwrap().to_owned();
        assert_eq!(text, "1000 requests are waiting already; ask again later");
    }
    // One that finds something at once, or does not wait, needs no place.
    assert!(messages(&get(&server, "")).is_empty());
    server.call(&contact("Alice"));
    assert_eq!(messages(&get(&server, "?wait=60s")).len(), 1);
    // The place of a client that leaves is free, as is that of one that is answered.
    drop(wait("outbox?to=nobody@example.com&wait=60s"));
    drop(first);
    until_free(1);
    let third = wait("outbox?to=nobody@example.com&wait=60s");
    until_free(0);
    server.call(&Call::of("DeleteContact").query("ContactName", "Alice"));
    assert_eq!(second.answer().status, 200);
    until_free(1);
    drop(third);
    until_free(2);
    drop(held);
    assert_eq!(places.available_permits(), 1000);
}

#[test]
fn a_wait_does_not_hold_up_the_stop() {
    let server = Server::start();
    let mut client = Client::open(server.address);
    client.send(&plain("GET", "/_localyun/outbox?wait=60s", &[], b""));
    thread::sleep(Duration::from_millis(100));
    let start = Instant::now();
    server.tell_to_stop();
    assert!(messages(&client.answer()).is_empty());
    drop(server);
    assert!(start.elapsed() < Duration::from_secs(8), "{:?}", start.elapsed());
}

#[test]
fn a_message_of_due_work_ends_a_wait() {
    let server = Server::with(|o| o.clock = Some(1_767_225_600_000));
    let mut client = Client::open(server.address);
    client.send(&plain("GET", "/_localyun/outbox?kind=alert&wait=60s", &[], b""));
    let arms = |call: Call| call.with(|c| c.version = "2019-08-08".into());
    let alice = Call::of("CreateOrUpdateContact")
        .query("ContactName", "Alice")
        .query("Email", "alice@example.com");
    assert_eq!(server.call(&arms(alice)).status, 200);
    let rule = r#"{"notifyStartTime":"00:00","notifyEndTime":"23:59","notifyChannels":["email"],"notifyObjects":[{"notifyObjectType":"CONTACT","notifyObjectId":1,"notifyObjectName":"Alice"}]}"#;
    let policy = Call::of("CreateOrUpdateNotificationPolicy")
        .query("Name", "ops")
        .query("RepeatInterval", "600")
        .query("NotifyRule", rule);
    assert_eq!(server.call(&arms(policy)).status, 200);
    let event = json!({"alertname": "CPU high", "severity": "critical", "message": "CPU at 98 %"});
    post(&server, "arms/events", &event);
    post(&server, "clock", &json!({"advance": "5s"}));
    let found = messages(&client.answer());
    assert_eq!(
        (&found[0]["kind"], &found[0]["subject"]),
        (&json!("alert"), &json!("[P1] CPU high"))
    );
}

#[test]
fn a_server_that_delivers_nothing_says_what_to_do() {
    let server = filled();
    let nothing =
        json!({"state": "recorded", "attempts": 0, "next": null, "last_error": null, "at": null});
    assert!(messages(&get(&server, "")).iter().all(|m| m["delivery"] == nothing));
    let ask = plain("POST", "/_localyun/outbox/1/deliver", &["content-length: 0"], b"");
    let answer = server.ask(&ask);
    let text = answer.json()["message"].as_str().unwrap().to_owned();
    assert_eq!(answer.status, 409, "{text}");
    assert!(text.contains("--deliver smtp://HOST") && text.contains("--deliver-to HOST"), "{text}");
}

/// How far the delivery of each message of a world is.
fn deliveries(world: &World) -> Vec<Delivery> {
    let read = world.database.read::<_, StoreError>(|tx| outbox::list(tx, None, 10));
    read.unwrap().into_iter().map(|it| it.delivery).collect()
}

/// A world that is to deliver its messages, with two that wait.
fn delivering() -> (Arc<World>, Runtime) {
    let account = "1000000000000001:testid:testsecret".parse().unwrap();
    let settings = Settings {
        deliver: true,
        frozen: Some(1000),
        accounts: vec![account],
        ..Settings::default()
    };
    let world = World::alone(&settings).unwrap();
    let runtime = Builder::new_current_thread().enable_all().build().unwrap();
    let send = |t: &mut Transaction<'_>| -> Result<(), ApiError> {
        let principal = Principal::Root;
        let caller = Caller { account: "1".into(), principal, access_key: String::new() };
        let mut cx = t.context(PRODUCTS[0], (&caller, "cn-hangzhou"), 1000, Authority::CLOUD);
        cx.notify(&Message::new(Channel::Mail, "alice@example.com", "s", "b"))
    };
    for _ in 0..2 {
        runtime.block_on(world.write(false, send)).unwrap();
    }
    (world, runtime)
}

#[test]
fn what_becomes_of_a_message_is_written_down_even_if_it_has_no_id_for_its_receiver() {
    let (world, runtime) = delivering();
    let write = |work: fn(&mut dyn Tx) -> Result<(), StoreError>| {
        runtime.block_on(world.database.write_apart(work, |()| ())).unwrap();
    };
    write(|tx| {
        tx.execute("UPDATE outbox SET delivery_key = NULL WHERE id = 1", &[])?;
        for id in [1, 2] {
            let state = DeliveryState::Delivered;
            let (next, last_error, at, key) = (None, None, Some(5), None);
            let reached = Delivery { state, attempts: 1, next, last_error, at, key };
            delivery::record(tx, id, &reached)?;
        }
        Ok(())
    });
    let [first, second] = deliveries(&world).try_into().unwrap();
    assert_eq!((first.state, first.attempts), (DeliveryState::Delivered, 1));
    assert_eq!(second.state, DeliveryState::Waiting, "another message has this number");
}

#[test]
fn what_waits_in_a_state_that_comes_back_is_not_delivered() {
    let (world, runtime) = delivering();
    let [first, second] = deliveries(&world).try_into().unwrap();
    for it in [&first, &second] {
        assert_eq!((it.state, it.attempts, it.next), (DeliveryState::Waiting, 0, Some(1000)));
    }
    assert_ne!(first.key, second.key, "each has an id of its own");

    let worlds = Worlds::from(Arc::clone(&world));
    let origin = runtime.block_on(worlds.fork(&world)).unwrap();
    let fork = worlds.make(origin, 1, None, 10).unwrap();
    let fork = runtime.block_on(worlds.named(&fork.name)).unwrap().unwrap();
    assert!(deliveries(&fork).is_empty(), "a fork inherits no messages");
    assert!(fork.settings.deliver, "it delivers its own");

    runtime.block_on(world.keep()).unwrap();
    runtime.block_on(world.reset()).unwrap();
    let back = deliveries(&world);
    assert_eq!(back.len(), 2, "the state at start has them");
    for (it, before) in back.into_iter().zip([first, second]) {
        assert_eq!((it.state, it.next, &it.key), (DeliveryState::Recorded, None, &before.key));
        assert_eq!(it.last_error.as_deref(), Some(outbound::FROM_BEFORE));
    }
}

/// A wait for a state ends when the network has said it, not when the time is over.
#[test]
fn a_wait_ends_when_a_message_is_in_the_state() {
    let server = Server::with(|o| o.clock = Some(1_767_225_600_000));
    post(&server, "dysms/settings", &json!({ "lenient": true }));
    let send = Call::of("SendSms")
        .query("PhoneNumbers", "13800000000")
        .query("SignName", "a")
        .query("TemplateCode", "SMS_1")
        .with(|it| {
            it.host = "dysmsapi.aliyuncs.com".into();
            it.version = "2017-05-25".into();
        });
    assert_eq!(server.ask(&send.bytes()).json()["Code"], "OK");
    thread::scope(|scope| {
        let waiting = scope.spawn(|| get(&server, "?state=delivered&wait=60s"));
        thread::sleep(Duration::from_millis(200));
        let start = Instant::now();
        post(&server, "clock", &json!({ "advance": "5s" }));
        assert_eq!(messages(&waiting.join().unwrap()).len(), 1);
        assert!(start.elapsed() < Duration::from_secs(50), "it was not woken");
    });
}
