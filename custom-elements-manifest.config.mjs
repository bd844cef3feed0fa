import { ELEMENTS, sourceOf } from './scripts/packages/elements.mjs';

/** What of the analyzer's own findings nobody may rely on, or is not so. */
const onlyPublic = {
  name: 'only-public',
  packageLinkPhase({ customElementsManifest }) {
    for (const module of customElementsManifest.modules) {
      for (const declaration of module.declarations.filter(({ kind }) => kind === 'class')) {
        declaration.members = declaration.members?.filter(({ privacy }) => !privacy);
        // It reads `new CustomEvent(name)` as an event called «name»: what is fired is said by @fires, and checked.
        declaration.events = declaration.events?.filter(({ name }) => name !== 'name');
        const { tagName: name } = declaration;
        // `define()` is ours, and unknown to it.
        if (name && !module.exports.some(({ kind }) => kind === 'custom-element-definition'))
          module.exports.push({
            kind: 'custom-element-definition',
            name,
            declaration: { name: declaration.name, module: module.path },
          });
      }
    }
  },
};

/** The elements that pages may use, with what they share: the platform's own are not for them. */
export default {
  globs: ['src/widgets/base/element.ts', ...ELEMENTS.map(sourceOf)],
  outdir: '.',
  litelement: true,
  plugins: [onlyPublic],
};
