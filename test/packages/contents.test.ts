import assert from 'node:assert/strict';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { built, clear, emptyFolder, home, npm, pack, project } from './npm.js';

interface Manifest {
  modules: {
    path: string;
    declarations: { tagName: string; name: string; attributes: { name: string }[] }[];
  }[];
}

const NAME = '@consultation-quebec/widgets';

describe('what is in the packages', () => {
  let folder: string;
  let tarball: string;
  before(async () => {
    [folder, tarball] = await Promise.all([emptyFolder(), pack('widgets')]);
    await writeFile(join(folder, 'package.json'), '{ "private": true, "type": "module" }');
    await npm(folder, ['install', '--no-audit', '--no-fund', '--prefer-offline', tarball]);
  });
  after(clear);
  const installed = (file: string) => readFile(join(folder, 'node_modules', NAME, file), 'utf8');

  it('installs lit and what lit needs, and nothing else', async () => {
    interface Tree {
      version?: string;
      dependencies?: Record<string, Tree>;
    }
    // An optional peer that is not there is listed too, without a version.
    const below = ({ dependencies = {} }: Tree) =>
      Object.keys(dependencies).filter((name) => dependencies[name]!.version);
    const tree = JSON.parse(await npm(folder, ['ls', '--all', '--json'])) as Tree;
    assert.deepEqual(below(tree), [NAME]);
    assert.deepEqual(below(tree.dependencies![NAME]!), ['lit']);
  });

  it('imports lit, its own files, and nothing else', async () => {
    const names = (await readdir(built('widgets'), { recursive: true })).filter((name) =>
      name.endsWith('.js'),
    );
    const imported = new Set<string>();
    for (const name of names)
      // Examples in the comments of what is bundled import as well.
      for (const [, from] of (await installed(name))
        .replace(/\/\*[\s\S]*?\*\//g, '')
        .matchAll(/\b(?:from|import|import\()\s*["']([^"']+)["']/g))
        if (!from!.startsWith('./')) imported.add(from!);
    assert.deepEqual([...imported].sort(), ['lit', 'lit/directive.js', 'lit/directives/guard.js']);
  });

  it('lets nothing be imported but its entries', async () => {
    const tried = async (path: string) =>
      npm(
        folder,
        ['--input-type=module', '-e', `console.log(import.meta.resolve('${path}'))`],
        {},
        process.execPath,
      );
    assert.match(await tried(`${NAME}/survey.js`), /widgets\/survey\.js/);
    await assert.rejects(tried(`${NAME}/chunks/element.js`), /ERR_PACKAGE_PATH_NOT_EXPORTED/);
    await assert.rejects(tried(`${NAME}/types/widgets/index.js`), /ERR_PACKAGE_PATH_NOT_EXPORTED/);
  });

  it('may be imported where there is no page, as a server that renders one does', async () => {
    const line = `const { CqSurvey } = await import('${NAME}'); console.log(customElements.get('cq-survey') === CqSurvey)`;
    assert.equal(await npm(folder, ['--input-type=module', '-e', line], {}, process.execPath), 'true\n');
  });

  it('has a manifest whose modules are there and export the classes that it names', async () => {
    const { customElements } = JSON.parse(await installed('package.json')) as { customElements: string };
    const { modules } = JSON.parse(await installed(customElements)) as Manifest;
    assert.equal(modules.length, 4);
    for (const { path, declarations } of modules) {
      const code = await installed(path);
      for (const { name, tagName } of declarations) {
        assert.match(code, new RegExp(`export \\{[^}]*\\b${name}\\b`));
        assert.ok(code.includes(`define("${tagName}", ${name})`), tagName);
      }
    }
  });

  it('tells an editor of the elements and attributes of the manifest, in French first', async () => {
    const { modules } = JSON.parse(await installed('custom-elements.json')) as Manifest;
    const { tags } = JSON.parse(await installed('vscode.html-custom-data.json')) as {
      tags: { name: string; description: string; attributes: { name: string }[] }[];
    };
    const names = ({ attributes }: { attributes: { name: string }[] }) => attributes.map(({ name }) => name);
    assert.deepEqual(
      tags.map((tag) => [tag.name, ...names(tag)]),
      modules
        .flatMap(({ declarations }) => declarations)
        .map((element) => [element.tagName, ...names(element)]),
    );
    assert.match(tags[0]!.description, /^Pose les questions .*\n\nAsks the questions /);
  });

  it('is found sound by publint and by the check of types', async () => {
    const checks = await project('checks');
    for (const name of ['widgets', 'platform']) {
      await npm(checks, ['publint', '--strict', built(name)], {}, 'npx');
      const packed = await pack(name);
      await npm(checks, ['attw', '--profile', 'esm-only', '--no-color', packed], {}, 'npx');
    }
  });

  it('is said in the README with entries and attributes that there are', async () => {
    const { exports } = JSON.parse(await installed('package.json')) as { exports: Record<string, unknown> };
    const texts = await Promise.all([readFile(join(home, 'README.md'), 'utf8'), installed('README.md')]);
    for (const text of texts) {
      const named = [...text.matchAll(/@consultation-quebec\/widgets(\/[\w./-]+\w)?/g)].map(
        ([, path]) => path ?? '',
      );
      assert.ok(named.length > 0);
      for (const path of named) assert.ok(`.${path}` in exports, path);
    }
  });
});
