import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { before, describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';
import { findDrift } from '../../scripts/packages/drift.mjs';
import { ELEMENTS, sourceOf } from '../../scripts/packages/elements.mjs';
import { realityOf } from '../../scripts/packages/reality.mjs';

const home = fileURLToPath(new URL('../../', import.meta.url));

interface Item {
  name: string;
  description?: string;
  type?: { text: string };
}
type Field = 'attributes' | 'members' | 'events' | 'slots' | 'cssParts' | 'cssProperties';
type Declaration = { tagName?: string } & Partial<Record<Field, Item[]>>;
interface Manifest {
  modules: { declarations: Declaration[] }[];
}

const FIELDS: Field[] = ['attributes', 'members', 'events', 'slots', 'cssParts', 'cssProperties'];
const TYPED: Field[] = ['attributes', 'members', 'events'];

describe('the manifest', () => {
  let manifest: Manifest;
  let reality: Record<string, unknown>;
  before(() => {
    const analyzer = join(home, 'node_modules', '@custom-elements-manifest', 'analyzer', 'cem.js');
    execFileSync(process.execPath, [analyzer, 'analyze', '--quiet'], { cwd: home });
    manifest = JSON.parse(readFileSync(join(home, 'custom-elements.json'), 'utf8')) as Manifest;
    reality = realityOf(ELEMENTS.map((name) => join(home, sourceOf(name))));
  });
  /** The drift of the manifest after one change to one of its elements. */
  const after = (tag: string, change: (declaration: Declaration) => void) => {
    const copy = structuredClone(manifest);
    const elements = copy.modules.flatMap(({ declarations }) => declarations);
    change(elements.find(({ tagName }) => tagName === tag)!);
    return findDrift(copy, reality);
  };
  const tags = ELEMENTS.map((name) => `cq-${name}`);

  it('is true to the sources', () => {
    assert.deepEqual(findDrift(manifest, reality), []);
  });

  it('is found out when it leaves anything out: each attribute, property, event, slot, part and custom property', () => {
    let tried = 0;
    for (const tag of tags) {
      for (const field of FIELDS) {
        const { length } = itemsOf(manifest, tag, field);
        assert.ok(length > 0, `${tag} ${field}`);
        for (let index = 0; index < length; index++, tried++) {
          const drift = after(tag, (declaration) => declaration[field]!.splice(index, 1));
          assert.equal(drift.length, 1, drift.join());
          assert.match(drift[0]!, /: is there, and not documented\.$/);
        }
      }
    }
    assert.ok(tried > 150, String(tried));
  });

  it('is found out when it says what is not so', () => {
    for (const field of FIELDS) {
      const added = after('cq-survey', (declaration) =>
        declaration[field]!.push({ name: 'nothing', description: 'Nothing.' }),
      );
      assert.match(added.join(), /nothing: is documented, and not there\./, field);
      const silent = after('cq-survey', (declaration) => delete declaration[field]![0]!.description);
      assert.match(silent.join(), /has no description/, field);
    }
    for (const field of TYPED) {
      const wrong = after('cq-survey', (declaration) => (declaration[field]![0]!.type = { text: 'Date' }));
      assert.match(wrong.join(), /documented as Date/, field);
    }
  });

  it('is found out when an element is missing, or is nobody’s', () => {
    assert.match(
      after('cq-survey', (declaration) => (declaration.tagName = 'cq-poll')).join('\n'),
      /<cq-poll> is in the manifest, and no source defines it\.\n<cq-survey> is not in the manifest\./,
    );
  });

  it('says nothing of what an element keeps to itself', () => {
    for (const tag of tags)
      for (const { name } of itemsOf(manifest, tag, 'members'))
        assert.match(name, /^(consultation|activity|api|section|subject|about|history)$/);
  });
});

function itemsOf({ modules }: Manifest, tag: string, field: Field): Item[] {
  const elements = modules.flatMap(({ declarations }) => declarations);
  return elements.find(({ tagName }) => tagName === tag)![field]!;
}
