// A fault rule in words.
import { html, t } from '../../parts.js';

const MATCH = ['product', 'action', 'caller', 'access_key', 'region', 'nth', 'from_call', 'to_call', 'share', 'after', 'until'];
/** What a rule may do to a call; `delay` and `answer_delay` may come with any of the others. */
export const EFFECTS = ['error', 'http', 'reset', 'stall', 'lost_answer', 'cut', 'bad_json'];
const BESIDE = ['message', 'retry_after', 'delay', 'answer_delay'];

const pairs = (names, rule) => names.filter((name) => rule[name] !== undefined).map((name) => [t(`faults.${name}`), rule[name]]);
const shown = (all) => all.map(([name, value], at) => html`${at ? ', ' : ''}<span class="muted">${name}</span>${value !== true && html` <code>${typeof value === 'string' ? value : JSON.stringify(value)}</code>`}`);

/** Which calls a rule matches. @param {any} rule */
export function matchText(rule) {
  const all = pairs(MATCH, rule);
  for (const [name, value] of Object.entries(rule.params ?? {})) all.push([name, value]);
  if (rule.times !== undefined) all.push([t('faults.atMost'), `${rule.times}×`]);
  return all.length ? shown(all) : t('faults.everyCall');
}

/** What happens to a call. @param {any} rule */
export function effectText(rule) {
  return shown(pairs([...EFFECTS, ...BESIDE], rule));
}
