//! Lists: which resources, in what order, and how many to a page.

use std::collections::BTreeSet;

use serde_json::{Map, Value};

use super::{
    faults::calls::{bad_ids, bad_parameter},
    given::Given,
    tables::{
        resources::{self, Kind, Resource},
        tags,
    },
};
use crate::{ApiError, Cx, Result, Tag, ports::store::Tx};

/// The most ids of a list in JSON.
const MAX_IDS: usize = 100;
/// Up to how many resources are read one by one, instead of all of a region.
const FEW: usize = 200;

/// The page that a call asks for.
#[derive(Clone, Copy, Debug)]
pub(super) struct Paging {
    number: i64,
    size: i64,
    /// Only resources with a smaller number.
    before: i64,
    pages: bool,
    tokens: bool,
}

impl Paging {
    /// That of a call.
    pub(super) fn of(it: &Given) -> Self {
        let (pages, tokens) = (it.has("PageSize"), it.has("MaxResults"));
        let resumed = !pages || it.flag("Resumed");
        let size = it.int(if resumed { "MaxResults" } else { "PageSize" }).unwrap_or(10);
        let before = i64::from_str_radix(it.text("NextToken"), 16).unwrap_or(i64::MAX);
        let number = if resumed { 1 } else { it.int("PageNumber").unwrap_or(1) };
        Self { number, size, before, pages, tokens }
    }

    fn skip(self) -> i64 {
        (self.number - 1).saturating_mul(self.size)
    }

    /// Cuts rows, the greatest number first, to this page; the token of the next page, if there is one.
    pub(super) fn cut<T>(
        self,
        all: Vec<T>,
        number: impl Fn(&T) -> i64,
    ) -> (Vec<T>, Option<String>) {
        let from = usize::try_from(self.skip()).unwrap_or(usize::MAX);
        let size = usize::try_from(self.size).unwrap_or(usize::MAX);
        let mut rest = all.into_iter().filter(|it| number(it) < self.before).skip(from);
        let found: Vec<T> = rest.by_ref().take(size).collect();
        let more = rest.next().is_some();
        let next = found.last().filter(|_| more).map(|it| format!("{:016x}", number(it)));
        (found, next)
    }

    /// An answer with this page of a list, in the two names that lists are wrapped in.
    pub(super) fn answer(
        self,
        (outer, inner): (&str, &str),
        rows: Vec<Value>,
        (total, next): (i64, Option<String>),
    ) -> Map<String, Value> {
        let mut it = Map::new();
        let wrapped = Map::from_iter([(inner.to_owned(), Value::Array(rows))]);
        it.insert(outer.to_owned(), Value::Object(wrapped));
        // The number of all rows is there beside the token of the next page (assumed).
        it.insert("TotalCount".to_owned(), total.into());
        if self.pages {
            it.insert("PageNumber".to_owned(), self.number.into());
            it.insert("PageSize".to_owned(), self.size.into());
        }
        if self.tokens {
            it.insert("NextToken".to_owned(), next.unwrap_or_default().into());
        }
        it
    }

    /// The part of a list that is not ordered by number, and how long the whole is.
    pub(super) fn slice<T>(self, all: Vec<T>) -> (Vec<T>, i64) {
        let total = i64::try_from(all.len()).unwrap_or(i64::MAX);
        let from = usize::try_from(self.skip()).unwrap_or(usize::MAX);
        let size = usize::try_from(self.size).unwrap_or(usize::MAX);
        (all.into_iter().skip(from).take(size).collect(), total)
    }
}

/// The texts of a list in JSON, if the parameter of this name came.
pub(super) fn json_list(it: &Given, name: &str) -> Result<Option<Vec<String>>> {
    let Some(text) = it.opt(name) else { return Ok(None) };
    let all: Vec<String> = serde_json::from_str(text).map_err(|_| bad_ids(name))?;
    if all.len() > MAX_IDS { Err(bad_parameter(name)) } else { Ok(Some(all)) }
}

/// The parts of a list with commas, if the parameter of this name came.
pub(super) fn comma_list(it: &Given, name: &str) -> Option<Vec<String>> {
    let parts = it.opt(name)?.split(',').map(|it| it.trim().to_owned());
    Some(parts.filter(|it| !it.is_empty()).collect())
}

/// Where the resources of a list are looked for.
pub(super) enum Among {
    /// In the whole region.
    All,
    /// By their ids.
    Ids(Vec<String>),
    /// By their holder.
    Held(String),
    /// By their VPC.
    Network(String),
    /// By their vSwitch.
    Subnet(String),
    /// By their name.
    Named(String),
}

