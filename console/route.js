// The address of a view: `#/NAME/PARAM…?world=ID&filter=…`. A view is linked by its address alone.
import { useState, useEffect } from './vendor/htm-preact.js';

/** @typedef {{name: string, params: string[], query: Record<string, string>}} Route */

const listeners = new Set();

const decoded = (text) => {
  try { return decodeURIComponent(text); } catch { return text; }
};

/** The view that the address names. Without a name it is `start`. @returns {Route} */
export function route() {
  const [path, query = ''] = location.hash.replace(/^#\/?/, '').split(/\?(.*)/s);
  const [name, ...params] = path.split('/').filter(Boolean).map(decoded);
  /** @type {Record<string, string>} */
  const values = {};
  for (const pair of query.split('&').filter(Boolean)) {
    const [key, value = ''] = pair.split(/=(.*)/s);
    values[decoded(key)] = decoded(value);
  }
  return { name: name || 'start', params, query: values };
}

/** A query as text, without a question mark. Empty, null and undefined values are left out. @param {Record<string, any>} query */
export function queryText(query) {
  return Object.entries(query)
    .filter(([, value]) => value !== undefined && value !== null && value !== '')
    .map(([key, value]) => `${encodeURIComponent(key)}=${encodeURIComponent(String(value))}`)
    .join('&');
}

/**
 * The address of a view, with the present world kept.
 * @param {string} path such as `calls`
 * @param {string[]} [params] further segments, which are encoded here
 * @param {Record<string, any>} [query] filters; `world` replaces the present world, and `''` is the first one
 */
export function href(path, params = [], query = {}) {
  const text = queryText({ world: route().query.world, ...query });
  return `#/${[path, ...params].map(encodeURIComponent).join('/')}${text && `?${text}`}`;
}

/** Goes to a view: as a click on its link does. @type {typeof href} */
export function go(path, params, query) {
  location.hash = href(path, params, query);
}

/** Changes filters in the address without a new entry in the browser's history. @param {Record<string, any>} changes */
export function setQuery(changes) {
  const { name, params, query } = route();
  history.replaceState(null, '', href(name, params, { ...query, ...changes }));
  for (const listener of listeners) listener();
}

/** The route, kept up to date. @returns {Route} */
export function useRoute() {
  const [value, set] = useState(route);
  useEffect(() => {
    const changed = () => set(route());
    listeners.add(changed);
    addEventListener('hashchange', changed);
    changed();
    return () => {
      listeners.delete(changed);
      removeEventListener('hashchange', changed);
    };
  }, []);
  return value;
}

/** The id of the world of this view; `''` is the first world. */
export const world = () => route().query.world ?? '';

/** The id of the world of this view; `''` is the first world. A page that shows a world is drawn anew when it changes. */
export const useWorld = () => useRoute().query.world ?? '';
