// The service: POST /codes, POST /sessions, GET /messages/ID, and POST /receipts, where the cloud tells what became of a message.

import { randomUUID } from 'node:crypto';
import { createServer } from 'node:http';
import { Refused } from './cloud.js';

const TRIES = 5;

/** Makes the service; it listens where the caller wants it to. */
export function service(cloud) {
  const sessions = new Map(); // the phone of each token
  const messages = new Map(); // what is known of each message, by its id
  const tries = new Map(); // wrong codes since the last one was sent, by the phone

  const routes = {
    async 'POST /codes'({ phone }) {
      const id = await cloud.sendCode(phone);
      tries.delete(phone);
      messages.set(id, { state: 'sent' });
      return [202, { id }];
    },

    async 'POST /sessions'({ phone, code, device }) {
      // The cloud lets anybody guess as often as they like.
      if ((tries.get(phone) ?? 0) >= TRIES) return [429, { error: 'too many wrong codes: ask for another one' }];
      if (!(await cloud.checkCode(phone, code))) {
        tries.set(phone, (tries.get(phone) ?? 0) + 1);
        return [401, { error: 'this is not the code, or no longer' }];
      }
      tries.delete(phone);
      const token = randomUUID();
      sessions.set(token, phone);
      // Who has the code may log in, whether or not the notice can be sent.
      const notice = await cloud.sendNotice(phone, device ?? 'unknown').catch((error) => console.error(`no notice: ${error.message}`));
      if (notice) messages.set(notice, { state: 'sent' });
      return [201, { token, notice }];
    },

    async 'POST /receipts'(receipts) {
      // A receipt may come twice, and of a message that is forgotten.
      for (const { biz_id: id, success, err_code: reason } of receipts) {
        if (messages.has(id)) messages.set(id, success ? { state: 'delivered' } : { state: 'failed', reason });
      }
      return [200, { code: 0, msg: 'OK' }];
    },

    async 'GET /messages'(_, id) {
      return messages.has(id) ? [200, messages.get(id)] : [404, { error: 'no such message' }];
    },

    async 'GET /sessions'(_, token) {
      return sessions.has(token) ? [200, { phone: sessions.get(token) }] : [404, { error: 'no such session' }];
    },
  };

  return createServer(async (request, response) => {
    let [status, answer] = [500, { error: 'try again' }];
    try {
      const [, path, id] = decodeURIComponent(request.url).split('/');
      const route = routes[`${request.method} /${path}`];
      if (route) [status, answer] = await route(await body(request), id);
      else [status, answer] = [404, { error: 'no such path' }];
    } catch (error) {
      if (error instanceof SyntaxError) [status, answer] = [400, { error: 'this is no JSON' }];
      else if (error instanceof Refused && error.noNumber) [status, answer] = [400, { error: 'this is no mobile number' }];
      else if (error instanceof Refused && error.tooMany) [status, answer] = [429, { error: 'a code was sent: wait before you ask for another' }];
      else console.error(error);
    }
    response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(answer));
  });
}

async function body(request) {
  let text = '';
  for await (const part of request.setEncoding('utf8')) text += part;
  return text ? JSON.parse(text) : undefined;
}
