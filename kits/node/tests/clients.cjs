// Clients of the vendor's SDK, as a program under test makes them.
const { default: Cms, PutContactRequest, DescribeContactListRequest } = require('@alicloud/cms20190101');
const { default: Ram, CreateUserRequest, ListUsersRequest } = require('@alicloud/ram20150501');
const { default: OpenApi, $OpenApiUtil } = require('@alicloud/openapi-core');
const { RuntimeOptions } = require('@darabonba/typescript');

/** @typedef {{ config: import('localyun').ClientConfig }} Caller */

/** @param {Caller} key */
const cms = (key) => new Cms(new $OpenApiUtil.Config(key.config));
/** @param {Caller} key */
const ram = (key) => new Ram(new $OpenApiUtil.Config(key.config));

/** @param {Caller} key @param {string} contactName @param {string} [mail] */
async function putContact(key, contactName, mail = 'alice@example.com') {
  await cms(key).putContact(new PutContactRequest({ contactName, describe: 'On call', channels: { mail } }));
}

/** @param {Caller} key */
async function contacts(key) {
  const { body } = await cms(key).describeContactList(new DescribeContactListRequest({}));
  return body?.contacts?.contact?.map(({ name }) => name) ?? [];
}

/** @param {Caller} key @param {string} userName */
async function createUser(key, userName) {
  const { body } = await ram(key).createUser(new CreateUserRequest({ userName }));
  return body?.user;
}

/** @param {Caller} key */
async function users(key) {
  const { body } = await ram(key).listUsers(new ListUsersRequest({}));
  return body?.users?.user?.map(({ userName }) => userName) ?? [];
}

/** A call of any action. @param {Caller} key @param {string} version @param {string} action @param {Record<string, string>} query */
async function call(key, version, action, query) {
  const params = new $OpenApiUtil.Params({
    ...{ action, version, protocol: 'HTTP', pathname: '/', method: 'POST', authType: 'AK' },
    ...{ style: 'RPC', reqBodyType: 'formData', bodyType: 'json' },
  });
  const client = new OpenApi(new $OpenApiUtil.Config(key.config));
  return client.callApi(params, new $OpenApiUtil.OpenApiRequest({ query }), new RuntimeOptions({}));
}

module.exports = { cms, ram, putContact, contacts, createUser, users, call };
