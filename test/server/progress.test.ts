import assert from 'node:assert/strict';
import { once } from 'node:events';
import { after, before, describe, it } from 'node:test';
import { participant, pathsOf } from '../backend/harness.js';
import { Workplace } from './harness.js';

const paths = pathsOf('plan-velo');
const ORIGIN = 'https://ministere.exemple.test';

describe('cq progress', () => {
  let place: Workplace;
  let server: Awaited<ReturnType<Workplace['serve']>>;
  let whole: string;

  const put = async (path: string, body: object, headers: Record<string, string> = {}) => {
    const init = {
      method: 'PUT',
      headers: { 'content-type': 'application/json', origin: ORIGIN, ...headers },
      body: JSON.stringify(body),
    };
    const answer = await fetch(`${place.origin}${path}`, init);
    assert.equal(answer.status, 200, `${path} ${await answer.text()}`);
  };
  const progress = async (...words: string[]) => {
    const { code, out } = await place.cq(['progress', 'plan-velo', 'sondage', ...words]);
    assert.equal(code, 0, out);
    return out;
  };
  /** The survey with its pages given these ids, and titles of two languages. */
  const apply = (...ids: string[]) =>
    place.fill((definition) => ({
      ...definition,
      activities: definition.activities.map((one) =>
        one.kind === 'survey'
          ? {
              ...one,
              unfinished: 'kept' as const,
              resume: true,
              pages: ids.map((id, index) => ({
                ...one.pages[0]!,
                id,
                title: { fr: `Page ${id}`, en: `The ${id}` },
                next: undefined,
                questions: [
                  { id: `avis-${index}`, type: 'short-text' as const, label: { fr: 'Avis', en: 'View' } },
                ] as never,
              })),
            }
          : one,
      ),
    }));

  before(async () => {
    place = await Workplace.open();
    server = await place.serve();
    await apply('un', 'deux');
  });
  after(() => place.close());

  it('counts who began, sent, or stopped at which page, and the drafts that wait, while the server runs', async () => {
    const [first, second, sent] = [0, 1, 2].map(() => paths.progress()) as [string, string, string];
    await put(first, { page: 'un', definition: 1, answers: { 'avis-0': 'secret' } });
    await put(second, { page: 'deux', definition: 1 });
    await put(paths.progress(), { page: '*check', definition: 1 });
    await put(sent, { page: '*check', definition: 1, finished: true });
    const bytes = (count: number) => Buffer.alloc(count, 1).toString('base64url');
    const parked = { content: bytes(64) };
    await put(paths.draft(bytes(16)), parked, { authorization: `Bearer ${bytes(32)}` });
    // What was applied since: a page less, of which the counts stay.
    await apply('deux');
    // A browser that does not let itself be counted sends one.
    const key = { authorization: `Bearer ${participant()}` };
    await put(paths.response(), { answers: { 'avis-0': 'Oui' }, definition: 2 }, key);
    whole = await progress('--json');
    assert.deepEqual(JSON.parse(whole), {
      consultation: 'plan-velo',
      activity: 'sondage',
      version: 2,
      unfinished: 'kept',
      received: 1,
      began: 4,
      sent: 1,
      stopped: [
        { page: 'deux', number: 1, title: { fr: 'Page deux', en: 'The deux' }, version: 2, responses: 1 },
        { page: 'un', number: 1, title: { fr: 'Page un', en: 'The un' }, version: 1, responses: 1 },
        {
          page: '*check',
          number: null,
          title: { fr: 'Vérification des réponses', en: 'Checking the answers' },
          version: 2,
          responses: 1,
        },
      ],
      drafts: 1,
    });
    assert.equal(
      await progress(),
      [
        'plan-velo/sondage, version 2: 1 response received',
        'Of the browsers that let themselves be counted: 4 began, 1 sent, 3 stopped',
        '  1 at page 1, «Page deux» / “The deux”',
        '  1 at page 1, «Page un» / “The un” (last in version 1)',
        '  1 at «Vérification des réponses» / “Checking the answers”',
        '1 draft kept for another device',
        'A response that was begun may still be sent.\n',
      ].join('\n'),
    );
  });

  it('says the same while no server runs, and nothing of what was answered', async () => {
    server.child.kill('SIGTERM');
    await once(server.child, 'close');
    assert.equal(await progress('--json'), whole);
    assert.doesNotMatch(whole, /secret/);
  });

  it('says what there is where it is asked for something else', async () => {
    for (const [words, said] of [
      [['rien', 'sondage'], 'rien: no such consultation\n'],
      [['plan-velo', 'idees'], 'idees: plan-velo has no such survey (its surveys: sondage)\n'],
    ] as const) {
      const { code, out } = await place.cq(['progress', ...words]);
      assert.deepEqual([code, out], [1, said]);
    }
    assert.equal((await place.cq(['progress', 'plan-velo'])).code, 2);
  });
});
