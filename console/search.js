// The search of a page whose list the server searches.
import { html, useState, useEffect, setQuery, Field } from './parts.js';

/** Puts what is typed into `search` of the address, once the typing rests. @param {{label: any, value: string}} props `value`: that of the address */
export function SearchField({ label, value }) {
  const [word, setWord] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => { if (word !== value) setQuery({ search: word }); }, 250);
    return () => clearTimeout(timer);
  }, [word]);
  return html`<${Field} search label=${label} value=${word} onInput=${setWord} />`;
}
