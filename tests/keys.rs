//! While a key is made, everything else goes on.

use std::{
    sync::{Mutex, mpsc},
    thread,
};

use actions::ports::keys::KeyNeeded;
use localyun::world::key_pool::KeyPool;

use crate::support::{Call, Server, plain};

/// Random bytes of a counter.
struct Counting(u64);

impl actions::Random for Counting {
    fn fill(&mut self, bytes: &mut [u8]) {
        for byte in bytes {
            self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
            *byte = self.0.to_be_bytes()[0];
        }
    }
}

/// A pool whose keys are made when they are let go; what tells that one is begun.
fn slow() -> (KeyPool, mpsc::Receiver<KeyNeeded>, mpsc::Sender<()>) {
    let (sender, begun) = mpsc::channel();
    let (let_go, wait) = mpsc::channel();
    let wait = Mutex::new(wait);
    let pool = KeyPool::new(1, move |needed, _| {
        sender.send(needed).unwrap();
        // The test may have ended.
        let _ = wait.lock().unwrap().recv();
        KeyNeeded { bits: 1024 }.make(&mut Counting(1))
    });
    (pool, begun, let_go)
}

fn cas(action: &str) -> Call {
    Call::of(action)
        .with(|c| (c.version, c.host) = ("2020-04-07".into(), "cas.aliyuncs.com".into()))
}

fn create_csr(size: &str) -> Call {
    let subject = [
        ("CommonName", "example.com"),
        ("CountryCode", "CN"),
        ("Province", "Zhejiang"),
        ("Locality", "Hangzhou"),
    ];
    let call = cas("CreateCsr").query("Algorithm", "RSA").query("KeySize", size);
    subject.iter().fold(call, |call, (name, value)| call.query(name, value))
}

#[test]
fn calls_and_health_go_on_while_a_key_is_made() {
    let (pool, begun, let_go) = slow();
    let server = Server::with(|o| o.key_pool = pool);
    thread::scope(|scope| {
        let call = scope.spawn(|| server.call(&create_csr("4096")));
        assert_eq!(begun.recv().unwrap(), KeyNeeded { bits: 4096 });
        assert_eq!(server.ask(&plain("GET", "/_localyun/health", &[], b"")).status, 200);
        assert_eq!(server.call(&Call::put("Alice")).code(), "200");
        assert_eq!(server.call(&Call::of("DescribeContactList")).json()["Total"], 1);
        // The same product, too: it reads and writes.
        let list = server.call(&cas("ListCsr"));
        assert_eq!((list.status, &list.json()["TotalCount"]), (200, &0.into()), "{}", list.text());
        // What is wrong is refused without a key.
        assert_eq!(server.call(&create_csr("4095")).code(), "IncorrectFormat.KeySize");
        assert!(!call.is_finished());
        let_go.send(()).unwrap();
        let answer = call.join().unwrap();
        assert_eq!(answer.status, 200, "{}", answer.text());
    });
    assert_eq!(server.call(&cas("ListCsr")).json()["TotalCount"], 1);
    assert!(begun.try_recv().is_err(), "one key was made");
}

#[test]
fn a_key_pair_that_is_refused_waits_for_no_key() {
    let (pool, begun, let_go) = slow();
    let server = Server::with(|o| o.key_pool = pool);
    let create = |name: &str| {
        let call = Call::of("CreateKeyPair")
            .with(|c| (c.version, c.host) = ("2014-05-26".into(), "ecs.aliyuncs.com".into()));
        call.query("RegionId", "cn-hangzhou").query("KeyPairName", name)
    };
    thread::scope(|scope| {
        let call = scope.spawn(|| server.call(&create("ops")));
        assert_eq!(begun.recv().unwrap(), KeyNeeded { bits: 2048 });
        // A name that is none, a region that is none, and a group that is not there.
        assert_eq!(server.call(&create("1")).code(), "InvalidKeyPairName.Malformed");
        let far = create("far").with(|c| c.query.retain(|it| it.0 != "RegionId"));
        assert_eq!(server.call(&far.query("RegionId", "mars")).code(), "InvalidRegionId.NotFound");
        let grouped = create("grouped").query("ResourceGroupId", "rg-none");
        assert_eq!(server.call(&grouped).code(), "InvalidResourceGroup.NotFound");
        assert!(!call.is_finished());
        let_go.send(()).unwrap();
        let answer = call.join().unwrap();
        assert_eq!(answer.status, 200, "{}", answer.text());
    });
    assert_eq!(server.call(&create("ops")).code(), "KeyPair.AlreadyExist");
    assert!(begun.try_recv().is_err(), "one key was made");
}

#[test]
fn a_stop_does_not_wait_for_a_key() {
    let (pool, begun, _let_go) = slow();
    let server = Server::with(|o| o.key_pool = pool);
    thread::scope(|scope| {
        let call = scope.spawn(|| server.call(&create_csr("4096")));
        begun.recv().unwrap();
        server.tell_to_stop();
        let answer = call.join().unwrap();
        assert_eq!((answer.status, answer.code()), (503, "ServiceUnavailable".into()));
    });
}

#[test]
fn a_key_that_cannot_be_made_is_the_servers_own_fault() {
    let pool = KeyPool::new(1, |_, _| Err(actions::x509::Error::Operation));
    let server = Server::with(|o| o.key_pool = pool);
    let answer = server.call(&create_csr("2048"));
    assert_eq!(answer.short(), (500, "InternalError".into()), "{}", answer.text());
    let text = "The request processing has failed due to some unknown error, exception or failure.";
    assert_eq!(answer.message(), text);
}
