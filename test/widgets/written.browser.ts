import { expect } from '@open-wc/testing';
import { html } from 'lit';
import { clientFor } from '../../src/client/connect.js';
import { PART_EVENT, type PartAsked } from '../../src/client/parts.js';
import type { CqCommentThread } from '../../src/widgets/comment-thread/comment-thread.js';
import type { CqIdeaVote } from '../../src/widgets/idea-vote/idea-vote.js';
import '../../src/widgets/idea-vote/idea-vote.js';
import type { CqOwnContributions } from '../../src/widgets/own-contributions/own-contributions.js';
import '../../src/widgets/own-contributions/own-contributions.js';
import { surveyOf } from '../../stories/support/questions.js';
import { article, control, focused, inside, says, textOf } from './acting.js';
import { eventually, shown, stage } from './base-stage.js';
import { surveyIn } from './survey-stage.js';
import { begin, others, search, thread, widget } from './thread-stage.js';

/** A text that turns around, towers over its neighbours and names a host in letters that are not what they seem. */
const TRICKY = `Votez \u202eNON\u202c ! Tour${'\u0301'.repeat(60)} https://qu\u0435bec.ca/aide`;
const SAFE = `Votez NON ! Tour${'\u0301'.repeat(3)} https://xn--qubec-0we.ca/aide`;
const HERE = location.href.replace(/#.*/, '');

const prose = (element: Element) => inside(element).querySelector('.prose')!;

/** Runs `work` while one file that follows the first view does not come. */
async function without(name: string, work: () => Promise<void>): Promise<void> {
  const hold = ({ detail }: CustomEvent<PartAsked>) => {
    if (detail.name === name) detail.ready = new Promise(() => {});
  };
  document.addEventListener(PART_EVENT, hold);
  await work().finally(() => document.removeEventListener(PART_EVENT, hold));
}

describe('what citizens wrote', () => {
  describe('in a thread', () => {
    it('is shown without its tricks, its addresses as text', async () => {
      const set = await thread();
      const id = await others(set, TRICKY);
      const element = await widget(set);
      await eventually(() => prose(element).textContent === SAFE, 'the safe text');
      expect(prose(element).querySelector('a')).to.equal(null);
      const stored = await set.db.selectFrom('comment').select('body').where('id', '=', id).execute();
      expect(stored[0]!.body).to.equal(TRICKY);
    });

    it('is never unsafe, not even before what shows it well is there', async () => {
      const set = await thread();
      await others(set, TRICKY);
      await without('thread-reading', async () => {
        const element = await shown<CqCommentThread>(
          html`<cq-comment-thread consultation=${set.slug} api=${set.api}></cq-comment-thread>`,
        );
        await eventually(() => inside(element).querySelector('.prose'), 'the comment');
        expect(prose(element).textContent).to.equal('Votez NON ! Tour https://qu\u0435bec.ca/aide');
        expect(prose(element).querySelector('a')).to.equal(null);
      });
    });

    it('leads to other sites where the definition allows it, and tells them nothing', async () => {
      const set = await thread({ links: true });
      await others(set, 'Voir https://quebec.ca/parc, et https://quebec.ca@mal.example/.');
      const element = await widget(set);
      await eventually(() => prose(element).querySelector('a'), 'the link');
      const [link, named] = prose(element).querySelectorAll('a');
      expect(link!.getAttribute('href')).to.equal('https://quebec.ca/parc');
      expect(link!.rel).to.equal('nofollow ugc noopener');
      expect(link!.textContent).to.match(/^https:\/\/quebec\.ca\/parc \(nouvel onglet\)$/);
      expect(named!.firstChild!.nextSibling!.textContent).to.equal('https://mal.example/');
      await expect(element).to.be.accessible();
    });

    it('leads to the thread’s own comments wherever it is shown, and to no others', async () => {
      const set = await thread();
      const id = await others(set, 'Le premier');
      const texts = [
        `Comme dit ${HERE}#cq-${id}.`,
        `Ou ${set.api}c/${set.slug}/fil?comment=${id}`,
        `Pas https://ailleurs.test/#cq-${id}`,
      ];
      for (const text of texts) await others(set, text);
      const element = await widget(set);
      await eventually(() => inside(element).querySelector('.prose a'), 'a link');
      const links = [...inside(element).querySelectorAll<HTMLAnchorElement>('.prose a')];
      expect(links.map((link) => link.getAttribute('href'))).to.deep.equal([`#cq-${id}`, `#cq-${id}`]);
      links[0]!.click();
      await says(element, 'Un commentaire, avec ce à quoi il répond');
      const there = await article(element, 'Le premier');
      await eventually(() => focused(element) === there, 'the focus on the comment');
      expect(location.hash).to.equal('');
    });

    it('has its found words marked in what is safe', async () => {
      const set = await thread({ links: true });
      await others(set, 'Autre chose');
      await others(set, 'Le vélo \u202e: https://velo.example/piste');
      const element = await widget(set);
      search(element, 'velo');
      await eventually(() => inside(element).querySelector('mark'), 'the marks');
      expect(prose(element).textContent).to.match(/^Le vélo : https:\/\/velo\.example\/piste/);
      expect(prose(element).querySelector('a mark')!.textContent).to.equal('velo');
    });

    it('is previewed as all will read it, and warned of without its tricks', async () => {
      const set = await thread({ links: true });
      const element = await widget(set);
      await begin(element, `${TRICKY} moi@exemple.test`);
      (await control(inside(element), 'Aperçu')).click();
      const card = await eventually(() => inside(element).querySelector('.card .prose'), 'the preview');
      expect(card.textContent).to.contain('Votez NON');
      expect(card.querySelector('a')!.getAttribute('href')).to.equal('https://xn--qubec-0we.ca/aide');
      (await control(inside(element), 'Publier')).click();
      const warned = await eventually(() => inside(element).querySelector('.notice .prose'), 'the warning');
      expect(warned.textContent).to.contain('Votez NON');
    });

    it('is shown so to its author while it waits for a moderator', async () => {
      const set = await thread({ moderation: { mode: 'before' } });
      const element = await widget(set);
      await begin(element, TRICKY);
      (await control(inside(element), 'Envoyer')).click();
      const waiting = await eventually(
        () => inside(element).querySelector('[id^="u-"] .prose'),
        'the comment',
      );
      expect(waiting.textContent).to.equal(SAFE);
    });
  });

  describe('of one’s own', () => {
    const OWN_SAFE = 'Votez NON ! Tour https://qu\u0435bec.ca/aide';
    const words = (fr: string) => ({ fr, en: fr });
    const options = ['a', 'b'].map((id) => ({ id, label: words(id) }));
    const survey = surveyOf(
      { id: 'avis', type: 'long-text', label: words('Avis') },
      { id: 'choix', type: 'single-choice', label: words('Choix'), options, other: true },
    );
    const answers = { avis: TRICKY, choix: { other: TRICKY } };

    it('is safe among one’s contributions: answers, whether they are still asked for or not', async () => {
      const set = await stage({ activities: [survey] });
      await set.other(`/activities/sondage/responses/${crypto.randomUUID()}`, { answers, definition: 1 });
      clientFor(set.api, set.slug).adopt('B'.repeat(43));
      const element = await shown<CqOwnContributions>(
        html`<cq-own-contributions consultation=${set.slug} api=${set.api}></cq-own-contributions>`,
      );
      await says(element, `Autre : ${OWN_SAFE}`);
      expect(textOf(element)).not.to.match(/\u202e|\u0301/);
    });

    it('is safe before answers are sent, while this device keeps them, and in what was refused', async () => {
      const set = await stage({ activities: [survey] });
      const client = clientFor(set.api, set.slug);
      const element = await surveyIn(set, 'fr', 'textarea');
      const field = inside(element).querySelector('textarea')!;
      field.value = TRICKY;
      field.dispatchEvent(new Event('input', { bubbles: true }));
      (await control(inside(element), 'Continuer')).click();
      await says(element, 'Vérifiez vos réponses');
      await says(element, OWN_SAFE);
      set.cut = true;
      (await control(inside(element), 'Envoyer mes réponses')).click();
      await says(element, 'Enregistré sur cet appareil.');
      expect(textOf(element)).not.to.match(/\u202e|\u0301/);
      set.refusal = { code: 'closed', status: 403, title: 'La participation est terminée.' };
      set.cut = false;
      client.retry();
      await says(element, 'N’a pas pu être accepté');
      expect(textOf(element)).not.to.match(/\u202e|\u0301/);
    });

    it('is safe while this device keeps a comment, which is sent as it was written', async () => {
      const set = await thread();
      const element = await widget(set);
      await begin(element, TRICKY);
      set.cut = true;
      (await control(inside(element), 'Publier')).click();
      await says(element, 'Enregistré sur cet appareil.');
      const kept = inside(element).querySelector('[part=pending]')!;
      expect(kept.textContent).to.contain(OWN_SAFE);
      set.cut = false;
      clientFor(set.api, set.slug).retry();
      await eventually(() => prose(element)?.textContent === SAFE, 'the comment');
      expect((set.writes.at(-1)!.body as { body: string }).body).to.equal(TRICKY);
    });
  });

  describe('in a box of ideas', () => {
    const box = () => stage({ activities: [{ kind: 'ideas', id: 'boite', title: { fr: 'Vos idées' } }] });
    const ideas = (set: { slug: string; api: string }) =>
      shown<CqIdeaVote>(html`<cq-idea-vote consultation=${set.slug} api=${set.api}></cq-idea-vote>`);

    it('is shown without its tricks, its title too', async () => {
      const set = await box();
      await set.other(`/activities/boite/ideas/${crypto.randomUUID()}`, {
        title: 'Un \u202eparc',
        body: TRICKY,
      });
      const element = await ideas(set);
      await eventually(() => inside(element).querySelector('.prose')?.textContent === SAFE, 'the safe text');
      expect(inside(element).querySelector('article h3')!.textContent).to.equal('Un parc');
      expect(textOf(element)).not.to.match(/\u202e/);
    });

    it('is never unsafe before what shows it well is there, which nobody waits for who needs it not', async () => {
      const set = await box();
      await set.other(`/activities/boite/ideas/${crypto.randomUUID()}`, {
        title: 'Un parc',
        body: 'Un\n\nvrai.',
      });
      let asked = false;
      const hear = ({ detail }: CustomEvent<PartAsked>) => (asked ||= detail.name === 'unusual');
      document.addEventListener(PART_EVENT, hear);
      const plain = await ideas(set);
      await says(plain, 'vrai.');
      document.removeEventListener(PART_EVENT, hear);
      expect(asked).to.equal(false);
      await set.other(`/activities/boite/ideas/${crypto.randomUUID()}`, { title: 'Autre', body: TRICKY });
      await without('unusual', async () => {
        const element = await ideas(set);
        await says(element, 'Votez NON ! Tour https://qu\u0435bec.ca/aide');
      });
    });
  });
});
