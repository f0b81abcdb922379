// What pages ask for by themselves, to show a state, is shown and counted by none of them.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { launch, open, visit } from './browser.js';
import { pages } from './pages.js';
import { serve } from './server.js';

let server, browser;
before(async () => {
  server = await serve();
  browser = await launch();
});
after(async () => {
  await browser?.close();
  await server?.stop();
});

test('a look at every page is no call', async () => {
  // A new server refuses what the page of the directory asks for.
  const { page, context, problems } = await open(browser, server, { refusals: true });
  const main = page.getByRole('main');
  const counted = async () => {
    await visit(page, server, 'start');
    return main.getByRole('term').filter({ hasText: /^Calls$/ }).locator('xpath=following-sibling::dd').innerText();
  };
  for (const clients of [0, 3]) {
    for (let call = 0; call < clients; call++) await server.call('cms', 'DescribeContactList', call ? {} : { PageNumber: 'x' }, { status: call ? 200 : 400 });
    for (const { name } of pages) await visit(page, server, name);
    const { calls } = await server.get('calls?origin=console&status=404');
    assert.ok(calls.some((call) => call.action === 'GetResourceDirectory'), 'the page of the directory was refused');
    assert.match(await counted(), new RegExp(`^${clients} `));
    await visit(page, server, 'explain');
    assert.equal(await main.getByRole('row').count(), clients ? 2 : 0, 'a head and the refusal of the client');
    await visit(page, server, 'calls');
    assert.equal(await main.getByRole('row').count(), clients && clients + 1);
    await visit(page, server, 'coverage');
    await main.getByText(new RegExp(`^${clients} calls? of the journal`)).waitFor();
  }
  assert.deepEqual(problems, []);
  await context.close();
});
