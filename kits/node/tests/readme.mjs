// Writes the examples of README.md as tests: readme.mjs README.md FOLDER
//   ```js title=NAME   the file FOLDER/KIND/readme/NAME, where KIND is the framework that runs it, by its extension
//   ```js verb=NAME    a test of node:test that has a world, and clients of CloudMonitor and RAM
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const [readme, folder] = process.argv.slice(2);
/** @type {Record<string, string>} */
const kinds = { mjs: 'node', ts: 'vitest', js: 'jest' };
const verbs = [];
for (const [, , key, name, code] of readFileSync(readme, 'utf8').matchAll(/^```(js|ts) (title|verb)=(\S+)\n(.*?)^```$/gms)) {
  if (key === 'verb') {
    verbs.push(`test('README: ${name}', async (t) => {\n  const world = await worldFor(t);\n${code.replace(/^(?=.)/gm, '  ')}});\n`);
    continue;
  }
  const into = join(folder, kinds[name.replace(/.*\./, '')], 'readme');
  mkdirSync(into, { recursive: true });
  writeFileSync(join(into, name), code);
}
const head = `import assert from 'node:assert/strict';
import { test } from 'node:test';
import { newWorld, shared, start } from 'localyun';
import { worldFor } from 'localyun/node-test';
import { DescribeContactListRequest, PutContactRequest } from '@alicloud/cms20190101';
import { ListUsersRequest } from '@alicloud/ram20150501';
import { cms, ram } from '../../clients.cjs';

`;
if (verbs.length === 0) throw new Error(`${readme} has no examples of verbs`);
mkdirSync(join(folder, 'node', 'readme'), { recursive: true });
writeFileSync(join(folder, 'node', 'readme', 'verbs.test.mjs'), head + verbs.join('\n'));
