// The program as it runs in the cloud, with no word about endpoints, under `localyun exec`.

import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { test } from 'node:test';
import { shared } from 'localyun';
import { PHONE, client } from './setup.js';

const file = (path) => fileURLToPath(new URL(path, import.meta.url));

test('the program calls the hosts of the vendor, and is answered here', async (t) => {
  const server = await shared();
  const program = spawn(
    file('../node_modules/.bin/localyun'),
    ['exec', '--endpoint', server.url, '--', process.execPath, file('../src/main.js')],
    { env: { ...process.env, PORT: '0' }, stdio: ['ignore', 'pipe', 'inherit'] },
  );
  t.after(async () => {
    program.kill();
    await once(program, 'exit');
  });
  const [line] = await once(program.stdout.setEncoding('utf8'), 'data');
  const { askForCode, logIn } = client(line.trim().split(' ').at(-1));

  assert.equal((await askForCode()).status, 202);
  const { messages } = await server.control('GET', '/outbox', undefined, { to: PHONE });
  assert.equal((await logIn(messages[0].codes[0])).status, 201);
  const { hosts } = await server.control('GET', '/proxy');
  assert.deepEqual(hosts, []); // it wanted no other
});
