//! `DeleteWarehouse` deletes an empty warehouse.

use serde::Serialize;

use crate::cas::{
    faults::{NOT_FOUND, NOT_NOW},
    tables::{
        Owner,
        warehouses::{self, Certificates},
    },
};
use crate::{Access, Action, Cx, Fault, Params, Result, request::page::Page, text};

pub(in crate::cas) struct DeleteWarehouse {
    instance: String,
}

#[derive(Serialize)]
pub(in crate::cas) struct Response {}

impl Action for DeleteWarehouse {
    const NAME: &'static str = "DeleteWarehouse";
    const DOC: &'static str = "Deletes a certificate warehouse.";
    const ACCESS: Access = Access::Delete;
    const FAULTS: &'static [Fault] = &[NOT_FOUND, NOT_NOW];
    type Response = Response;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        Ok(Self { instance: p.required(text("WarehouseInstanceId").doc("The warehouse."))? })
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Response> {
        let owner = Owner::of(cx);
        let found = warehouses::of_instance(cx.tx, owner, &self.instance)?.ok_or(NOT_FOUND)?;
        let inside = Certificates { warehouse: Some(found.id), ..Certificates::default() };
        let one = Page { number: 1, size: 1 };
        if warehouses::list_certificates(cx.tx, owner, &inside, one)?.1 > 0 {
            return Err(NOT_NOW.into());
        }
        warehouses::delete(cx.tx, owner, &found)?;
        Ok(Response {})
    }
}
