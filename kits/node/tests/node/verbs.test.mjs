import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { test } from 'node:test';
import { promisify } from 'node:util';
import { LocalyunError, start, VerificationError } from 'localyun';
import { worldFor } from 'localyun/node-test';
import { call, contacts, createUser, putContact, users } from '../clients.cjs';


test('a user has a key into the world, with the policies that are given', async (t) => {
  const world = await worldFor(t);
  const reader = await world.user('reader', { policy: 'AliyunRAMReadOnlyAccess' });
  assert.deepEqual(await users(reader), ['reader']);
  await assert.rejects(createUser(reader, 'ann'), /NoPermission/);
  const document = { Version: /** @type {const} */ ('1'), Statement: [{ Effect: 'Allow', Action: 'ram:CreateUser', Resource: '*' }] };
  const writer = await world.user('w.riter', { policy: [document] });
  await createUser(writer, 'ann');
  await assert.rejects(users(writer), /NoPermission/);
  const nobody = await world.user('nobody');
  await assert.rejects(users(nobody), /NoPermission/);
  assert.equal(nobody.accountId, world.accountId);
  assert.equal((await world.calls.list({ caller: 'writer' })).length + (await world.calls.list({ caller: 'w.riter' })).length, 2);
});

test('the environment leads a program here', async (t) => {
  const world = await worldFor(t);
  const ann = await world.user('ann', { policy: 'AliyunRAMReadOnlyAccess' });
  const program = `
    const { default: Credential } = require('@alicloud/credentials');
    const { default: Ram, ListUsersRequest } = require('@alicloud/ram20150501');
    const { $OpenApiUtil } = require('@alicloud/openapi-core');
    const endpoint = new URL(process.env.LOCALYUN_ENDPOINT).host;
    const config = new $OpenApiUtil.Config({ credential: new Credential(), endpoint, protocol: 'http' });
    new Ram(config).listUsers(new ListUsersRequest({})).then(({ body }) => console.log(body.users.user.length));`;
  for (const caller of [world, ann]) {
    const env = { PATH: process.env.PATH, ...caller.env() };
    const { stdout } = await promisify(execFile)(process.execPath, ['-e', program], { env, cwd: new URL('.', import.meta.url) });
    assert.equal(stdout, '1\n');
  }
  assert.deepEqual((await world.calls.list()).map((call) => call.caller?.arn.split(':').at(-1)), ['root', 'user/ann']);
  const withUri = program.replace('new Credential()', "new Credential({ type: 'credentials_uri', credentialsURI: process.env.ALIBABA_CLOUD_CREDENTIALS_URI })");
  const env = { PATH: process.env.PATH, ...world.env() };
  const { stdout } = await promisify(execFile)(process.execPath, ['-e', withUri], { env, cwd: new URL('.', import.meta.url) });
  assert.equal(stdout, '1\n');
  const roles = await world.calls.list({ caller: `acs:ram::${world.accountId}:assumed-role/localyun/localyun` });
  assert.equal(roles.length, 1);
  assert.deepEqual(ann.env(), {
    ALIBABA_CLOUD_ACCESS_KEY_ID: ann.accessKeyId,
    ALIBABA_CLOUD_ACCESS_KEY_SECRET: ann.accessKeySecret,
    ALIBABA_CLOUD_SECURITY_TOKEN: '',
    ALIBABA_CLOUD_REGION_ID: 'cn-hangzhou',
    ALIBABA_CLOUD_CREDENTIALS_URI: `${world.url}/_localyun/credentials?world=${world.id}&account=${world.accountId}`,
    LOCALYUN_ENDPOINT: world.url,
    LOCALYUN_ACCESS_KEY_ID: ann.accessKeyId,
    LOCALYUN_ACCESS_KEY_SECRET: ann.accessKeySecret,
  });
  assert.deepEqual(world.config, {
    accessKeyId: world.accessKeyId,
    accessKeySecret: world.accessKeySecret,
    endpoint: world.endpoint,
    protocol: 'http',
    regionId: 'cn-hangzhou',
  });
});

