import assert from 'node:assert/strict';
import { test } from 'node:test';
import { pageOf } from '../../src/domain/feedback.js';

const SITES = ['https://ministere.exemple.test', 'http://localhost:4501'];
const page = (address: string) => pageOf(address, (origin) => SITES.includes(origin));

test('the page that feedback is about is kept by its origin and path, in one form', () => {
  for (const [address, kept] of [
    ['https://ministere.exemple.test/permis', 'https://ministere.exemple.test/permis'],
    ['https://ministere.exemple.test', 'https://ministere.exemple.test/'],
    ['HTTPS://Ministere.exemple.test:443/a/../Permis', 'https://ministere.exemple.test/Permis'],
    ['http://localhost:4501/été', 'http://localhost:4501/%C3%A9t%C3%A9'],
  ] as const) {
    assert.deepEqual(page(address), { ok: true, value: kept });
  }
});

test('an address that may tell who visits the page, or that is none, is refused by name', () => {
  for (const [address, problem] of [
    ['/permis', 'not-a-page'],
    ['', 'not-a-page'],
    ['javascript:alert(1)', 'not-a-page'],
    ['data:text/html,x', 'not-a-page'],
    ['file:///C:/Users/marie/permis.html', 'not-a-page'],
    ['https://marie:secret@ministere.exemple.test/permis', 'page-credentials'],
    ['https://marie@ministere.exemple.test/permis', 'page-credentials'],
    ['https://ministere.exemple.test/permis?q=marie', 'page-query'],
    ['https://ministere.exemple.test/permis#marie', 'page-query'],
    ['https://ministere.exemple.test/permis?', 'page-query'],
    ['https://ailleurs.test/permis', 'page-elsewhere'],
    ['http://ministere.exemple.test/permis', 'page-elsewhere'],
    ['http://localhost:4502/', 'page-elsewhere'],
  ] as const) {
    assert.deepEqual(page(address), { ok: false, problem }, address);
  }
});
