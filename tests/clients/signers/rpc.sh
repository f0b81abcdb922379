#!/usr/bin/env bash
# PutContact with nothing but bash, openssl and curl: RPC signature version 1.0, HMAC-SHA1, all in the query.
# Usage: rpc.sh NAME DESCRIPTION
#   CMS_URL  where to send it (default: the cloud's own host)
set -euo pipefail
export LC_ALL=C # one character is one byte

encode() { # RFC 3986: everything but unreserved characters as %XX
  local text=$1 out='' byte i
  for ((i = 0; i < ${#text}; i++)); do
    byte=${text:i:1}
    case $byte in
      [A-Za-z0-9._~-]) out+=$byte ;;
      *) printf -v byte '%%%02X' "'$byte" && out+=%${byte: -2} ;;
    esac
  done
  printf %s "$out"
}

parameters=(
  "AccessKeyId=$ALIBABA_CLOUD_ACCESS_KEY_ID"
  Action=PutContact
  Channels.Mail=ops@example.com
  "ContactName=$1"
  "Describe=$2"
  Format=JSON
  SignatureMethod=HMAC-SHA1
  "SignatureNonce=$(openssl rand -hex 16)"
  SignatureVersion=1.0
  "Timestamp=$(date -u +%Y-%m-%dT%H:%M:%SZ)"
  Version=2019-01-01
) # in the order of their names, as the signature wants them
query=
for parameter in "${parameters[@]}"; do
  query+="${query:+&}$(encode "${parameter%%=*}")=$(encode "${parameter#*=}")"
done
signature=$(printf %s "GET&%2F&$(encode "$query")" |
  openssl dgst -sha1 -hmac "$ALIBABA_CLOUD_ACCESS_KEY_SECRET&" -binary | openssl base64)
curl -sS --fail-with-body "${CMS_URL:-https://metrics.cn-hangzhou.aliyuncs.com}/?$query&Signature=$(encode "$signature")"
