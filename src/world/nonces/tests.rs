//! Which requests are let in once, and which not.

use super::*;

const START: i64 = 1_795_301_621_000;

fn nonces() -> Nonces {
    Nonces::default()
}

fn ask(nonces: &mut Nonces, key: &str, nonce: &str, time: i64, clocks: Clocks) -> NonceUse {
    nonces.seen(NonceKey::new(&[7; 32]).hash(key, nonce), time, clocks)
}

/// Both clocks at once.
fn at(now: i64) -> Clocks {
    Clocks { real: now, world: now }
}

#[test]
fn a_nonce_counts_once_for_each_key() {
    let mut nonces = nonces();
    let mut seen = |key, nonce| ask(&mut nonces, key, nonce, START, at(START));
    assert_eq!(seen("testid", "n"), NonceUse::New);
    assert_eq!(seen("testid", "n"), NonceUse::Before);
    assert_eq!(seen("other", "n"), NonceUse::New);
    assert_eq!(seen("testi", "dn"), NonceUse::New);
}

/// A client that signs anew keeps the nonce by mistake, and has another time.
#[test]
fn a_nonce_counts_once_whatever_the_time_of_its_request() {
    for later in [SPAN - 1, SPAN, 16_000, WINDOW] {
        for sign in [-1, 1] {
            let mut nonces = nonces();
            assert_eq!(ask(&mut nonces, "k", "n", START, at(START)), NonceUse::New);
            let again = START + sign * later;
            assert_eq!(ask(&mut nonces, "k", "n", again, at(START)), NonceUse::Before, "{again}");
        }
    }
}

#[test]
fn it_is_remembered_until_the_time_of_its_request_has_left_the_window() {
    let mut nonces = nonces();
    for dated in [START - WINDOW, START, START + WINDOW] {
        let nonce = dated.to_string();
        assert_eq!(ask(&mut nonces, "k", &nonce, dated, at(START)), NonceUse::New);
        assert_eq!(
            ask(&mut nonces, "k", &nonce, dated, at(dated + WINDOW)),
            NonceUse::Before,
            "{dated}"
        );
    }
    assert!(nonces.held > 0);
    ask(&mut nonces, "k", "m", START + 3 * WINDOW, at(START + 3 * WINDOW));
    assert_eq!(nonces.held, 1);
}

#[test]
fn a_frozen_world_forgets_nothing_that_it_would_take_again() {
    let mut nonces = nonces();
    let hour = 60 * 60 * 1000;
    let clocks = |real| Clocks { real, world: START };
    assert_eq!(ask(&mut nonces, "k", "n", START, clocks(START + hour)), NonceUse::New);
    assert_eq!(ask(&mut nonces, "k", "n", START, clocks(START + 9 * hour)), NonceUse::Before);
}

#[test]
fn a_flood_neither_grows_the_memory_nor_lets_a_call_in_twice() {
    let mut nonces = Nonces { most: 1000, ..nonces() };
    // Another key calls once, and then one floods.
    assert_eq!(ask(&mut nonces, "quiet", "first", START, at(START)), NonceUse::New);
    for n in 0..5000 {
        let now = START + n * 100;
        assert_eq!(ask(&mut nonces, "busy", &n.to_string(), now, at(now)), NonceUse::New, "{n}");
        assert!(nonces.held <= 1000);
    }
    let now = at(START + 500_000);
    for n in 0..5000 {
        let seen = ask(&mut nonces, "busy", &n.to_string(), START + n * 100, now);
        assert_ne!(seen, NonceUse::New, "{n}");
    }
    assert_eq!(ask(&mut nonces, "busy", "0", START, now), NonceUse::Forgotten);
    assert_eq!(ask(&mut nonces, "quiet", "first", START, now), NonceUse::Before);
    assert_eq!(ask(&mut nonces, "quiet", "second", START, now), NonceUse::New);
}

#[test]
fn a_flood_of_one_time_does_not_lock_its_client_out() {
    let mut nonces = Nonces { most: 1000, ..nonces() };
    for n in 0..3000 {
        assert_eq!(ask(&mut nonces, "k", &n.to_string(), START, at(START)), NonceUse::New);
    }
    assert!(nonces.held <= 1000);
}

#[test]
fn what_is_saved_is_remembered_by_another() {
    let mut before = nonces();
    ask(&mut before, "k", "n", START, at(START));
    ask(&mut before, "other", "n", START + WINDOW, at(START));
    let mut after = nonces();
    assert_eq!(after.restore(&before.save()), Some(()));
    assert_eq!(after.held, 2);
    assert_eq!(ask(&mut after, "k", "n", START, at(START)), NonceUse::Before);
    assert_eq!(ask(&mut after, "other", "n", START + WINDOW, at(START)), NonceUse::Before);
    assert_eq!(ask(&mut after, "k", "m", START, at(START)), NonceUse::New);
    let cut = &before.save()[..24];
    // The first is of no nonces, and of a version that hashed them otherwise.
    for bad in [&b""[..], b"x", &[9; 8], &[0; 24], &[255; 40], cut] {
        assert_eq!(nonces().restore(bad), None, "{bad:?}");
    }
    assert_eq!(nonces().restore(&nonces().save()), Some(()));
}

#[test]
fn what_is_dated_ahead_is_to_be_written_down_and_no_more_than_that() {
    let kept = |time, clocks| Ahead::of(|| NonceKey::new(&[7; 32]).hash("k", "n"), time, clocks);
    for time in [START - WINDOW, START - 1000, START] {
        assert!(kept(time, at(START + 999)).is_none(), "{time}");
    }
    let ahead = kept(START + 1000, at(START + 999)).unwrap();
    assert_eq!(ahead.over, START + 999 - WINDOW);
    let mut after = nonces();
    after.distrust(START);
    after.remember(&ahead.nonce);
    assert_eq!(ask(&mut after, "k", "n", START + 1000, at(START)), NonceUse::Before);
    assert_eq!(ask(&mut after, "k", "m", START + 1000, at(START)), NonceUse::New);
    assert_eq!(after.held, 2);
    // In a world that is behind, its own times stay near for as long as it is.
    let behind = Clocks { real: START, world: 0 };
    assert!(kept(1000, behind).is_some() && kept(START - 1000, behind).is_none());
    let ahead = Clocks { real: 0, world: START };
    assert!(kept(START, ahead).is_some() && kept(0, ahead).is_none());
}

#[test]
fn who_does_not_know_what_came_before_takes_nothing_from_before() {
    let mut nonces = nonces();
    nonces.distrust(START);
    assert_eq!(ask(&mut nonces, "k", "n", START - 1000, at(START)), NonceUse::Forgotten);
    assert_eq!(ask(&mut nonces, "k", "n", START, at(START)), NonceUse::New);
    // A frozen world has times of its own.
    let frozen = Clocks { real: START, world: 0 };
    assert_eq!(ask(&mut nonces, "k", "m", 0, frozen), NonceUse::New);
}
