import { expect } from '@open-wc/testing';
import { sendKeys } from '@web/test-runner-commands';
import { html } from 'lit';
import { clientFor } from '../../src/client/connect.js';
import { Http } from '../../src/client/http.js';
import type { View } from '../../src/contract/consultation.js';
import type { CqIdeaVote } from '../../src/widgets/idea-vote/idea-vote.js';
import '../../src/widgets/idea-vote/idea-vote.js';
import { article, control, focused, inside, says, textOf, write } from './acting.js';
import { eventually, shown, stage, type Stage, type StageOptions } from './base-stage.js';

const IDEAS = {
  kind: 'ideas',
  id: 'boite',
  title: { fr: 'Vos idées', en: 'Your ideas' },
  sections: [
    { id: 'ville', label: { fr: 'En ville', en: 'In town' } },
    { id: 'route', label: { fr: 'Sur la route', en: 'On the road' } },
  ],
};

const LONG = `${'Une phrase de dix mots que personne ne lira en entier. '.repeat(12)}\n\nFin.`;

function box(options: StageOptions = {}, definition: object = {}): Promise<Stage> {
  return stage({ activities: [{ ...IDEAS, ...definition }], ...options });
}

async function widget(set: Stage, lang = 'fr', section = ''): Promise<CqIdeaVote> {
  const element = await shown<CqIdeaVote>(html`
    <div lang=${lang}>
      <cq-idea-vote consultation=${set.slug} api=${set.api} section=${section}
        ><p>Écrivez-nous</p></cq-idea-vote
      >
    </div>
  `);
  await eventually(() => inside(element).querySelector('#count'), 'the list');
  return element;
}

/** An idea by somebody else; gives its identifier. */
async function others(set: Stage, title: string, more: { body?: string; section?: string } = {}) {
  const id = crypto.randomUUID();
  await set.other(`/activities/boite/ideas/${id}`, { title, body: `Le texte de ${title}`, ...more });
  return id;
}

function othersVote(set: Stage, id: string, choice: string | null, turn = 1, who = 'C'): Promise<void> {
  return set.other(`/activities/boite/ideas/${id}/ballot`, { choice, turn }, who);
}

function votesOn(card: Element): string {
  return [...card.querySelectorAll('.votes button')]
    .map(
      (one) => `${one.querySelector('.count')?.textContent ?? '-'}${one.ariaPressed === 'true' ? '*' : ''}`,
    )
    .join(' ');
}

function titles(element: Element): string[] {
  return [...inside(element).querySelectorAll('article h3')].map((one) => one.textContent);
}

function choose(element: Element, section: string): void {
  const select = inside(element).querySelector<HTMLSelectElement>('#section')!;
  select.value = section;
  select.dispatchEvent(new Event('input', { bubbles: true }));
}

async function fillProposal(element: Element, title: string, body: string): Promise<void> {
  (await control(inside(element), 'Proposer une idée')).click();
  const field = await eventually(() =>
    inside(element).querySelector<HTMLInputElement>('#propose-title-field'),
  );
  field.value = title;
  field.dispatchEvent(new Event('input', { bubbles: true }));
  write(inside(element), body);
}

