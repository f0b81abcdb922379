'use strict';
// node-old: @alicloud/pop-core, which knows no product: actions and parameters go by name.

const { RPCClient } = require('@alicloud/pop-core');
const { Player, Refused } = require('./player');

const clients = new Map();

function client(version, key) {
  const id = JSON.stringify([version, key]);
  if (!clients.has(id)) {
    clients.set(id, new RPCClient({
      accessKeyId: key.access_key_id,
      accessKeySecret: key.access_key_secret,
      securityToken: key.security_token,
      endpoint: `http://${process.env.LOCALYUN_ENDPOINT}`,
      apiVersion: version,
    }));
  }
  return clients.get(id);
}

/** Its users write `Channels.Mail` themselves; lists they leave to the SDK. */
function flat(params, prefix = '') {
  return Object.assign({}, ...Object.entries(params).map(([name, value]) => (
    value !== null && typeof value === 'object' && !Array.isArray(value)
      ? flat(value, `${prefix}${name}.`)
      : { [prefix + name]: value })));
}

async function call({ version, action, params, key }) {
  try {
    return { body: await client(version, key).request(action, flat(params)) };
  } catch (e) {
    if (!e.data?.Code || e.name !== `${e.code}Error`) throw e;
    const { Message, RequestId, AccessDeniedDetail } = e.data;
    if (!e.message.startsWith(`${Message}, URL: `)) throw e;
    throw new Refused({
      status: e.entry.response.statusCode, code: e.code, message: Message, request_id: RequestId, denied: AccessDeniedDetail,
    });
  }
}

new Player('node-old', call).main();
