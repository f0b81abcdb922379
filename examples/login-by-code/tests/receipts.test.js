// The cloud pushes what became of a message to the service, which the server has to be allowed to call.

import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import { before, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { shared } from 'localyun';
import { PHONE, listening, started } from './setup.js';

before(() => shared({ args: ['--deliver-to', '127.0.0.1'] }));

/** The service, with the cloud told where it is. */
async function withReceipts(t) {
  const app = await started(t);
  const receipts = `${app.url}/receipts`;
  await app.world.control('POST', '/dysms/callbacks', { SmsReport: receipts, DypnsSmsVerifyReport: receipts, duplicate: true });
  return app;
}

/** What the service knows of a message once it knows what became of it. */
async function settled(message, id) {
  for (let i = 0; i < 500; i += 1) {
    const known = await message(id);
    if (known.state !== 'sent') return known;
    await sleep(10);
  }
  throw new Error(`there is no receipt of ${id}`);
}

test('a code that arrives is delivered after three seconds', async (t) => {
  const { world, askForCode, message } = await withReceipts(t);
  const { id } = await askForCode();
  assert.deepEqual(await message(id), { status: 200, state: 'sent' });
  await world.clock.advance('3s');
  assert.deepEqual(await settled(message, id), { status: 200, state: 'delivered' });
  const { receipts } = await world.control('GET', '/dysms/receipts', undefined, { kind: 'DypnsSmsVerifyReport' });
  assert.equal(receipts.length, 2); // each comes twice here
});

test('a phone that is off gets none, and the service knows why', async (t) => {
  const { world, askForCode, message } = await withReceipts(t);
  const off = '13900000101';
  const { status, id } = await askForCode(off);
  assert.equal(status, 202); // accepted all the same
  await world.clock.advance('3s');
  assert.deepEqual(await settled(message, id), { status: 200, state: 'failed', reason: 'MOBILE_NOT_ON_SERVICE' });
});

test('the notice has a receipt, too', async (t) => {
  const { world, askForCode, logIn, message } = await withReceipts(t);
  await askForCode();
  const { notice } = await logIn(await world.outbox.code({ to: PHONE }));
  await world.control('POST', '/dysms/receipts', { biz_id: notice, err_code: 'MOBILE_IN_BLACK' });
  assert.deepEqual(await settled(message, notice), { status: 200, state: 'failed', reason: 'MOBILE_IN_BLACK' });
});

test('a receipt that the service could not take comes again a minute later', async (t) => {
  const { world, server, askForCode, message } = await withReceipts(t);
  let busy = true;
  const door = createServer((request, response) => (busy ? response.writeHead(503).end() : server.emit('request', request, response)));
  const { url } = await listening(t, door);
  await world.control('POST', '/dysms/callbacks', { DypnsSmsVerifyReport: `${url}/receipts`, duplicate: false });
  const receipt = async () => (await world.control('GET', '/dysms/receipts')).receipts[0];

  const { id } = await askForCode();
  await world.clock.advance('3s');
  while ((await receipt()).attempts === 0) await sleep(10);
  assert.equal((await message(id)).state, 'sent');
  busy = false;
  await world.clock.advance('1m');
  assert.equal((await settled(message, id)).state, 'delivered');
  while ((await receipt()).state !== 'delivered') await sleep(10);
  assert.equal((await receipt()).attempts, 2);
});
