// A server with a control token: the console asks for it, keeps it for the tab alone, and shows nothing without it.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { launch, open } from './browser.js';
import { serve } from './server.js';

const TOKEN = 'a-token-of-this-test-0123456789';
let server, browser;
before(async () => {
  server = await serve('--control-token', TOKEN);
  server.token = TOKEN;
  browser = await launch();
});
after(async () => {
  await browser?.close();
  await server?.stop();
});

test('the page asks for the token', async () => {
  await server.call('cms', 'PutContact', { ContactName: 'Alice', Describe: 'x', 'Channels.Mail': 'alice@example.com' });
  const { page, context, problems } = await open(browser, server, { refusals: true });
  await page.goto(server.view('inbox'));
  const dialog = page.getByRole('dialog');
  const message = page.getByRole('main').getByText('alice@example.com').first();
  for (const [token, right] of [['wrong', false], [TOKEN, true]]) {
    await dialog.getByLabel(/token/i).fill(token);
    await dialog.getByRole('button', { name: /use|ok|continue/i }).click();
    if (right) break;
    await dialog.waitFor({ state: 'visible' });
    assert.equal(await message.count(), 0);
  }
  await message.waitFor();
  await dialog.waitFor({ state: 'hidden' });
  // The event stream has it too.
  await server.call('cms', 'PutContact', { ContactName: 'Bob', Describe: 'x', 'Channels.Mail': 'bob@example.com' });
  await page.getByRole('main').getByText('bob@example.com').first().waitFor();
  // It is kept through a reload, and neither in the address nor beyond the tab.
  await page.reload();
  await message.waitFor();
  assert.equal(await dialog.count(), 0);
  assert.ok(!page.url().includes(TOKEN));
  assert.ok(!(await page.evaluate(() => JSON.stringify(localStorage) + document.cookie)).includes(TOKEN));
  assert.deepEqual(problems, []);
  await context.close();
});

test('without it nothing is shown', async () => {
  const { page, context } = await open(browser, server, { refusals: true });
  for (const view of ['inbox', 'calls', 'resources/cms/contact', 'worlds']) {
    await page.goto('about:blank');
    await page.goto(server.view(view));
    await page.getByRole('dialog').waitFor();
    assert.ok(!(await page.locator('body').innerText()).includes('alice@example.com'), view);
  }
  await context.close();
});
