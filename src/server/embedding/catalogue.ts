/** An attribute or a custom property, as the custom elements manifest describes it. */
export interface Described {
  name: string;
  default: string;
  description: string;
}

/** What a page may set on the widgets. */
export interface Catalogue {
  /** By element: `cq-survey`. */
  attributes: Record<string, Described[]>;
  /** The custom properties that change the look. */
  properties: Described[];
}
