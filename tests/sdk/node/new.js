'use strict';
// node-new: @alicloud/<product><version>, the tea/darabonba generation.

const assert = require('node:assert');
const $dara = require('@darabonba/typescript');
const { $OpenApiUtil, OpenApiUtil } = require('@alicloud/openapi-core');
const { Player, Refused } = require('./player');

const PACKAGES = {
  ARMS: '@alicloud/openapi-core', // has no package in the registry, nor have SAE and ResourceDirectoryMaster
  Alidns: '@alicloud/alidns20150109',
  BssOpenApi: '@alicloud/openapi-core', // by name
  Cdn: '@alicloud/cdn20180510',
  captcha: '@alicloud/captcha20230305',
  cas: '@alicloud/cas20200407',
  Cms: '@alicloud/cms20190101',
  dcdn: '@alicloud/dcdn20180115',
  Dm: '@alicloud/dm20151123',
  Dypnsapi: '@alicloud/dypnsapi20170525',
  Dysmsapi: '@alicloud/dysmsapi20170525',
  Ecs: '@alicloud/ecs20140526',
  Ims: '@alicloud/ims20190815',
  Kms: '@alicloud/openapi-core', // has a package of an earlier generation alone
  Ram: '@alicloud/ram20150501',
  ResourceDirectoryMaster: '@alicloud/openapi-core',
  ResourceManager: '@alicloud/resourcemanager20200331',
  sae: '@alicloud/openapi-core',
  Sts: '@alicloud/sts20150401',
  Vpc: '@alicloud/vpc20160428',
};

const clients = new Map();

function client(sdk, product, key, attempts) {
  const id = JSON.stringify([product, key, attempts]);
  if (!clients.has(id)) {
    const config = new $OpenApiUtil.Config({
      accessKeyId: key.access_key_id,
      accessKeySecret: key.access_key_secret,
      securityToken: key.security_token,
      endpoint: process.env.LOCALYUN_ENDPOINT,
      protocol: 'http',
    });
    if (attempts) {
      const condition = { maxAttempts: attempts, errorCode: ['Throttling.User', 'ServiceUnavailable'], exception: [] };
      config.retryOptions = new $dara.RetryOptions({ retryable: true, retryCondition: [condition], noRetryCondition: [] });
    }
    clients.set(id, new sdk.default(config));
  }
  return clients.get(id);
}

/** A call that is newer than the package, as the SDK's users make it. */
function generic(core, version, action, params, route) {
  const [method, pathname] = (route ?? 'POST /').split(' ');
  return core.callApi(
    new $OpenApiUtil.Params({
      action,
      version,
      protocol: 'HTTP',
      pathname,
      method,
      authType: 'AK',
      style: route ? 'ROA' : 'RPC',
      reqBodyType: 'formData',
      bodyType: 'json',
    }),
    new $OpenApiUtil.OpenApiRequest({ query: OpenApiUtil.query(params) }),
    new $dara.RuntimeOptions({}),
  );
}

function typed(sdk, core, method, { action, params, timeout }) {
  // `autoretry` and `maxAttempts` are not read: what counts are the `retryOptions` of the client
  const args = [new $dara.RuntimeOptions({ readTimeout: timeout, autoretry: true, maxAttempts: 3 })];
  const Request = sdk[`${action}Request`]; // GetCallerIdentity and its like have none
  if (Request) {
    const request = $dara.cast(params, new Request({}));
    assert.deepEqual(JSON.parse(JSON.stringify(request.toMap())), params);
    args.unshift(request);
  }
  // ROA methods take headers before the options
  if (core[method].length > args.length) args.splice(-1, 0, {});
  return core[method](...args);
}

async function call(request) {
  const { product, version, action, params, key, route, attempts, byName } = request;
  const sdk = require(PACKAGES[product]);
  const core = client(sdk, product, key, attempts);
  const method = action[0].toLowerCase() + action.slice(1) + 'WithOptions';
  const known = core[method] && !byName;
  try {
    const { body, headers } = await (known
      ? typed(sdk, core, method, request)
      : generic(core, version, action, params, route));
    return { body: known ? body.toMap() : body, headers };
  } catch (e) {
    // The package of DCDN is made with the library before this one, whose errors have no class of their own.
    const given = e instanceof $dara.ResponseError ? e.requestId : e.data?.RequestId;
    if (given === undefined) throw e;
    // the SDK puts code, status and request id around the service's message
    const [, code, status, message, requestId] = /^(\S+): code: (\d+), (.*) request id: (.*)$/s.exec(e.message) ?? [];
    if (code !== e.code || Number(status) !== e.statusCode || requestId !== given) throw e;
    throw new Refused({
      status: e.statusCode, code: e.code, message, request_id: requestId, denied: e.accessDeniedDetail,
    }, e);
  }
}

new Player('node-new', call).main();
