//! `DescribeImages` lists images: public ones, own ones, and those that other accounts share.

use serde_json::Value;

use super::known;
use super::public;
use crate::{
    Access, Action, Cx, Fault, Params, Result, TagReader,
    ecs::{
        calls, catalogue,
        faults::{
            calls::{NO_FILTER_KEY, NO_FILTER_VALUE},
            images::{BAD_FILTER_NETWORK, BAD_OWNER, MANY_IDS},
        },
        given::{Given, Parameter, TAG_READER, each, flag, need, page, tags, text},
        images::known::Owner,
        lists::{self, Paging},
        names, states,
        tables::{
            resources::{self, IMAGE, Resource},
            tags,
        },
        time_filters::{self, MADE},
    },
    shared::format::parse_utc_minute,
};

/// What it reads.
const READS: &[Parameter] = &[
    need("RegionId"),
    text("ImageId"),
    text("ImageName"),
    text("ImageOwnerAlias"),
    text("ImageFamily"),
    text("Status"),
    text("OSType"),
    text("Architecture"),
    text("InstanceType"),
    text("Usage"),
    text("SnapshotId"),
    flag("IsPublic"),
    flag("IsSupportCloudinit"),
    flag("IsSupportIoOptimized"),
    text("ActionType"),
    flag("ShowExpired"),
    text("ResourceGroupId"),
    each("Filter", 20, &[text("Key"), text("Value")]),
    flag("DryRun"),
    tags("Tag"),
    page(100),
];

pub(in crate::ecs) struct DescribeImages(Given);

impl Action for DescribeImages {
    const NAME: &'static str = "DescribeImages";
    const DOC: &'static str =
        "Lists images: public ones, own ones, and those that other accounts share.";
    const ACCESS: Access = Access::List;
    const RESOURCES: &'static [&'static str] = &["acs:ecs:{region}:{account}:image/*"];
    const TAGS: Option<TagReader> = Some(TAG_READER);
    const FAULTS: &'static [Fault] =
        &[BAD_OWNER, MANY_IDS, NO_FILTER_KEY, NO_FILTER_VALUE, BAD_FILTER_NETWORK];
    type Response = Value;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        Given::read(p, READS).map(Self)
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Value> {
        calls::run(cx, Self::NAME, &self.0, work)
    }
}

/// The most ids of a call (documented).
const MOST_IDS: usize = 100;
/// The key of filters that says in which networks an image can be used: in any of them.
const NETWORK: &str = "NetworkType";

/// The images that a call may be about: own ones, shared ones, public ones.
fn all(cx: &mut Cx<'_>, it: &Given, region: &str) -> Result<Vec<(Resource, Owner)>> {
    let account = cx.account().to_owned();
    let wanted = |alias: &str| it.opt("ImageOwnerAlias").is_none_or(|asked| asked == alias);
    let mut all: Vec<(Resource, Owner)> = Vec::new();
    if wanted("self") {
        let own = resources::of_region(cx.tx, &IMAGE, &account, region)?;
        all.extend(own.into_iter().map(|it| (it, Owner::Own)));
    }
    let tagged = it.tags("Tag");
    if !tagged.is_empty() {
        for (key, value) in tagged {
            let with = tags::with(cx.tx, (&account, region), IMAGE.name, (&key, value.as_deref()))?;
            all.retain(|(one, _)| with.contains(&one.id));
        }
        return Ok(all);
    }
    if wanted("others") {
        all.extend(known::shared(cx, region)?.into_iter().map(|it| (it, Owner::Others)));
    }
    if wanted("system") {
        all.extend(public::all().into_iter().map(|it| (it, Owner::System)));
        for id in lists::comma_list(it, "ImageId").unwrap_or_default() {
            if !all.iter().any(|(one, _)| one.id == id) {
                all.extend(public::one(&id).map(|it| (it, Owner::System)));
            }
        }
    }
    Ok(all)
}

fn work(cx: &mut Cx<'_>, it: &Given) -> Result<Value> {
    let aliases = ["system", "self", "others", "marketplace"];
    if it.opt("ImageOwnerAlias").is_some_and(|alias| !aliases.contains(&alias)) {
        return Err(BAD_OWNER.into());
    }
    let ids = lists::comma_list(it, "ImageId");
    if ids.as_ref().is_some_and(|all| all.len() > MOST_IDS) {
        return Err(MANY_IDS.into());
    }
    let times = time_filters::read(it, &MADE, &[NETWORK])?;
    let networks = it.each("Filter").into_iter().filter(|it| it.text("Key") == NETWORK);
    if networks.into_iter().any(|it| !["vpc", "classic"].contains(&it.text("Value"))) {
        return Err(BAD_FILTER_NETWORK.into());
    }
    let (region, now) = (calls::region(cx, it), cx.now);
    let mut found = all(cx, it, &region)?;
    let states = lists::comma_list(it, "Status").unwrap_or_else(|| vec!["Available".to_owned()]);
    let of_type = it.opt("InstanceType").and_then(catalogue::instance_type);
    let same = |name: &str, value: &str| {
        it.opt(name).is_none_or(|asked| asked.eq_ignore_ascii_case(value))
    };
    found.retain(|(one, owner)| {
        let state = states::of(one, now);
        let has = |id: &str| {
            one.body.get("Disks").is_some_and(|all| all.to_string().contains(&format!("\"{id}\"")))
        };
        let arm = one.text("Architecture") == "arm64";
        let made = parse_utc_minute(one.text("CreationTime")).unwrap_or(one.made);
        ids.as_ref().is_none_or(|all| all.contains(&one.id))
            && it.opt("ImageName").is_none_or(|name| names::is_like(&one.name, name))
            && same("ImageFamily", one.text("ImageFamily"))
            && states
                .iter()
                .any(|it| it.eq_ignore_ascii_case(state) || it.eq_ignore_ascii_case("all"))
            && same("OSType", one.text("OSType"))
            && same("Architecture", one.text("Architecture"))
            && (!it.has("InstanceType")
                || of_type.is_some_and(|it| arm == (it.architecture == "ARM")))
            && it.opt("SnapshotId").is_none_or(has)
            && it.opt_flag("IsPublic").is_none_or(|flag| flag == (*owner == Owner::System))
            && it.opt("ResourceGroupId").is_none_or(|group| one.group == group)
            && time_filters::keep(&times, MADE, made)
    });
    let used = known::used(cx, &region)?;
    if let Some(usage) = it.opt("Usage") {
        found.retain(|(one, _)| used.contains(&one.id) == (usage == "instance"));
    }
    let paging = Paging::of(it);
    let (found, total) = paging.slice(found);
    let mut rows = Vec::with_capacity(found.len());
    for (one, owner) in found {
        rows.push(Value::Object(known::row(cx, &one, owner, used.contains(&one.id))?));
    }
    let mut answer = paging.answer(("Images", "Image"), rows, (total, None));
    answer.insert("RegionId".to_owned(), region.into());
    Ok(Value::Object(answer))
}
