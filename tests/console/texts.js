// The texts of the console, read from its files: `texts/en.js` and `texts/zh.js` of the frame, `texts/PAGE.en.js` and so on of a page.
import { readdirSync, readFileSync } from 'node:fs';
import { root } from './server.js';

const folder = `${process.env.CONSOLE_DIR || `${root}console`}/texts/`;

/** Both languages of each file: `{file, en, zh}`. */
export const texts = await Promise.all(readdirSync(folder)
  .filter((name) => /(^|\.)en\.js$/.test(name))
  .map(async (file) => ({ file, en: await read(file), zh: await read(file.replace(/en\.js$/, 'zh.js')) })));

async function read(file) {
  // The files are modules, in a folder whose package.json does not say so.
  const source = readFileSync(`${folder}${file}`, 'utf8');
  return (await import(`data:text/javascript,${encodeURIComponent(source)}`)).default;
}

const groups = new Set(texts.flatMap(({ en }) => Object.keys(en).map((key) => key.split('.')[0])));
const withValues = new Set(texts.flatMap(({ en, zh }) => [...Object.values(en), ...Object.values(zh)]).filter((text) => /\{\w+\}/.test(text)));
export const keys = {
  /** Whether a text is the key of one that is missing: `inbox.titel`. */
  looksLikeOne: (text) => /^[a-z]+(\.[A-Za-z][\w-]*)+$/.test(text) && groups.has(text.split('.')[0]),
  /** Whether a text stands there as it is in the files, without its values: `{count} shown`. */
  hasUnfilled: (text) => withValues.has(text),
};
