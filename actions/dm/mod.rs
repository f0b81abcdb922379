//! Direct Mail: domains and addresses to send from, mail, lists of recipients, templates, and what became of it.

use crate::{Entry, Link, Product};

mod addresses;
mod control;
mod domains;
mod faults;
mod feedback;
mod lists;
mod passwords;
mod receivers;
mod seed;
mod sending;
mod statistics;
pub mod submission;
mod tables;
mod tags;
mod templates;

// The list: one `mod` and one row for each file. `UPDATE=1 cargo test registry` keeps it.

const ACTIONS: &[Entry] = &[
    Entry::of::<addresses::approve_reply_mail_address::ApproveReplyMailAddress>(),
    Entry::of::<sending::batch_send_mail::BatchSendMail>(),
    Entry::of::<domains::change_domain_dkim_record::ChangeDomainDkimRecord>(),
    Entry::of::<domains::check_domain::CheckDomain>(),
    Entry::of::<addresses::check_reply_to_mail_address::CheckReplyToMailAddress>(),
    Entry::of::<domains::create_domain::CreateDomain>(),
    Entry::of::<addresses::create_mail_address::CreateMailAddress>(),
    Entry::of::<receivers::create_receiver::CreateReceiver>(),
    Entry::of::<tags::create_tag::CreateTag>(),
    Entry::of::<templates::create_template::CreateTemplate>(),
    Entry::of::<statistics::create_user_suppression::CreateUserSuppression>(),
    Entry::of::<domains::delete_domain::DeleteDomain>(),
    Entry::of::<statistics::delete_invalid_address::DeleteInvalidAddress>(),
    Entry::of::<addresses::delete_mail_address::DeleteMailAddress>(),
    Entry::of::<receivers::delete_receiver::DeleteReceiver>(),
    Entry::of::<receivers::delete_receiver_detail::DeleteReceiverDetail>(),
    Entry::of::<tags::delete_tag::DeleteTag>(),
    Entry::of::<templates::delete_template::DeleteTemplate>(),
    Entry::of::<statistics::desc_account_summary::DescAccountSummary>(),
    Entry::of::<domains::desc_domain::DescDomain>(),
    Entry::of::<templates::desc_template::DescTemplate>(),
    Entry::of::<statistics::get_track_list::GetTrackList>(),
    Entry::of::<
        statistics::get_track_list_by_mail_from_and_tag_name::GetTrackListByMailFromAndTagName,
    >(),
    Entry::of::<statistics::get_user::GetUser>(),
    Entry::of::<feedback::list_block_sending::ListBlockSending>(),
    Entry::of::<statistics::list_user_suppression::ListUserSuppression>(),
    Entry::of::<addresses::modify_mail_address::ModifyMailAddress>(),
    Entry::of::<domains::modify_pw_by_domain::ModifyPWByDomain>(),
    Entry::of::<tags::modify_tag::ModifyTag>(),
    Entry::of::<templates::modify_template::ModifyTemplate>(),
    Entry::of::<domains::query_domain_by_param::QueryDomainByParam>(),
    Entry::of::<statistics::query_invalid_address::QueryInvalidAddress>(),
    Entry::of::<addresses::query_mail_address_by_param::QueryMailAddressByParam>(),
    Entry::of::<receivers::query_receiver_by_param::QueryReceiverByParam>(),
    Entry::of::<receivers::query_receiver_detail::QueryReceiverDetail>(),
    Entry::of::<tags::query_tag_by_param::QueryTagByParam>(),
    Entry::of::<sending::query_task_by_param::QueryTaskByParam>(),
    Entry::of::<templates::query_template_by_param::QueryTemplateByParam>(),
    Entry::of::<statistics::remove_user_suppression::RemoveUserSuppression>(),
    Entry::of::<receivers::save_receiver_detail::SaveReceiverDetail>(),
    Entry::of::<sending::send_test_by_template::SendTestByTemplate>(),
    Entry::of::<
        statistics::sender_statistics_by_tag_name_and_batch_id::SenderStatisticsByTagNameAndBatchID,
    >(),
    Entry::of::<statistics::sender_statistics_detail_by_param::SenderStatisticsDetailByParam>(),
    Entry::of::<sending::single_send_mail::SingleSendMail>(),
    Entry::of::<feedback::unblock_sending::UnblockSending>(),
    Entry::of::<statistics::update_user::UpdateUser>(),
];
// The end of the list.

/// Direct Mail (Dm 2015-11-23). Policies can name all of its resources alone.
pub static DM: Product = Product::new("dm", "Dm", "2015-11-23")
    .without_arns()
    .wording(faults::wording)
    .denied(denied)
    .long()
    .schema(tables::SCHEMA)
    .secrets(tables::SECRETS)
    .resources(tables::kinds::RESOURCES, tables::kinds::NO_RESOURCES)
    .due(&[sending::delivery::DUE, templates::review::DUE])
    .control(control::ROUTES)
    .seeds(seed::KINDS)
    .unseeded("passwords, tags, settings, suppressions and unsubscribing of mail, what was sent, what is outside cn-hangzhou")
    .links(&[Link { name: "reply", open: addresses::replies::open }])
    .actions(ACTIONS);

/// The vendor's code for a call that policies deny.
fn denied(_: &crate::Denial<'_>) -> crate::ApiError {
    crate::ApiError::new(
        403,
        "Forbidden",
        "The user is not authorized to operate on the specified resource.",
    )
}
