// A world with 100,000 contacts: a page of them asks for little, draws little, and finds the last one.
import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { after, before, test } from 'node:test';
import { launch, open, visit } from './browser.js';
import { root, serve } from './server.js';

const COUNT = 100_000;
const name = (number) => `contact-${String(number).padStart(6, '0')}`;

let server, browser;
before(async () => {
  const contacts = Array.from({ length: COUNT }, (_, number) => ({ name: name(number), description: 'One of many', mail: `${number}@example.com` }));
  const file = `${root}target/console/many.json`;
  writeFileSync(file, JSON.stringify({ version: 1, accounts: [{ id: '1000000000000001', cms: { contacts } }] }));
  server = await serve('--seed', file);
  browser = await launch();
});
after(async () => {
  await browser?.close();
  await server?.stop();
});

test('a page of 100,000 contacts', async () => {
  const { page, context, problems } = await open(browser, server);
  let asked = 0;
  let bytes = 0;
  page.on('response', async (answer) => {
    if (!answer.url().includes('/_localyun/resources')) return;
    asked += 1;
    bytes += (await answer.body()).length;
  });
  await visit(page, server, 'resources/cms/contact');
  const main = page.getByRole('main');
  const rows = main.getByRole('table').getByRole('row');
  await rows.filter({ hasText: name(0) }).waitFor();
  const drawn = await rows.count();
  assert.ok(drawn <= 501, `${drawn} rows are drawn`);
  assert.ok(asked <= 3, `${asked} requests`);
  assert.ok(bytes < 500_000, `${bytes} bytes`);

  // Further rows are added to these.
  await main.getByRole('button', { name: /more/i }).click();
  await rows.filter({ hasText: name(drawn) }).waitFor();
  assert.ok(asked <= 5, `${asked} requests`);

  // The server searches. Each key does not ask for a page of its own, and what it finds of a part of the names does not need a press for each.
  asked = 0;
  await page.keyboard.press('Escape');
  await page.evaluate(() => document.activeElement.blur());
  await page.keyboard.press('/');
  await page.keyboard.type('9999');
  await rows.filter({ hasText: name(0) }).waitFor({ state: 'detached' });
  const last = rows.filter({ hasText: name(COUNT - 1) });
  await last.waitFor();
  assert.ok(asked <= 12, `${asked} requests`);
  assert.deepEqual(problems, []);
  await context.close();
});

test('the other pages draw no more for it', async () => {
  const { page, context, problems } = await open(browser, server, { refusals: true }); // there is no directory
  for (const view of ['start', 'resources', 'due', 'worlds', 'directory']) {
    await visit(page, server, view);
    const elements = await page.evaluate(() => document.querySelectorAll('*').length);
    assert.ok(elements < 5000, `${view} has ${elements} elements`);
  }
  assert.deepEqual(problems, []);
  await context.close();
});
