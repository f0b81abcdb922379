# shellcheck shell=bash
# Sessions of the roles, as commands of a shell that set their keys. For `source`.
platform=1000000000000001
shop=1000000000000002

# The session that a job of GitHub Actions gets: job_session REPOSITORY REF
job_session() {
  local token
  token=$(localyun oidc token --issuer github --claim sub="repo:example/$1:$2") || return
  localyun call sts AssumeRoleWithOIDC RoleArn=acs:ram::$platform:role/pipeline RoleSessionName=release \
    OIDCProviderArn=acs:ram::$platform:oidc-provider/github OIDCToken="$token" --export
}

# That of a role of the shop: role_session NAME
role_session() {
  localyun call sts AssumeRole RoleArn=acs:ram::$shop:role/"$1" RoleSessionName=release --export
}

# Runs a command with a session: with SESSION COMMAND…
with() {
  eval "$1"
  "${@:2}"
}
