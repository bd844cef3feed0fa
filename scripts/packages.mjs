/**
 * `npm run build:packages`: the two npm packages that this one source gives, each complete in `dist/packages/`. The root
 * package is private: a ministry that installs the widgets never pulls a database.
 */
import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { build, home, install, run } from './install.mjs';
import { ELEMENTS, sourceOf } from './packages/elements.mjs';
import { publicManifest } from './packages/manifest.mjs';
import { reactTypes } from './packages/react.mjs';
import { writeTypes } from './packages/types.mjs';
import { editorData } from './packages/vscode.mjs';

install();
build();
const root = JSON.parse(readFileSync(join(home, 'package.json'), 'utf8'));
const tool = (name) => join(home, 'node_modules', ...name.split('/'));
const vite = (mode) =>
  run(process.execPath, [tool('vite/bin/vite.js'), 'build', '--mode', mode, '--logLevel', 'warn']);

/** What only the browser's half needs. */
const BROWSER = ['lit', '@lit/localize'];

const common = { version: root.version, license: root.license, type: 'module' };

rmSync(join(home, 'dist', 'packages'), { recursive: true, force: true });
widgets();
platform();

function widgets() {
  vite('package');
  run(process.execPath, [tool('@custom-elements-manifest/analyzer/cem.js'), 'analyze', '--quiet']);
  const to = folder('widgets');
  const manifest = publicManifest(JSON.parse(readFileSync(join(home, 'custom-elements.json'), 'utf8')));
  const elements = manifest.modules.flatMap(({ declarations }) => declarations);
  const entries = ['index', ...ELEMENTS];

  writeTypes(
    [join(home, 'src/widgets/index.ts'), ...ELEMENTS.map((name) => join(home, sourceOf(name)))],
    to('types'),
  );
  write(to('index.d.ts'), "export * from './types/widgets/index.js';\n");
  for (const name of ELEMENTS)
    write(to(`${name}.d.ts`), `export * from './types/widgets/${name}/${name}.js';\n`);
  // Each element stays in its own entry, which alone has the effect of defining it.
  write(
    to('index.js'),
    manifest.modules
      .map(({ path, declarations }) => `export { ${declarations[0].name} } from './${path}';\n`)
      .join(''),
  );
  write(to('react.js'), '// Types alone: see react.d.ts.\nexport {};\n');
  write(to('react.d.ts'), reactTypes(elements));
  write(to('custom-elements.json'), manifest);
  write(to('vscode.html-custom-data.json'), editorData(elements));
  cpSync(join(home, 'src/widgets/README.md'), to('README.md'));

  const typed = (name) => ({ types: `./${name}.d.ts`, default: `./${name}.js` });
  write(to('package.json'), {
    name: '@consultation-quebec/widgets',
    ...common,
    description:
      'Survey, comment thread, idea vote and page feedback, as custom elements for public bodies’ sites.',
    keywords: ['custom-elements', 'web-components', 'lit', 'consultation', 'accessibility'],
    main: './index.js',
    types: './index.d.ts',
    exports: {
      '.': typed('index'),
      ...Object.fromEntries(ELEMENTS.map((name) => [`./${name}.js`, typed(name)])),
      './react': typed('react'),
      './custom-elements.json': './custom-elements.json',
      './vscode.html-custom-data.json': './vscode.html-custom-data.json',
      './package.json': './package.json',
    },
    // A survey's parts teach its engine when they are imported.
    sideEffects: [...entries.map((name) => `./${name}.js`), './chunks/*.js'],
    customElements: 'custom-elements.json',
    dependencies: { lit: `^${root.dependencies.lit}` },
    peerDependencies: { '@types/react': '>=19' },
    peerDependenciesMeta: { '@types/react': { optional: true } },
  });
}

function platform() {
  vite('platform');
  const to = folder('platform');
  const { version } = root;
  writeTypes([join(home, 'src/backend/index.ts')], to('types'));
  const moving = `${version.split('.')[0]}.js`;
  for (const name of [version, moving])
    cpSync(join(home, 'dist/embed', name), to(`dist/embed/${name}`), { recursive: true });
  cpSync(join(home, 'demo'), to('demo'), { recursive: true });
  cpSync(join(home, 'src/server/README.md'), to('README.md'));

  write(to('package.json'), {
    name: '@consultation-quebec/platform',
    ...common,
    description: 'The backend, the server and the command line of Consultation Québec.',
    engines: root.engines,
    bin: { cq: 'dist/server/main.js' },
    main: './dist/server/backend.js',
    types: './types/backend/index.d.ts',
    exports: {
      '.': { types: './types/backend/index.d.ts', default: './dist/server/backend.js' },
      './package.json': './package.json',
    },
    dependencies: Object.fromEntries(
      Object.entries(root.dependencies).filter(([name]) => !BROWSER.includes(name)),
    ),
    // `cq doctor` alone drives a browser.
    peerDependencies: { 'playwright-core': root.devDependencies['playwright-core'] },
    peerDependenciesMeta: { 'playwright-core': { optional: true } },
  });
}

function folder(name) {
  const path = join(home, 'dist', 'packages', name);
  mkdirSync(path, { recursive: true });
  return (file) => join(path, file);
}

function write(file, content) {
  writeFileSync(file, typeof content === 'string' ? content : `${JSON.stringify(content, null, 2)}\n`);
}
