import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { screenByWords } from '../../src/backend/screening/by-words.js';
import type { Screened, Verdict } from '../../src/backend/screening/screen.js';
import { verifyChain } from '../../src/backend/moderation/verify.js';
import type { Comment } from '../../src/contract/comments.js';
import type { OwnContribution } from '../../src/contract/contributions.js';
import type { ModeratedComment } from '../../src/contract/moderation.js';
import type { ModerationDefinition } from '../../src/contract/moderation-policy.js';
import { participant, pathsOf, setStage, type Stage } from './harness.js';
import { moderationPaths, tokenFor } from './moderators.js';

const flagsOf = async (body: string) =>
  (await screenByWords({ consultation: 'c', activity: 'a', id: 'i', body })).flags;

describe('screening by words', () => {
  for (const [body, flags] of [
    ['Vous êtes une bande de connards', ['insult']],
    ['Espèce de C O N N A R D', ['insult']],
    ['espece de c.o.n.n.a.r.d !', ['insult']],
    ['Conn\u200bard', ['insult']],
    ['connnnaaard', ['insult']],
    ['Quel c0nn@rd ce ministre', ['insult']],
    ['Quel соnnаrd', ['insult']],
    ['IMBÉCILE', ['insult']],
    ['What an asshole', ['insult']],
    ['Espèce d’idiot !', ['insult']],
    ['You fucking idiot', ['insult']],
    ['You’re an idiot.', ['insult']],
    ['Je vais te tuer, toi et les tiens', ['threat']],
    ['I’ll kill you', ['threat']],
    ['Je sais où tu habites.', ['threat']],
    ['Casino en ligne https://a.test', ['spam-link']],
    ['https://a.test https://b.test https://c.test', ['spam-link']],
    ['JE NE SUIS PAS D’ACCORD AVEC VOTRE PROJET DE PISTE', ['shouting']],
    ['Écrivez-moi à jean@exemple.test', ['personal-information']],
  ] as const)
    it(`marks «${body}»`, async () => assert.deepEqual(await flagsOf(body), flags));

  for (const body of [
    'Il y a du pour et du con, et le retard du chantier est un cave plein d’eau.',
    'C’est idiot de déneiger le soir. Le village va mourir sans transport, je crève de faim en attendant.',
    'La SAAQ et le MTMD ont dit OUI.',
    'Selon https://www.quebec.ca/velo, 61 % sont pour.',
    'The pros and cons: a bloody cold winter, and a retardant on the wood.',
    'Assassiner la nature, disait-il. Discussion, classe, passage, Scunthorpe.',
    'Le promoteur du casino a une tapette à souris.',
    '',
  ])
    it(`says nothing of «${body.slice(0, 40)}»`, async () => assert.deepEqual(await flagsOf(body), []));

  it('takes no time that a writer would notice, however long and odd the text', async () => {
    for (const body of ['a '.repeat(10_000), 'c'.repeat(20_000), 'c.'.repeat(10_000), '@$!'.repeat(6000)]) {
      const began = performance.now();
      await flagsOf(body);
      assert.ok(performance.now() - began < 500, body.slice(0, 5));
    }
  });
});

