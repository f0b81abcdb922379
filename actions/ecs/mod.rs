//! ECS: what SDKs, the CLI and Terraform ask of it by themselves, whatever they are used for.

use crate::{ApiError, Denial, Entry, ParameterError, Problem, Product};

mod tables;

// The list: one `mod` and one row for each file. `UPDATE=1 cargo test registry` keeps it.
mod describe_regions;

const ACTIONS: &[Entry] = &[Entry::of::<describe_regions::DescribeRegions>()];
// The end of the list.

/// ECS (Ecs 2014-05-26).
pub static ECS: Product = Product::new("ecs", "Ecs", "2014-05-26")
    .wording(wording)
    .denied(denied)
    .schema(tables::SCHEMA)
    .actions(ACTIONS);

/// ecs-vpc.md 1.
fn wording(bad: &ParameterError<'_>) -> ApiError {
    let name = bad.name;
    let (code, message) = match bad.problem {
        Problem::Missing => (
            "MissingParameter",
            format!(
                "The input parameter \"{name}\" that is mandatory for processing this request is not supplied."
            ),
        ),
        _ => ("InvalidParameter", format!("The specified parameter \"{name}\" is not valid.")),
    };
    ApiError::new(400, code, message)
}

/// The code is documented; the text is what clients of the product show.
fn denied(_: &Denial<'_>) -> ApiError {
    ApiError::new(
        403,
        "Forbidden.RAM",
        "User not authorized to operate on the specified resource, or this API doesn't support RAM.",
    )
}
