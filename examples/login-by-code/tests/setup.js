// A service in a world of the test's own, and the requests that apps make of it.

import { once } from 'node:events';
import { worldFor } from 'localyun/node-test';
import { Cloud } from '../src/cloud.js';
import { service } from '../src/service.js';

export const PHONE = '13800000000';
const NOTICE = { signName: '小店', templateCode: 'SMS_481234567' };

/** Starts the service on a cloud of its own, whose clock stands; both end with the test. */
export async function started(t) {
  const world = await worldFor(t);
  await world.clock.freeze('2026-01-01T12:00:00Z');
  await world.control('POST', '/dysms/signs', { name: NOTICE.signName });
  await world.control('POST', '/dysms/templates', {
    code: NOTICE.templateCode, type: 1, content: '您的账号刚刚在${device}上登录。如非本人操作，请修改密码。',
  });
  const app = await listening(t, service(new Cloud({ config: world.config, notice: NOTICE })));
  return { world, ...app };
}

/** Lets a service listen until the end of the test: its URL, and what asks it. */
export async function listening(t, server) {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  t.after(() => {
    server.close();
    server.closeAllConnections();
  });
  return { server, ...client(`http://127.0.0.1:${server.address().port}`) };
}

export function client(url) {
  const ask = async (method, path, body) => {
    const response = await fetch(url + path, { method, body: body && JSON.stringify(body) });
    return { status: response.status, ...(await response.json()) };
  };
  return {
    url,
    get: (path) => ask('GET', path),
    askForCode: (phone = PHONE) => ask('POST', '/codes', { phone }),
    logIn: (code, phone = PHONE) => ask('POST', '/sessions', { phone, code, device: 'iPhone' }),
    message: (id) => ask('GET', `/messages/${encodeURIComponent(id)}`),
  };
}

/** A code of six digits that is not this one. */
export const wrong = (code) => String((Number(code) + 1) % 1_000_000).padStart(6, '0');
