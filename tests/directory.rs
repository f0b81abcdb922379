//! The tree of Resource Directory: who reads it, and that pages of its lists leave nothing out.

use std::collections::BTreeSet;

use actions::{
    ApiError, Authority, Caller, Entry, Origin, PRODUCTS, Parameters, Params, Principal, Product,
    ports::{keys::Keys, store::StoreError},
};
use localyun::world::{World, transaction::Transaction};
use serde_json::Value;

use crate::support::{
    many::empty,
    tree::{MASTER, ROOT, fill, leave, member, run},
};

/// What the root of an account is answered, by an action that does not get as far as writing.
fn answer(
    world: &World,
    account: &str,
    action: &str,
    pairs: &[(&str, &str)],
) -> Result<Value, ApiError> {
    let product = PRODUCTS.iter().find(|it| it.id == "resourcedirectory").unwrap();
    let entry = product.find(action).unwrap();
    let mut parameters = Parameters::default();
    for (name, value) in pairs {
        parameters.add(name, value, Origin::Query);
    }
    parameters.sort();
    let caller =
        Caller { account: account.into(), principal: Principal::Root, access_key: String::new() };
    let answered: Result<_, StoreError> = world.database.read(|tx| {
        let mut transaction = Transaction::new(world, tx, Keys::default());
        let on_behalf = (&caller, "cn-hangzhou");
        let now = world.clock.now();
        let mut cx = transaction.context(product, on_behalf, now, Authority::CLOUD);
        let mut body = Vec::new();
        let result =
            (entry.call)(&mut cx, &mut Params::new(&parameters, product.wording), &mut body);
        Ok(result.map(|()| serde_json::from_slice(&body).unwrap()))
    });
    answered.unwrap()
}

#[tokio::test]
async fn a_delegated_administrator_reads_the_tree_and_changes_nothing() {
    let world = empty();
    fill(&world, 2, 3).await;
    let delegate = "INSERT INTO resource_delegate (account, service, directory, made)
         VALUES ('9000000000000002', 'cloudfw.aliyuncs.com', 'rd-000000', 0)";
    run(&world, vec![(delegate, vec![])]).await;
    let (other, folder) = (member(3), "fd-1000000001");
    let account = ("AccountId", &*other);
    for (action, params) in [
        ("ListAccounts", vec![]),
        ("ListAccountsForParent", vec![]),
        ("ListFoldersForParent", vec![]),
        ("GetAccount", vec![account]),
        ("GetFolder", vec![("FolderId", folder)]),
        ("ListAncestors", vec![("ChildId", folder)]),
    ] {
        let read = answer(&world, &member(2), action, &params);
        assert_eq!(read.ok(), answer(&world, MASTER, action, &params).ok(), "{action}");
        let refused = answer(&world, &member(1), action, &params).unwrap_err();
        assert_eq!(refused.code, "MemberAccountAccessDenied", "{action}");
    }
    for (action, params) in [
        ("UpdateFolder", vec![("FolderId", folder), ("NewFolderName", "x")]),
        ("DeleteFolder", vec![("FolderId", folder)]),
        ("MoveAccount", vec![account, ("DestinationFolderId", folder)]),
        ("UpdateAccount", vec![account, ("NewDisplayName", "other")]),
        ("RemoveCloudAccount", vec![account]),
        ("GetPayerForAccount", vec![account]),
        ("ListTagResources", vec![("ResourceType", "Account")]),
        ("DestroyResourceDirectory", vec![]),
    ] {
        let refused = answer(&world, &member(2), action, &params).unwrap_err();
        assert_eq!(refused.code, "MemberAccountAccessDenied", "{action}");
    }
    let delegate = member(2);
    let removed = answer(&world, MASTER, "RemoveCloudAccount", &[("AccountId", &delegate)]);
    let removed = removed.unwrap_err();
    assert_eq!((removed.status, &*removed.code), (409, "Deny.TrustedService"));
    assert!(removed.message.contains(" used in cloudfw.aliyuncs.com. "), "{}", removed.message);
}

