import { marked } from 'marked';
import { readFileSync } from 'node:fs';
import { defineConfig, type Plugin, type UserConfig } from 'vite';
import { catalogueOf } from './scripts/catalogue.mjs';
import { ELEMENTS, sourceOf } from './scripts/packages/elements.mjs';
import { loaderFiles } from './scripts/seal.mjs';

const { version } = JSON.parse(readFileSync(new URL('./package.json', import.meta.url), 'utf8')) as {
  version: string;
};

const entriesOf = (names: string[]) => Object.fromEntries(names.map((name) => [name, sourceOf(name)]));

/** What the platform's own pages run: the snippet builder, and a widget's page in a frame. */
const PAGES = ['builder', 'frame'];

/** Style sheets are text to the bundler: their white space and comments are taken out here. */
const smallerStyles: Plugin = {
  name: 'smaller-styles',
  transform(code, id) {
    if (!/src\/widgets\/.*\.ts$/.test(id)) return undefined;
    return code.replace(/\n\s+/g, '\n').replace(/\bcss`([^`$]*)`/g, (_, sheet: string) => {
      const small = sheet
        .replace(/\/\*[\s\S]*?\*\//g, '')
        .replace(/\s+/g, ' ')
        .replace(/ ?([{};,]) ?/g, '$1')
        .replace(/: /g, ':')
        .replace(/;}/g, '}');
      return `css\`${small.trim()}\``;
    });
  },
};

/** A page may have added to every object (`Object.prototype.x = …`): the bundler's own helper must not meet that. */
const ownNamesOnly: Plugin = {
  name: 'own-names-only',
  renderChunk(code) {
    return code.replaceAll(/for \((?:var|let|const) (\w+) in all\)/g, 'for (const $1 of Object.keys(all))');
  },
};

/** What Lit leaves on `window`, for its own warnings and for decorators of the standard, which this house has not. */
const LIT_GLOBALS = [
  /,?\(\w+\.(?:litHtmlVersions|litElementVersions|reactiveElementVersions)\?\?=\[\]\)\.push\("[\d.]+"\)/,
  /Symbol\.metadata\?\?=Symbol\("metadata"\),\w+\.litPropertyMetadata\?\?=new WeakMap;/,
  /const t=this\[Symbol\.metadata\];if\(null!==t\)\{[^{}]*litPropertyMetadata[^{}]*\}/,
];

