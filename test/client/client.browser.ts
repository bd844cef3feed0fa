import { expect } from '@open-wc/testing';
import type { ClientEvent, ConsultationClient } from '../../src/client/client.js';
import { clientFor } from '../../src/client/connect.js';
import { ensureKey } from '../../src/client/keys.js';
import { Participant } from '../../src/client/participant.js';
import { definitionFor } from '../../stories/support/definitions.js';
import { eventually, stage, type Stage } from '../widgets/base-stage.js';

const { activities } = definitionFor('plan-velo');

async function connected(): Promise<{ set: Stage; client: ConsultationClient; events: ClientEvent[] }> {
  const set = await stage({ activities });
  const client = clientFor(set.api, set.slug);
  const events: ClientEvent[] = [];
  client.subscribe((event) => events.push(event));
  return { set, client, events };
}

const comment = (body: string) => ({ kind: 'comment', activity: 'discussion', body }) as const;
const stored = (set: Stage) => Object.keys(localStorage).filter((name) => name.includes(set.api));

describe('the client', () => {
  it('stores nothing on the device while one reads', async () => {
    const { set, client } = await connected();
    expect((await client.view('comments', {})).ok).to.equal(true);
    expect((await client.mine('discussion')).ok).to.equal(true);
    expect(client.participant).to.equal(false);
    expect(client.recoveryLink('fr')).to.equal(undefined);
    expect(stored(set)).to.deep.equal([]);
  });

  it('gives one client to all the widgets of a page', async () => {
    const { set, client } = await connected();
    expect(clientFor(set.api, set.slug)).to.equal(client);
    expect(clientFor(set.api, 'autre')).not.to.equal(client);
  });

  it('makes the participant at the first write, and finds what they gave', async () => {
    const { set, client } = await connected();
    const answer = await client.give(comment('Bonjour'), 'fr');
    expect(answer.ok && answer.value.state).to.equal('stored');
    expect(client.participant).to.equal(true);
    expect(stored(set).length).to.equal(1);
    const own = await client.contributions();
    expect(own.ok && own.value.items.map(({ kind }) => kind)).to.deep.equal(['comment']);
    expect(client.recoveryLink('fr')).to.match(/\/c\/consultation-\d+\/mine#cq-key=[\w-]{43}$/);
  });

  it('is one participant in all the tabs of a site, until one of them forgets', () => {
    const [first, second] = [1, 2].map(() => new Participant('https://onglets.test/', 'plan-velo'));
    const key = ensureKey(first!);
    expect(ensureKey(second!)).to.equal(key);
    second!.forget();
    expect(first!.key).to.equal(undefined);
    const next = ensureKey(first!);
    expect(next).not.to.equal(key);
    expect(second!.key).to.equal(next);
    first!.forget();
  });

  it('keeps what the network does not take, says so, and sends it once when the network is back', async () => {
    const { set, client, events } = await connected();
    set.cut = 'for-writes';
    const answer = await client.give(comment('Hors ligne'), 'fr');
    expect(answer.ok && answer.value.state).to.equal('saved');
    expect(client.pending('discussion').map(({ state, durable }) => [state, durable])).to.deep.equal([
      ['waiting', true],
    ]);
    set.cut = false;
    dispatchEvent(new Event('online'));
    await eventually(() => events.some(({ type }) => type === 'stored'));
    expect(set.writes.length).to.equal(1);
    expect(client.pending('discussion')).to.deep.equal([]);
  });

  it('tries again at once where the network came back while a try was under way', async () => {
    const { set, client, events } = await connected();
    let tries = 0;
    set.loses = () => {
      tries += 1;
      if (tries === 6) dispatchEvent(new Event('online'));
      return tries <= 6;
    };
    await client.give(comment('Hors ligne'), 'fr');
    // Each failure doubles the wait: after these, nobody would wait for the next.
    for (let failed = 1; failed < 6; failed++) {
      await eventually(() => tries === failed && client.pending('discussion')[0]?.state === 'waiting');
      client.retry();
    }
    await eventually(() => events.some(({ type }) => type === 'stored'));
    expect(set.writes.length).to.equal(1);
  });

  it('keeps what was refused for good, with its words and the reason, until it is let go', async () => {
    const { set, client } = await connected();
    set.refusal = { code: 'closed', status: 403, title: 'Terminé.' };
    const answer = await client.give(comment('Trop tard'), 'fr');
    expect(!answer.ok && answer.problem.code).to.equal('closed');
    const [entry] = client.pending('discussion');
    expect([entry?.state, entry?.problem?.title]).to.deep.equal(['refused', 'Terminé.']);
    expect(entry?.contribution).to.include({ body: 'Trop tard' });
    await client.discard(entry!.id);
    expect(client.pending('discussion')).to.deep.equal([]);
  });

  it('is told why in the language of the widget, whatever that of the page', async () => {
    const { client } = await connected();
    const told = async (language: 'fr' | 'en') => {
      const answer = await client.give({ kind: 'comment', activity: 'nulle-part', body: 'Où ?' }, language);
      return answer.ok || answer.problem.title;
    };
    expect(await told('en')).to.match(/^[A-Z][a-z ,’]+\.?$/);
    expect(await told('fr')).not.to.equal(await told('en'));
  });

  it('sends only the last of the votes that waited, with a turn above the first’s', async () => {
    const { set, client } = await connected();
    const id = crypto.randomUUID();
    await set.other(`/activities/discussion/comments/${id}`, { body: 'À voter' });
    const vote = (choice: 'up' | 'down' | null) =>
      client.give({ kind: 'comment-ballot', activity: 'discussion', item: id, choice }, 'fr');
    await vote('up');
    set.cut = 'for-writes';
    await Promise.all([vote('down'), vote(null)]);
    expect(client.pending('discussion').length).to.equal(1);
    set.cut = false;
    client.retry();
    await eventually(() => set.writes.length === 2);
    const [first, last] = set.writes.map(({ body }) => body as { choice: string | null; turn: number });
    expect([first?.choice, last?.choice]).to.deep.equal(['up', null]);
    expect(last!.turn).to.be.above(first!.turn);
  });

  it('sends details after the click that they join, even when both waited', async () => {
    const { set, client } = await connected();
    set.cut = 'for-writes';
    const page = `${location.origin}/a`;
    const click = await client.give({ kind: 'feedback', activity: 'page', verdict: 'no', page }, 'fr');
    const feedback = click.ok && click.value.state === 'saved' ? click.value.id : '';
    const details = 'Le prix manque.';
    await client.give({ kind: 'feedback-details', activity: 'page', feedback, details }, 'fr');
    set.cut = false;
    client.retry();
    await eventually(() => set.writes.length === 2);
    expect(set.writes.map(({ path }) => path.replace(feedback, 'id'))).to.deep.equal([
      '/activities/page/feedback/id',
      '/activities/page/feedback/id/versions/2',
    ]);
  });

  it('keeps a draft for the visit, or for the device where one asks for it, and forgets it', async () => {
    const { set, client } = await connected();
    expect(await client.saveDraft('s', { a: 1 })).to.equal('visit');
    expect(stored(set)).to.deep.equal([]);
    expect((await client.draft('s'))?.kept).to.equal(false);
    expect(await client.saveDraft('s', { a: 2 }, { keep: true })).to.equal('device');
    expect(await client.saveDraft('s', { a: 3 })).to.equal('device');
    expect((await client.draft<{ a: number }>('s'))?.value).to.deep.equal({ a: 3 });
    expect(await client.saveDraft('s', { a: 4 }, { keep: false })).to.equal('visit');
    expect(stored(set)).to.deep.equal([]);
    await client.forgetDraft('s');
    expect(await client.draft('s')).to.equal(undefined);
  });

  it('lets go of a draft that the device kept for more than seven days', async () => {
    const { set, client } = await connected();
    await client.saveDraft('s', { a: 1 }, { keep: true });
    const [name] = stored(set);
    const eightDays = Date.now() - 8 * 86_400_000;
    localStorage.setItem(name!, JSON.stringify({ value: { a: 1 }, savedAt: eightDays }));
    sessionStorage.removeItem(name!);
    const later = clientFor(`${set.api}?`, set.slug);
    expect(later).not.to.equal(client);
    await client.draft('s');
    expect(stored(set)).to.deep.equal([]);
  });

  it('takes the key of a recovery link, and no other', async () => {
    const { client } = await connected();
    for (const foul of ['', 'trop-court', 'B'.repeat(42), 'B'.repeat(44), `${'B'.repeat(42)}+`]) {
      expect(client.adopt(foul)).to.equal('not-a-key');
    }
    expect(client.participant).to.equal(false);
    expect(client.adopt('B'.repeat(43))).to.equal('adopted');
    expect(client.recoveryLink('fr')).to.match(/B{43}$/);
  });

  it('loses no participation to a recovery link that nobody said may replace it', async () => {
    const { set, client } = await connected();
    client.adopt('B'.repeat(43));
    const [name] = stored(set);
    const kept = localStorage.getItem(name!);
    expect(client.adopt('C'.repeat(43))).to.equal('another-here');
    expect(client.adopt('B'.repeat(43))).to.equal('adopted');
    expect(client.recoveryLink('fr')).to.match(/B{43}$/);

    expect(client.adopt('C'.repeat(43), 'visit')).to.equal('adopted');
    expect([client.visiting, client.recoveryLink('fr')?.slice(-43)]).to.deep.equal([true, 'C'.repeat(43)]);
    expect(localStorage.getItem(name!)).to.equal(kept);

    client.adopt('B'.repeat(43));
    expect([client.visiting, client.recoveryLink('fr')?.slice(-43)]).to.deep.equal([false, 'B'.repeat(43)]);

    client.adopt('C'.repeat(43), 'replace');
    expect([client.visiting, client.recoveryLink('fr')?.slice(-43)]).to.deep.equal([false, 'C'.repeat(43)]);
    expect(localStorage.getItem(name!)).to.contain('C'.repeat(43));
  });

  it('sends what waited as the participant who gave it, whoever is here by then', async () => {
    const { set, client, events } = await connected();
    client.adopt('B'.repeat(43));
    set.cut = 'for-writes';
    await client.give(comment('Avant le lien'), 'fr');
    client.adopt('C'.repeat(43), 'replace');
    set.cut = false;
    client.retry();
    await eventually(() => events.some(({ type }) => type === 'stored'));
    const own = async () => {
      const answer = await client.contributions();
      return answer.ok && answer.value.items.map(({ content }) => content?.body);
    };
    expect(await own()).to.deep.equal([]);
    client.adopt('B'.repeat(43), 'visit');
    expect(await own()).to.deep.equal(['Avant le lien']);
  });

  it('forgets key, drafts and outbox on this device', async () => {
    const { set, client, events } = await connected();
    await client.give(comment('Bonjour'), 'fr');
    await client.saveDraft('s', { a: 1 }, { keep: true });
    set.cut = 'for-writes';
    await client.give(comment('Pas parti'), 'fr');
    await client.forget();
    expect(client.participant).to.equal(false);
    expect(client.pending('discussion')).to.deep.equal([]);
    expect(stored(set)).to.deep.equal([]);
    expect(events.at(-1)?.type).to.equal('forgotten');
    set.cut = false;
    client.retry();
    const own = await client.contributions();
    expect(own.ok && own.value.items).to.deep.equal([]);
  });

  it('hears what others write, while it is asked to watch', async () => {
    const { set, client, events } = await connected();
    const release = client.watch();
    // The stream opens on its own time: somebody else writes until it is heard.
    let writing = 0;
    await eventually(() => {
      if (writing++ % 10 === 0)
        void set.other(`/activities/discussion/comments/${crypto.randomUUID()}`, {
          body: crypto.randomUUID(),
        });
      return events.some((event) => event.type === 'changed' && event.activity === 'discussion');
    });
    release();
  });

  it('says that it is offline, rather than rejecting', async () => {
    const { set, client } = await connected();
    set.cut = true;
    for (const answer of [
      await client.view('survey', {}),
      await client.comments('discussion', {}),
      await client.ideas('idees', {}),
      await client.idea('idees', crypto.randomUUID()),
    ]) {
      expect(!answer.ok && answer.problem.code).to.equal('offline');
    }
  });
});