/// Whether a resource is one that a list is about.
pub(super) type Keep<'a> = &'a mut dyn FnMut(&mut dyn Tx, &Resource) -> Result<bool>;

/// What a list found: a page, how many there are, and the token of the next page.
pub(super) type Found = (Vec<Resource>, (i64, Option<String>));

/// The resources of a kind in the region of a call that have all tags of the call and that `keep` keeps, the newest first (assumed). Without
/// `keep`, no more than a page of the region is read.
pub(super) fn find(
    cx: &mut Cx<'_>,
    kind: &Kind,
    it: &Given,
    among: Among,
    keep: Option<Keep<'_>>,
) -> Result<Found> {
    let (account, region) = (cx.account().to_owned(), super::calls::region(cx, it));
    let paging = Paging::of(it);
    let name = if it.has("TemplateTag") { "TemplateTag" } else { "Tag" };
    let wanted = it.tags(name);
    let group = it.opt("ResourceGroupId");
    if matches!(among, Among::All) && wanted.is_empty() && keep.is_none() && group.is_none() {
        let (limit, skip) = (paging.size + 1, paging.skip());
        let (before, tokens) = (paging.before, Paging { number: 1, ..paging });
        let all = resources::page(cx.tx, kind, (&account, &region), (before, limit, skip))?;
        let total = resources::count(cx.tx, kind, &account, &region)?;
        let (found, next) = tokens.cut(all, |it| it.seq);
        return Ok((found, (total, next)));
    }
    if let (Among::All, [(key, value)], None, None) = (&among, &*wanted, &keep, group) {
        let (of, tag) = ((&*account, &*region), (&**key, value.as_deref()));
        let (limit, skip) = (paging.size + 1, paging.skip());
        let (before, tokens) = (paging.before, Paging { number: 1, ..paging });
        let ids = tags::page(cx.tx, of, kind.name, tag, (before, limit, skip))?;
        let total = tags::count(cx.tx, of, kind.name, tag)?;
        let mut all = Vec::with_capacity(ids.len());
        for id in ids {
            all.extend(resources::one(cx.tx, kind, &account, &id)?);
        }
        let (found, next) = tokens.cut(all, |it| it.seq);
        return Ok((found, (total, next)));
    }
    let ids = tagged(cx, (&account, &region), kind, &wanted)?;
    if let (Among::All, Some(tagged), None, None) = (&among, &ids, &keep, group)
        && tagged.len() > FEW
    {
        let mut order = resources::order(cx.tx, kind, (&account, &region))?;
        order.retain(|(id, _)| tagged.contains(id));
        let total = i64::try_from(order.len()).unwrap_or(i64::MAX);
        let (page, next) = paging.cut(order, |it| it.1);
        let mut found = Vec::with_capacity(page.len());
        for (id, _) in page {
            found.extend(resources::one(cx.tx, kind, &account, &id)?);
        }
        return Ok((found, (total, next)));
    }
    let mut all = match (among, ids) {
        (Among::Ids(wanted), tagged) => {
            let has = |it: &String| tagged.as_ref().is_none_or(|all| all.contains(it));
            of_ids(cx.tx, kind, &account, wanted.into_iter().filter(has))?
        }
        (_, Some(tagged)) if tagged.len() <= FEW => {
            of_ids(cx.tx, kind, &account, tagged.into_iter())?
        }
        (_, Some(tagged)) => {
            let all = resources::of_region(cx.tx, kind, &account, &region)?;
            all.into_iter().filter(|one| tagged.contains(&one.id)).collect()
        }
        (Among::All, None) => resources::of_region(cx.tx, kind, &account, &region)?,
        (Among::Held(id), None) => resources::held(cx.tx, kind, &account, &id)?,
        (Among::Network(id), None) => resources::in_network(cx.tx, kind, &account, &id)?,
        (Among::Subnet(id), None) => resources::in_subnet(cx.tx, kind, &account, &id)?,
        (Among::Named(name), None) => resources::named(cx.tx, kind, &account, (&region, &name))?,
    };
    all.retain(|one| one.region == region);
    if let Some(group) = group {
        let default = crate::shared::ids::default_resource_group(&account);
        all.retain(|one| one.group == group || (one.group.is_empty() && group == default));
    }
    if let Some(keep) = keep {
        let mut kept = Vec::with_capacity(all.len());
        for one in all {
            if keep(cx.tx, &one)? {
                kept.push(one);
            }
        }
        all = kept;
    }
    all.sort_by_key(|one| std::cmp::Reverse(one.seq));
    let total = i64::try_from(all.len()).unwrap_or(i64::MAX);
    let (found, next) = paging.cut(all, |it| it.seq);
    Ok((found, (total, next)))
}

