// Calls of the products as pages make them: signed with the key of an account's root, and their refusals thrown.
import { READS } from './settled.js';
import { html, useLoad, useRoute, useWorld, setQuery, api, t, ApiProblem, Select } from './parts.js';

/**
 * Calls an action and answers its body; what the product refuses is thrown as an `ApiProblem`, with the product's code as `code`.
 * @param {string} product @param {string} action @param {Record<string, any>} [parameters] those without a value are left out
 * @param {Parameters<typeof api.call>[3]} [options]
 * @returns {Promise<any>}
 */
export async function ask(product, action, parameters = {}, options = {}) {
  const given = Object.entries(parameters).filter(([, value]) => value !== undefined && value !== null && value !== '');
  const answer = await api.call(product, action, Object.fromEntries(given.map(([name, value]) => [name, String(value)])), { own: READS.test(action), ...options });
  if (answer.status < 300) return answer.body;
  const { Code: code, Message: message } = answer.body ?? {};
  const problem = new ApiProblem(answer.status, code ? `${code}: ${message}` : answer.text.slice(0, 500), answer.body);
  problem.code = code;
  throw problem;
}

/**
 * The accounts of the world that have a root key, and the one that the address chooses (`?account=ID`), else the first.
 * @returns {{accounts: {account: string, access_key_id: string}[], account: {account: string, access_key_id: string} | undefined,
 *   error: any, reload: () => void}}
 */
export function useAccount() {
  const id = useWorld() || 'default';
  const { query } = useRoute();
  const { data, error, reload } = useLoad(() => api.get(`worlds/${encodeURIComponent(id)}`), [id]);
  const accounts = data?.accounts ?? [];
  return { accounts, account: accounts.find((one) => one.account === query.account) ?? accounts[0], error, reload };
}

/** Chooses the account whose state a page shows. Nothing is shown if there is one only. @param {{of: ReturnType<typeof useAccount>}} props */
export function AccountChoice({ of }) {
  if (of.accounts.length < 2 || !of.account) return null;
  return html`<${Select} label=${t('parts.account')} value=${of.account.account} onChange=${(account) => setQuery({ account })}
    options=${of.accounts.map((one) => one.account)} />`;
}
