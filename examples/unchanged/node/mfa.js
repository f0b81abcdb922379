'use strict';
// Lists the RAM users who may log on to the console without a second factor, and ends with 1 if there are any.

const { default: Ram, GetLoginProfileRequest, ListUsersRequest } = require('@alicloud/ram20150501');
const { default: Credential } = require('@alicloud/credentials');
const { $OpenApiUtil: { Config } } = require('@alicloud/openapi-core');

const ram = new Ram(new Config({ credential: new Credential(), regionId: 'cn-hangzhou' }));

async function* users() {
  let marker;
  do {
    const { body } = await ram.listUsers(new ListUsersRequest({ marker, maxItems: 100 }));
    yield* body.users?.user ?? [];
    marker = body.marker;
  } while (marker);
}

/** The password of a user for the console, or nothing. */
async function loginProfile(userName) {
  try {
    return (await ram.getLoginProfile(new GetLoginProfileRequest({ userName }))).body.loginProfile;
  } catch (e) {
    if (e.code === 'EntityNotExist.User.LoginProfile') return undefined;
    throw e;
  }
}

(async () => {
  let found = 0;
  for await (const { userName } of users()) {
    const profile = await loginProfile(userName);
    if (!profile || profile.MFABindRequired) continue;
    console.log(`${userName} logs on with a password alone`);
    found += 1;
  }
  process.exitCode = found ? 1 : 0;
})();
