// Takes the pictures of docs/img. Everything in them is fixed, so that they change only when the console does.
import { mkdirSync, writeFileSync } from 'node:fs';
import { drawn, launch, open, visit } from './browser.js';
import { fill, seed } from './sample.js';
import { root, serve } from './server.js';

// The port is the default one, since addresses are in the pictures.
const server = await serve(...seed, '--seed-random', '7', '--port', '4800');
const ids = await fill(server);
const browser = await launch();
const folder = `${root}docs/img`;
mkdirSync(folder, { recursive: true });

/** @type {[string, string, {size?: 'desktop'|'phone', language?: 'en'|'zh', theme?: 'light'|'dark'}][]} */
const pictures = [
  ['start', 'start', {}],
  ['inbox', 'inbox', {}],
  ['calls', 'calls', {}],
  ['explain', `explain/${ids.mismatch}`, {}],
  ['due', 'due', {}],
  ['directory', 'directory', { theme: 'dark' }],
  ['phone-inbox', 'inbox', { size: 'phone' }],
  ['phone-certificates', 'certificates', { size: 'phone', language: 'zh' }],
];

/** What the machine's clock and speed decide, and not the world's. */
const varying = { duration_ms: 1, received: '2026-01-01T00:00:00.000Z', made: '2026-01-01T00:00:00Z', started: '2026-01-01T00:00:00Z', last_used: '2026-01-01T00:00:00Z', uptime: 60 };
const fixed = (name, value) => (value !== null && name in varying ? varying[name] : value);

for (const [name, view, options] of pictures) {
  const { page, context, problems } = await open(browser, server, options);
  await page.route(/\/_localyun\/(?!console|events)/, async (route) => {
    const answer = await route.fetch();
    const text = await answer.text();
    let body = text;
    try { body = JSON.stringify(JSON.parse(text, fixed)); } catch { /* no JSON */ }
    await route.fulfill({ response: answer, body });
  });
  await visit(page, server, view);
  await drawn(page);
  await page.waitForTimeout(500); // the event stream begins
  await page.evaluate(() => document.activeElement.blur());
  const picture = await page.screenshot({ animations: 'disabled', caret: 'hide' });
  writeFileSync(`${folder}/${name}.png`, picture);
  console.log(`docs/img/${name}.png ${picture.length} bytes`);
  if (problems.length) throw new Error(problems.join('\n'));
  await context.close();
}

await browser.close();
await server.stop();
