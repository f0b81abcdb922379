//! Verification links of any shape that a product may want: how long each lives, whether a new one
//! replaces the former ones, and how many things one verifies.

use actions::{
    ports::{
        outbox::Channel,
        store::{StoreError, Tx},
    },
    shared::verification::{self, LinkRequest, PreviousLinks},
};
use localyun::world::{Settings, World};

const ACCOUNT: &str = "1000000000000001";

fn ask<'a>(subjects: &'a [&'a str], previous_links: PreviousLinks) -> LinkRequest<'a> {
    LinkRequest {
        link: "verify",
        subjects,
        channel: Channel::Sms,
        value: "13800000000",
        life: 1_000,
        previous_links,
        heading: "",
        body: "",
    }
}

/// Runs `work` in a write transaction of a new database.
async fn within(work: impl Fn(&mut dyn Tx) -> Result<(), StoreError> + Send + Sync + 'static) {
    let world = World::alone(&Settings::default()).unwrap();
    world.database.write(work, |()| ()).await.unwrap();
}

/// The things that a token of a product verifies; none if it is unknown.
fn subjects(tx: &mut dyn Tx, product: &str, token: &str) -> Vec<String> {
    verification::find(tx, product, token).unwrap().map(|it| it.subjects).unwrap_or_default()
}

#[tokio::test]
async fn a_new_link_replaces_the_former_one_of_the_same_thing_and_channel_alone() {
    within(|tx| {
        let replacing = |subject: &'static [&'static str]| ask(subject, PreviousLinks::Replaced);
        verification::put(tx, ("one", ACCOUNT, "a"), &replacing(&["7"]), 0)?;
        verification::put(tx, ("one", ACCOUNT, "other thing"), &replacing(&["8"]), 0)?;
        verification::put(tx, ("two", ACCOUNT, "other product"), &replacing(&["7"]), 0)?;
        verification::put(tx, ("one", "2000000000000002", "other account"), &replacing(&["7"]), 0)?;
        let by_mail = LinkRequest { channel: Channel::Mail, ..replacing(&["7"]) };
        verification::put(tx, ("one", ACCOUNT, "other channel"), &by_mail, 0)?;
        verification::put(tx, ("one", ACCOUNT, "b"), &replacing(&["7"]), 0)?;
        assert!(subjects(tx, "one", "a").is_empty());
        for token in ["b", "other channel", "other account"] {
            assert_eq!(subjects(tx, "one", token), ["7"], "{token}");
        }
        assert_eq!(subjects(tx, "one", "other thing"), ["8"]);
        // A token is good for the product that made it alone.
        assert_eq!(subjects(tx, "two", "other product"), ["7"]);
        assert!(subjects(tx, "two", "b").is_empty());
        verification::delete_links(tx, "one", ACCOUNT, "7")?;
        assert!(
            subjects(tx, "one", "b").is_empty() && subjects(tx, "one", "other channel").is_empty()
        );
        assert_eq!(subjects(tx, "one", "other account"), ["7"]);
        Ok(())
    })
    .await;
}

#[tokio::test]
async fn links_that_are_kept_expire_one_by_one_and_are_deleted_in_the_end() {
    within(|tx| {
        let kept = ask(&["7"], PreviousLinks::Kept);
        verification::put(tx, ("one", ACCOUNT, "a"), &kept, 0)?;
        verification::put(tx, ("one", ACCOUNT, "b"), &kept, 600)?;
        let found = verification::links_for(tx, "one", ACCOUNT, "7")?;
        let times: Vec<_> = found.iter().map(|it| (it.made, it.expires)).collect();
        assert_eq!(times, [(600, 1_600), (0, 1_000)], "the newest first");
        assert!(!found[1].has_expired(1_000) && found[1].has_expired(1_001));
        assert!(!found[0].has_expired(1_001));
        // The first has been expired for as long as it was valid.
        verification::put(tx, ("one", ACCOUNT, "c"), &kept, 2_001)?;
        assert!(subjects(tx, "one", "a").is_empty());
        assert_eq!((subjects(tx, "one", "b").len(), subjects(tx, "one", "c").len()), (1, 1));
        Ok(())
    })
    .await;
}

#[tokio::test]
async fn one_link_verifies_several_things_until_each_has_another() {
    within(|tx| {
        verification::put(
            tx,
            ("one", ACCOUNT, "a"),
            &ask(&["9", "7", "8"], PreviousLinks::Replaced),
            0,
        )?;
        let found = verification::find(tx, "one", "a")?.unwrap();
        assert_eq!((found.subjects.len(), found.subject()), (3, "7"));
        verification::put(tx, ("one", ACCOUNT, "b"), &ask(&["7"], PreviousLinks::Replaced), 0)?;
        assert_eq!(subjects(tx, "one", "a"), ["8", "9"]);
        assert_eq!(subjects(tx, "one", "b"), ["7"]);
        Ok(())
    })
    .await;
}
