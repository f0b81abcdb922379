import assert from 'node:assert/strict';
import { writeFile, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { inWorld, LocalyunError, newWorld, start } from 'localyun';
import { worldFor } from 'localyun/node-test';
import { contacts, createUser, putContact, users } from '../clients.cjs';

describe('tests at the same time with the same names', { concurrency: true }, () => {
  for (const number of [1, 2, 3, 4, 5, 6]) {
    test(`contact and user ${number}`, async (t) => {
      const world = await worldFor(t);
      await putContact(world, 'Alice');
      await createUser(world, 'ann');
      assert.deepEqual(await contacts(world), ['Alice']);
      assert.deepEqual(await users(world), ['ann']);
    });
  }
});

test('a world is empty, and a fork has what its origin has', async (t) => {
  const origin = await worldFor(t);
  assert.deepEqual(await users(origin), []);
  await createUser(origin, 'ann');
  for (const from of [origin, origin.id]) {
    const fork = await worldFor(t, { from, accounts: 2 });
    assert.equal(fork.accountId, origin.accountId);
    assert.notEqual(fork.accessKeyId, origin.accessKeyId);
    assert.equal(fork.accounts.length, 2);
    await createUser(fork, 'bob');
    assert.deepEqual(await users(fork), ['ann', 'bob']);
  }
  assert.deepEqual(await users(origin), ['ann']);
});

test('a world begins with a seed: an object, a file of JSON or YAML, a seed of the server', async (t) => {
  const folder = await mkdtemp(join(tmpdir(), 'localyun-'));
  t.after(() => rm(folder, { recursive: true }));
  const seed = /** @type {import('localyun').Seed} */ ({
    version: 1,
    accounts: [{ id: '1000000000000009', ram: { users: [{ name: 'ann' }] } }],
  });
  const json = join(folder, 'state.json');
  await writeFile(json, JSON.stringify(seed));
  const yaml = join(folder, 'state.yaml');
  await writeFile(yaml, 'version: 1\naccounts:\n  - id: 1000000000000009\n    ram:\n      users: [{name: ann}]\n');
  for (const from of [seed, json, yaml, new URL(`file://${yaml}`)]) {
    const world = await worldFor(t, { from });
    assert.deepEqual(world.accounts.map(({ accountId }) => accountId), ['1000000000000009']);
    await createUser(world, 'bob');
    await world.reset();
    assert.deepEqual(await users(world), ['ann']);
  }
  // the accounts of the first world, whose roots have keys, are those of the server
  const server = await start({ seed: yaml, args: ['--account', '1000000000000009:rootkey:rootsecret'] });
  t.after(() => server.stop());
  for (const from of ['state', 'default']) assert.deepEqual(await users(await server.world({ from })), ['ann']);
  await writeFile(yaml, 'version: 1\nacounts: []\n');
  await assert.rejects(newWorld({ from: yaml }), /^LocalyunError: state\.yaml:2:1: unknown name `acounts`/);
  await assert.rejects(newWorld({ from: 'nothing' }), (error) => error instanceof LocalyunError && error.status === 404);
});

test('the same random number makes the same ids', async (t) => {
  const options = { random: 7, from: /** @type {import('localyun').Seed} */ ({ version: 1, accounts: [{ id: '1000000000000001' }] }) };
  const made = [await worldFor(t, options), await worldFor(t, options)].map((world) => createUser(world, 'ann'));
  const [one, other] = await Promise.all(made);
  assert.equal(one?.userId, other?.userId);
});

test('a closed world refuses its keys, and can be closed again', async () => {
  const world = await newWorld({ ttl: null });
  await world.close();
  await world.close();
  await assert.rejects(users(world), /InvalidAccessKeyId\.NotFound/);
});

test('an error in a world says what the world has received', async () => {
  /** @type {string[]} */
  const ids = [];
  const failure = inWorld({}, async (world) => {
    ids.push(world.id);
    await users(world);
    throw new Error('expected more');
  });
  await assert.rejects(failure, (error) => {
    const { message, stack } = /** @type {Error} */ (error);
    return /^expected more\n\nThe calls that the world has received:\n {2}\S+ 200 Ram ListUsers root /.test(message) && !!stack?.includes(message);
  });
  await assert.rejects(newWorld({ from: ids[0] }), /there is no/i);
});
