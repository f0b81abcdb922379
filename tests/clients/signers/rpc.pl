#!/usr/bin/env perl
# PutContact with the modules that come with Perl, and curl: RPC signature version 1.0, HMAC-SHA1, all in a form.
# Usage: rpc.pl NAME DESCRIPTION
#   CMS_URL  where to send it (default: the cloud's own host)
use strict;
use warnings;
use Digest::SHA 'hmac_sha1_base64';
use POSIX 'strftime';

sub encode { my $text = shift; $text =~ s/([^A-Za-z0-9._~-])/sprintf '%%%02X', ord $1/ge; $text }

my %parameters = (
    AccessKeyId      => $ENV{ALIBABA_CLOUD_ACCESS_KEY_ID},
    Action           => 'PutContact',
    'Channels.Mail'  => 'ops@example.com',
    ContactName      => $ARGV[0],
    Describe         => $ARGV[1],
    Format           => 'JSON',
    SignatureMethod  => 'HMAC-SHA1',
    SignatureNonce   => "$$-" . rand,
    SignatureVersion => '1.0',
    Timestamp        => strftime('%Y-%m-%dT%H:%M:%SZ', gmtime),
    Version          => '2019-01-01',
);
my $form = join '&', map { encode($_) . '=' . encode($parameters{$_}) } sort keys %parameters;
my $signature = hmac_sha1_base64('POST&%2F&' . encode($form), "$ENV{ALIBABA_CLOUD_ACCESS_KEY_SECRET}&") . '=';
my $url = $ENV{CMS_URL} || 'https://metrics.cn-hangzhou.aliyuncs.com';
exec 'curl', '-sS', '--fail-with-body', '-d', "$form&Signature=" . encode($signature), "$url/";
