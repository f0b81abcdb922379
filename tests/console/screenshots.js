// Takes the pictures of docs/guide/img. Everything in them is fixed, so that they change only when the console does.
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { drawn, launch, open, visit } from './browser.js';
import { fill, seed } from './sample.js';
import { root, serve } from './server.js';

// The port is the default one, since addresses are in the pictures.
const server = await serve(...seed, '--seed-random', '7', '--port', '4800');
const ids = await fill(server);
const browser = await launch();
const folder = `${root}docs/guide/img`;
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

/** How many pixels of two pictures differ. The browser draws the edges of round corners now and then a little otherwise. */
const differing = (page, ...pictures) => page.evaluate(async (texts) => {
  const [a, b] = await Promise.all(texts.map(async (text) => {
    const image = await createImageBitmap(new Blob([Uint8Array.from(atob(text), (one) => one.charCodeAt(0))]));
    const context = new OffscreenCanvas(image.width, image.height).getContext('2d');
    context.drawImage(image, 0, 0);
    return new Uint32Array(context.getImageData(0, 0, image.width, image.height).data.buffer);
  }));
  return a.length === b.length ? a.filter((pixel, at) => pixel !== b[at]).length : Infinity;
}, pictures.map((picture) => picture.toString('base64')));

for (const [name, view, options] of pictures) {
  const { page, context, problems } = await open(browser, server, options);
  await page.route(/\/_localyun\/(?!console|events)/, async (route) => {
    const answer = await route.fetch();
    const whole = await answer.text();
    // Signatures are of the time and the nonce of a request.
    const text = view.startsWith('explain') ? whole.replace(/\b[0-9a-f]{64}\b/g, 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855') : whole;
    let body = text;
    try { body = JSON.stringify(JSON.parse(text, fixed)); } catch { /* no JSON */ }
    await route.fulfill({ response: answer, body });
  });
  await visit(page, server, view);
  await drawn(page);
  await page.waitForTimeout(500); // the event stream begins
  await page.evaluate(() => document.activeElement.blur());
  const picture = await page.screenshot({ animations: 'disabled', caret: 'hide' });
  const file = `${folder}/${name}.png`;
  const changed = !existsSync(file) || (await differing(page, readFileSync(file), picture)) > 100;
  if (changed) writeFileSync(file, picture);
  console.log(`docs/guide/img/${name}.png ${picture.length} bytes${changed ? '' : ', as it was'}`);
  if (problems.length) throw new Error(problems.join('\n'));
  await context.close();
}

await browser.close();
await server.stop();
