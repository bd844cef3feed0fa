import type { PropertyDeclaration, ReactiveElement } from 'lit';

type Decorator = (element: ReactiveElement, name: string) => void;

/**
 * Lit's own `@property()` and `@state()` for TypeScript's decorators, which this house uses, without their other half
 * for the decorators of the standard: 0.6 kB that no page has to load.
 */
export function property(declaration: PropertyDeclaration = {}): Decorator {
  return ({ constructor }, name) => (constructor as typeof ReactiveElement).createProperty(name, declaration);
}

/** A field whose change renders the element again, and which pages neither see nor set. */
export function state(): Decorator {
  return property({ state: true, attribute: false });
}
