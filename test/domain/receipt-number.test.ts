import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { receiptNumber } from '../../src/domain/receipt-number.js';

const ids = [
  '00000000-0000-4000-8000-000000000000',
  'ffffffff-f000-4000-8000-000000000000',
  '3f2504e0-4f89-41d3-9a0c-0305e82c3301',
  ...Array.from({ length: 200 }, () => crypto.randomUUID() as string),
];

/** Whether the last digit checks the others, as ISO/IEC 7064 has it for MOD 11,10: the whole comes to 1. */
function isSound(number: string): boolean {
  const digits = [...number.replaceAll(' ', '')].map(Number);
  const last = digits.pop()!;
  const rest = digits.reduce((product, digit) => (((product + digit) % 10 || 10) * 2) % 11, 10);
  return (rest + last) % 10 === 1;
}

describe('a receipt’s number', () => {
  it('is twelve digits in groups of four, the first 36 bits of the identifier and a check', () => {
    for (const id of ids) {
      assert.match(receiptNumber(id), /^\d{4} \d{4} \d{4}$/);
      assert.ok(isSound(receiptNumber(id)));
      const bits = Number(receiptNumber(id).replaceAll(' ', '').slice(0, 11));
      assert.equal(bits.toString(16).padStart(9, '0'), id.replaceAll('-', '').slice(0, 9));
    }
    assert.equal(receiptNumber(ids[2]!), '1695 0251 0120');
  });

  it('does not check where any one digit was misheard', () => {
    for (const id of ids.slice(0, 20)) {
      const number = receiptNumber(id).replaceAll(' ', '');
      for (let place = 0; place < number.length; place += 1)
        for (let off = 1; off < 10; off += 1) {
          const wrong = (Number(number[place]) + off) % 10;
          assert.ok(!isSound(number.slice(0, place) + wrong + number.slice(place + 1)));
        }
    }
  });

  it('does not check where two neighbours were swapped, but for the few that the standard lets through', () => {
    let [swapped, passed] = [0, 0];
    for (const id of ids) {
      const number = [...receiptNumber(id).replaceAll(' ', '')];
      for (let place = 1; place < number.length; place += 1) {
        if (number[place] === number[place - 1]) continue;
        const wrong = number.with(place, number[place - 1]!).with(place - 1, number[place]!);
        swapped += 1;
        if (isSound(wrong.join(''))) passed += 1;
      }
    }
    assert.ok(passed / swapped < 0.05, `${passed} of ${swapped}`);
  });
});
