// The search of a page whose list the server searches.
import { html, useState, useEffect, setQuery, Field } from './parts.js';

/** Puts what is typed into the address, once the typing rests. @param {{label: any, value: string, name?: string}} props `name`: its name in the address; `value`: what is there */
export function SearchField({ label, value, name = 'search' }) {
  const [word, setWord] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => { if (word !== value) setQuery({ [name]: word }); }, 250);
    return () => clearTimeout(timer);
  }, [word]);
  return html`<${Field} search label=${label} value=${word} onInput=${setWord} />`;
}
