// Each text is there in both languages, with the same values in it.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { texts } from './texts.js';

const values = (text) => [...text.matchAll(/\{(\w+)\}/g)].map(([, name]) => name).sort();

for (const { file, en, zh } of texts) {
  test(file, () => {
    assert.deepEqual(Object.keys(zh).sort(), Object.keys(en).sort());
    for (const [key, text] of Object.entries(en)) {
      assert.deepEqual([...new Set(values(zh[key]))], [...new Set(values(text))], key);
      // Names such as ARN and QPS are the same; sentences are not.
      if (/[a-z]{2,} [a-z]{2,} [a-z]{2,}/.test(text)) assert.match(zh[key], /\p{Script=Han}/u, key);
    }
  });
}
