//! Images of seed files.

use super::{
    TAGS,
    forms::{DESCRIPTION, IMAGE_ID, IMAGE_NAME, PUBLIC_IMAGE},
    set_tags, shown_tags,
};
use crate::{
    Cx,
    core::{
        control::ControlError,
        seed::{self, Fields, SeedKind, SeedMember, SeedType},
    },
    ecs::{
        catalogue,
        faults::images::SAME_NAME,
        images::public,
        tables::resources::{self, IMAGE, Resource},
    },
    shared::seed_forms,
};

/// The members that are members of answers too.
const NAMES: [(&str, &str); 3] =
    [("description", "Description"), ("family", "ImageFamily"), ("version", "ImageVersion")];

pub(super) const IMAGES: SeedKind = SeedKind {
    name: "images",
    doc: "Images of one's own, without snapshots.",
    key: &["id"],
    members: &[
        IMAGE_ID,
        SeedMember::form("region", seed_forms::REGION, "The region, such as cn-hangzhou.")
            .required(),
        SeedMember::form(
            "origin",
            PUBLIC_IMAGE,
            "The public image that it comes from, which says its system.",
        )
        .required(),
        IMAGE_NAME,
        DESCRIPTION,
        SeedMember::text("family", "The family."),
        SeedMember::text("version", "The version."),
        SeedMember::new(
            "size",
            SeedType::Number,
            "The size in GiB; that of its origin unless given.",
        ),
        TAGS,
    ],
    export: |cx| {
        let account = cx.account().to_owned();
        let all = resources::all(cx.tx, &IMAGE, &account)?;
        let mut shown = Vec::with_capacity(all.len());
        for it in all.into_iter().rev() {
            let mut fields = seed::fields([
                ("id", it.id.clone().into()),
                ("region", it.region.clone().into()),
                ("origin", it.text("Origin").into()),
                ("name", it.name.clone().into()),
                ("size", it.int("Size").into()),
                ("tags", shown_tags(cx, &IMAGE, &it.id)?),
            ]);
            for (member, name) in NAMES {
                if !it.text(name).is_empty() {
                    fields.insert(member.to_owned(), it.text(name).into());
                }
            }
            shown.push(fields);
        }
        Ok(shown)
    },
    create: |cx, it| {
        let account = cx.account().to_owned();
        let origin = seed::text(it, "origin");
        let why = || ControlError::member("origin", format!("there is no public image {origin}"));
        let base = public::one(origin).ok_or_else(why)?;
        let base_size = base.int("Size");
        let mut made = Resource {
            id: seed::text(it, "id").to_owned(),
            name: seed::text(it, "id").to_owned(),
            region: seed::text(it, "region").to_owned(),
            state: "Available".to_owned(),
            made: cx.now,
            body: base.body,
            ..Resource::default()
        };
        for name in ["CreationTime", "ImageFamily"] {
            made.body.shift_remove(name);
        }
        made.set("Origin", origin);
        if let Some(size) = it.get("size") {
            let (least, most) = (base_size, catalogue::MAX_SYSTEM_DISK);
            if !size.as_i64().is_some_and(|it| (least..=most).contains(&it)) {
                let why = format!("an image of {origin} has {least} to {most} GiB");
                return Err(ControlError::member("size", why));
            }
            made.set("Size", size.clone());
        }
        resources::add(cx.tx, &IMAGE, &account, &mut made)?;
        set(cx, made, it)
    },
    update: Some(|cx, it, there| {
        let id = seed::text(it, "id");
        let fixed = ["region", "origin", "size"];
        seed::refuse_change(&format!("the image {id}"), it, there, &fixed)?;
        let account = cx.account().to_owned();
        let found = resources::one(cx.tx, &IMAGE, &account, id)?;
        let none = || ControlError::Wrong(format!("there is no image {id}"));
        set(cx, found.ok_or_else(none)?, it).map(|()| true)
    }),
};

/// Makes of an image what an entry says of what changes.
fn set(cx: &mut Cx<'_>, mut image: Resource, it: &Fields) -> Result<(), ControlError> {
    let account = cx.account().to_owned();
    if it.contains_key("name") {
        seed::text(it, "name").clone_into(&mut image.name);
        let of = (image.region.as_str(), image.name.as_str());
        let all = resources::named(cx.tx, &IMAGE, &account, of)?;
        if all.iter().any(|one| one.id != image.id) {
            return Err(SAME_NAME.into());
        }
    }
    for (member, name) in NAMES {
        if it.contains_key(member) {
            image.set(name, seed::text(it, member));
        }
    }
    resources::put(cx.tx, &IMAGE, &account, &image)?;
    Ok(set_tags(cx, &IMAGE, &image, it)?)
}
