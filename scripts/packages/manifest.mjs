import { ELEMENTS, sourceOf } from './elements.mjs';

/** The manifest as the package has it: its own files, and each element whole rather than by what it extends. */
export function publicManifest({ schemaVersion, modules }) {
  return {
    schemaVersion,
    readme: 'README.md',
    modules: ELEMENTS.map((name) => {
      const { declarations, exports } = modules.find(({ path }) => path === sourceOf(name));
      const path = `${name}.js`;
      return {
        kind: 'javascript-module',
        path,
        declarations: declarations
          .filter(({ tagName }) => tagName)
          .map((declaration) => ({
            ...withoutOrigin(declaration),
            superclass: { name: 'LitElement', package: 'lit' },
          })),
        exports: exports.map((one) => ({ ...one, declaration: { ...one.declaration, module: path } })),
      };
    }),
  };
}

/** Without `inheritedFrom`: the class that the elements share is no part of the package. */
function withoutOrigin(declaration) {
  return JSON.parse(
    JSON.stringify(declaration, (key, value) => (key === 'inheritedFrom' ? undefined : value)),
  );
}