describe('<cq-idea-vote>', () => {
  it('begins in the ring of ideas where the page’s loader has begun', async () => {
    const set = await box();
    for (const title of 'ABCDEF') await others(set, title);
    const seen = new Set<string>();
    for (const start of [0, 5, 10, 15]) {
      const path = `v1/consultations/${set.slug}/view?kind=ideas&start=${start}`;
      const begun = await new Http(set.api).get<View>(path);
      const expected = begun.ok ? begun.value.ideas!.items.map(({ title }) => title) : [];
      const link = Object.assign(document.createElement('link'), { rel: 'preload', href: set.api + path });
      document.head.append(link);
      const element = await widget(set);
      await eventually(() => titles(element).length === 6);
      expect(titles(element)).to.deep.equal(expected);
      seen.add(expected.join(''));
      element.remove();
      link.remove();
    }
    expect(seen.size).to.be.above(1);
  });

  it('is accessible when empty, with ideas, while proposing, after a refused try, and before a withdrawal', async () => {
    const set = await box();
    const element = await widget(set);
    await says(element, 'Aucune idée pour le moment');
    await expect(element).to.be.accessible();
    await fillProposal(element, '', 'Sans titre');
    await expect(element).to.be.accessible();
    (await control(inside(element), 'Proposer mon idée')).click();
    await eventually(() => inside(element).querySelector('#error-summary'));
    await expect(element).to.be.accessible();
    const title = inside(element).querySelector<HTMLInputElement>('#propose-title-field')!;
    title.value = 'Avec';
    title.dispatchEvent(new Event('input', { bubbles: true }));
    (await control(inside(element), 'Proposer mon idée')).click();
    const card = await article(element, 'Sans titre');
    (await control(card, 'Retirer mon idée')).click();
    await eventually(() => focused(element)?.id.startsWith('withdraw-'));
    await expect(element).to.be.accessible();
  });

  it('takes a vote, lets one change it, then take it back', async () => {
    const set = await box();
    const id = await others(set, 'Piste');
    const element = await widget(set);
    const card = await article(element, 'Piste');
    for (const [name, choice, expected] of [
      ['Pour', 'for', '1* 0 0'],
      ['Contre', 'against', '0 0 1*'],
      ['Mitigé', 'mixed', '0 1* 0'],
      ['Mitigé', null, '0 0 0'],
    ] as const) {
      const before = set.writes.length;
      (await control(card, name)).click();
      await eventually(() => set.writes.length > before);
      await eventually(() => votesOn(card) === expected, expected);
      expect((set.writes.at(-1)!.body as { choice: unknown }).choice).to.equal(choice);
    }
    expect(set.writes.every(({ path }) => path.endsWith(`/ideas/${id}/ballot`))).to.equal(true);
    const turns = set.writes.map(({ body }) => (body as { turn: number }).turn);
    expect(turns).to.deep.equal([...new Set(turns)].sort((a, b) => a - b));
  });

  it('can be used by keyboard alone, and a vote keeps the focus', async () => {
    const set = await box();
    await others(set, 'Piste', { body: LONG });
    const element = await widget(set);
    const card = await article(element, 'Une phrase');
    card.focus();
    await sendKeys({ press: 'Tab' });
    expect(focused(element)!.textContent).to.contain('Lire l’idée en entier');
    await sendKeys({ press: 'Enter' });
    await eventually(() => card.querySelector('.prose')!.textContent === LONG);
    expect(focused(element)!.textContent).to.contain('Replier');
    await sendKeys({ press: 'Tab' });
    await sendKeys({ press: 'Space' });
    await eventually(() => votesOn(card) === '1* 0 0');
    await eventually(() => set.writes.length === 1);
    expect(focused(element)!.textContent).to.contain('Pour');
  });

  it('shows one’s vote again after a reload', async () => {
    const set = await box();
    await others(set, 'Piste');
    const element = await widget(set);
    (await control(await article(element, 'Piste'), 'Contre')).click();
    await eventually(() => set.writes.length === 1);
    element.remove();
    const card = await article(await widget(set), 'Piste');
    await eventually(() => votesOn(card) === '0 0 1*');
  });

  it('takes back on screen a vote that was refused, and says why', async () => {
    const set = await box();
    await others(set, 'Piste');
    const element = await widget(set);
    const card = await article(element, 'Piste');
    (await control(card, 'Contre')).click();
    await eventually(() => set.writes.length === 1);
    set.refusal = { code: 'closed', status: 403, title: 'La consultation est terminée.' };
    (await control(card, 'Pour')).click();
    await says(element, 'La consultation est terminée.');
    await eventually(() => votesOn(card) === '0 0 1*');
  });

  it('marks a vote that this device keeps, shows it after a reload, and sends it once the network is back', async () => {
    const set = await box();
    await others(set, 'Piste');
    const element = await widget(set);
    const card = await article(element, 'Piste');
    set.cut = true;
    (await control(card, 'Pour')).click();
    await eventually(() => card.textContent.includes('Vote en attente d’envoi'));
    expect(votesOn(card)).to.equal('1* 0 0');
    element.remove();
    set.cut = false;
    const again = await article(await widget(set), 'Piste');
    await eventually(() => votesOn(again) === '1* 0 0');
    clientFor(set.api, set.slug).retry();
    await eventually(() => set.writes.length === 1);
    await eventually(() => !again.textContent.includes('Vote en attente d’envoi'));
    expect(votesOn(again)).to.equal('1* 0 0');
  });

  it('takes back a vote kept on the device if it is refused in the end', async () => {
    const set = await box();
    await others(set, 'Piste');
    const element = await widget(set);
    const card = await article(element, 'Piste');
    set.cut = true;
    (await control(card, 'Pour')).click();
    await eventually(() => card.textContent.includes('Vote en attente d’envoi'));
    set.refusal = { code: 'closed', status: 403, title: 'La consultation est terminée.' };
    set.cut = false;
    clientFor(set.api, set.slug).retry();
    await eventually(() => votesOn(card) === '0 0 0');
    await says(element, 'Votre vote, Pour : Piste');
  });

  it('shows counts only after one’s own vote where the definition says so, and not once it is taken back', async () => {
    const set = await box({}, { counts: 'after-vote' });
    const id = await others(set, 'Piste');
    await othersVote(set, id, 'for');
    const element = await widget(set);
    const card = await article(element, 'Piste');
    expect(votesOn(card)).to.equal('- - -');
    expect(card.textContent).to.contain('Les résultats seront visibles après votre vote.');
    (await control(card, 'Contre')).click();
    await eventually(() => votesOn(card) === '1 0 1*');
    (await control(card, 'Contre')).click();
    await eventually(() => votesOn(card) === '- - -');
  });

  it('shows no counts before closing where the definition says so, whatever one votes', async () => {
    const set = await box({}, { counts: 'after-closing' });
    await others(set, 'Piste');
    const card = await article(await widget(set), 'Piste');
    (await control(card, 'Pour')).click();
    await eventually(() => set.writes.length === 1);
    expect(votesOn(card)).to.equal('-* - -');
    expect(card.textContent).to.contain('Les résultats seront visibles après la fermeture.');
  });

  it('gives an idea whole when asked, as text, and folds it again', async () => {
    const set = await box();
    const body = `${LONG}<img src=x onerror="window.hacked = true"><b>gras</b>`;
    await others(set, '<i>Titre</i>', { body });
    const element = await widget(set);
    const card = await article(element, 'Une phrase');
    expect(card.querySelector('h3')!.textContent).to.equal('<i>Titre</i>');
    (await control(card, 'Lire l’idée en entier')).click();
    await eventually(() => card.querySelector('.prose')!.textContent === body);
    expect(card.querySelector('img, b, i')).to.equal(null);
    expect('hacked' in window).to.equal(false);
    (await control(card, 'Replier')).click();
    await eventually(() => card.querySelector('.prose')!.textContent.length < 300);
  });

  it('shows one section, as the reader chooses or as the page says', async () => {
    const set = await box();
    await others(set, 'Trottoir', { section: 'ville' });
    await others(set, 'Accotement', { section: 'route' });
    const element = await widget(set);
    expect(titles(element)).to.have.members(['Trottoir', 'Accotement']);
    choose(element, 'route');
    await eventually(() => titles(element).join() === 'Accotement');
    await says(element, '1 idée');
    choose(element, '');
    await eventually(() => titles(element).length === 2);

    const other = await widget(set, 'fr', 'ville');
    expect(titles(other)).to.deep.equal(['Trottoir']);
  });

  it('keeps the order that this reader was given, and the next page joins it without repeating any', async () => {
    const set = await box();
    for (let index = 1; index <= 23; index++) await others(set, `Numéro ${index}.`);
    const element = await widget(set);
    await eventually(() => titles(element).length === 20);
    const first = titles(element);
    (await control(inside(element), 'Afficher plus d’idées')).click();
    await eventually(() => titles(element).length === 23);
    expect(titles(element).slice(0, 20)).to.deep.equal(first);
    expect(new Set(titles(element)).size).to.equal(23);
    await eventually(() => focused(element)?.querySelector('h3')?.textContent === titles(element)[20]);
    element.remove();
    const back = await widget(set);
    await eventually(() => titles(back).length === 20);
    expect(titles(back)).to.deep.equal(first);
  });

  it('publishes a proposal, moves the focus to it, and tells the page', async () => {
    const set = await box();
    await others(set, 'Piste');
    const element = await widget(set);
    const kinds: string[] = [];
    element.addEventListener('cq-submit', ({ detail }) => kinds.push(detail.kind));
    await fillProposal(element, '  Un vestiaire ', 'Pour se changer.');
    inside(element).querySelector<HTMLSelectElement>('#propose-section-field')!.value = 'ville';
    inside(element)
      .querySelector('#propose-section-field')!
      .dispatchEvent(new Event('input', { bubbles: true }));
    (await control(inside(element), 'Proposer mon idée')).click();
    const card = await article(element, 'Pour se changer.');
    await eventually(() => focused(element) === card);
    expect(set.writes.map(({ body }) => body)).to.deep.equal([
      { title: 'Un vestiaire', body: 'Pour se changer.', section: 'ville' },
    ]);
    expect(card.textContent.replace(/\s+/g, ' ')).to.contain('En ville · Vous ·');
    expect(kinds).to.deep.equal(['idea']);
    expect(titles(element)).to.deep.equal(['Un vestiaire', 'Piste']);
    expect(textOf(element)).not.to.contain('De nouvelles idées');
  });

  it('asks for a title and a text before it sends anything, and its summary leads to the fields', async () => {
    const set = await box();
    const element = await widget(set);
    await fillProposal(element, 'x'.repeat(201), ' ');
    (await control(inside(element), 'Proposer mon idée')).click();
    const summary = await eventually(() => inside(element).querySelector<HTMLElement>('#error-summary'));
    await eventually(() => focused(element) === summary);
    const links = [...summary.querySelectorAll('a')];
    expect(links.map((link) => link.textContent)).to.deep.equal([
      'Écrivez un titre d’au plus 200 caractères.',
      'Décrivez votre idée.',
    ]);
    links[1]!.click();
    expect(focused(element)!.localName).to.equal('textarea');
    expect(set.writes).to.deep.equal([]);
  });

  it('keeps a proposal through a reload', async () => {
    const set = await box();
    const element = await widget(set);
    await fillProposal(element, 'À moitié', 'Un début');
    element.remove();
    const again = await widget(set);
    const title = await eventually(() =>
      inside(again).querySelector<HTMLInputElement>('#propose-title-field'),
    );
    expect(title.value).to.equal('À moitié');
    expect(inside(again).querySelector('textarea')!.value).to.equal('Un début');
  });

  it('keeps a proposal on the device when the network is cut, and shows it once it is stored', async () => {
    const set = await box();
    const element = await widget(set);
    await fillProposal(element, 'Hors ligne', 'Un texte');
    set.cut = true;
    (await control(inside(element), 'Proposer mon idée')).click();
    await says(element, 'Enregistré sur cet appareil.');
    expect(inside(element).querySelector('[part=pending]')!.textContent).to.contain('Un texte');
    set.cut = false;
    (await control(inside(element), 'Réessayer maintenant')).click();
    const card = await article(element, 'Un texte');
    expect(card.textContent).to.contain('Vous');
    expect(inside(element).querySelector('[part=pending]')).to.equal(null);
    expect(set.writes).to.have.length(1);
  });

  it('keeps the words of a proposal that is refused, in the form, with the reason', async () => {
    const set = await box();
    const element = await widget(set);
    await fillProposal(element, 'Trop tard', 'Un texte');
    set.refusal = { code: 'closed', status: 403, title: 'La consultation est terminée.' };
    (await control(inside(element), 'Proposer mon idée')).click();
    const summary = await eventually(() => inside(element).querySelector('#error-summary'));
    expect(summary.textContent).to.contain('La consultation est terminée.');
    expect(inside(element).querySelector('textarea')!.value).to.equal('Un texte');
  });

  it('withdraws one’s own idea once confirmed', async () => {
    const set = await box();
    const element = await widget(set);
    await fillProposal(element, 'À retirer', 'Un texte');
    (await control(inside(element), 'Proposer mon idée')).click();
    const card = await article(element, 'Un texte');
    (await control(card, 'Retirer mon idée')).click();
    await eventually(() => focused(element)?.id.startsWith('withdraw-'));
    expect(set.writes).to.have.length(1);
    (await control(await eventually(() => card.querySelector('.notice')), 'Retirer')).click();
    await eventually(() => card.querySelector('h3')!.textContent === 'Idée retirée par son auteur');
    // These words are the widget’s own: in its language.
    expect(card.querySelector('h3')!.hasAttribute('lang')).to.equal(false);
    await eventually(() => focused(element) === card);
    expect(card.querySelector('button')).to.equal(null);
  });

  it('brings counts up to date where they stand when others vote, and leaves new ideas behind a button', async () => {
    const set = await box();
    const id = await others(set, 'Piste');
    const element = await widget(set);
    const card = await article(element, 'Piste');
    await othersVote(set, id, 'mixed');
    await eventually(() => votesOn(card) === '0 1 0');
    await others(set, 'Neuve');
    const reload = await control(inside(element), 'De nouvelles idées');
    expect(titles(element)).to.deep.equal(['Piste']);
    reload.click();
    await article(element, 'Neuve');
    await eventually(() => focused(element)?.id === 'count');
  });

  it('goes on showing a vote that waits when others vote meanwhile', async () => {
    const set = await box();
    const id = await others(set, 'Piste');
    const element = await widget(set);
    const card = await article(element, 'Piste');
    set.cut = 'for-writes';
    (await control(card, 'Pour')).click();
    await eventually(() => card.textContent.includes('Vote en attente d’envoi'));
    await othersVote(set, id, 'against');
    await others(set, 'Neuve');
    await control(inside(element), 'De nouvelles idées');
    expect(votesOn(card)).to.match(/^1\*/);
    set.cut = false;
    clientFor(set.api, set.slug).retry();
    await eventually(() => votesOn(card) === '1* 0 1');
  });

  it('is whole in English, and passes axe there', async () => {
    const set = await box();
    await others(set, 'Lane', { body: LONG, section: 'ville' });
    const element = await widget(set, 'en');
    await says(element, '1 idea');
    (await control(inside(element), 'Propose an idea')).click();
    await eventually(() => inside(element).querySelector('form'));
    const words = [...inside(element).querySelectorAll('h2, h3, button, label, legend, option, .hint')]
      .filter((one) => !one.closest('.privacy'))
      .map((one) => one.textContent);
    expect(words.filter((text) => /[éèêàâçî]|Votre|Section :|Lire|Pour/.test(text))).to.deep.equal([]);
    await expect(element).to.be.accessible();
  });

  for (const [phase, words] of [
    ['before', 'La participation ouvre le'],
    ['closed', 'La participation est terminée depuis le'],
  ] as const) {
    it(`is read only ${phase === 'before' ? 'before it opens' : 'once it is closed'}, and says so`, async () => {
      const element = await widget(await box({ phase }));
      await says(element, words);
      expect(inside(element).querySelector('form, #propose')).to.equal(null);
      await expect(element).to.be.accessible();
    });
  }

  it('sends one to the platform from a site that is not registered, and can still be read', async () => {
    const set = await box({ origins: ['https://ailleurs.test'] });
    await others(set, 'À lire');
    const element = await widget(set);
    await says(element, 'Il n’est pas possible de participer à partir de ce site.');
    const card = await article(element, 'À lire');
    expect(card.querySelector('[aria-pressed]')).to.equal(null);
    expect(card.textContent).to.contain('0 vote');
    expect(inside(element).querySelector('#propose')).to.equal(null);
  });

  it('offers no proposal where the definition takes none', async () => {
    const element = await widget(await box({}, { proposals: false }));
    expect(inside(element).querySelector('#propose, form')).to.equal(null);
  });
});
