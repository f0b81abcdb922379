//! The fields of a company in calls and in answers.

use serde::Serialize;

use crate::cas::tables::companies::Company;
use crate::{Params, Result, int, text};

/// Reads the fields shared by `CreateCompany` and `UpdateCompany`.
pub(in crate::cas) fn read(p: &mut Params<'_>) -> Result<Company> {
    let field = |name| text(name).line(1, 256);
    Ok(Company {
        id: 0,
        name: p.required(field("CompanyName").doc("The name."))?,
        code: p.required(field("CompanyCode").doc("The registration or social credit code."))?,
        kind: p.required(int("CompanyType").doc("The kind of the company."))?,
        phone: p.required(field("CompanyPhone").doc("The phone number."))?,
        address: p.required(field("CompanyAddress").doc("The street and house."))?,
        city: p.required(field("City").doc("The city."))?,
        province: p.required(field("Province").doc("The province."))?,
        post_code: p.required(field("PostCode").doc("The postal code."))?,
        country: p.required(field("CountryCode").doc("The country, in two letters."))?,
        lang: None,
        email: p.optional(text("CompanyEmail").email().doc("The mail address."))?,
        department: p.optional(field("Department").doc("The department."))?,
    })
}

/// A company in answers, unmasked.
#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(in crate::cas) struct CompanyItem {
    company_id: i64,
    company_name: String,
    company_code: String,
    company_type: i64,
    company_phone: String,
    company_address: String,
    city: String,
    province: String,
    post_code: String,
    country_code: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    lang: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    company_email: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    department: Option<String>,
}

impl From<Company> for CompanyItem {
    fn from(c: Company) -> Self {
        Self {
            company_id: c.id,
            company_name: c.name,
            company_code: c.code,
            company_type: c.kind,
            company_phone: c.phone,
            company_address: c.address,
            city: c.city,
            province: c.province,
            post_code: c.post_code,
            country_code: c.country,
            lang: c.lang,
            company_email: c.email,
            department: c.department,
        }
    }
}