/** The page is a guest's: `window` stays as it was. Our copy of Lit is inside, and nobody else's business. */
const withoutGlobals: Plugin = {
  name: 'without-globals',
  transform(code, id) {
    if (!/node_modules\/(@lit|lit-html|lit-element)\//.test(id)) return undefined;
    return LIT_GLOBALS.reduce((text, left) => text.replace(left, ''), code);
  },
};

/** Localize's own front door brings in all that sets a language: here French is spoken without, and English brings it. */
const wordsOnly: Plugin = {
  name: 'words-only',
  transform(_, id) {
    if (!/@lit\/localize\/lit-localize\.js$/.test(id)) return undefined;
    return `export { str } from './internal/str-tag.js'; export { msg } from './init/install.js';`;
  },
};

/** The bundler's own helper knows of methods and of accessors with descriptors too: ours are fields. */
const fieldDecorators: Plugin = {
  name: 'field-decorators',
  transform(_, id) {
    if (!/runtime.*helpers\/esm\/decorate/.test(id)) return undefined;
    return `export default (decorators, target, name) => decorators.forEach((decorate) => decorate(target, name));`;
  },
};

/** The elements and what they share, into the immutable folder of this version: `vite build --mode embed`. */
const embed: UserConfig = {
  plugins: [smallerStyles, wordsOnly, fieldDecorators, ownNamesOnly, withoutGlobals],
  // The hashes of a survey's parts are known once they are built: the seal writes them in this text's place.
  define: {
    __CQ_VERSION__: JSON.stringify(version),
    __CQ_PARTS__: JSON.stringify('__CQ_PARTS:survey-__'),
    __CQ_UPLOADS__: JSON.stringify('__CQ_PARTS:uploads__'),
    __CQ_THREAD_PARTS__: JSON.stringify('__CQ_PARTS:thread-__'),
    __CQ_PROOF__: JSON.stringify('__CQ_PARTS:proof__'),
    __CQ_UNUSUAL__: JSON.stringify('__CQ_PARTS:unusual__'),
  },
  publicDir: false,
  build: {
    outDir: `dist/embed/${version}`,
    emptyOutDir: true,
    target: 'es2022',
    modulePreload: false,
    minify: true,
    // A library build, since only that leaves the preloading of chunks to our own loader.
    lib: {
      entry: {
        ...entriesOf([...ELEMENTS, 'own-contributions']),
        ...Object.fromEntries(PAGES.map((name) => [name, `src/server/assets/${name}.ts`])),
      },
      formats: ['es'],
    },
    rolldownOptions: {
      // A name that stands for a number or a word is shorter than what would export it.
      optimization: { inlineConst: { mode: 'all', pass: 1 } },
      // A survey's parts take its rules from the survey's own file.
      preserveEntrySignatures: 'allow-extension',
      output: {
        entryFileNames: '[name].js',
        chunkFileNames: '[name].js',
        minify: true,
        codeSplitting: {
          groups: [
            {
              // What every first view needs; what turns French into English comes with the English words.
              name: 'core',
              priority: 1,
              test: /node_modules\/(?!@scure|@noble|(lit|lit-html)\/directive(s|-helpers)|@lit\/localize\/(init\/re|internal\/(runtime|fnv|id-)))|rolldown|src\/contract|src\/client\/(?!participation|outbox|live|channel|entries|fate|requests|keys|forget|parking|draft-link|progress|uploads|proof)|src\/widgets\/base\/(?!developer|forms\.ts|forms\/(?!button)|answers|participation|list|ballots|bare|own-words|relative-time|thread-written)/,
            },
            {
              // What lists of comments and of ideas have in common.
              name: 'list',
              priority: 1,
              test: /src\/(domain\/whole-character|widgets\/base\/(list|ballots|bare|relative-time|forms\/select))/,
            },
            {
              // What the survey begins with (and its answers in words), and the others have once somebody writes.
              name: 'forms',
              priority: 1,
              test: /src\/(domain\/texts-in|widgets\/base\/(answers|own-words|forms(\.ts|\/(?!date))))/,
            },
            {
              // The survey with the rules that its parts build on, which would else be a file of their own.
              name: 'survey',
              priority: 1,
              test: /src\/(domain\/(answers|common-kinds|conditions|entered|kinds|parts|quebec-day|survey|text-rules)\.ts|widgets\/survey\/(?!parts\/))/,
            },
            {
              // What several parts of a survey have in common.
              name: 'survey-shared',
              priority: 1,
              test: /src\/(domain\/kinds\/cells|widgets\/survey\/parts\/(fieldset|given|words))\.ts/,
            },
            {
              // What the later files of a thread have in common.
              name: 'thread-rules',
              priority: 1,
              test: /src\/domain\/(threads|ideas)\.ts/,
            },
            {
              // What the browser asks for once the first view is there.
              name: 'participation',
              test: /src\/(client\/(?!parking|draft-link|progress|uploads|proof)|domain\/personal-data|widgets\/(base\/(participation|developer)|idea-vote\/propose))/,
            },
          ],
        },
      },
    },
  },
};

/** The one script that a page includes, with the hashes of what it loads: `vite build --mode loader`, after `embed`. */
const loader = (): UserConfig => ({
  publicDir: false,
  define: {
    __CQ_VERSION__: JSON.stringify(version),
    __CQ_FILES__: JSON.stringify(loaderFiles(`dist/embed/${version}`)),
  },
  build: {
    outDir: `dist/embed/${version}`,
    emptyOutDir: false,
    target: 'es2020',
    minify: true,
    lib: {
      entry: 'src/embed/loader.ts',
      formats: ['iife'],
      name: 'cqLoader',
      fileName: () => 'loader.js',
    },
  },
});

/** The policy of versions as the platform shows it: its page has a title and a link to the other language already. */
function policyIn(file: string): string {
  const text = readFileSync(file, 'utf8').replace(/^# .*$|^_\[.*\)_$/gm, '');
  return marked.parse(text, { async: false });
}

/** The Node process, with its dependencies left outside: `vite build --mode server`. */
const server = (): UserConfig => ({
  publicDir: false,
  define: {
    __CQ_VERSION__: JSON.stringify(version),
    __CQ_CATALOGUE__: JSON.stringify(catalogueOf('custom-elements.json')),
    __CQ_VERSION_POLICY__: JSON.stringify({
      fr: policyIn('docs/versions.md'),
      en: policyIn('docs/versions.en.md'),
    }),
  },
  ssr: { target: 'node' },
  build: {
    ssr: 'src/server/main.ts',
    outDir: 'dist/server',
    emptyOutDir: true,
    target: 'node20',
    sourcemap: true,
    rolldownOptions: { output: { entryFileNames: 'main.js' } },
  },
});

/** The widgets for pages that build their own bundle, with lit left outside: `vite build --mode package`. */
const widgets: UserConfig = {
  plugins: [smallerStyles, wordsOnly],
  // Bundlers put the address of a file of their machine in its place, and no platform stands near a page's own bundle.
  define: { __CQ_VERSION__: JSON.stringify(version), 'import.meta.url': "'about:blank'" },
  publicDir: false,
  build: {
    outDir: 'dist/packages/widgets',
    emptyOutDir: true,
    target: 'es2022',
    modulePreload: false,
    // Whoever takes a package minifies it with the rest, and reads it in a debugger before.
    minify: false,
    lib: { entry: entriesOf(ELEMENTS), formats: ['es'] },
    rolldownOptions: {
      external: /^lit($|\/)/,
      output: { entryFileNames: '[name].js', chunkFileNames: 'chunks/[name].js' },
    },
  },
};

/** The platform's package, with the backend as an entry of its own: `vite build --mode platform`. */
const platform = (): UserConfig => {
  const base = server();
  return {
    ...base,
    build: {
      ...base.build,
      // `main.js` finds what it serves from where it is: this is its place in `dist/server` too.
      outDir: 'dist/packages/platform/dist/server',
      ssr: true,
      sourcemap: false,
      rolldownOptions: {
        input: { main: 'src/server/main.ts', backend: 'src/backend/index.ts' },
        output: { entryFileNames: '[name].js', chunkFileNames: '[name].js' },
      },
    },
  };
};

const MODES: Record<string, () => UserConfig> = {
  embed: () => embed,
  loader,
  server,
  package: () => widgets,
  platform,
};

export default defineConfig(({ mode }) => MODES[mode]?.() ?? {});
