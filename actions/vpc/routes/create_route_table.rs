//! `CreateRouteTable` creates a custom route table in a VPC.

use serde::Serialize;

use crate::vpc::{
    faults::{
        NO_REGION_OF_TABLE, TAG_TWICE,
        networks::NO_VPC,
        routes::{BAD_TABLE_DESCRIPTION, BAD_TABLE_NAME, MANY_TABLES},
    },
    lists::{CLIENT_TOKEN, OWN_REGION, check_texts, found, settings},
    places::known_places,
    routes::{
        system_routes::{self, ID_LENGTH},
        views,
    },
    tables::{
        route_tables::{self, RouteTable},
        vpcs,
    },
    tags::tag_sets::{self, SetTag, TAGS},
};
use crate::{
    Access, Action, Cx, Fault, Params, Result, TagReader, core::client_tokens::Repeats,
    shared::zones, text,
};

pub(in crate::vpc) struct CreateRouteTable {
    region: String,
    vpc: String,
    name: Option<String>,
    description: Option<String>,
    associate: String,
    tags: Vec<SetTag>,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(in crate::vpc) struct Response {
    route_table_id: String,
}

impl Action for CreateRouteTable {
    const NAME: &'static str = "CreateRouteTable";
    const DOC: &'static str = "Creates a custom route table in a VPC.";
    const ACCESS: Access = Access::Create;
    const RESOURCES: &'static [&'static str] =
        &["acs:vpc:{region}:{account}:vpc/{VpcId}", "acs:vpc:{region}:{account}:routetable/*"];
    const TAGS: Option<TagReader> = Some(TAGS);
    const REPEATS: Option<Repeats> = Some(Repeats::USUAL);
    const FAULTS: &'static [Fault] = &[
        NO_REGION_OF_TABLE,
        NO_VPC,
        BAD_TABLE_NAME,
        BAD_TABLE_DESCRIPTION,
        MANY_TABLES,
        TAG_TWICE,
    ];
    type Response = Response;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        p.optional(CLIENT_TOKEN)?;
        Ok(Self {
            region: p.required(OWN_REGION)?,
            vpc: p.required(text("VpcId").doc("The VPC."))?,
            name: p.optional(text("RouteTableName").doc("The name."))?,
            description: p.optional(text("Description").doc("The description."))?,
            associate: p.default(
                text("AssociateType")
                    .doc("What it is associated with: VSwitch, which is the default, or Gateway."),
                "VSwitch",
            )?,
            tags: TAGS(p)?,
        })
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Response> {
        known_places::check_region(&self.region, NO_REGION_OF_TABLE)?;
        let vpc = found(cx, vpcs::of_id, (&self.vpc, Some(&self.region)), NO_VPC)?;
        check_texts(
            (self.name.as_ref(), BAD_TABLE_NAME),
            (self.description.as_ref(), BAD_TABLE_DESCRIPTION),
        )?;
        let tags = tag_sets::of_new(&self.tags)?;
        let settings = settings(cx)?;
        let present = route_tables::of_vpc(cx.tx, &vpc.id)?;
        let custom = present.iter().filter(|it| !it.is_system).count();
        if i64::try_from(custom).unwrap_or(i64::MAX) >= settings.max_route_tables {
            return Err(MANY_TABLES.into());
        }
        let mut table = RouteTable {
            id: zones::id(cx.random, "vtb", &vpc.region, ID_LENGTH),
            account: vpc.account,
            region: vpc.region,
            vpc: vpc.id,
            name: self.name.unwrap_or_default(),
            description: self.description.unwrap_or_default(),
            associate: self.associate,
            propagation: true,
            made: cx.now,
            ready: cx.now.saturating_add(settings.route_ms),
            ..RouteTable::default()
        };
        system_routes::add_table(cx, &mut table)?;
        tag_sets::put_all(cx, (&table.region, views::TAGGED), &table.id, &tags)?;
        Ok(Response { route_table_id: table.id })
    }
}
