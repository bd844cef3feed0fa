/** Defines an element unless the page has it already: two versions of the platform's script may meet on one page. */
export function define(name: string, element: CustomElementConstructor): void {
  const defined = customElements.get(name);
  if (!defined) customElements.define(name, element);
  else if (defined !== element) console.warn(`<${name}> is defined already: this copy of it is not used.`);
}
