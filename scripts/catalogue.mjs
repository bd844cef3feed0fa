/** What a page may set on the widgets, as the custom elements manifest says it: for the platform's snippet builder. */
import { readFileSync } from 'node:fs';

/** What only the platform's own page has. */
const OUTSIDE = ['cq-own-contributions'];

const facts = ({ name, default: value, description }) => ({ name, default: value ?? '', description });

/** Each element's attributes, and the properties that change the look of all of them. */
export function catalogueOf(manifest) {
  const { modules } = JSON.parse(readFileSync(manifest, 'utf8'));
  const elements = modules
    .flatMap(({ declarations }) => declarations ?? [])
    .filter(({ tagName }) => tagName && !OUTSIDE.includes(tagName));
  const properties = new Map(
    elements.flatMap(({ cssProperties = [] }) => cssProperties.map((one) => [one.name, facts(one)])),
  );
  return {
    attributes: Object.fromEntries(
      elements.map(({ tagName, attributes = [] }) => [tagName, attributes.map(facts)]),
    ),
    properties: [...properties.values()],
  };
}
