//! 10,000 instances beside 100: pages, ids and tags.

use std::{
    sync::Arc,
    time::{Duration, Instant},
};

use localyun::world::{Settings, World, due};
use serde_json::Value;

use super::{
    many::{FEW, MANY, call_product},
    row,
};

const REGION: (&str, &str) = ("RegionId", "cn-hangzhou");

async fn make(
    world: &Arc<World>,
    of: (&str, &str),
    action: &str,
    params: &[(&str, &str)],
) -> Value {
    let answer = call_product(world, of, action, &[&[REGION], params].concat()).await;
    // What is made is ready a moment later.
    world.clock.advance(2000);
    due::clock_moved(world).await;
    answer
}

/// Makes an account's instances, a hundred at a time, and answers the ids of the last hundred. All have a tag, and ten a second one.
async fn fill(world: &Arc<World>, account: &str, hundreds: usize) -> Vec<String> {
    let (vpc, ecs) = (("vpc", account), ("ecs", account));
    let made = make(world, vpc, "CreateVpc", &[("CidrBlock", "10.0.0.0/8")]).await;
    let network = made["VpcId"].as_str().unwrap();
    let params = [("VpcId", network), ("ZoneId", "cn-hangzhou-i"), ("CidrBlock", "10.0.0.0/16")];
    let made = make(world, vpc, "CreateVSwitch", &params).await;
    let vswitch = made["VSwitchId"].as_str().unwrap().to_owned();
    let mut last = Vec::new();
    for hundred in 0..hundreds {
        // A group has two thousand members at most.
        let made = make(world, ecs, "CreateSecurityGroup", &[("VpcId", network)]).await;
        let group = made["SecurityGroupId"].as_str().unwrap().to_owned();
        let mut ids = Vec::new();
        for (amount, rare) in [("10", hundred == 0), ("90", false)] {
            let mut params = vec![
                ("ImageId", "aliyun_3_x64_20G_alibase_20240819.vhd"),
                ("InstanceType", "ecs.g7.large"),
                ("VSwitchId", &*vswitch),
                ("SecurityGroupId", &*group),
                ("Amount", amount),
                ("Tag.1.Key", "team"),
                ("Tag.1.Value", "ops"),
            ];
            if rare {
                params.extend([("Tag.2.Key", "role"), ("Tag.2.Value", "database")]);
            }
            let made = make(world, ecs, "RunInstances", &params).await;
            let all = made["InstanceIdSets"]["InstanceIdSet"].as_array().unwrap();
            ids.extend(all.iter().map(|it| it.as_str().unwrap().to_owned()));
        }
        last = ids;
    }
    last
}

/// What is looked for, by its name and its parameters, and how many instances it finds in each account.
type Search<'a> = (&'a str, Vec<(&'a str, &'a str)>, [i64; 2]);

/// Measures all, in turns.
pub(super) async fn measure() {
    let frozen = Some(1_767_225_600_000);
    let world = World::alone(&Settings { frozen, seed: Some(1), ..Settings::default() }).unwrap();
    let ids = [fill(&world, FEW, 1).await, fill(&world, MANY, 100).await]
        .map(|all| serde_json::to_string(&all).unwrap());
    let tag = [("Tag.1.Key", "team"), ("Tag.1.Value", "ops")];
    let rare = [("Tag.1.Key", "role"), ("Tag.1.Value", "database")];
    let both = [rare, [("Tag.2.Key", "team"), ("Tag.2.Value", "ops")]].concat();
    let searches: [Search<'_>; 8] = [
        ("a page", vec![], [100, 10_000]),
        ("a page of a hundred", vec![("PageSize", "100")], [100, 10_000]),
        ("the fifth page", vec![("PageNumber", "5"), ("PageSize", "10")], [100, 10_000]),
        ("a hundred ids", vec![("InstanceIds", ""), ("PageSize", "100")], [100, 100]),
        ("a tag of all", tag.to_vec(), [100, 10_000]),
        ("a tag key of all", vec![("Tag.1.Key", "team")], [100, 10_000]),
        ("a tag of ten", rare.to_vec(), [10, 10]),
        ("two tags", both, [10, 10]),
    ];
    for (name, params, totals) in searches {
        let mut best = [Duration::MAX; 2];
        for _ in 0..30 {
            for (at, account) in [FEW, MANY].into_iter().enumerate() {
                let mut params = params.clone();
                for (name, value) in &mut params {
                    if *name == "InstanceIds" {
                        *value = &ids[at];
                    }
                }
                params.push(REGION);
                let started = Instant::now();
                let page =
                    call_product(&world, ("ecs", account), "DescribeInstances", &params).await;
                best[at] = started.elapsed().min(best[at]);
                assert_eq!(page["TotalCount"], totals[at], "{name}");
            }
        }
        row(&format!("DescribeInstances, {name}"), best[0], best[1]);
    }
}
