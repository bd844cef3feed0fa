/** Registers an element once: a page may hold two copies of the widgets, and the first one serves both. */
export function define(name: string, element: CustomElementConstructor): void {
  const known = customElements.get(name);
  if (!known) customElements.define(name, element);
  else if (known !== element) console.warn(`<${name}> is there already: this page loads the widgets twice.`);
}
