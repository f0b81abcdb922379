import assert from 'node:assert/strict';
import { execFile, spawn } from 'node:child_process';
import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { findProgram, LocalyunError, newWorld, Server, shared, start } from 'localyun';
import { users } from '../clients.cjs';

const here = fileURLToPath(new URL('.', import.meta.url));
const run = promisify(execFile);

/** Whether a process runs. @param {number} pid */
function runs(pid) {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

/** @param {number} pid */
async function ends(pid) {
  for (let tries = 0; tries < 300 && runs(pid); tries += 1) await sleep(50);
  assert.ok(!runs(pid), `the server ${pid} is left running`);
}

test('the server of a process is started once, and ends with stop', async () => {
  assert.equal((await shared()).pid, (await shared({ args: ['--no-such-option'] })).pid);
  const server = await start();
  const pid = server.pid ?? 0;
  assert.match(server.url, /^http:\/\/127\.0\.0\.1:\d+$/);
  assert.equal(await server.version(), createRequire(import.meta.url)('localyun/package.json').version);
  assert.ok(runs(pid));
  await server.stop();
  await server.stop();
  assert.ok(!runs(pid));
  await assert.rejects(server.world(), /the server at \S+ does not answer: .*it has ended/s);
});

test('a program ends by itself, and its server with it', async () => {
  const program = `import { newWorld, shared } from 'localyun'; await newWorld(); console.log((await shared()).pid);`;
  const { stdout } = await run(process.execPath, ['--input-type=module', '-e', program], { cwd: here });
  await ends(Number(stdout));
});

test('the server ends also if the program is killed', async () => {
  const program = `
    const { newWorld, shared } = require('localyun');
    newWorld().then(shared).then((server) => { console.log(server.pid); setInterval(() => {}, 1000); });`;
  const child = spawn(process.execPath, ['-e', program], { cwd: here, stdio: ['ignore', 'pipe', 'inherit'] });
  const pid = Number(await new Promise((resolve) => child.stdout.once('data', resolve)));
  assert.ok(runs(pid));
  child.kill('SIGKILL');
  await ends(pid);
});

test('LOCALYUN_ENDPOINT names a server, which goes on', async (t) => {
  const server = await Server.start();
  t.after(() => server.stop());
  const program = `
    const { newWorld, shared, stopShared } = require('localyun');
    newWorld({ ttl: null }).then(async (world) => {
      const { pid, endpoint } = await shared();
      await stopShared();
      console.log(JSON.stringify({ id: world.id, pid: pid ?? null, endpoint }));
    });`;
  for (const endpoint of [server.url, server.endpoint, `${server.url}/`]) {
    const env = { PATH: '', LOCALYUN_ENDPOINT: endpoint, LOCALYUN_BINARY: '/nowhere' };
    const { id, ...others } = JSON.parse((await run(process.execPath, ['-e', program], { cwd: here, env })).stdout);
    assert.deepEqual(others, { pid: null, endpoint: server.endpoint });
    assert.deepEqual(await users(await server.world({ from: id })), []);
  }
  await assert.rejects(Server.at('127.0.0.1:1').world(), /the server at http:\/\/127\.0\.0\.1:1 does not answer: /);
});

test('the token of LOCALYUN_CONTROL_TOKEN is sent', async (t) => {
  const folder = await mkdtemp(join(tmpdir(), 'localyun-'));
  t.after(() => rm(folder, { recursive: true }));
  await writeFile(join(folder, 'token'), 'first\n');
  const server = await Server.start({ args: ['--control-token', 'first'] });
  t.after(() => server.stop());
  const program = `
    const { newWorld } = require('localyun');
    newWorld().then((world) => console.log(world.id), (error) => console.log(error.status, error.message));`;
  const said = async (/** @type {string} */ token) => {
    const env = { PATH: '', LOCALYUN_ENDPOINT: server.url, LOCALYUN_CONTROL_TOKEN: token };
    return (await run(process.execPath, ['-e', program], { cwd: here, env })).stdout;
  };
  assert.match(await said('first'), /^\w+\n$/);
  assert.match(await said(`@${join(folder, 'token')}`), /^\w+\n$/);
  assert.match(await said('other'), /^401 the control API of this server wants a token/);
  assert.match(await said('@/nowhere'), /no such file or directory, open '\/nowhere'/);
});

test('the program is found by an option, LOCALYUN_BINARY, its package, and the PATH', async (t) => {
  const folder = await mkdtemp(join(tmpdir(), 'localyun-'));
  t.after(() => rm(folder, { recursive: true }));
  const packed = findProgram();
  assert.match(packed, /node_modules\/@localyun\/[a-z0-9]+-[a-z0-9]+\/bin\/localyun$/);
  const own = join(folder, 'localyun');
  await writeFile(own, '#!/bin/sh\necho too old >&2\nexit 3\n');
  await chmod(own, 0o755);
  assert.equal(findProgram(own), own);
  assert.throws(() => findProgram(folder), /there is no program at \S+, which the option `program` names/);
  await assert.rejects(start({ program: own }), (error) => {
    assert.ok(error instanceof LocalyunError);
    assert.match(error.message, /did not start: it ended with exit status 3\ntoo old$/);
    return true;
  });
  await assert.rejects(start({ args: ['--no-such-option'] }), /did not start: it ended with exit status 2\n.*--no-such-option/s);
  await writeFile(own, '#!/bin/sh\nexec sleep 60\n');
  await assert.rejects(start({ program: own, startTimeout: 100 }), /it did not serve within 100 ms/);

  // a copy of the package that lacks the package of the platform
  const copy = join(folder, 'node_modules');
  const of = dirname(createRequire(import.meta.url).resolve('localyun/package.json'));
  await run('cp', ['-r', of, join(folder, 'package')]);
  await run('mkdir', ['-p', join(copy, '.bin')]);
  await run('mv', [join(folder, 'package'), join(copy, 'localyun')]);
  await run('ln', ['-s', '../localyun/dist/command.js', join(copy, '.bin', 'localyun')]);
  const find = `try { console.log(require('localyun').findProgram()) } catch (error) { console.log(String(error)) }`;
  const found = async (/** @type {Record<string, string>} */ env) =>
    (await run(process.execPath, ['-e', find], { cwd: folder, env })).stdout.trim();
  const bin = join(copy, '.bin');
  assert.match(await found({ PATH: bin }), /^LocalyunError: the program localyun is not installed: the package @localyun\/\S+, .*LOCALYUN_BINARY/);
  assert.equal(await found({ PATH: `${bin}:${folder}` }), own);
  assert.equal(await found({ PATH: '', LOCALYUN_BINARY: packed }), packed);
  assert.match(await found({ PATH: folder, LOCALYUN_BINARY: '/nowhere' }), /there is no program at \/nowhere, which LOCALYUN_BINARY names/);
});
