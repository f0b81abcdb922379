//! Answers that are kept until the next commit: nobody can tell them from new ones.

use std::thread;

use serde_json::Value;

use crate::support::{Call, Client, Server, account, plain};

/// Enough that every thread which serves has some.
const CONNECTIONS: usize = 8;

fn connections(server: &Server) -> Vec<Client> {
    (0..CONNECTIONS).map(|_| Client::open(server.address)).collect()
}

fn total(client: &mut Client) -> Value {
    client.send(&Call::of("DescribeContactList").bytes());
    client.answer().json()["Total"].clone()
}

fn put(client: &mut Client, name: &str) {
    client.send(&Call::put(name).bytes());
    assert_eq!(client.answer().code(), "200", "{name}");
}

#[test]
fn what_one_connection_has_written_all_others_read() {
    let server = Server::start();
    let mut clients = connections(&server);
    for count in 0..5 * CONNECTIONS {
        put(&mut clients[count % CONNECTIONS], &format!("c{count}"));
        // The second time it may be a kept one.
        for client in clients.iter_mut().chain(connections(&server).iter_mut()) {
            assert_eq!((total(client), total(client)), ((count + 1).into(), (count + 1).into()));
        }
    }
    server.ask(&plain("POST", "/_localyun/reset", &["content-length: 0"], b""));
    for client in &mut clients {
        assert_eq!(total(client), 0);
    }
}

#[test]
fn who_has_written_reads_it_whatever_others_do() {
    let server = Server::start();
    thread::scope(|scope| {
        for thread in 0..CONNECTIONS {
            let address = server.address;
            scope.spawn(move || {
                let (mut writes, mut reads) = (Client::open(address), Client::open(address));
                for count in 0..50 {
                    let name = format!("{thread}-{count}");
                    put(&mut writes, &name);
                    for _ in 0..2 {
                        let call = Call::of("DescribeContactList").query("ContactName", &name);
                        reads.send(&call.bytes());
                        assert_eq!(reads.answer().json()["Total"], 1, "{name}");
                        // Asked by all, and so kept by all.
                        assert!(total(&mut reads).as_u64() > Some(count), "{name}");
                    }
                }
            });
        }
    });
    assert_eq!(total(&mut Client::open(server.address)), 50 * CONNECTIONS);
}

#[test]
fn each_answer_has_its_own_request_id_and_form() {
    let server = Server::start();
    let mut client = Client::open(server.address);
    put(&mut client, "Alice");
    let mut ask = |call: &Call| {
        client.send(&call.bytes());
        client.answer()
    };
    let list = Call::of("DescribeContactList").query("PageSize", "5");
    let (one, two) = (ask(&list), ask(&list));
    assert_ne!(one.field("RequestId"), two.field("RequestId"));
    assert_eq!(two.header("x-acs-request-id"), Some(&*two.field("RequestId")));
    let without_id = |text: &str| text.split_once(',').unwrap().1.to_owned();
    assert_eq!(without_id(one.text()), without_id(two.text()));
    let xml = ask(&list.clone().query("Format", "XML"));
    assert!(xml.text().contains("<Name>Alice</Name>"), "{}", xml.text());
    // A request of the first generation differs from the one before in what passes only.
    let old = Call::rpc("DescribeContactList").query("Format", "JSON").query("PageSize", "5");
    assert_eq!(without_id(ask(&old).text()), without_id(one.text()));
    assert_eq!(without_id(ask(&old).text()), without_id(one.text()));
    let other =
        ask(&Call::of("DescribeContactList").query("PageSize", "5").query("PageNumber", "2"));
    assert_eq!(other.json()["Contacts"]["Contact"], serde_json::json!([]));
}

#[test]
fn nobody_gets_what_was_kept_for_another() {
    let server = Server::with(|o| o.accounts.push(account("2000000000000002:other:secret")));
    let mut client = Client::open(server.address);
    put(&mut client, "Alice");
    let mut ask = |call: &Call| {
        client.send(&call.bytes());
        client.answer()
    };
    let list = Call::of("DescribeContactList");
    let other = list.clone().with(|c| c.key = ("other".into(), "secret".into()));
    for _ in 0..2 {
        assert_eq!(ask(&list).json()["Total"], 1);
        assert_eq!(ask(&other).json()["Total"], 0);
    }
    let ram = |action: &str| Call::of(action).with(|c| c.version = "2015-05-01".into());
    ask(&ram("CreateUser").query("UserName", "bob"));
    let key = ask(&ram("CreateAccessKey").query("UserName", "bob")).json();
    let key = |name: &str| key["AccessKey"][name].as_str().unwrap().to_owned();
    let bobs = list.clone().with(|c| c.key = (key("AccessKeyId"), key("AccessKeySecret")));
    assert_eq!(ask(&list).json()["Total"], 1);
    assert_eq!(ask(&bobs).status, 403, "no policy lets him");
    let attach = |action: &str| {
        ram(action)
            .query("PolicyName", "AliyunCloudMonitorReadOnlyAccess")
            .query("PolicyType", "System")
            .query("UserName", "bob")
    };
    assert_eq!(ask(&attach("AttachPolicyToUser")).status, 200);
    for _ in 0..2 {
        assert_eq!(ask(&bobs).json()["Total"], 1);
    }
    assert_eq!(ask(&attach("DetachPolicyFromUser")).status, 200);
    assert_eq!(ask(&bobs).status, 403);
}
