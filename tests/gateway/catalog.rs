//! Every action that the vendor publishes, by the name or the path that leads to it.

use std::collections::BTreeMap;

use actions::{Access, PRODUCTS};

use crate::support::{Answer, Client, Server, plain};

struct Published {
    product: String,
    version: String,
    action: String,
    place: Option<(String, String)>,
}

fn published() -> Vec<Published> {
    let (mut product, mut version) = ("", "");
    let mut all = Vec::new();
    for line in include_str!("../../fixtures/official/index.txt").lines() {
        let words: Vec<_> = line.split(' ').collect();
        let place = match words[..] {
            [p, v, "RPC" | "ROA"] => {
                (product, version) = (p, v);
                continue;
            }
            [_] => None,
            [_, method, path] => Some((method.to_owned(), path.to_owned())),
            _ => panic!("what is {line}"),
        };
        let (product, version) = (product.to_owned(), version.to_owned());
        all.push(Published { product, version, action: words[0].to_owned(), place });
    }
    all
}

impl Published {
    /// How it is asked for, without a signature: that comes later.
    fn request(&self) -> Vec<u8> {
        let version = format!("x-acs-version: {}", self.version);
        let Some((method, path)) = &self.place else {
            let action = format!("x-acs-action: {}", self.action);
            return plain("POST", "/", &[&version, &action, "content-length: 0"], b"");
        };
        // `/app/{AppId}` of any application.
        let path: Vec<_> = path
            .split('/')
            .map(|part| if part.starts_with(['{', '[']) { "some%20one" } else { part })
            .collect();
        plain(method, &path.join("/"), &[&version, "content-length: 0"], b"")
    }
}

#[test]
fn what_is_published_is_emulated_or_says_that_it_is_not() {
    let server = Server::start();
    let mut client = Client::open(server.address);
    let mut seen = BTreeMap::<_, usize>::new();
    for it in published() {
        client.send(&it.request());
        let answer = client.answer();
        let name = format!("{} {}", it.product, it.action);
        *seen.entry(it.product.clone()).or_default() += 1;
        let entry = PRODUCTS
            .iter()
            .filter(|p| p.code == it.product && p.version == it.version)
            .find_map(|p| p.find(&it.action));
        match entry {
            // It is found, and then it is the caller who is not.
            Some(entry) if entry.access != Access::Anonymous => {
                assert_eq!(answer.short(), (400, "MissingAccessKeyId".into()), "{name}");
            }
            Some(_) => assert_ne!(answer.code(), "MissingAccessKeyId", "{name}"),
            None => check_refusal(&it, &answer),
        }
    }
    let products: Vec<_> = seen.keys().map(String::as_str).collect();
    let nine = [
        "ARMS",
        "Cms",
        "Ims",
        "Ram",
        "ResourceDirectoryMaster",
        "ResourceManager",
        "Sts",
        "cas",
        "sae",
    ];
    assert_eq!(products, nine);
    assert!(seen.values().sum::<usize>() > 1000, "{seen:?}");
}

#[track_caller]
fn check_refusal(it: &Published, answer: &Answer) {
    let Published { product, version, action, .. } = it;
    assert_eq!(answer.short(), (400, "NotEmulated.Localyun".into()), "{product} {action}");
    assert_eq!(answer.header("x-localyun-fidelity"), None);
    let message = answer.message();
    assert!(message.contains(&format!("{product} {version}")), "{message}");
    assert!(message.contains("does not emulate"), "{message}");
}

#[test]
fn a_resource_answers_to_its_method_only() {
    let server = Server::start();
    let code = |method, path| {
        let request = plain(method, path, &["x-acs-version: 2019-05-06", "content-length: 0"], b"");
        server.ask(&request).short()
    };
    let there = (400, "NotEmulated.Localyun".to_owned());
    let nowhere = (404, "InvalidAction.NotFound".to_owned());
    assert_eq!(code("GET", "/pop/v1/sam/app/describeApplicationStatus"), there);
    assert_eq!(code("GET", "/pop/v1/sam/app/describeApplicationStatus?AppId=x&Empty="), there);
    assert_eq!(code("DELETE", "/pop/v1/sam/app/describeApplicationStatus"), nowhere);
    assert_eq!(code("GET", "/pop/v1/sam/app/describeApplicationStatus/"), nowhere);
    assert_eq!(code("GET", "/pop/v1/sam/app/DescribeApplicationStatus"), nowhere);
    assert_eq!(code("GET", "/pop//v1/sam/app/describeApplicationStatus"), nowhere);
    assert_eq!(code("GET", "/pop/v1/sam/app/describeApplicationStatus%2f"), nowhere);
    assert_eq!(code("GET", "/"), nowhere);
}
