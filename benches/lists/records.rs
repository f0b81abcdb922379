//! A domain of 100 records beside one of 100,000: pages, searches, and DNS queries.

use std::{
    net::IpAddr,
    sync::Arc,
    time::{Duration, Instant},
};

use actions::{
    ApiError, Authority, Caller, Principal,
    resolution::{self, Question},
};
use localyun::world::{Settings, World};

use super::{
    many::{FEW, call_product},
    row,
};

const SMALL: &str = "small.example";
const LARGE: &str = "large.example";

async fn call(world: &Arc<World>, action: &str, params: &[(&str, &str)]) -> serde_json::Value {
    call_product(world, ("alidns", FEW), action, params).await
}

/// Hosts a domain with so many records: of ten, six are addresses, three aliases and one a text.
async fn host(world: &Arc<World>, domain: &str, count: usize) {
    call(world, "AddDomain", &[("DomainName", domain)]).await;
    let all: Vec<usize> = (0..count).collect();
    for some in all.chunks(1000) {
        let mut params = vec![("Type".to_owned(), "RR_ADD".to_owned())];
        for (at, n) in some.iter().enumerate() {
            let (kind, value) = match n % 10 {
                0..6 => ("A", format!("10.{}.{}.{}", n / 65_536, n / 256 % 256, n % 256)),
                6..9 => ("CNAME", format!("w{n}.elsewhere.example")),
                _ => ("TXT", format!("token-{n:06}")),
            };
            let rr = format!("host-{n:06}");
            let parts = [("Domain", domain), ("Rr", &*rr), ("Type", kind), ("Value", &*value)];
            for (name, value) in parts {
                params.push((format!("DomainRecordInfo.{}.{name}", at + 1), value.to_owned()));
            }
        }
        let params: Vec<(&str, &str)> = params.iter().map(|(n, v)| (&**n, &**v)).collect();
        call(world, "OperateBatchDomain", &params).await;
    }
}

/// The answers to a DNS query, without the network.
async fn resolve(world: &Arc<World>, name: &str) -> usize {
    let caller =
        Caller { account: String::new(), principal: Principal::Root, access_key: String::new() };
    let from = IpAddr::from([127, 0, 0, 1]);
    let question = Question { name, kind: "A", from };
    let now = world.clock.now();
    let answer = world
        .read(|transaction| {
            let product = resolution::product();
            let mut cx = transaction.context(product, (&caller, ""), now, Authority::CLOUD);
            Ok::<_, ApiError>(resolution::answer(&mut cx, &question)?.answers.len())
        })
        .await;
    answer.unwrap()
}

/// What is looked for, and how many records it finds in each.
type Search = (&'static [(&'static str, &'static str)], [u64; 2]);

const SEARCHES: &[Search] = &[
    (&[], [100, 100_000]),
    (&[("PageNumber", "5")], [100, 100_000]),
    (&[("Direction", "ASC")], [100, 100_000]),
    (&[("Type", "TXT")], [10, 10_000]),
    (&[("KeyWord", "st-000042")], [1, 1]),
    (&[("KeyWord", "token-000019")], [1, 1]),
    (&[("SearchMode", "EXACT"), ("KeyWord", "host-000050")], [1, 1]),
    (&[("RRKeyWord", "host-000039"), ("TypeKeyWord", "TXT")], [1, 1]),
    (&[("RRKeyWord", "nowhere")], [0, 0]),
    (&[("ValueKeyWord", "10.0.0.3")], [7, 7]),
];

/// Measures all, in turns.
pub(super) async fn measure() {
    let frozen = Some(1_767_225_600_000);
    let world = World::alone(&Settings { frozen, seed: Some(1), ..Settings::default() }).unwrap();
    let started = Instant::now();
    host(&world, SMALL, 100).await;
    host(&world, LARGE, 100_000).await;
    let each = started.elapsed().as_secs_f64() * 1e6 / 100_100.0;
    println!("{:<52}{each:>10.0}", "adding a record of 100,000, in tasks of 1,000");
    for (search, totals) in SEARCHES {
        let mut best = [Duration::MAX; 2];
        for _ in 0..30 {
            for (at, domain) in [SMALL, LARGE].into_iter().enumerate() {
                let mut params = vec![("DomainName", domain)];
                params.extend(*search);
                let started = Instant::now();
                let page = call(&world, "DescribeDomainRecords", &params).await;
                best[at] = started.elapsed().min(best[at]);
                assert_eq!(page["TotalCount"], totals[at], "{search:?}");
            }
        }
        let name: Vec<String> =
            search.iter().map(|(name, value)| format!("{name}={value}")).collect();
        row(&format!("DescribeDomainRecords {}", name.join(" ")), best[0], best[1]);
    }
    let sub = |domain: &str| format!("host-000042.{domain}");
    let mut best = [[Duration::MAX; 2]; 3];
    for _ in 0..200 {
        for (at, domain) in [SMALL, LARGE].into_iter().enumerate() {
            let name = sub(domain);
            let started = Instant::now();
            let page = call(&world, "DescribeSubDomainRecords", &[("SubDomain", &*name)]).await;
            best[0][at] = started.elapsed().min(best[0][at]);
            assert_eq!(page["TotalCount"], 1);
            let missing = format!("a.b.{name}");
            for (what, (name, count)) in [(1, (&name, 1)), (2, (&missing, 0))] {
                let started = Instant::now();
                assert_eq!(resolve(&world, name).await, count);
                best[what][at] = started.elapsed().min(best[what][at]);
            }
        }
    }
    row("DescribeSubDomainRecords", best[0][0], best[0][1]);
    row("a DNS query for a name", best[1][0], best[1][1]);
    row("a DNS query for a name that is not there", best[2][0], best[2][1]);
}
