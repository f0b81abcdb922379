'use strict';
// node-old: @alicloud/pop-core, which knows no product: actions and parameters go by name.

const { ROAClient, RPCClient } = require('@alicloud/pop-core');
const { Player, Refused } = require('./player');

const clients = new Map();

function client(Client, version, key) {
  const id = JSON.stringify([Client.name, version, key]);
  if (!clients.has(id)) {
    clients.set(id, new Client({
      accessKeyId: key.access_key_id,
      accessKeySecret: key.access_key_secret,
      securityToken: key.security_token,
      endpoint: `http://${process.env.LOCALYUN_ENDPOINT}`,
      apiVersion: version,
    }));
  }
  return clients.get(id);
}

const isObject = (value) => value !== null && typeof value === 'object' && !Array.isArray(value);

/** Its users write `Channels.Mail` themselves, in elements of lists too; lists they leave to the SDK. */
function flat(params, prefix = '') {
  return Object.assign({}, ...Object.entries(params).map(([name, value]) => {
    if (isObject(value)) return flat(value, `${prefix}${name}.`);
    const list = Array.isArray(value) && value.map((element) => (isObject(element) ? flat(element) : element));
    return { [prefix + name]: list || value };
  }));
}

/** By method and path, with the older signature of ROA. */
async function byRoute({ version, params, key, route }) {
  try {
    return { body: await client(ROAClient, version, key).request(...route.split(' '), flat(params)) };
  } catch (e) {
    if (!e.result?.Code || e.name !== `${e.code}Error`) throw e;
    const { Message, RequestId, AccessDeniedDetail } = e.result;
    if (e.message !== `code: ${e.statusCode}, ${Message}, requestid: ${RequestId}`) throw e;
    throw new Refused({
      status: e.statusCode, code: e.code, message: Message, request_id: RequestId, denied: AccessDeniedDetail,
    });
  }
}

async function byName({ version, action, params, key, timeout }) {
  try {
    return { body: await client(RPCClient, version, key).request(action, flat(params), timeout ? { timeout } : {}) };
  } catch (e) {
    if (!e.data?.Code || e.name !== `${e.code}Error`) throw e;
    const { Message, RequestId, AccessDeniedDetail } = e.data;
    if (!e.message.startsWith(`${Message}, URL: `)) throw e;
    throw new Refused({
      status: e.entry.response.statusCode, code: e.code, message: Message, request_id: RequestId, denied: AccessDeniedDetail,
    }, e);
  }
}

new Player('node-old', (ask) => (ask.route ? byRoute(ask) : byName(ask))).main();
