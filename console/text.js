// The texts of the console in the language that is shown.
//
// `texts/en.js` and `texts/zh.js` have those of the frame and the shared parts. A page has its own in `texts/PAGE.en.js` and
// `texts/PAGE.zh.js`, which are loaded with it. Each exports one object by default, of flat keys (`inbox.title`), the same in
// both languages. `{name}` in a text stands for a value, and `{name:one|many}` for a word that depends on it.

/** @type {Record<string, string>} */
const texts = {};
const loaded = new Set();
let language = document.documentElement.lang.startsWith('zh') ? 'zh' : 'en';

/** The language that is shown: `en` or `zh`. */
export const lang = () => language;

/** Loads the texts of a page, or those of the frame without a name. @param {string} [page] */
export async function loadTexts(page = '') {
  const file = `./texts/${page && `${page}.`}${language}.js`;
  if (loaded.has(file)) return;
  const more = (await import(file)).default;
  Object.assign(texts, more);
  loaded.add(file);
}

/** Shows another language: loads the texts of the frame and of the page that is shown. @param {'en'|'zh'} to @param {string} page */
export async function setLanguage(to, page) {
  language = to;
  loaded.clear();
  try { localStorage.setItem('localyun-language', to); } catch { /* for this page only */ }
  document.documentElement.lang = to === 'zh' ? 'zh-Hans' : 'en';
  await Promise.all([loadTexts(), loadTexts(page).catch(() => {})]);
}

/**
 * A text. A key that there is not is shown as it is. `{count:call|calls}` is the first of the two words where `count` is 1.
 * @param {string} key @param {Record<string, any>} [values] what `{name}` stands for
 */
export function t(key, values) {
  const text = texts[key] ?? key;
  return values ? text.replace(/\{(\w+)(?::([^|{}]*)\|([^{}]*))?\}/g, (whole, name, one, many) => (
    one === undefined ? values[name] ?? whole : String(values[name]) === '1' ? one : many)) : text;
}

/**
 * A text in which `{name}` stands for an element, such as a link: a list that can be a child of an element.
 * @param {string} key @param {Record<string, any>} values
 * @returns {any[]}
 */
export function rich(key, values) {
  return (texts[key] ?? key).split(/\{(\w+)\}/).map((piece, at) => (at % 2 ? values[piece] ?? '' : piece));
}

/** A number with the separators of the language. @param {number} value */
export const number = (value) => value.toLocaleString(language === 'zh' ? 'zh-CN' : 'en-US');