describe('screening', () => {
  let stage: Stage;
  let token: string;
  /** What the slow one says of texts. */
  const later = new Map<string, Verdict | Error>();
  const asked: Screened[] = [];
  before(async () => {
    stage = await setStage({
      screenLater: (comment) => {
        asked.push(comment);
        const verdict = later.get(comment.body) ?? { flags: [], hold: false };
        return verdict instanceof Error ? Promise.reject(verdict) : Promise.resolve(verdict);
      },
    });
    token = await tokenFor(stage, ['moderator']);
  });
  after(() => stage.close());

  const consultation = (moderation: Partial<ModerationDefinition>) =>
    stage.consultation((definition) => ({
      ...definition,
      activities: definition.activities.map((activity) =>
        activity.kind === 'comments' ? { ...activity, moderation } : activity,
      ),
    }));
  const write = async (slug: string, body: string, key = participant(), parent?: string) => {
    const id = crypto.randomUUID();
    const answer = await stage.put(pathsOf(slug).comment(id), { body, parent }, { key });
    assert.equal(answer.status, 200, answer.text);
    await stage.backend.settled();
    return { id, key, receipt: answer.body };
  };
  const moderated = async (slug: string, id: string) =>
    (await stage.get(moderationPaths(slug).comment(id), { authorization: `Bearer ${token}` }))
      .body as unknown as ModeratedComment;
  const shown = async (slug: string, id: string) => {
    const { status, body } = await stage.get(pathsOf(slug).comment(id));
    return status === 200 ? (body as unknown as Comment) : undefined;
  };
  const INSULT = 'Bande de connards';

  it('marks and hides nothing, unless the definition says more', async () => {
    const slug = await consultation({});
    const { id, receipt } = await write(slug, INSULT);
    assert.equal(receipt.pending, undefined);
    assert.equal((await shown(slug, id))?.body, INSULT);
    const { flags, priority } = await moderated(slug, id);
    assert.deepEqual([flags, priority], [['insult'], 2]);
    assert.equal(await stage.count('moderation', slug), 0);
    const queue = await stage.get(moderationPaths(slug).queue('?filter=marked'), {
      authorization: `Bearer ${token}`,
    });
    assert.equal((queue.body.items as unknown[]).length, 1);
  });

  it('says nothing where the definition switches it off', async () => {
    const slug = await consultation({ screening: 'off' });
    const { id } = await write(slug, INSULT);
    assert.deepEqual((await moderated(slug, id)).flags, []);
    assert.ok(!asked.some((comment) => comment.id === id));
  });

  it('holds back where the definition lets it, with a record that tells its author so', async () => {
    const slug = await consultation({ screening: 'hold' });
    const { id, key, receipt } = await write(slug, INSULT);
    assert.equal(receipt.pending, true);
    assert.equal(await shown(slug, id), undefined);
    const again = await stage.put(pathsOf(slug).comment(id), { body: INSULT }, { key });
    assert.deepEqual(again.body, receipt, 'the same again gives the same');
    const { body } = await stage.get(pathsOf(slug).mine(), { authorization: `Bearer ${key}` });
    const [own] = body.items as OwnContribution[];
    assert.deepEqual(
      [own?.state, own?.decision?.action, own?.decision?.automatic],
      ['pending', 'hold', true],
    );
    const checked = await verifyChain(stage.database.db, slug);
    assert.deepEqual([checked?.records, checked?.problems], [1, []]);
    assert.equal(
      (await shown(slug, (await write(slug, 'ENCORE UN TEXTE QUI CRIE TRÈS FORT ICI')).id))?.state,
      'published',
    );
    const accepted = await stage.put(
      moderationPaths(slug).decision(),
      { action: 'accept', comment: id },
      { key: token },
    );
    assert.equal(accepted.status, 200);
    assert.equal((await shown(slug, id))?.state, 'published');
  });

  it('lets no change past what a first writing would have had to wait for', async () => {
    for (const [definition, body] of [
      [{ screening: 'hold' }, INSULT],
      [{ mode: 'before' }, 'Un texte poli'],
      [{ mode: 'trusted' }, 'Un texte poli'],
    ] as const) {
      const slug = await consultation(definition);
      const { id, key } = await write(slug, 'Un texte aimable');
      if ('mode' in definition)
        await stage.put(moderationPaths(slug).decision(), { action: 'accept', comment: id }, { key: token });
      const change = await stage.put(`${pathsOf(slug).comment(id)}/versions/2`, { body }, { key });
      assert.deepEqual(
        [change.status, change.body.errors?.[0]?.code],
        [422, 'needs-reading'],
        JSON.stringify(definition),
      );
      assert.equal((await shown(slug, id))?.body, 'Un texte aimable');
      const waiting = await write(slug, 'Une bande de connards, dit-on');
      const polite = await stage.put(
        `${pathsOf(slug).comment(waiting.id)}/versions/2`,
        { body: 'Des gens, dit-on' },
        { key: waiting.key },
      );
      assert.equal(polite.status, 200, 'what waits may be changed');
      assert.deepEqual((await moderated(slug, waiting.id)).flags, []);
    }
  });

  it('marks what a change says', async () => {
    const slug = await consultation({});
    const { id, key } = await write(slug, 'Un texte aimable');
    await stage.put(`${pathsOf(slug).comment(id)}/versions/2`, { body: INSULT }, { key });
    assert.deepEqual((await moderated(slug, id)).flags, ['insult']);
  });

  it('takes the word of who looks later, who is told no more than the text', async () => {
    later.set('Texte subtil', { flags: ['toxic', 'insult'], hold: true });
    const slug = await consultation({});
    const { id, key } = await write(slug, 'Texte subtil');
    assert.deepEqual(
      asked.find((comment) => comment.id === id),
      { consultation: slug, activity: 'discussion', id, body: 'Texte subtil' },
    );
    assert.ok(!JSON.stringify(asked).includes(key));
    const { flags, priority, state } = await moderated(slug, id);
    assert.deepEqual([flags, priority, state], [['insult', 'toxic'], 2, 'published']);
  });

  it('holds back later what nobody has answered or decided on, where the definition lets it', async () => {
    later.set('Texte subtil', { flags: ['toxic'], hold: true });
    const slug = await consultation({ screening: 'hold' });
    const { id } = await write(slug, 'Texte subtil');
    assert.equal((await moderated(slug, id)).state, 'pending');
    assert.equal(await shown(slug, id), undefined);
    const { body } = await stage.get(pathsOf(slug).comments());
    assert.equal(body.total, 0);
    assert.equal((await verifyChain(stage.database.db, slug))?.records, 1);
  });

  it('is as if nothing had been said where it fails, until it says something', async () => {
    later.set('Texte qui échoue', new Error('down'));
    const slug = await consultation({ screening: 'hold' });
    const { id, receipt } = await write(slug, 'Texte qui échoue');
    assert.equal(receipt.pending, undefined);
    assert.equal((await shown(slug, id))?.state, 'published');
    later.set('Texte qui échoue', { flags: ['toxic'], hold: true });
    stage.clock.now = new Date(stage.clock.now.getTime() + 60_000);
    await stage.backend.sweep();
    assert.equal((await moderated(slug, id)).state, 'pending');
  });
});
