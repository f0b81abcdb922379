//! Routes of the control API: scenes, texts that pass once, and how strict an account is.

use serde_json::{Map, Value, json};

use super::{
    tables::{
        params::{self, Param},
        scenes,
        settings::{self, Settings},
    },
    verdict,
};
use crate::{
    Cx,
    core::control::{
        ControlError, ControlRequest, ControlRoute, Operation, OwnerSource, Type, required_text,
        text, word,
    },
    shared::format,
};

type Result<T> = std::result::Result<T, ControlError>;

const MODES: &[&str] = &["live", "test_pass", "test_fail"];

pub(super) const ROUTES: &[ControlRoute] = &[
    ControlRoute::new(
        Operation::get("captcha/scenes", "Lists the first 1000 scenes of an account.")
            .owner(OwnerSource::Query),
        list_scenes,
    ),
    ControlRoute::new(
        Operation::post("captcha/scenes", "Adds or changes a scene, and answers it.")
            .owner(OwnerSource::Query)
            .object(
                &[
                    ("id", "the id of the scene"),
                    (
                        "mode",
                        "live, or test_pass or test_fail for the verdict of every challenge; live unless given",
                    ),
                ],
                &[r#"{"id": "1ekzmsb7", "mode": "test_fail"}"#],
            )
            .types(&[("mode", Type::OneOf(MODES))]),
        put_scene,
    ),
    ControlRoute::new(
        Operation::delete("captcha/scenes/{id}", "Deletes a scene of an account.").owner(OwnerSource::Query),
        delete_scene,
    ),
    ControlRoute::new(
        Operation::post(
            "captcha/params",
            "Makes a text as the page's SDK would, which passes once within 20 minutes.",
        )
        .owner(OwnerSource::Query)
        .object(&[("scene", "the scene that it is for; any unless given")], &[
            "{}",
            r#"{"scene": "1ekzmsb7"}"#,
        ]),
        make_param,
    ),
    ControlRoute::new(
        Operation::get("captcha/settings", "Answers how the texts of an account are judged.")
            .owner(OwnerSource::Query),
        |cx, _| shown(cx),
    ),
    ControlRoute::new(
        Operation::post(
            "captcha/settings",
            "Sets how the texts of an account are judged, and answers it.",
        )
        .owner(OwnerSource::Query)
        .object(
            &[
                (
                    "strict",
                    "whether only known scenes and texts of `captcha/params` pass; default false",
                ),
                (
                    "magic",
                    "whether `pass`, `fail` and `code:F008` as texts name their verdict; default true",
                ),
            ],
            &[r#"{"strict": true}"#],
        )
        .types(&[("strict", Type::Boolean), ("magic", Type::Boolean)]),
        set,
    ),
];

fn list_scenes(cx: &mut Cx<'_>, _: &ControlRequest) -> Result<Value> {
    let account = cx.account().to_owned();
    let all = scenes::list(cx.tx, &account)?;
    let all: Vec<Value> =
        all.into_iter().map(|(id, mode)| json!({ "id": id, "mode": mode })).collect();
    Ok(json!({ "scenes": all }))
}

fn put_scene(cx: &mut Cx<'_>, request: &ControlRequest) -> Result<Value> {
    put_mode(cx, &request.members())
}

/// Makes or changes a scene, and answers it.
pub(in crate::captcha) fn put_mode(cx: &mut Cx<'_>, members: &Map<String, Value>) -> Result<Value> {
    let id = required_text(members, "id")?;
    if id.len() > 64 {
        return Err(ControlError::member("id", "it has at most 64 characters"));
    }
    let mode = word(members, "mode", MODES)?.unwrap_or("live");
    let account = cx.account().to_owned();
    scenes::put(cx.tx, (&account, id), mode, cx.now)?;
    Ok(json!({ "id": id, "mode": mode }))
}

fn delete_scene(cx: &mut Cx<'_>, request: &ControlRequest) -> Result<Value> {
    let id = request.path_value("id");
    let account = cx.account().to_owned();
    if !scenes::delete(cx.tx, &account, id)? {
        return Err(ControlError::NotFound(format!(
            "there is no scene {id}; GET /_localyun/captcha/scenes lists those of an account"
        )));
    }
    Ok(json!({ "deleted": id }))
}

fn make_param(cx: &mut Cx<'_>, request: &ControlRequest) -> Result<Value> {
    let members = request.members();
    let scene = text(&members, "scene")?.map(str::to_owned);
    let account = cx.account().to_owned();
    let param = verdict::new_param(cx);
    let certify_id = verdict::new_certify_id(cx);
    let it = Param { scene, certify_id, made: cx.now, used: false };
    params::add(cx.tx, (&account, &param), &it)?;
    let expires = format::iso(cx.now.saturating_add(verdict::LIFE));
    Ok(json!({
        "param": param, "scene": it.scene, "certify_id": it.certify_id, "expires": expires,
    }))
}

fn shown(cx: &mut Cx<'_>) -> Result<Value> {
    let account = cx.account().to_owned();
    let Settings { strict, magic } = settings::read(cx.tx, &account)?;
    Ok(json!({ "strict": strict, "magic": magic }))
}

fn set(cx: &mut Cx<'_>, request: &ControlRequest) -> Result<Value> {
    let members = request.members();
    let account = cx.account().to_owned();
    let before = settings::read(cx.tx, &account)?;
    let flag = |name: &str, before| match members.get(name) {
        None => Ok(before),
        Some(Value::Bool(it)) => Ok(*it),
        Some(_) => Err(ControlError::member(name, "it must be true or false")),
    };
    let strict = flag("strict", before.strict)?;
    let magic = flag("magic", before.magic)?;
    settings::put(cx.tx, &account, Settings { strict, magic })?;
    shown(cx)
}
