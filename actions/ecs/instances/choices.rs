//! What calls choose for instances beside machines and networks: how they are paid, who logs in, their role, their release.

use base64::{Engine, engine::general_purpose::STANDARD};

use crate::{
    Cx, Result,
    core::control::ControlError,
    ecs::{
        catalogue::InstanceType,
        faults::{
            calls::bad_parameter,
            instances::{
                BAD_BANDWIDTH, BAD_CHARGE, BAD_CREDIT, BAD_ENDPOINT, BAD_INTERNET_CHARGE,
                BAD_INTERRUPTION, BAD_PASSWORD, BAD_PERIOD, BAD_RELEASE_TIME, BAD_SPOT,
                BAD_SPOT_DURATION, BAD_TOKENS, BAD_USER_DATA, BIG_USER_DATA, BOTH_PASSWORDS,
                LOW_SPOT_PRICE, NO_PASS_ROLE, NO_PERIOD, NO_PROTECTION, NO_ROLE, NOT_ECS_ROLE,
                PREPAID_SPOT,
            },
            keys::{IS_WINDOWS, NO_PAIR_TO_RUN},
        },
        given::Given,
        key_pairs::ssh_keys,
    },
    shared::format::parse_utc_minute,
    sts::instance_role,
};

/// The most bytes of user data.
const MOST_USER_DATA: usize = 32 * 1024;
const MINUTE: i64 = 60 * 1000;
/// The first and the last moment of a release, from now on: half an hour, three years.
const RELEASE: (i64, i64) = (30 * MINUTE, 3 * 366 * 24 * 60 * MINUTE);

/// Refuses how the call wants to pay.
pub(super) fn check_payment(it: &Given, kind: &InstanceType) -> Result<()> {
    let charge = it.opt("InstanceChargeType").unwrap_or("PostPaid");
    let spot = it.opt("SpotStrategy").unwrap_or("NoSpot");
    if !["PostPaid", "PrePaid"].contains(&charge) {
        return Err(BAD_CHARGE.into());
    }
    if !["NoSpot", "SpotWithPriceLimit", "SpotAsPriceGo"].contains(&spot) {
        return Err(BAD_SPOT.into());
    }
    if !(0..=6).contains(&it.int("SpotDuration").unwrap_or(1)) {
        return Err(BAD_SPOT_DURATION.into());
    }
    if !matches!(it.opt("SpotInterruptionBehavior"), None | Some("Terminate" | "Stop")) {
        return Err(BAD_INTERRUPTION.into());
    }
    if charge == "PrePaid" {
        if spot != "NoSpot" {
            return Err(PREPAID_SPOT.into());
        }
        let period = it.int("Period").ok_or(NO_PERIOD)?;
        let weeks = it.text("PeriodUnit").eq_ignore_ascii_case("week");
        let months = [1, 2, 3, 4, 5, 6, 7, 8, 9, 12, 24, 36, 48, 60];
        if !(weeks && (1..=4).contains(&period) || !weeks && months.contains(&period)) {
            return Err(BAD_PERIOD.into());
        }
    }
    if spot == "SpotWithPriceLimit"
        && let Some(limit) = it.opt("SpotPriceLimit").and_then(|it| it.parse::<f64>().ok())
        && limit < kind.price() / 5.0
    {
        return Err(LOW_SPOT_PRICE.into());
    }
    if it.flag("DeletionProtection") && (charge == "PrePaid" || spot != "NoSpot") {
        return Err(NO_PROTECTION.into());
    }
    Ok(())
}

/// Refuses the bandwidth that the call wants, and how it wants to pay for it.
pub(super) fn check_bandwidth(it: &Given) -> Result<()> {
    if !(0..=100).contains(&it.int("InternetMaxBandwidthOut").unwrap_or(0)) {
        return Err(BAD_BANDWIDTH.into());
    }
    if !(1..=200).contains(&it.int("InternetMaxBandwidthIn").unwrap_or(10)) {
        return Err(bad_parameter("InternetMaxBandwidthIn"));
    }
    match it.opt("InternetChargeType") {
        None | Some("PayByTraffic" | "PayByBandwidth") => Ok(()),
        Some(_) => Err(BAD_INTERNET_CHARGE.into()),
    }
}

/// The bandwidth into an instance that has this one out of it: -1 without any (assumed).
pub(in crate::ecs) fn bandwidth_in(asked: Option<i64>, out: i64) -> i64 {
    match asked {
        Some(asked) => asked,
        None if out == 0 => -1,
        None => out.max(10),
    }
}

/// Refuses who is to log in: a password, or the key of a pair.
pub(super) fn check_login(cx: &mut Cx<'_>, it: &Given, region: &str, windows: bool) -> Result<()> {
    if it.has("Password") && it.flag("PasswordInherit") {
        return Err(BOTH_PASSWORDS.into());
    }
    if windows && it.text("Password").starts_with('/') {
        return Err(BAD_PASSWORD.into());
    }
    if let Some(name) = it.opt("KeyPairName") {
        ssh_keys::named(cx, region, name)?.ok_or(NO_PAIR_TO_RUN)?;
        if windows {
            return Err(IS_WINDOWS.into());
        }
    }
    Ok(())
}

/// Refuses user data that is no Base64, or too long.
pub(in crate::ecs) fn check_user_data(text: &str) -> Result<()> {
    let bytes = STANDARD.decode(text.trim()).map_err(|_| BAD_USER_DATA)?;
    if bytes.len() > MOST_USER_DATA { Err(BIG_USER_DATA.into()) } else { Ok(()) }
}

/// Refuses a role that is not there, that ECS may not assume, or that the caller may not pass on.
pub(in crate::ecs) fn check_role(cx: &mut Cx<'_>, name: &str) -> Result<()> {
    match instance_role::name(cx, Some(name)) {
        Ok(_) => {}
        Err(ControlError::NotFound(_)) => return Err(NO_ROLE.into()),
        Err(_) => return Err(NOT_ECS_ROLE.into()),
    }
    let arn = format!("acs:ram:*:{}:role/{name}", cx.account());
    if cx.may("ram:PassRole", &[arn.into()]) { Ok(()) } else { Err(NO_PASS_ROLE.into()) }
}

/// When an instance is released that is to be at this time.
pub(in crate::ecs) fn release_time(now: i64, text: &str) -> Result<i64> {
    // Seconds do not count: a release is at the beginning of its minute (documented).
    let at = parse_utc_minute(text).ok_or(BAD_RELEASE_TIME)?;
    let wait = at - now;
    if (RELEASE.0 - MINUTE..=RELEASE.1).contains(&wait) {
        Ok(at)
    } else {
        Err(BAD_RELEASE_TIME.into())
    }
}

/// Refuses how credits are to be used, where a type has none.
pub(in crate::ecs) fn check_credit(it: &Given, kind: &InstanceType) -> Result<()> {
    match it.opt("CreditSpecification") {
        None => Ok(()),
        Some("Standard" | "Unlimited") if kind.is_burstable() => Ok(()),
        Some(_) => Err(BAD_CREDIT.into()),
    }
}

/// Refuses what the call wants of the metadata service.
pub(in crate::ecs) fn check_metadata(it: &Given) -> Result<()> {
    if !matches!(it.opt("HttpEndpoint"), None | Some("enabled" | "disabled")) {
        return Err(BAD_ENDPOINT.into());
    }
    if !matches!(it.opt("HttpTokens"), None | Some("optional" | "required")) {
        return Err(BAD_TOKENS.into());
    }
    Ok(())
}
