//! `ListSecretVersionIds` lists the versions of a secret, the newest first; those without a label only where they are asked for.

use serde::Serialize;

use super::{
    found_secrets::{self, NAME},
    secret_view::Stages,
};
use crate::{Access, Action, Cx, Fault, Params, ResourceReader, Result};
use crate::{
    kms::{
        faults::NO_RESOURCE,
        place::Place,
        tables::secret_versions::{self, SecretVersion},
        typed_texts,
    },
    request::page::Page,
    shared::format::iso,
};

pub(in crate::kms) struct ListSecretVersionIds {
    name: String,
    deprecated: bool,
    page: Page,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(in crate::kms) struct Response {
    secret_name: String,
    version_ids: Rows,
    total_count: i64,
    page_number: i64,
    page_size: i64,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
struct Rows {
    version_id: Vec<Row>,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
struct Row {
    version_id: String,
    create_time: String,
    version_stages: Stages,
}

impl Action for ListSecretVersionIds {
    const NAME: &'static str = "ListSecretVersionIds";
    const DOC: &'static str = "Queries the versions of a secret.";
    const ACCESS: Access = Access::List;
    const RESOURCES: &'static [&'static str] = found_secrets::RESOURCES;
    const RESOURCES_OF: Option<ResourceReader> = Some(found_secrets::RESOURCES_OF);
    const FAULTS: &'static [Fault] = &[NO_RESOURCE];
    type Response = Response;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        let deprecated = ("IncludeDeprecated", "Whether those without a label are listed too.");
        Ok(Self {
            name: p.required(NAME)?,
            deprecated: typed_texts::flag(p, deprecated, false)?,
            page: Page::number_and_size(p, 10, 100)?,
        })
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Response> {
        let secret = found_secrets::any(cx, &self.name)?;
        let of = (Place::of(cx), secret.seq);
        let labels = secret_versions::labels(cx.tx, of)?;
        let row = |it: SecretVersion| {
            let has = labels.iter().filter(|(_, version)| *version == it.id);
            let version_stage: Vec<String> = has.map(|it| it.0.clone()).collect();
            let create_time = iso(it.made);
            Row { version_id: it.id, create_time, version_stages: Stages { version_stage } }
        };
        let all = secret_versions::all(cx.tx, of)?.into_iter().map(row);
        let listed = |it: &Row| self.deprecated || !it.version_stages.version_stage.is_empty();
        let (version_id, total_count) = self.page.and_total(all.filter(listed).collect());
        Ok(Response {
            secret_name: secret.name,
            version_ids: Rows { version_id },
            total_count,
            page_number: self.page.number,
            page_size: self.page.size,
        })
    }
}
