//! Places of the cases at which a keyword says nothing that is not said anyway.

/// Whether a place of a document is among them.
pub fn is_excused(document: &str, pointer: &str) -> bool {
    let place = format!("{document} {pointer}");
    REDUNDANT.iter().any(|(_, places)| places.contains(&place.as_str()))
}

/// Why, and where: a case and a pointer.
pub const REDUNDANT: [(&str, &[&str]); 5] = [
    (
        "OpenAPI has a response's header `Content-Type` ignored (4.8.17.1), and one of a part (4.8.15.1).",
        &[
            "tests/cases/headers_of_answers/input.yaml /paths/~1pages/get/responses/200/headers/Content-Type/schema",
            "tests/cases/headers_of_answers/input.yaml /paths/~1pages/get/responses/200/headers/Content-Type/schema/type",
            "tests/cases/parts_with_encodings/input.yaml /paths/~1form/post/requestBody/content/multipart~1form-data/encoding/icon/headers/Content-Type/schema",
            "tests/cases/parts_with_encodings/input.yaml /paths/~1form/post/requestBody/content/multipart~1form-data/encoding/icon/headers/Content-Type/schema/const",
            "tests/cases/parts_with_encodings/input.yaml /paths/~1form/post/requestBody/content/multipart~1form-data/encoding/icon/headers/Content-Type/schema/type",
        ],
    ),
    (
        "A header of a part is the one text that it always is, whatever else is said of it.",
        &[
            "tests/cases/parts_with_encodings/input.yaml /components/headers/Unit/required",
            "tests/cases/parts_with_encodings/input.yaml /components/headers/Unit/schema/type",
            "tests/cases/parts_with_encodings/input.yaml /paths/~1form/post/requestBody/content/multipart~1form-data/encoding/icon/headers/X-Kind/schema/type",
        ],
    ),
    (
        "What it stands in is said not to be written, or is described anew: a query string that is no form, a \
         parameter of the path item that the operation has, too, a variable that no URL has.",
        &[
            "tests/cases/newest_parameters/input.yaml /paths/~1json/get/parameters/0/content",
            "tests/cases/newest_parameters/input.yaml /paths/~1json/get/parameters/0/content/application~1json/schema",
            "tests/cases/newest_parameters/input.yaml /paths/~1json/get/parameters/0/content/application~1json/schema/type",
            "tests/cases/parameters_from_anywhere/input.yaml /paths/~1apps~1{app_id}~1users~1{user}/parameters/1/schema",
            "tests/cases/parameters_from_anywhere/input.yaml /paths/~1apps~1{app_id}~1users~1{user}/parameters/1/schema/type",
            "tests/cases/servers_of_operations/input.yaml /paths/~1odd/get/servers/0/variables/unused/default",
        ],
    ),
    (
        "What stands beside it says as much: `enum` which values there are, and whether null is one; another \
         variant that any string, or the other boolean, is one; `false` that a tuple ends before it; five \
         types of six that the sixth is null.",
        &[
            "tests/cases/all_of_intersected/input.yaml /components/schemas/Holder/properties/narrowed/allOf/0/$ref",
            "tests/cases/limits_of_variants/input.yaml /components/schemas/Limits/properties/any_text/anyOf/0/maxLength",
            "tests/cases/limits_of_variants/input.yaml /components/schemas/Limits/properties/both/oneOf/0/const",
            "tests/cases/limits_of_variants/input.yaml /components/schemas/Limits/properties/both/oneOf/1/const",
            "tests/cases/tuples/input.yaml /components/schemas/Shape/properties/ends/prefixItems/2/type",
            "tests/cases/unions_without_a_tag/input.yaml /components/schemas/Anything/oneOf/0/type",
            "tests/cases/values_of_other_kinds/input.yaml /components/schemas/Holder/properties/quality/nullable",
        ],
    ),
    (
        "No value of the type could break it: a bound beyond all 64-bit integers.",
        &[
            "tests/cases/accents_of_both_versions/input.yaml /components/schemas/Old/properties/e/maximum",
            "tests/cases/accents_of_both_versions/input.yaml /components/schemas/Old/properties/e/minimum",
            "tests/cases/objects/input.yaml /components/schemas/Integers/properties/low/minimum",
        ],
    ),
];
