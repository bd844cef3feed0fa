import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { identifierPrefix, receiptNumber } from '../../src/domain/receipt-number.js';

const ids = [
  '00000000-0000-4000-8000-000000000000',
  'ffffffff-f000-4000-8000-000000000000',
  '3f2504e0-4f89-41d3-9a0c-0305e82c3301',
  ...Array.from({ length: 200 }, () => crypto.randomUUID() as string),
];

describe('a receipt’s number', () => {
  it('is twelve digits in groups of four, and leads back to how the identifier begins', () => {
    for (const id of ids) {
      assert.match(receiptNumber(id), /^\d{4} \d{4} \d{4}$/);
      assert.equal(identifierPrefix(receiptNumber(id)), id.slice(0, 10));
    }
    assert.equal(receiptNumber(ids[2]!), '1695 0251 0120');
  });

  it('is refused where any one digit was misheard', () => {
    for (const id of ids.slice(0, 20)) {
      const number = receiptNumber(id).replaceAll(' ', '');
      for (let place = 0; place < number.length; place += 1)
        for (let off = 1; off < 10; off += 1) {
          const wrong = (Number(number[place]) + off) % 10;
          assert.equal(identifierPrefix(number.slice(0, place) + wrong + number.slice(place + 1)), undefined);
        }
    }
  });

  it('is refused where two neighbours were swapped, but for the few that the standard lets through', () => {
    let [swapped, passed] = [0, 0];
    for (const id of ids) {
      const number = [...receiptNumber(id).replaceAll(' ', '')];
      for (let place = 1; place < number.length; place += 1) {
        if (number[place] === number[place - 1]) continue;
        const wrong = number.with(place, number[place - 1]!).with(place - 1, number[place]!);
        swapped += 1;
        if (identifierPrefix(wrong.join('')) !== undefined) passed += 1;
      }
    }
    assert.ok(passed / swapped < 0.05, `${passed} of ${swapped}`);
  });

  it('is refused where digits are missing', () => {
    assert.equal(identifierPrefix(''), undefined);
    assert.equal(identifierPrefix('1695 0251'), undefined);
  });
});
