import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

const failing = fileURLToPath(new URL('../failing', import.meta.url));
const tool = (/** @type {string} */ name) => join(failing, '..', '..', 'node_modules', '.bin', name);

const frameworks = {
  'node:test': [process.execPath, '--test', join(failing, 'node.mjs')],
  vitest: [tool('vitest'), 'run', '--root', failing, '--no-color', 'vitest.test.ts'],
  jest: [tool('jest'), '--rootDir', failing, '--testMatch', '**/jest.test.js'],
};

describe('failed tests show their calls, those that pass do not, and no server is left', { concurrency: true }, () => {
  for (const [name, [command, ...args]] of Object.entries(frameworks)) {
    test(name, async (t) => {
      const folder = mkdtempSync(join(tmpdir(), 'localyun-'));
      t.after(() => rmSync(folder, { recursive: true }));
      const { NODE_TEST_CONTEXT: _, ...inherited } = process.env;
      const env = { ...inherited, PID_FILE: join(folder, 'pid'), NO_COLOR: '1', CI: '1' };
      /** @type {[number | string | null | undefined, string]} */
      const [status, output] = await new Promise((resolve) => {
        execFile(command, args, { env }, (error, stdout, stderr) => resolve([error?.code, stdout + stderr]));
      });
      assert.equal(status, 1, output);
      // of the test that fails, and of the one that takes too long
      const lines = new Set(output.match(/ 200 Ram CreateUser root \S+ms [0-9A-F-]{36}/g));
      assert.equal(lines.size, 2, output);
      const pid = Number(readFileSync(env.PID_FILE, 'utf8'));
      assert.ok(pid > 0);
      for (let tries = 0; tries < 300; tries += 1) {
        try {
          process.kill(pid, 0);
        } catch {
          return;
        }
        await sleep(50);
      }
      assert.fail(`the server ${pid} is left running`);
    });
  }
});
