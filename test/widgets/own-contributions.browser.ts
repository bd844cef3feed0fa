import { expect } from '@open-wc/testing';
import { html } from 'lit';
import { clientFor } from '../../src/client/connect.js';
import type { CqOwnContributions } from '../../src/widgets/own-contributions/own-contributions.js';
import '../../src/widgets/own-contributions/own-contributions.js';
import { definitionFor } from '../../stories/support/definitions.js';
import { RARE, rareSurvey } from '../../stories/support/rare-questions.js';
import { control, focused, inside, says, textOf, write } from './acting.js';
import { eventually, shown, stage, type Stage, type StageOptions } from './base-stage.js';
import { answered, decided } from './thread-stage.js';

const { activities } = definitionFor('plan-velo');
const KEY = 'B'.repeat(43);
const OTHER = 'C'.repeat(43);
const KEPT = 'La participation de ce navigateur est gardée.';

const ANSWERS = {
  municipalite: 'Rimouski',
  motifs: ['courses', { other: 'Livraison' }],
  velo: true,
  satisfaction: 4,
  depuis: '2026-05-01',
  trajet: 12.5,
};

/** Each kind of contribution, from the participant that `who` is the key of. */
const gave = {
  answers: (set: Stage, who = 'B') =>
    set.other(
      `/activities/sondage/responses/${crypto.randomUUID()}`,
      { answers: ANSWERS, definition: 1 },
      who,
    ),
  comment: (set: Stage, body: string, who = 'B') =>
    set.other(`/activities/discussion/comments/${crypto.randomUUID()}`, { body, alignment: 'against' }, who),
  idea: (set: Stage) =>
    set.other(`/activities/idees/ideas/${crypto.randomUUID()}`, {
      title: 'Déneiger d’abord les ponts',
      body: 'Ils gèlent avant le reste.',
      section: 'hiver',
    }),
  feedback: async (set: Stage) => {
    const id = crypto.randomUUID();
    await set.other(`/activities/page/feedback/${id}`, {
      verdict: 'problem',
      page: `${location.origin}/pistes`,
    });
    await set.other(`/activities/page/feedback/${id}/versions/2`, { details: 'La carte est vide.' });
  },
};

function consultation(options: StageOptions = {}): Promise<Stage> {
  return stage({ activities, ...options });
}

/** The widget, on a page whose address ends with `fragment`, once it shows its list or asks something. */
async function page(set: Stage, { fragment = '', lang = 'fr' } = {}): Promise<CqOwnContributions> {
  history.replaceState(null, '', location.pathname + location.search + fragment);
  const element = await shown<CqOwnContributions>(html`
    <div lang=${lang}>
      <cq-own-contributions consultation=${set.slug} api=${set.api}></cq-own-contributions>
    </div>
  `);
  await eventually(() => inside(element).querySelector('#title'), 'the title');
  await eventually(() => !textOf(element).match(/Chargement|Loading/), 'the list');
  return element;
}

/** The widget in a browser that has taken part with `KEY`. */
function ownPage(
  set: Stage,
  options: { fragment?: string; lang?: string } = {},
): Promise<CqOwnContributions> {
  clientFor(set.api, set.slug).adopt(KEY);
  return page(set, options);
}

/** The texts of what `selector` finds, each in one line. */
function texts(element: Element, selector: string): string[] {
  return [...inside(element).querySelectorAll(selector)].map((found) =>
    found.textContent.replace(/\s+/g, ' ').trim(),
  );
}

const press = async (element: Element, name: string) => (await control(inside(element), name)).click();
const keptKey = (set: Stage) => localStorage.getItem(`cq:${set.api}:${set.slug}`);