/// The ids of those that have all these tags; none without tags. Those with the rarest are looked for, and their other tags compared.
fn tagged(
    cx: &mut Cx<'_>,
    of: (&str, &str),
    kind: &Kind,
    wanted: &[Tag],
) -> Result<Option<BTreeSet<String>>> {
    let mut counted = Vec::with_capacity(wanted.len());
    for (key, value) in wanted {
        let tag = (key.as_str(), value.as_deref());
        counted.push((tags::count(cx.tx, of, kind.name, tag)?, tag));
    }
    counted.sort_by_key(|it| it.0);
    let Some(((_, rarest), others)) = counted.split_first() else { return Ok(None) };
    let mut ids: BTreeSet<String> =
        tags::with(cx.tx, of, kind.name, *rarest)?.into_iter().collect();
    for (_, tag) in others {
        if ids.len() > FEW {
            let with = tags::with(cx.tx, of, kind.name, *tag)?.into_iter().collect();
            ids = &ids & &with;
            continue;
        }
        for id in std::mem::take(&mut ids) {
            let all = tags::of(cx.tx, of.0, (kind.name, &id))?;
            if all.iter().any(|it| it.key == tag.0 && tag.1.is_none_or(|value| it.value == value)) {
                ids.insert(id);
            }
        }
    }
    Ok(Some(ids))
}

fn of_ids(
    tx: &mut dyn Tx,
    kind: &Kind,
    account: &str,
    ids: impl Iterator<Item = String>,
) -> Result<Vec<Resource>> {
    let mut ids: Vec<String> = ids.collect();
    ids.sort_unstable();
    ids.dedup();
    let mut all = Vec::with_capacity(ids.len());
    for id in ids {
        all.extend(resources::one(tx, kind, account, &id)?);
    }
    Ok(all)
}

/// The resource of this id: in the region of the call if that names one, else wherever it is; `none` if there is none.
pub(super) fn own(
    cx: &mut Cx<'_>,
    kind: &Kind,
    it: &Given,
    id: &str,
    none: impl Into<ApiError>,
) -> Result<Resource> {
    let account = cx.account().to_owned();
    let found = resources::one(cx.tx, kind, &account, id)?;
    let here = |one: &Resource| it.named_region().is_none_or(|region| one.region == region);
    found.filter(here).ok_or_else(|| none.into())
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn paging(given: &Value) -> Paging {
        Paging::of(&Given(given.as_object().cloned().unwrap_or_default()))
    }

    #[test]
    fn a_page_goes_on_from_the_token_of_the_one_before() {
        let all = || vec![9, 7, 5, 3, 1];
        let (first, token) = paging(&json!({"MaxResults": 2})).cut(all(), |it| *it);
        assert_eq!(first, [9, 7]);
        let next = json!({"MaxResults": 2, "NextToken": token.unwrap(), "Resumed": true});
        let (second, token) = paging(&next).cut(all(), |it| *it);
        assert_eq!(second, [5, 3]);
        // What came since is not in the way, and what is gone is not missed.
        let next = json!({"MaxResults": 2, "NextToken": token.unwrap(), "Resumed": true});
        assert_eq!(paging(&next).cut(vec![11, 9, 1], |it| *it), (vec![1], None));
    }

    #[test]
    fn a_numbered_page_is_as_far_in_as_it_says() {
        let page = |number| paging(&json!({"PageNumber": number, "PageSize": 2, "MaxResults": 10}));
        let all = || vec![5, 4, 3];
        assert_eq!(page(1).cut(all(), |it| *it).0, [5, 4]);
        assert_eq!(page(2).cut(all(), |it| *it), (vec![3], None));
        assert_eq!(page(3).cut(all(), |it| *it), (vec![], None));
        assert_eq!(page(2).slice(all()), (vec![3], 3));
    }

    #[test]
    fn lists_are_read_from_one_text() {
        let it = Given(
            json!({"Ids": "[\"a\",\"b\"]", "No": "a", "Commas": "a, b,,c"})
                .as_object()
                .cloned()
                .unwrap_or_default(),
        );
        assert_eq!(json_list(&it, "Ids").ok().flatten().unwrap(), ["a", "b"]);
        assert!(json_list(&it, "No").is_err());
        assert!(matches!(json_list(&it, "Others"), Ok(None)));
        assert_eq!(comma_list(&it, "Commas").unwrap(), ["a", "b", "c"]);
    }
}
