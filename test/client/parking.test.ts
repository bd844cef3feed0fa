import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { sql } from 'kysely';
import { useTransport } from '../../src/client/http.js';
import { linkOf } from '../../src/client/draft-link.js';
import { codeOf, newSecret, Parking, secretsOf } from '../../src/client/parking.js';
import { MINISTRY, PLATFORM, setStage, type Stage } from '../backend/harness.js';

const API = `${PLATFORM}/`;

describe('a code of words', () => {
  it('says the secret in either language, and leads back to it', () => {
    for (let tried = 0; tried < 300; tried += 1) {
      const secret = newSecret();
      for (const language of ['fr', 'en'] as const) {
        const code = codeOf(secret, language);
        assert.equal(code.split(' ').length, 8);
        assert.equal(secretsOf(code)[0], secret);
      }
    }
  });

  it('holds 88 bits, none of them always the same', () => {
    const seen = Array.from({ length: 200 }, () => Buffer.from(newSecret(), 'base64url'));
    assert.ok(seen.every(({ length }) => length === 11));
    for (let bit = 0; bit < 88; bit += 1) {
      const ones = seen.filter((bytes) => (bytes[bit >> 3]! >> (bit & 7)) & 1).length;
      assert.ok(ones > 40 && ones < 160, `bit ${bit}`);
    }
  });

  it('is understood in capitals, without accents, with other spaces, with slips after four letters', () => {
    const secret = newSecret();
    const code = codeOf(secret, 'fr');
    const plain = code.normalize('NFD').replace(/\p{M}/gu, '');
    for (const typed of [
      code.toUpperCase(),
      plain,
      code.normalize('NFD'),
      ` ${code.replaceAll(' ', '\u00a0, ')}.\n`,
      code.replaceAll(' ', '-'),
      code
        .split(' ')
        .map((word) => `${word}s`)
        .join(' '),
    ])
      assert.equal(secretsOf(typed)[0], secret, typed);
  });

  it('is none where a word is missing, one too many, or unknown', () => {
    const words = codeOf(newSecret(), 'fr').split(' ');
    assert.deepEqual(secretsOf(''), []);
    assert.deepEqual(secretsOf(words.slice(1).join(' ')), []);
    assert.deepEqual(secretsOf([...words, 'abeille'].join(' ')), []);
    assert.deepEqual(secretsOf(['zzzz', ...words.slice(1)].join(' ')), []);
  });
});

describe('a draft that waits', () => {
  let stage: Stage;
  let parking: Parking;
  let slug: string;
  /** What was sent, in whole: addresses, headers and bodies. */
  const sent: string[] = [];
  before(async () => {
    stage = await setStage();
    slug = await stage.consultation(
      (definition) =>
        ({ ...definition, activities: [{ ...definition.activities[0], resume: true }] }) as never,
    );
    useTransport(API, async (input, init) => {
      const request = new Request(input, init);
      request.headers.set('origin', MINISTRY);
      sent.push(
        `${request.url} ${JSON.stringify([...request.headers])} ${typeof init?.body === 'string' ? init.body : ''}`,
      );
      return stage.backend.fetch(request);
    });
    parking = new Parking(API, slug, 'sondage');
  });
  after(() => stage.close());

  const DRAFT = { entered: { avis: { text: 'Une voie réservée 🚲' } }, page: 'deux' };

  it('is found on another device by its code, as it was left', async () => {
    const secret = newSecret();
    const parked = await parking.park(secret, DRAFT);
    assert.equal(parked.ok && parked.value.expiresAt, '2026-07-01T12:00:00.000Z');
    const [typed] = secretsOf(codeOf(secret, 'fr'));
    const found = await new Parking(API, slug, 'sondage').find(typed!);
    assert.deepEqual(found.ok && found.value.value, DRAFT);
  });

  it('sends neither what was written, nor the secret, nor the key', async () => {
    sent.length = 0;
    const secret = newSecret();
    await parking.park(secret, DRAFT);
    await parking.find(secret);
    assert.equal(sent.length, 2);
    for (const forbidden of ['voie réservée', secret, codeOf(secret, 'fr'), codeOf(secret, 'en')])
      assert.ok(!sent.join('\n').includes(forbidden), forbidden);
    // The same draft again looks like another: no nonce is used twice.
    await parking.park(secret, DRAFT);
    assert.notEqual(sent[2]!.split('"content":')[1], sent[0]!.split('"content":')[1]);
  });

  it('tells by its size only how many kilobytes were written', async () => {
    const sizeOf = async (text: string) => {
      sent.length = 0;
      await parking.park(newSecret(), { text });
      return sent[0]!.split('"content":')[1]!.length;
    };
    assert.equal(await sizeOf('a'), await sizeOf('a'.repeat(900)));
    assert.ok((await sizeOf('a')) < (await sizeOf('a'.repeat(1100))));
  });

  it('is not found under another code, in another survey, nor once it was erased', async () => {
    const secret = newSecret();
    await parking.park(secret, DRAFT);
    const code = async (asked: Promise<{ ok: boolean; problem?: { code: string } }>) =>
      (await asked).problem?.code;
    assert.equal(await code(parking.find(newSecret())), 'not-found');
    const other = await stage.consultation(
      (definition) =>
        ({ ...definition, activities: [{ ...definition.activities[0], resume: true }] }) as never,
    );
    assert.equal(await code(new Parking(API, other, 'sondage').find(secret)), 'not-found');
    assert.equal((await parking.erase(secret)).ok, true);
    assert.equal(await code(parking.find(secret)), 'not-found');
    assert.equal((await parking.erase(secret)).ok, true, 'twice is harmless');
  });

  it('is not shown where somebody altered it', async () => {
    const secret = newSecret();
    await parking.park(secret, DRAFT);
    await sql`update draft set content = set_byte(content, 40, get_byte(content, 40) # 1)`.execute(
      stage.database.db,
    );
    const found = await parking.find(secret);
    assert.equal(!found.ok && found.problem.code, 'unreadable');
  });

  it('is not sent where it is larger than what the server takes', async () => {
    sent.length = 0;
    const refused = await parking.park(newSecret(), { text: 'x'.repeat(300_000) });
    assert.equal(!refused.ok && refused.problem.code, 'too-large');
    assert.equal(sent.length, 0);
  });

  it('has a link whose secret is in the fragment alone', () => {
    const link = new URL(linkOf(API, slug, 'sondage', 'abc', 'en'));
    assert.equal(link.href, `${PLATFORM}/en/c/${slug}#cq-draft=sondage.abc`);
  });
});
