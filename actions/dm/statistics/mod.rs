//! What was sent and what came of it; addresses that get no mail; the account as a whole.

pub(super) mod times;
pub(super) mod tracks;

// The actions. `UPDATE=1 cargo test registry` keeps the list.
pub(super) mod create_user_suppression;
pub(super) mod delete_invalid_address;
pub(super) mod desc_account_summary;
pub(super) mod get_track_list;
pub(super) mod get_track_list_by_mail_from_and_tag_name;
pub(super) mod get_user;
pub(super) mod list_user_suppression;
pub(super) mod query_invalid_address;
pub(super) mod remove_user_suppression;
pub(super) mod sender_statistics_by_tag_name_and_batch_id;
pub(super) mod sender_statistics_detail_by_param;
pub(super) mod update_user;