test('the clock is frozen, set, moved, made faster and released', async (t) => {
  const world = await worldFor(t);
  const { clock } = world;
  assert.equal((await clock.freeze('2026-01-01')).now, '2026-01-01T00:00:00.000Z');
  assert.equal((await createUser(world, 'ann'))?.createDate, '2026-01-01T00:00:00Z');
  assert.equal((await clock.advance('1d12h')).now, '2026-01-02T12:00:00.000Z');
  assert.equal((await clock.advance(-90_000)).now, '2026-01-02T11:58:30.000Z');
  assert.equal((await clock.advance({ total: () => 500 })).nowMs, Date.parse('2026-01-02T11:58:30.500Z'));
  assert.equal((await clock.set(new Date(0))).frozen, true);
  assert.equal((await clock.rate(60)).rate, 60);
  assert.equal((await clock.freeze()).frozen, true);
  assert.equal((await clock.release()).frozen, false);
  assert.ok(Math.abs((await clock.now()).nowMs - Date.now()) < 60_000);
  await assert.rejects(clock.advance('soon'), LocalyunError);
});

test('messages are listed, waited for and deleted', async (t) => {
  const world = await worldFor(t);
  const { outbox } = world;
  const waiting = outbox.wait({ to: 'alice@example.com', timeout: '30s' });
  await putContact(world, 'Alice');
  const message = await waiting;
  assert.deepEqual([message.channel, message.kind, message.to], ['mail', 'verification', 'alice@example.com']);
  const page = await fetch(await outbox.link({ to: 'alice@example.com' }));
  assert.match(await page.text(), /<h1>Activated<\/h1>/);
  assert.deepEqual(await outbox.list({ since: message.id }), []);
  assert.equal((await outbox.list({ channel: 'mail' })).length, 1);
  await assert.rejects(
    outbox.wait({ to: 'bob+x@example.com', timeout: 10 }),
    /no message to=bob\+x@example\.com came in time; the outbox has these:\n {2}1 verification by mail to alice@example\.com: /,
  );
  assert.equal(await outbox.delete(), 1);
  assert.deepEqual(await outbox.list(), []);
});

test('a code is waited for', async (t) => {
  const world = await worldFor(t);
  const phone = '86-13900001234';
  const waiting = world.outbox.code({ channel: 'sms', timeout: '30s' });
  await call(world, '2022-04-19', 'SendVerificationCodeForEnableRD', { SecureMobilePhone: phone });
  assert.match(await waiting, /^\d{6}$/);
  await putContact(world, 'Alice');
  await assert.rejects(world.outbox.code({ to: 'alice@example.com', timeout: 10 }), /no message with a code to=alice@example\.com/);
});

test('faults are injected, listed and removed', async (t) => {
  const world = await worldFor(t);
  const fault = await world.faults.add({ action: 'PutContact', error: 'Throttling.User', retryAfter: '3s', nth: 1 });
  await assert.rejects(putContact(world, 'Alice'), (error) => /** @type {any} */ (error).code === 'Throttling.User');
  await putContact(world, 'Alice');
  assert.deepEqual((await world.faults.list()).map(({ id, matched, fired }) => [id, matched, fired]), [[fault.id, 2, 1]]);
  await world.faults.remove(fault);
  const two = await world.faults.add([{ http: 503 }, { action: 'List*', delay: 1, until: '1h' }]);
  assert.equal(two.length, 2);
  await world.faults.clear();
  assert.ok((await world.faults.presets()).some(({ name }) => name === 'region-down'));
  await world.faults.preset('region-down', { product: 'Ram' });
  await assert.rejects(users(world));
  assert.deepEqual(await contacts(world), ['Alice']);
  await assert.rejects(world.faults.add({ .../** @type {object} */ ({ acton: 'PutContact' }) }), /did you mean `action`/);
  await assert.rejects(world.faults.remove('f99'), (error) => error instanceof LocalyunError && error.status === 404);
});