describe('cq-own-contributions', () => {
  it('shows the answers to the rarer questions in words', async () => {
    const set = await stage({ activities: [rareSurvey()] });
    const answers = Object.fromEntries(
      Object.values(RARE).map(({ question, answer }) => [question.id, answer]),
    );
    await set.other(`/activities/sondage/responses/${crypto.randomUUID()}`, { answers, definition: 1 });
    const element = await page(set, { fragment: `#cq-key=${KEY}` });
    for (const words of [
      'Autobus – Bon',
      '1. Vélo',
      'Vélo – 60 %',
      'Autobus ou Marche – Aussi importants l’un que l’autre',
      'Prénom – Léa',
      '46,81755° N, 71,21397° O',
    ])
      await says(element, words);
    expect(textOf(element)).not.to.include('[object');
    await expect(element).to.be.accessible();
  });

  before(async function () {
    this.timeout(60_000); // opens the database
    await stage();
  });

  afterEach(() => history.replaceState(null, '', location.pathname + location.search));

  it('is accessible empty, full, when it asks, and after a withdrawal', async () => {
    const set = await consultation();
    const empty = await page(set);
    await expect(empty).to.be.accessible();

    await gave.answers(set);
    await gave.comment(set, 'Trop cher.');
    await gave.idea(set);
    await gave.feedback(set);
    const element = await ownPage(set, { fragment: `#cq-key=${OTHER}` });
    await says(element, 'Garder la participation');
    await expect(element).to.be.accessible();

    await press(element, 'Retirer');
    await eventually(() => inside(element).querySelector('#confirm'));
    await expect(element).to.be.accessible();
    (await control(inside(element).querySelector('#confirm')!, 'Retirer')).click();
    await says(element, 'Texte effacé à votre demande.');
    await expect(element).to.be.accessible();

    const broken = await page(set, { fragment: '#cq-key=foo' });
    await expect(broken).to.be.accessible();
  });

  it('shows a survey’s answers in words, beside their questions, in the survey’s order', async () => {
    const set = await consultation();
    await gave.answers(set);
    const element = await ownPage(set);
    expect(texts(element, 'h3')).to.deep.equal(['Vos réponses au sondage']);
    expect(texts(element, 'dt')).to.deep.equal([
      'Avez-vous utilisé un vélo ?',
      'Pour quels motifs ?',
      'Le réseau actuel répond-il à vos besoins ?',
      'Longueur de votre trajet habituel',
      'Municipalité',
      'Depuis quand y habitez-vous ?',
    ]);
    expect(texts(element, 'article dd')).to.deep.equal([
      'Oui',
      'CoursesAutre : Livraison',
      '4',
      '12,5 km',
      'Rimouski',
      '1er mai 2026',
    ]);
  });

  it('shows them in English on an English page, and again in French when the page turns French', async () => {
    const set = await consultation();
    await gave.answers(set);
    const element = await ownPage(set, { lang: 'en' });
    expect(texts(element, 'dt').slice(0, 2)).to.deep.equal(['Did you ride a bicycle?', 'For what purposes?']);
    expect(texts(element, 'article dd')).to.deep.equal([
      'Yes',
      'ErrandsOther: Livraison',
      '4',
      '12.5 km',
      'Rimouski',
      'May 1, 2026',
    ]);
    expect(textOf(element)).to.contain('Date received: November 23, 2026');
    element.parentElement!.lang = 'fr';
    await says(element, 'Avez-vous utilisé un vélo ?');
    expect(texts(element, 'article dd')[1]).to.equal('CoursesAutre : Livraison');
  });

  it('puts answers into the questions that take them up, as the receipt does', async () => {
    const set = await stage({
      activities: [
        {
          id: 'sondage',
          kind: 'survey',
          title: { fr: 'Sondage' },
          pages: [
            {
              id: 'une',
              title: { fr: 'Une' },
              questions: [
                { id: 'ville', type: 'short-text', label: { fr: 'Votre ville' } },
                { id: 'avis', type: 'short-text', label: { fr: 'Que pensez-vous de {{ville}} ?' } },
              ],
            },
          ],
        },
      ] as unknown as typeof activities,
    });
    const answers = { ville: 'Rimouski', avis: 'Venteux' };
    await set.other(`/activities/sondage/responses/${crypto.randomUUID()}`, { answers, definition: 1 });
    const element = await ownPage(set);
    await says(element, 'Que pensez-vous de Rimouski');
    expect(textOf(element)).not.to.include('{{');
  });

  it('shows the identifier and the value of an answer whose question the survey no longer has', async () => {
    const set = await consultation();
    await gave.answers(set);
    const without = structuredClone(activities);
    const [survey] = without;
    if (survey?.kind === 'survey') {
      for (const one of survey.pages) {
        one.questions = one.questions.filter(({ id }) => id !== 'motifs');
      }
    }
    await set.redefine(without);
    const element = await ownPage(set);
    expect([texts(element, 'dt').at(-1), texts(element, 'article dd').at(-1)]).to.deep.equal([
      'motifs',
      'courses, Livraison',
    ]);
    expect(texts(element, 'dt').length).to.equal(6);
  });

  it('shows an idea’s title as a heading, then its text, then its section’s name', async () => {
    const set = await consultation();
    await gave.idea(set);
    const element = await ownPage(set, { lang: 'en' });
    expect(texts(element, 'article > :is(h3, h4, .prose, .prose ~ .muted)')).to.deep.equal([
      'Your idea',
      'Déneiger d’abord les ponts',
      'Ils gèlent avant le reste.',
      'Winter',
    ]);
  });

  it('says where a comment stands, and what an opinion of a page said of which page', async () => {
    const set = await consultation();
    await gave.comment(set, 'Trop cher.');
    await gave.feedback(set);
    const element = await ownPage(set);
    expect(texts(element, 'h3')).to.deep.equal(['Votre avis sur une page', 'Votre commentaire']);
    const [feedback, comment] = texts(element, 'article');
    expect(comment).to.match(/Contre Trop cher\./);
    expect(feedback).to.contain(
      `Réponse Signaler un problème Page ${location.origin}/pistes Vos précisions La carte est vide.`,
    );
  });

  it('withdraws once it is confirmed, says so, and puts the focus on the item', async () => {
    const set = await consultation();
    await gave.comment(set, 'Trop cher.');
    const element = await ownPage(set);
    await press(element, 'Retirer');
    await eventually(() => focused(element)?.id === 'confirm');
    await press(element, 'Garder');
    await eventually(() => focused(element)?.localName === 'article');
    expect(set.writes).to.deep.equal([]);

    await press(element, 'Retirer');
    await eventually(() => focused(element)?.id === 'confirm');
    (await control(focused(element)!, 'Retirer')).click();
    await eventually(() => set.writes.length === 1 && !textOf(element).includes('Trop cher'));
    expect(set.writes[0]?.path).to.match(/^\/mine\/[0-9a-f-]{36}\/withdrawal$/);
    const status = inside(element).querySelector('[role=status]');
    await eventually(() => status?.textContent === 'Texte effacé à votre demande.');
    expect(focused(element)?.localName).to.equal('article');
    expect(focused(element)?.textContent).to.contain('Texte effacé à votre demande.');
  });

  it('says that a withdrawal waits on this device, rather than that the text is erased', async () => {
    const set = await consultation();
    await gave.comment(set, 'Trop cher.');
    const element = await ownPage(set);
    set.cut = 'for-writes';
    await press(element, 'Retirer');
    await eventually(() => focused(element)?.id === 'confirm');
    (await control(focused(element)!, 'Retirer')).click();
    await says(element, 'Enregistré sur cet appareil.');
    expect(textOf(element)).to.contain('Trop cher.').and.not.contain('Texte effacé');
    set.cut = false;
    await press(element, 'Réessayer maintenant');
    await says(element, 'Texte effacé à votre demande.');
    expect(textOf(element)).not.to.contain('Trop cher.');
  });

  it('takes a recovery link where nobody has taken part, and keeps its key out of the address', async () => {
    const set = await consultation();
    await gave.comment(set, 'Trop cher.');
    const element = await page(set, { fragment: `#cq-key=${KEY}` });
    expect(textOf(element)).to.contain('Trop cher.').and.not.contain('remplacerait');
    expect(location.hash).to.equal('');
    expect(keptKey(set)).to.contain(KEY);
  });

  it('asks nothing when the link is this browser’s own', async () => {
    const set = await consultation();
    await gave.comment(set, 'Trop cher.');
    const element = await ownPage(set, { fragment: `#cq-key=${KEY}` });
    expect(textOf(element)).to.contain('Trop cher.').and.not.contain('remplacerait');
  });

  it('asks before a link replaces another participation, which stays until one chooses', async () => {
    const set = await consultation();
    await gave.comment(set, 'De ce navigateur.');
    await gave.comment(set, 'Du lien.', 'C');
    const element = await ownPage(set, { fragment: `#cq-key=${OTHER}` });
    await eventually(() => focused(element)?.id === 'replace');
    expect(textOf(element))
      .to.contain('Ce navigateur a déjà participé à cette consultation.')
      .and.contain('De ce navigateur.')
      .and.not.contain('Du lien.');
    expect(inside(element).querySelector<HTMLAnchorElement>('#replace a')?.href).to.contain(KEY);
    expect(location.hash).to.equal('');

    await press(element, 'Garder la participation de ce navigateur');
    await eventually(() => focused(element)?.id === 'title');
    await says(element, KEPT);
    expect(textOf(element)).not.to.contain('remplacerait');
    expect(keptKey(set)).to.contain(KEY);
  });

  it('opens a link for this visit only: what this browser keeps, and what it may forget, stays its own', async () => {
    const set = await consultation();
    await gave.comment(set, 'De ce navigateur.');
    await gave.comment(set, 'Du lien.', 'C');
    const element = await ownPage(set, { fragment: `#cq-key=${OTHER}` });
    await press(element, 'Ouvrir le lien pour cette visite seulement');
    await says(element, 'Du lien.');
    expect(focused(element)?.id).to.equal('visit');
    expect(textOf(element)).not.to.contain('De ce navigateur.').and.not.contain('Oublier sur cet appareil');
    expect(keptKey(set)).to.contain(KEY);

    // Pasted into the same page's address bar: nothing is loaded again, and the visit is over.
    location.hash = `#cq-key=${KEY}`;
    await says(element, 'De ce navigateur.');
    expect(textOf(element)).not.to.contain('Du lien.');
    expect(location.hash).to.equal('');
  });

  it('replaces when one says so', async () => {
    const set = await consultation();
    await gave.comment(set, 'De ce navigateur.');
    await gave.comment(set, 'Du lien.', 'C');
    const element = await ownPage(set, { fragment: `#cq-key=${OTHER}` });
    await press(element, 'Remplacer');
    await says(element, 'Du lien.');
    expect(focused(element)?.id).to.equal('title');
    expect(textOf(element)).not.to.contain('De ce navigateur.');
    expect(keptKey(set)).to.contain(OTHER);
  });

  for (const [what, key] of Object.entries({
    short: 'foo',
    truncated: 'B'.repeat(42),
    'too long': 'B'.repeat(44),
    empty: '',
  })) {
    it(`says that a link whose key is ${what} is not complete, and what to do`, async () => {
      const set = await consultation();
      const element = await page(set, { fragment: `#cq-key=${key}` });
      expect(textOf(element))
        .to.contain('Ce lien de récupération n’est pas complet')
        .and.contain('Copiez-le en entier')
        .and.not.contain('n’a rien donné');
      expect(inside(element).querySelector('[role=status]')?.textContent).to.contain('n’est pas complet');
      expect(location.hash).to.equal('');
      expect(keptKey(set)).to.equal(null);
    });
  }

  it('says that a whole link leads to nothing, rather than that this browser gave nothing', async () => {
    const set = await consultation();
    const element = await page(set, { fragment: `#cq-key=${KEY}` });
    expect(textOf(element)).to.contain('Ce lien ne mène à aucune contribution.');
  });

  it('shows what a list of several pages goes on with, and puts the focus there', async () => {
    const set = await consultation();
    for (let index = 0; index < 21; index++) await gave.comment(set, `Commentaire ${index}.`);
    const element = await ownPage(set);
    expect(texts(element, 'article').length).to.equal(20);
    await press(element, 'Afficher la suite');
    await says(element, 'Commentaire 0.');
    await eventually(() => focused(element)?.textContent?.includes('Commentaire 0.'));
  });

  it('offers to try again when the network fails, and says nothing of how much there is', async () => {
    const set = await consultation();
    await gave.comment(set, 'Trop cher.');
    const element = await ownPage(set);
    set.cut = true;
    location.hash = `#cq-key=${KEY}`;
    await says(element, 'La connexion au service est interrompue.');
    expect(textOf(element)).not.to.contain('n’a rien donné');
    set.cut = false;
    await press(element, 'Réessayer');
    await says(element, 'Trop cher.');
  });

  it('has nothing left to show once this device has forgotten, says so, and keeps the focus', async () => {
    const set = await consultation();
    await gave.comment(set, 'Trop cher.');
    const element = await ownPage(set);
    await press(element, 'Oublier maintenant');
    await says(element, 'ce navigateur ne sait plus que vous avez participé.');
    await eventually(() => focused(element)?.className === 'widget');
    expect(textOf(element)).to.contain('n’a rien donné').and.not.contain('Trop cher.');
  });

  describe('decisions of moderators', () => {
    /** A comment of one’s own that a moderator has hidden. */
    const hidden = async () => {
      const set = await consultation();
      const id = crypto.randomUUID();
      await set.other(`/activities/discussion/comments/${id}`, { body: 'Achetez mes vélos' });
      const note = 'Le fil n’est pas un marché.';
      await decided(set, { action: 'hide', comment: id, reason: 'spam', note });
      return { set, id };
    };

    it('shows its author the state, the reason in the policy’s words and the moderator’s message', async () => {
      const { set } = await hidden();
      const element = await ownPage(set);
      for (const words of [
        'Masqué par la modération',
        'Publicité ou pourriel',
        'Le fil n’est pas un marché.',
        'Achetez mes vélos',
      ])
        await says(element, words);
      await expect(element).to.be.accessible();
    });

    it('takes an appeal once, keeps what is refused to copy, and shows what came of it', async () => {
      const { set, id } = await hidden();
      const element = await ownPage(set);
      (await control(inside(element), 'Demander un réexamen')).click();
      const field = await eventually(() => inside(element).querySelector('#appeal'), 'the form');
      await eventually(() => focused(element) === field, 'the focus on the field');
      (await control(inside(element), 'Envoyer la demande')).click();
      await says(element, 'Dites pourquoi cette décision devrait être revue.');
      await eventually(() => focused(element)?.id === 'error-summary', 'the focus on the summary');
      await expect(element).to.be.accessible();
      write(inside(element), 'C’était une blague.');
      (await control(inside(element), 'Envoyer la demande')).click();
      await says(element, 'Votre demande est reçue. La modération va relire sa décision.');
      await eventually(() => focused(element)?.id === `o-${id}`, 'the focus on the comment');
      await says(element, 'Réexamen demandé le');
      await says(element, 'C’était une blague.');
      expect(textOf(element)).not.to.contain('Demander un réexamen');
      const sent = set.writes.at(-1)!;
      expect(sent.path).to.equal(`/activities/discussion/comments/${id}/appeal`);
      expect((sent.body as { decision: string }).decision).to.match(/^[0-9a-f-]{36}$/);
      element.remove();

      await decided(set, { action: 'overturn', comment: id });
      const again = await page(set);
      await says(again, 'La décision est annulée');
      await says(again, 'Publié');
      expect(textOf(again)).not.to.contain('Demander un réexamen');
      again.remove();

      // Another decision is another matter.
      await decided(set, { action: 'hide', comment: id, reason: 'off-topic' });
      await says(await page(set), 'Demander un réexamen');
    });

    it('says that a review was asked for already, from another tab, and keeps the text', async () => {
      for (const [lang, ask, send, words] of [
        [
          'fr',
          'Demander un réexamen',
          'Envoyer la demande',
          'Vous avez déjà demandé un réexamen de cette décision',
        ],
        [
          'en',
          'Ask for a review',
          'Send the request',
          'You have already asked for a review of this decision',
        ],
      ] as const) {
        const { set, id } = await hidden();
        const element = await ownPage(set, { lang });
        (await control(inside(element), ask)).click();
        await eventually(() => inside(element).querySelector('#appeal'), 'the form');
        await set.other(`/activities/discussion/comments/${id}/appeal`, { text: 'Premier onglet.' }, 'B');
        write(inside(element), 'Second onglet.');
        (await control(inside(element), send)).click();
        await says(element, words);
        await says(element, 'Premier onglet.');
        expect(inside(element).querySelector('[part=pending]')!.textContent).to.contain('Second onglet.');
        await eventually(() => focused(element)?.id === `o-${id}`, 'the focus on the comment');
        await expect(element).to.be.accessible();
        element.remove();
      }
    });

    it('keeps an appeal on the device while the network is cut', async () => {
      const { set } = await hidden();
      const element = await ownPage(set);
      (await control(inside(element), 'Demander un réexamen')).click();
      await eventually(() => inside(element).querySelector('#appeal'), 'the form');
      write(inside(element), 'Hors ligne, je proteste.');
      set.cut = true;
      (await control(inside(element), 'Envoyer la demande')).click();
      await says(element, 'Enregistré sur cet appareil.');
      expect(inside(element).querySelector('[part=pending]')!.textContent).to.contain('je proteste');
      set.cut = false;
      clientFor(set.api, set.slug).retry();
      await says(element, 'Réexamen demandé le');
    });

    it('shows what the public body answered, and what changed because of a comment', async () => {
      const set = await consultation();
      const id = crypto.randomUUID();
      await set.other(`/activities/discussion/comments/${id}`, { body: 'Des bancs' });
      await answered(set, id, { fr: 'Bonne idée.', en: 'Good idea.' });
      await decided(set, {
        action: 'consider',
        comment: id,
        text: { fr: 'Douze bancs ajoutés.', en: 'Twelve.' },
      });
      const element = await ownPage(set);
      for (const words of ['Réponse officielle', 'Bonne idée.', 'Pris en compte', 'Douze bancs ajoutés.'])
        await says(element, words);
      await expect(element).to.be.accessible();
    });
  });
});
