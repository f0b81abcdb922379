//! `DescribeKeyPairs` lists key pairs.

use serde_json::{Value, json};

use crate::{
    Access, Action, Cx, Params, Result, TagReader,
    ecs::{
        calls,
        given::{Given, Parameter, TAG_READER, flag, need, page, tags, text},
        lists::{self, Among, Paging},
        names,
        tables::resources::{KEY_PAIR, Resource},
        tagged,
    },
    ports::store::Tx,
    shared::format,
};

/// What it reads.
const READS: &[Parameter] = &[
    need("RegionId"),
    text("KeyPairName"),
    text("KeyPairFingerPrint"),
    flag("IncludePublicKey"),
    text("ResourceGroupId"),
    tags("Tag"),
    page(50),
];

pub(in crate::ecs) struct DescribeKeyPairs(Given);

impl Action for DescribeKeyPairs {
    const NAME: &'static str = "DescribeKeyPairs";
    const DOC: &'static str = "Lists key pairs.";
    const ACCESS: Access = Access::List;
    const RESOURCES: &'static [&'static str] = &["acs:ecs:{region}:{account}:keypair/*"];
    const TAGS: Option<TagReader> = Some(TAG_READER);
    type Response = Value;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        Given::read(p, READS).map(Self)
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Value> {
        calls::run(cx, Self::NAME, &self.0, work)
    }
}

fn work(cx: &mut Cx<'_>, it: &Given) -> Result<Value> {
    let among = match it.opt("KeyPairName") {
        Some(name) if !name.contains('*') => Among::Named(name.to_owned()),
        _ => Among::All,
    };
    let filtered = it.has("KeyPairName") || it.has("KeyPairFingerPrint");
    let mut keep = |_: &mut dyn Tx, one: &Resource| {
        Ok(it.opt("KeyPairName").is_none_or(|name| names::is_like(&one.name, name))
            && it
                .opt("KeyPairFingerPrint")
                .is_none_or(|print| one.text("KeyPairFingerPrint") == print))
    };
    let keep: Option<lists::Keep<'_>> = if filtered { Some(&mut keep) } else { None };
    let (found, totals) = lists::find(cx, &KEY_PAIR, it, among, keep)?;
    let mut rows = Vec::with_capacity(found.len());
    for one in found {
        let mut row = json!({
            "KeyPairName": one.name,
            "KeyPairFingerPrint": one.text("KeyPairFingerPrint"),
            "CreationTime": format::iso(one.made),
            "ResourceGroupId": one.group,
            "Tags": tagged::shown(cx, &KEY_PAIR, &one.id)?,
        });
        if it.flag("IncludePublicKey") {
            row["PublicKey"] = one.text("PublicKey").into();
        }
        rows.push(row);
    }
    Ok(Value::Object(Paging::of(it).answer(("KeyPairs", "KeyPair"), rows, totals)))
}
