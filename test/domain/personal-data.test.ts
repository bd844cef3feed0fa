import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { findPersonalData } from '../../src/domain/personal-data.js';

function found(text: string): string[] {
  return findPersonalData(text).map(({ kind, start, end }) => `${kind}: ${text.slice(start, end)}`);
}

describe('personal data in a text', () => {
  it('finds an e-mail address, and leaves the full stop that ends the sentence', () => {
    assert.deepEqual(found('Écrivez à zoé.lavoie+ville@exemple.gouv.qc.ca.'), [
      'email: zoé.lavoie+ville@exemple.gouv.qc.ca',
    ]);
  });

  for (const number of [
    '418-555-0199',
    '418 555-0199',
    '(418) 555-0199',
    '418.555.0199',
    '4185550199',
    '1-418-555-0199',
    '+1 418 555 0199',
    '514\u00a0555\u20110199',
    '+33 6 12 34 56 78',
    '+44 (20) 7946 0958',
  ]) {
    it(`finds the telephone number ${number}`, () => {
      assert.deepEqual(found(`Appelez-moi au ${number}, merci`), [`telephone: ${number}`]);
    });
  }

  for (const number of ['130 692 544', '130-692-544', '130.692.544', '130692544', '046 454 286']) {
    it(`finds the social insurance number ${number}`, () => {
      assert.deepEqual(found(`NAS ${number}.`), [`social-insurance-number: ${number}`]);
    });
  }

  it('leaves nine digits that fail Luhn’s check, or that Canada does not issue', () => {
    assert.deepEqual(found('130 692 545'), []);
    assert.deepEqual(found('810 000 002'), []);
  });

  it('leaves years, amounts, postal codes, file numbers and long runs of digits alone', () => {
    assert.deepEqual(
      found(
        'En 2026, 1 250 000 $ pour G1R 5T8, dossier 2026-11-23-0042, code 12345678901234, page 12 @ midi',
      ),
      [],
    );
  });

  it('gives what it finds in the order of the text', () => {
    assert.deepEqual(found('418-555-0199 ou a@b.ca ou 130 692 544'), [
      'telephone: 418-555-0199',
      'email: a@b.ca',
      'social-insurance-number: 130 692 544',
    ]);
  });

  it('gets through a long hostile text, where a pattern that tries again and again would not', () => {
    const hostile = ['a', 'b.', '1 ', '.-', '418', '@a.'].map((part) => part.repeat(20_000)).join('');
    assert.ok(findPersonalData(`${hostile} 418-555-0199`).some(({ kind }) => kind === 'telephone'));
  });
});