test('calls are listed, waited for and verified', async (t) => {
  const world = await worldFor(t);
  const { calls } = world;
  const waiting = calls.wait({ action: 'CreateUser', params: { UserName: 'a*' }, timeout: '30s' });
  await createUser(world, 'ann');
  const call = await waiting;
  assert.deepEqual([call.status, call.parameters.UserName, call.caller?.account], [200, 'ann', world.accountId]);
  assert.ok((await calls.get(call.requestId)).answer);
  await assert.rejects(createUser(world, 'ann'), /EntityAlreadyExists/);
  assert.deepEqual((await calls.list({ status: '4xx' })).map(({ code }) => code), ['EntityAlreadyExists.User']);
  await calls.verify('CreateUser', { UserName: 'ann' }, { times: 2 });
  await calls.verify('CreateUser', {}, { atLeast: 1, status: 200, atMost: 1 });
  const last = await calls.last();
  await calls.verify('CreateUser', {}, { times: 0, since: last });
  await assert.rejects(calls.verify('CreateUser', { UserName: 'bob' }, { times: 1 }), (error) => {
    assert.ok(error instanceof VerificationError);
    assert.match(error.message, /^0 calls match, where exactly 1 should: .*"UserName":"bob"/);
    assert.match(error.message, /\n {2}\S+ 200 Ram CreateUser root \S+ms [0-9A-F-]{36}\n {4}params\.UserName: expected "bob", found "ann"/);
    return true;
  });
  await assert.rejects(calls.verify('CreateUser', {}, { times: 1 }), /2 calls match.*\nThese match:\n {2}\S+ 200 Ram CreateUser/);
  await assert.rejects(calls.verify('CreateUsr'), (error) => error instanceof LocalyunError && error.status === 400);
  await assert.rejects(calls.wait({ action: 'ListUsers', timeout: 10 }), /no such call came in time: .*\nThe calls that the world has received/);
  assert.match(await calls.report(1), /^The last 1 calls that.*\n {2}\S+ 409 EntityAlreadyExists\.User Ram CreateUser root \S+ms [0-9A-F-]{36} /);
  await calls.clear();
  assert.equal(await calls.report(), 'The world has received no calls.');
});

/** Worlds that begin with a snapshot have keys of the accounts of the server, of which this is the first. @type {import('localyun').Seed} */
const seed = { version: 1, accounts: [{ id: '1000000000000001' }] };

test('the state is saved, restored, downloaded and begun with', async (t) => {
  const world = await worldFor(t, { from: seed });
  await createUser(world, 'ann');
  const saved = await world.snapshots.save();
  assert.equal(saved.world, world.id);
  await createUser(world, 'bob');
  assert.deepEqual(await users(await worldFor(t, { from: saved.name })), ['ann']);
  await world.snapshots.restore(saved);
  assert.deepEqual(await users(world), ['ann']);
  await world.snapshots.save(saved.name, { replace: true });
  assert.ok((await world.snapshots.list()).some(({ name }) => name === saved.name));
  const file = await world.snapshots.download(saved);
  assert.equal(Buffer.from(file.slice(0, 15)).toString(), 'SQLite format 3');
  await world.snapshots.delete(saved);
  await assert.rejects(world.snapshots.download(saved), (error) => error instanceof LocalyunError && error.status === 404);
});

test('a reset puts a world back to what it began with', async (t) => {
  const world = await worldFor(t);
  await createUser(world, 'ann');
  await world.faults.add({ http: 503 });
  await world.reset();
  assert.deepEqual(await users(world), []);
  const rules = await world.control('POST', '/paging', { max_page: 1 });
  assert.deepEqual(await world.control('GET', 'paging'), rules);
  assert.match(JSON.stringify(rules), /"max_page":1/);
  await assert.rejects(world.control('GET', 'pagin'), /did you mean/);
  await assert.rejects(world.control('GET', 'paging', undefined, { of: 'x' }), /`of`/);
  assert.deepEqual(Object.keys(/** @type {object} */ (await world.server.control('GET', '/proxy'))), ['hosts']);
});

test('a server begins with a snapshot file', async (t) => {
  const { mkdtemp, rm, writeFile } = await import('node:fs/promises');
  const folder = await mkdtemp('prepared-');
  t.after(() => rm(folder, { recursive: true }));
  const world = await worldFor(t, { from: seed });
  await createUser(world, 'ann');
  await writeFile(`${folder}/state.db`, await world.snapshots.download(await world.snapshots.save()));
  const server = await start({ from: `${folder}/state.db`, args: ['--clock', '2026-01-01'] });
  t.after(() => server.stop());
  const fork = await server.world({ from: 'default' });
  assert.equal((await fork.clock.now()).now, '2026-01-01T00:00:00.000Z');
  assert.deepEqual(await users(fork), ['ann']);
});
