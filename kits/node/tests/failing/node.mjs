import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { test } from 'node:test';
import { shared } from 'localyun';
import { worldFor } from 'localyun/node-test';
import { createUser, putContact } from '../clients.cjs';

test('fails', async (t) => {
  const world = await worldFor(t);
  writeFileSync(process.env.PID_FILE ?? '', `${(await shared()).pid}`);
  await createUser(world, 'ann');
  await assert.rejects(putContact(world, ''));
  assert.equal(1, 2);
});

test('passes', async (t) => {
  await createUser(await worldFor(t), 'not-shown');
});

test('takes too long', { timeout: 3000 }, async (t) => {
  await createUser(await worldFor(t), 'late');
  await new Promise((resolve) => setTimeout(resolve, 4000));
});
