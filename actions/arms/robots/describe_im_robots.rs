//! `DescribeIMRobots` lists chat bots, newest first (assumed), each with the policies that notify it.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use crate::{
    Access, Action, Cx, Params, Result,
    arms::{
        id_lists::ids,
        list_filter::ListFilter,
        policies::{notified, policy::Policy},
        tables::{policies, robots},
    },
    request::page::Page,
    shared::format::shanghai_time,
};

pub(in crate::arms) struct DescribeIMRobots {
    filter: ListFilter,
    page: Page,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(in crate::arms) struct Response {
    page_bean: PageBean,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
struct PageBean {
    page: i64,
    size: i64,
    total: usize,
    #[serde(rename = "AlertIMRobots")]
    robots: Vec<Shown>,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
struct Shown {
    robot_id: i64,
    robot_name: String,
    r#type: String,
    /// `RobotAddress` in `CreateOrUpdateIMRobot`.
    robot_addr: String,
    daily_noc: bool,
    daily_noc_time: String,
    /// Stars in the place of a secret; empty if there is none.
    ding_sign_key: &'static str,
    create_time: String,
    dispatch_rules: Vec<Rule>,
}

/// A policy; the vendor has small letters here alone.
#[derive(Clone, Serialize)]
struct Rule {
    id: i64,
    name: String,
}

/// The policies that notify each bot, newest first.
fn rules_of(policies: Vec<Policy>) -> BTreeMap<i64, Vec<Rule>> {
    let mut rules: BTreeMap<i64, Vec<Rule>> = BTreeMap::new();
    for policy in policies {
        let bots: BTreeSet<i64> =
            policy.rules.notify.objects.iter().filter_map(notified::robot).collect();
        for bot in bots {
            let rule = Rule { id: policy.id, name: policy.name.clone() };
            rules.entry(bot).or_default().push(rule);
        }
    }
    rules
}

impl Action for DescribeIMRobots {
    const NAME: &'static str = "DescribeIMRobots";
    const DOC: &'static str = "Lists chat bots.";
    const ACCESS: Access = Access::List;
    const RAM: &'static str = "SearchContact";
    const RAM_ALSO: Option<&'static str> = Some(Self::NAME);
    type Response = Response;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        Ok(Self {
            filter: ListFilter::read(p, "RobotName", ids("RobotIds").doc("Only these bots."))?,
            page: Page::page_and_size(p, 9999)?,
        })
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Response> {
        let mut found = robots::all(cx.tx, &cx.caller.account)?;
        found.retain(|it| self.filter.fits(it.id, &it.name));
        let total = found.len();
        let mut rules = rules_of(policies::all(cx.tx, &cx.caller.account)?);
        let shown = self.page.of(found).map(|it| Shown {
            robot_id: it.id,
            robot_name: it.name,
            r#type: it.kind,
            robot_addr: it.url,
            daily_noc: it.daily,
            daily_noc_time: it.daily_times,
            ding_sign_key: if it.secret.is_empty() { "" } else { "******" },
            create_time: shanghai_time(it.made),
            dispatch_rules: rules.remove(&it.id).unwrap_or_default(),
        });
        let robots = shown.collect();
        let Page { number: page, size } = self.page;
        Ok(Response { page_bean: PageBean { page, size, total, robots } })
    }
}