/// Reference: an account without a directory is told so by every action but those that such accounts are there
/// for, and a member is refused by all that are not for members. Tags belong to what `ResourceType` says.
#[tokio::test]
async fn an_account_that_may_not_call_is_told_so_before_all_else() {
    let world = empty();
    fill(&world, 1, 1).await;
    let refused = |entry: &Entry, account: &str| {
        let caller = Caller {
            account: account.into(),
            principal: Principal::Root,
            access_key: String::new(),
        };
        let checked: Result<_, StoreError> =
            world.database.read(|tx| Ok((entry.callers)(tx, &caller)));
        checked.unwrap().err().map(|error| error.into_fields().code.into_owned())
    };
    let mut anybody = BTreeSet::new();
    let directory =
        |product: &&&Product| product.ram_action(&product.actions[0]).starts_with("resource");
    for entry in PRODUCTS.iter().filter(directory).flat_map(|product| product.actions) {
        let (stranger, member) = (refused(entry, "2000000000000002"), refused(entry, &member(1)));
        assert_eq!(refused(entry, MASTER), None, "{}", entry.name);
        let Some(stranger) = stranger else {
            assert_eq!(member, None, "{}", entry.name);
            if entry.faults.iter().any(|fault| fault.code == "EntityNotExists.ResourceDirectory") {
                anybody.insert(entry.name);
            }
            continue;
        };
        assert_eq!(stranger, "EntityNotExists.ResourceDirectory", "{}", entry.name);
        assert!(member.is_some_and(|code| code.starts_with("MemberAccount")), "{}", entry.name);
    }
    let tags =
        ["ListTagKeys", "ListTagResources", "ListTagValues", "TagResources", "UntagResources"];
    assert_eq!(anybody, BTreeSet::from(tags));
}

/// The ids of all pages of a list, and the total that each page tells.
fn pages(world: &World, action: &str, filter: &[(&str, &str)], by_token: bool) -> Vec<String> {
    let (mut ids, mut number, mut token) = (Vec::new(), 1, None::<String>);
    let mut totals = BTreeSet::new();
    loop {
        let page = number.to_string();
        let mut params = filter.to_vec();
        params.push((if by_token { "MaxResults" } else { "PageSize" }, "37"));
        match &token {
            _ if !by_token => params.push(("PageNumber", &page)),
            Some(token) => params.push(("NextToken", token)),
            None => {}
        }
        let answer = answer(world, MASTER, action, &params).unwrap();
        totals.insert(answer["TotalCount"].as_i64().unwrap());
        let rows = answer["Accounts"]["Account"].as_array().unwrap();
        ids.extend(rows.iter().map(|row| row["AccountId"].as_str().unwrap().to_owned()));
        token = answer["NextToken"].as_str().map(str::to_owned);
        number += 1;
        if if by_token { token.is_none() } else { rows.is_empty() } {
            break;
        }
    }
    assert_eq!(totals, BTreeSet::from([i64::try_from(ids.len()).unwrap()]), "{action} {filter:?}");
    ids
}

#[tokio::test]
async fn pages_leave_nothing_out_where_members_have_left() {
    let world = empty();
    fill(&world, 1, 600).await;
    let mut left: BTreeSet<i64> = (1..=600).collect();
    for gone in [None, Some(1), Some(600), Some(20), Some(21), Some(255), Some(256), Some(560)] {
        if let Some(gone) = gone {
            left.remove(&gone);
            leave(&world, gone).await;
        }
        let of = |fits: fn(&i64) -> bool| {
            left.iter().copied().filter(fits).map(member).collect::<Vec<_>>()
        };
        let all = of(|_| true);
        let tagged = of(|n| n % 10 == 0);
        let named = of(|n| n.to_string().contains('2'));
        let both = of(|n| n % 10 == 0 && n.to_string().contains('2'));
        let tag = ("Tag.1.Key", "team");
        let name = ("QueryKeyword", "2");
        for (filter, want) in
            [(vec![], all), (vec![tag], tagged), (vec![name], named), (vec![tag, name], both)]
        {
            assert_eq!(pages(&world, "ListAccounts", &filter, false), want, "{filter:?}");
            assert_eq!(pages(&world, "ListAccounts", &filter, true), want, "{filter:?}");
            let mut within = filter.clone();
            within.push(("ParentFolderId", ROOT));
            assert_eq!(pages(&world, "ListAccountsForParent", &within, false), want, "{filter:?}");
        }
    }
}
