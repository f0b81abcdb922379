//! The functions that domains may have: which names are known, and of which a domain may have several.

/// Those that a domain may have several times: of which a call without an id adds one.
const MULTIPLE: &[&str] = &[
    "back_to_origin_url_rewrite",
    "condition",
    "edge_function",
    "error_page",
    "filetype_based_ttl_set",
    "filetype_force_ttl_code",
    "host_redirect",
    "origin_request_header",
    "origin_response_header",
    "path_based_ttl_set",
    "path_force_ttl_code",
    "set_hashkey_args",
    "set_req_header",
    "set_resp_header",
];

/// The others that published clients configure.
const SINGLE: &[&str] = &[
    "ali_ua",
    "aliauth",
    "brotli",
    "dynamic",
    "forward_scheme",
    "green_manager",
    "gzip",
    "http_force",
    "https_force",
    "https_option",
    "https_origin_sni",
    "https_tls_version",
    "ip_allow_list_set",
    "ip_black_list_set",
    "ip_white_list_set",
    "l2_oss_key",
    "oss_auth",
    "range",
    "referer_black_list_set",
    "referer_white_list_set",
    "set_req_host_header",
    "tesla",
    "tmd_signature",
    "video_seek",
];

/// Whether a domain may have a function of this name several times.
pub(super) fn is_multiple(name: &str) -> bool {
    MULTIPLE.contains(&name)
}

/// Whether there may be a function of this name: any that looks like one, or only those that are known.
pub(super) fn is_known(name: &str, strictly: bool) -> bool {
    let letters = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'_';
    if strictly { is_multiple(name) || SINGLE.contains(&name) } else { name.bytes().all(letters) }
}
