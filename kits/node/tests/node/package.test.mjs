import assert from 'node:assert/strict';
import { execFile, spawn } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import * as modules from 'localyun';
import { findProgram } from 'localyun';

const require = createRequire(import.meta.url);
const here = fileURLToPath(new URL('.', import.meta.url));
const place = join(here, '..', '..');
const run = promisify(execFile);

/** What a packed file has, sorted. @param {string} name */
async function contents(name) {
  const { stdout } = await run('tar', ['-tzf', join(place, 'packages', name)]);
  return stdout.trim().split('\n').map((path) => path.replace(/^package\//, '')).sort();
}

test('the packed files have what a user needs, and nothing else', async () => {
  const { version, dependencies, optionalDependencies } = /** @type {Record<string, any>} */ (require('localyun/package.json'));
  assert.equal(dependencies, undefined);
  assert.deepEqual(new Set(Object.values(optionalDependencies)), new Set([version]));
  const main = await contents(`localyun-${version}.tgz`);
  for (const name of ['index', 'jest', 'node-test']) {
    for (const end of ['.js', '.mjs', '.d.ts', '.d.mts']) assert.ok(main.includes(`dist/${name}${end}`), name + end);
  }
  const others = main.filter((path) => !/^dist\/[a-z-]+\.(js|mjs|d\.ts|d\.mts)$/.test(path));
  assert.deepEqual(others, ['LICENSE-APACHE', 'LICENSE-MIT', 'README.md', 'package.json']);
  const platform = await contents(`localyun-${process.platform}-${process.arch}-${version}.tgz`);
  assert.deepEqual(platform, ['LICENSE-APACHE', 'LICENSE-MIT', 'README.md', 'bin/localyun', 'package.json']);
  const manifest = JSON.parse(await readFile(join(dirname(findProgram()), '..', 'package.json'), 'utf8'));
  assert.deepEqual([manifest.version, manifest.os, manifest.cpu], [version, [process.platform], [process.arch]]);
});

test('import and require load the same package', () => {
  const required = require('localyun');
  assert.deepEqual(Object.keys(required).sort(), Object.keys(modules).filter((name) => !['default', 'module.exports', '__esModule'].includes(name)).sort());
  assert.equal(required.World, modules.World);
  assert.equal(typeof require('localyun/node-test').worldFor, 'function');
});

test('every name of the package has an example in README.md', async () => {
  const readme = await readFile(require.resolve('localyun/package.json').replace('package.json', 'README.md'), 'utf8');
  const { World, Clock, Outbox, Faults, Calls, Snapshots } = modules;
  for (const [object, type] of Object.entries({ world: World, clock: Clock, outbox: Outbox, faults: Faults, calls: Calls, snapshots: Snapshots })) {
    for (const [name, { value }] of Object.entries(Object.getOwnPropertyDescriptors(type.prototype))) {
      if (typeof value === 'function' && name !== 'constructor') assert.ok(readme.includes(`${object}.${name}(`), `${object}.${name}`);
    }
  }
});

test('the command runs the program, passes signals on and ends as it ends', async () => {
  const command = join(place, 'node_modules', '.bin', 'localyun');
  const { stdout } = await run(command, ['--version']);
  assert.match(stdout, new RegExp(`^localyun\\S* ${require('localyun/package.json').version.replaceAll('.', '\\.')}`));
  await assert.rejects(run(command, ['no-such-command']), (error) => /** @type {any} */ (error).code === 2);
  const child = spawn(command, ['serve', '--listen', '127.0.0.1:0', '--data', ':memory:'], { stdio: ['ignore', 'pipe', 'ignore'] });
  const line = String(await new Promise((resolve) => child.stdout.once('data', resolve)));
  assert.match(line, /^listening on http:/);
  const ended = new Promise((resolve) => child.once('exit', (...end) => resolve(end)));
  child.kill('SIGTERM');
  assert.deepEqual(await ended, [0, null]);
});
