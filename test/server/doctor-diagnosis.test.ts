import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { diagnose } from '../../src/server/doctor/diagnosis.js';
import { linesOf } from '../../src/server/doctor/doctor.js';
import {
  type Observation,
  type PlatformFacts,
  type SeenDocument,
  viewKey,
} from '../../src/server/doctor/observation.js';

const HOME = 'https://consultation.example';
const SITE = 'https://ministere.example';

const page = (more: Partial<SeenDocument> = {}): SeenDocument => ({
  origin: SITE,
  loaders: [{ src: `${HOME}/embed/1.js`, integrity: '', crossorigin: true, version: '1.0.0' }],
  elements: [
    {
      name: 'cq-survey',
      consultation: 'velo',
      activity: '',
      api: '',
      upgraded: true,
      off: false,
      inShadow: false,
      hidden: '',
      parts: [],
      says: '',
    },
  ],
  frames: [],
  violations: [],
  ...more,
});
const seen = (...documents: SeenDocument[]): Observation => ({
  status: 200,
  documents,
  unclosed: [],
  failures: [],
  altered: [],
  console: [],
});
const facts = (status: 'current' | 'superseded' = 'current'): PlatformFacts => ({
  versions: [{ version: '1.0.0', status }],
  origins: { velo: [SITE] },
  views: {},
});
const troubles = (observation: Observation, platform = facts()) =>
  diagnose(observation, platform)
    .filter(({ trouble }) => trouble)
    .map(({ code }) => code);

describe('diagnose', () => {
  it('finds no trouble with a widget that works, in the page or in a frame', () => {
    assert.deepEqual(troubles(seen(page())), []);
    assert.deepEqual(troubles(seen(page(), page())), []);
  });

  it('tells of a version that is no longer the current one, and of one that the platform does not have', () => {
    assert.deepEqual(troubles(seen(page()), facts('superseded')), ['superseded']);
    assert.deepEqual(troubles(seen(page()), { ...facts(), versions: [] }), ['unknown-version']);
  });

  it('judges, of two loaders, the one that has run, wherever it stands', () => {
    const [ran] = page().loaders;
    const waits = { ...ran!, src: `${HOME}/embed/1.0.0/loader.js`, version: '' };
    assert.deepEqual(troubles(seen(page({ loaders: [waits, ran!] }))), ['no-integrity', 'included-twice']);
    assert.deepEqual(troubles(seen(page({ loaders: [{ ...ran!, version: '' }] }))), ['loader-did-not-run']);
  });

  it('judges a frame by its own origin', () => {
    assert.deepEqual(troubles(seen(page({ origin: 'null' }))), ['opaque-origin']);
    assert.deepEqual(troubles(seen(page(), page({ origin: 'https://autre.example' }))), [
      'origin-not-registered',
    ]);
  });

  it('leaves a violation that is the page’s own out of the widgets’ troubles', () => {
    const violation = { directive: 'img-src', asker: '', policy: `default-src 'none'` };
    const [own] = diagnose(
      seen(page({ violations: [{ ...violation, blocked: 'https://mesure.example/a.png' }] })),
      facts(),
    ).filter(({ code }) => code.startsWith('policy'));
    assert.deepEqual([own?.code, own?.trouble], ['policy-elsewhere', false]);
    assert.deepEqual(
      troubles(seen(page({ violations: [{ ...violation, blocked: `${HOME}/embed/1.0.0/core.js` }] }))),
      ['policy'],
    );
  });

  it('names the site of a survey’s pictures that the page does not let in', () => {
    const blocked = 'https://images.example/a.png';
    const stopped = page({ violations: [{ directive: 'img-src', asker: '', policy: '', blocked }] });
    const known = { known: true, off: {}, pictures: ['https://images.example'] };
    const views = Object.fromEntries(stopped.elements.map((element) => [viewKey(element), known]));
    const [found] = diagnose(seen(stopped), { ...facts(), views }).filter(({ trouble }) => trouble);
    assert.equal(found?.code, 'policy-pictures');
    assert.match(found.words, /write img-src https:\/\/images\.example, beside your own/);
  });

  it('asks for no loader where the page’s own bundle has the elements', () => {
    assert.deepEqual(troubles(seen(page({ loaders: [] }))), []);
  });

  it('says once what many elements share, with how many there are', () => {
    const many = page({ elements: Array.from({ length: 1500 }, () => page().elements[0]!) });
    assert.deepEqual(linesOf(diagnose(seen(many), facts())), [
      '✓ version: Version 1.0.0, the current one.',
      '✓ works: <cq-survey consultation="velo"> works. (1500 times)',
    ]);
  });

  it('gives a tick to nothing that is only told', () => {
    const told = { ...seen(page()), console: ['Consultation Québec: Panne'] };
    assert.ok(linesOf(diagnose(told, facts())).includes('· told: Consultation Québec: Panne'));
  });

  it('has a pinned loader included under a policy of hashes, where the loader moves', () => {
    const [blocked] = page().loaders.map(({ src }) => src);
    const violation = { directive: 'script-src-elem', blocked: blocked!, asker: '' };
    const words = (policy: string) =>
      diagnose(seen(page({ violations: [{ ...violation, policy }] })), facts()).find(
        ({ code }) => code === 'policy',
      )?.words;
    assert.match(words("script-src 'sha384-abc'") ?? '', /Include a pinned loader/);
    assert.match(words("script-src 'self'") ?? '', /Add https:\/\/consultation\.example\.$/);
  });

  it('tells that the loader does not look into shadow roots', () => {
    const [element] = page().elements;
    const [finding] = diagnose(
      seen(page({ elements: [{ ...element!, upgraded: false, inShadow: true }] })),
      facts(),
    ).filter(({ trouble }) => trouble);
    assert.equal(finding?.code, 'not-upgraded');
    assert.match(finding.words, /shadow roots/);
  });
});
