//! What a text of the page's SDK is worth: the verdict and its code.
//!
//! Real texts are encrypted for the vendor's service, so those that were not made by the control API pass unless the
//! account is strict. The codes are the vendor's list of them.

use crate::captcha::tables::{params, scenes, settings};
use crate::{Cx, Result, Spec, shared::ids, text};

/// What the page's SDK says of a challenge.
pub(in crate::captcha) const PARAM: Spec<String> =
    text("CaptchaVerifyParam").doc("The text that the page's SDK has made, unchanged.");

/// What every text begins with that the control API has made.
const MADE_HERE: &str = "localyun.";
/// How long a text may be used, in milliseconds.
pub(in crate::captcha) const LIFE: i64 = 20 * 60 * 1000;

const PASSED: &str = "T001";
const TEST_PASSED: &str = "T005";
const SUSPECTED: &str = "F001";
const EMPTY: &str = "F002";
const MALFORMED: &str = "F003";
const TEST_FAILED: &str = "F004";
const NO_SCENE: &str = "F005";
const OTHER_ACCOUNT: &str = "F006";
const TWICE: &str = "F008";
const OTHER_SCENE: &str = "F012";
const NOT_BEGUN: &str = "F014";

/// Every code that a verdict may have.
pub(in crate::captcha) const CODES: [&str; 22] = [
    PASSED,
    TEST_PASSED,
    "T006",
    SUSPECTED,
    EMPTY,
    MALFORMED,
    TEST_FAILED,
    NO_SCENE,
    OTHER_ACCOUNT,
    "F007",
    TWICE,
    "F009",
    "F010",
    "F011",
    OTHER_SCENE,
    "F013",
    NOT_BEGUN,
    "F015",
    "F016",
    "F017",
    "F022",
    "F024",
];

/// A verdict.
pub(in crate::captcha) struct Verdict {
    /// Its code; those that begin with `T` pass.
    pub(in crate::captcha) code: String,
    /// The id of the challenge.
    pub(in crate::captcha) certify_id: Option<String>,
}

impl Verdict {
    fn new(code: &str) -> Self {
        Self { code: code.to_owned(), certify_id: None }
    }

    /// Whether the challenge was solved.
    pub(in crate::captcha) fn passes(&self) -> bool {
        self.code.starts_with('T')
    }
}

/// A text that the control API hands to a test: it passes once.
pub(in crate::captcha) fn new_param(cx: &mut Cx<'_>) -> String {
    format!("{MADE_HERE}{}", ids::letters(cx.random, 48))
}

/// The id of a challenge.
pub(in crate::captcha) fn new_certify_id(cx: &mut Cx<'_>) -> String {
    ids::letters(cx.random, 10)
}

/// The code that a text asks for: `pass`, `fail` or `code:F008`. One that asks for an unknown code is malformed, so that a
/// mistake in a test does not pass.
fn magic(param: &str) -> Option<&'static str> {
    match param {
        "pass" => Some(PASSED),
        "fail" => Some(SUSPECTED),
        _ => {
            let asked = param.strip_prefix("code:")?;
            Some(CODES.into_iter().find(|it| *it == asked).unwrap_or(MALFORMED))
        }
    }
}

/// The verdict on a text, in a scene if the call names one. A text that the control API has made is used up by it.
///
/// Modelled: the order in which a scene, its mode and a text are looked at.
pub(in crate::captcha) fn of(cx: &mut Cx<'_>, param: &str, scene: Option<&str>) -> Result<Verdict> {
    if param.is_empty() {
        return Ok(Verdict::new(EMPTY));
    }
    let account = cx.account().to_owned();
    let settings = settings::read(cx.tx, &account)?;
    if let Some(code) = magic(param).filter(|_| settings.magic) {
        return Ok(Verdict { certify_id: Some(new_certify_id(cx)), ..Verdict::new(code) });
    }
    if let Some(id) = scene {
        match scenes::mode(cx.tx, &account, id)?.as_deref() {
            Some("test_pass") => return Ok(Verdict::new(TEST_PASSED)),
            Some("test_fail") => return Ok(Verdict::new(TEST_FAILED)),
            None if scenes::exists(cx.tx, id)? => return Ok(Verdict::new(OTHER_ACCOUNT)),
            None if settings.strict => return Ok(Verdict::new(NO_SCENE)),
            Some(_) | None => {}
        }
    }
    let Some(found) = params::find(cx.tx, &account, param)? else {
        let code = match (param.starts_with(MADE_HERE), settings.strict) {
            (true, _) => NOT_BEGUN,
            (false, true) => MALFORMED,
            (false, false) => PASSED,
        };
        let certify_id = (code == PASSED).then(|| new_certify_id(cx));
        return Ok(Verdict { certify_id, ..Verdict::new(code) });
    };
    let other = match (scene, &found.scene) {
        (Some(scene), Some(made)) => scene != made,
        _ => false,
    };
    let code = if found.used {
        TWICE
    } else if cx.now - found.made > LIFE {
        NOT_BEGUN
    } else if other {
        OTHER_SCENE
    } else {
        params::use_up(cx.tx, param)?;
        PASSED
    };
    Ok(Verdict { certify_id: Some(found.certify_id), ..Verdict::new(code) })
}
