import { expect } from '@open-wc/testing';
import { sendKeys } from '@web/test-runner-commands';
import { html } from 'lit';
import { clientFor } from '../../src/client/connect.js';
import type { CqCommentThread } from '../../src/widgets/comment-thread/comment-thread.js';
import '../../src/widgets/comment-thread/comment-thread.js';
import { article, control, focused, inside, says, textOf, write } from './acting.js';
import { eventually, shown, stage, type Stage, type StageOptions } from './base-stage.js';
import { begin, hidden } from './thread-stage.js';

const THREAD = {
  kind: 'comments',
  id: 'fil',
  title: { fr: 'Vos commentaires', en: 'Your comments' },
  maxLength: 20_000,
};

function thread(options: StageOptions = {}, definition: object = {}): Promise<Stage> {
  return stage({ activities: [{ ...THREAD, ...definition }], ...options });
}

async function widget(set: Stage, lang = 'fr'): Promise<CqCommentThread> {
  const element = await shown<CqCommentThread>(html`
    <div lang=${lang}>
      <cq-comment-thread consultation=${set.slug} api=${set.api}><p>Écrivez-nous</p></cq-comment-thread>
    </div>
  `);
  await eventually(() => inside(element).querySelector('#count'), 'the list');
  return element;
}

/** A comment by somebody else; gives its identifier. */
async function others(set: Stage, body: string, more: { parent?: string; alignment?: string } = {}) {
  const id = crypto.randomUUID();
  await set.other(`/activities/fil/comments/${id}`, { body, ...more });
  return id;
}

async function post(element: Element, text: string): Promise<HTMLElement> {
  await begin(element, text);
  (await control(inside(element), 'Publier')).click();
  return article(element, text);
}

describe('<cq-comment-thread>', () => {
  it('is accessible when empty, with comments, with each form open, and after a refused try', async () => {
    const set = await thread();
    const element = await widget(set);
    await says(element, 'Aucun commentaire pour le moment');
    await expect(element).to.be.accessible();

    await others(set, 'Le mien', { alignment: 'against' });
    (await control(inside(element), 'Afficher 1 nouveau commentaire')).click();
    const comment = await article(element, 'Le mien');
    (await control(comment, 'Répondre')).click();
    (await control(comment, 'Signaler')).click();
    await eventually(() => comment.querySelectorAll('form').length === 2);
    await expect(element).to.be.accessible();

    await begin(element);
    (await control(inside(element), 'Publier')).click();
    await eventually(() => inside(element).querySelector('#error-summary'));
    await expect(element).to.be.accessible();
  });

  it('publishes what was written, with its position in words, and moves the focus to it', async () => {
    const set = await thread();
    const element = await widget(set);
    await begin(element, 'Oui.\n\nEt vite !');
    inside(element).querySelector<HTMLInputElement>('input[value=for]')!.click();
    (await control(inside(element), 'Publier')).click();
    const own = await article(element, 'Oui.\n\nEt vite !');
    await eventually(() => focused(element) === own, 'the focus on the comment');
    expect(own.querySelector('h4')!.textContent).to.equal('Vous');
    expect(own.querySelector('.alignment')!.textContent.trim()).to.equal('Pour');
    expect(inside(element).querySelector('textarea')).to.equal(null);
    expect(set.writes.map(({ body }) => body)).to.deep.equal([
      { body: 'Oui.\n\nEt vite !', alignment: 'for' },
    ]);
    await says(element, '1 commentaire');
  });

  it('can be used by keyboard alone', async () => {
    const set = await thread();
    const element = await widget(set);
    (await control(inside(element), 'Écrire un commentaire')).focus();
    await sendKeys({ press: 'Enter' });
    await eventually(() => focused(element)?.id === 'body-root');
    await sendKeys({ type: 'Au clavier' });
    (await control(inside(element), 'Publier')).focus();
    await sendKeys({ press: 'Enter' });
    const own = await article(element, 'Au clavier');
    await eventually(() => focused(element) === own);
    await sendKeys({ press: 'Tab' });
    expect(focused(element)!.ariaLabel).to.contain('novembre 2026');
    await sendKeys({ press: 'Tab' });
    expect(focused(element)!.textContent).to.contain('Utile');
    await sendKeys({ press: 'Space' });
    await eventually(() => focused(element)!.getAttribute('aria-pressed') === 'true');
    await eventually(() => set.writes.length === 2);
  });

  it('asks for words before it sends anything, and its summary leads to the field', async () => {
    const set = await thread();
    const element = await widget(set);
    await begin(element);
    (await control(inside(element), 'Publier')).click();
    const summary = await eventually(() => inside(element).querySelector<HTMLElement>('#error-summary'));
    await eventually(() => focused(element) === summary);
    summary.querySelector('a')!.click();
    expect(focused(element)).to.equal(inside(element).querySelector('textarea'));
    expect(location.hash).to.equal('');
    write(inside(element), 'x'.repeat(20_001));
    (await control(inside(element), 'Publier')).click();
    await says(element, 'Votre texte est trop long');
    expect(set.writes).to.deep.equal([]);
  });

  it('keeps a draft through a reload, for the thread and for an answer', async () => {
    const set = await thread();
    await others(set, 'Une question');
    const element = await widget(set);
    await begin(element, 'À moitié écrit');
    const comment = await article(element, 'Une question');
    (await control(comment, 'Répondre')).click();
    await eventually(() => comment.querySelector('textarea'));
    write(comment, 'Une demi-réponse');
    element.remove();

    const again = await widget(set);
    await eventually(() => inside(again).querySelector('textarea')?.value === 'À moitié écrit');
    const same = await article(again, 'Une question');
    (await control(same, 'Répondre')).click();
    await eventually(() => same.querySelector('textarea')?.value === 'Une demi-réponse');
  });

  it('closes the form when one changes one’s mind, and finds the draft again', async () => {
    const element = await widget(await thread());
    await begin(element, 'Peut-être');
    (await control(inside(element), 'Annuler')).click();
    const button = await control(inside(element), 'Écrire un commentaire');
    await eventually(() => focused(element) === button, 'the focus on the button');
    expect((await begin(element)).value).to.equal('Peut-être');
  });

  it('shows what others wrote as text, whatever it looks like', async () => {
    const set = await thread();
    const body = '<img src=x onerror="window.hacked = true"><b>gras</b>&amp;<script>alert(1)</script>';
    await others(set, body);
    const element = await widget(set);
    const comment = await article(element, '<img');
    expect(comment.querySelector('.prose')!.textContent).to.equal(body);
    expect(comment.querySelector('img, b, script')).to.equal(null);
    expect('hacked' in window).to.equal(false);
  });

  it('folds the longest bodies of a real consultation, and gives them whole when asked', async () => {
    const set = await thread();
    const lines = (await (await fetch('/demo/republique-numerique/comments.ndjson')).text())
      .trim()
      .split('\n');
    const bodies = lines.map((line) => (JSON.parse(line) as { body: string }).body);
    bodies.sort((a, b) => b.length - a.length);
    const longest = bodies.filter(
      ({ length }, index) => length <= 20_000 && !bodies[index - 1]?.startsWith(bodies[index]!.slice(0, 80)),
    );
    for (const body of longest.slice(0, 3)) await others(set, body);
    const element = await widget(set);
    for (const body of longest.slice(0, 3)) {
      const comment = await article(element, body.slice(0, 80));
      const prose = () => comment.querySelector('.prose')!.textContent;
      expect(prose().length).to.be.below(750);
      (await control(comment, 'Lire la suite')).click();
      await eventually(() => prose() === body, 'the whole body');
      expect(focused(element)).to.equal(comment);
    }
    expect(element.scrollWidth).to.be.at.most(element.clientWidth);
  });

  it('takes a vote, lets one change it, then take it back', async () => {
    const set = await thread();
    const id = await others(set, 'Votez');
    const element = await widget(set);
    const comment = await article(element, 'Votez');
    const useful = await control(comment, 'Utile');
    const useless = await control(comment, 'Pas utile');
    const state = () =>
      [useful, useless].map((one) => `${one.querySelector('.count')!.textContent} ${one.ariaPressed}`).join();

    for (const [button, choice, expected] of [
      [useful, 'up', '1 true,0 false'],
      [useless, 'down', '0 false,1 true'],
      [useless, null, '0 false,0 false'],
    ] as const) {
      const before = set.writes.length;
      button.click();
      await eventually(() => set.writes.length > before);
      await eventually(() => state() === expected, expected);
      expect((set.writes.at(-1)!.body as { choice: unknown }).choice).to.equal(choice);
    }
    const turns = set.writes.map(({ body }) => (body as { turn: number }).turn);
    expect(turns).to.deep.equal([...new Set(turns)].sort((a, b) => a - b));
    expect(set.writes.every(({ path }) => path.endsWith(`/comments/${id}/ballot`))).to.equal(true);
  });

  it('shows one’s vote again after a reload', async () => {
    const set = await thread();
    await others(set, 'Votez');
    const element = await widget(set);
    (await control(await article(element, 'Votez'), 'Utile')).click();
    await eventually(() => set.writes.length === 1);
    element.remove();
    const again = await article(await widget(set), 'Votez');
    const useful = await control(again, 'Utile');
    await eventually(() => useful.ariaPressed === 'true' && useful.textContent.includes('1'));
  });

  it('takes back on screen a vote that was refused, and says why', async () => {
    const set = await thread();
    await others(set, 'Votez');
    const element = await widget(set);
    set.refusal = { code: 'closed', status: 403, title: 'La consultation est terminée.' };
    const useful = await control(await article(element, 'Votez'), 'Utile');
    useful.click();
    await says(element, 'La consultation est terminée.');
    await eventually(() => useful.ariaPressed === 'false');
    expect(useful.querySelector('.count')!.textContent).to.equal('0');
  });

  it('marks a vote that this device keeps until the network is back', async () => {
    const set = await thread();
    await others(set, 'Votez');
    const element = await widget(set);
    const comment = await article(element, 'Votez');
    set.cut = true;
    (await control(comment, 'Utile')).click();
    await eventually(() => comment.textContent.includes('Vote en attente d’envoi'));
    set.cut = false;
    clientFor(set.api, set.slug).retry();
    await eventually(() => !comment.textContent.includes('Vote en attente d’envoi'));
    await eventually(() => set.writes.length === 1);
    expect((await control(comment, 'Utile')).ariaPressed).to.equal('true');
  });

  it('goes on showing a vote that waits when others write meanwhile', async () => {
    const set = await thread();
    await others(set, 'Votez');
    const element = await widget(set);
    const comment = await article(element, 'Votez');
    set.cut = 'for-writes';
    (await control(comment, 'Utile')).click();
    await eventually(() => comment.textContent.includes('Vote en attente d’envoi'));
    await others(set, 'Neuf');
    await control(inside(element), 'Afficher 1 nouveau commentaire');
    expect((await control(comment, 'Utile')).querySelector('.count')!.textContent).to.equal('1');
  });

  it('keeps a comment on the device when the network is cut, says so, and shows it once it is stored', async () => {
    const set = await thread();
    const element = await widget(set);
    set.cut = true;
    await begin(element, 'Hors ligne');
    (await control(inside(element), 'Publier')).click();
    await says(element, 'Enregistré sur cet appareil.');
    expect(inside(element).querySelector('[part=pending]')!.textContent).to.contain('Hors ligne');
    const retry = await control(inside(element), 'Réessayer maintenant');
    set.cut = false;
    retry.click();
    await article(element, 'Hors ligne');
    await eventually(() => inside(element).querySelectorAll('article').length === 1);
    await eventually(() => inside(element).querySelector('article h4')!.textContent === 'Vous');
    expect(inside(element).querySelector('[part=pending]')).to.equal(null);
    expect(textOf(element)).not.to.contain('nouveau commentaire');
    expect(set.writes).to.have.length(1);
  });

  it('goes on showing a comment that waits while it is being sent again', async () => {
    const set = await thread();
    const element = await widget(set);
    set.cut = true;
    await begin(element, 'Toujours là');
    (await control(inside(element), 'Publier')).click();
    const retry = await control(inside(element), 'Réessayer maintenant');
    set.cut = 'silent';
    retry.click();
    await control(inside(element), 'Envoi en cours…');
    expect(inside(element).querySelector('[part=pending]')!.textContent).to.contain('Toujours là');
  });

  it('takes the focus from nobody who writes elsewhere meanwhile', async () => {
    const set = await thread();
    const element = await widget(set);
    const elsewhere = document.body.appendChild(document.createElement('textarea'));
    await begin(element, 'Un instant');
    set.cut = true;
    (await control(inside(element), 'Publier')).click();
    elsewhere.focus();
    await says(element, 'Enregistré sur cet appareil.');
    await element.updateComplete;
    expect(document.activeElement).to.equal(elsewhere);
    elsewhere.remove();
  });

  it('counts a double click as one vote', async () => {
    const set = await thread();
    await others(set, 'À voter');
    const element = await widget(set);
    const button = await control(await article(element, 'À voter'), 'Utile');
    for (const detail of [1, 2]) button.dispatchEvent(new MouseEvent('click', { detail, bubbles: true }));
    await says(element, 'Vote enregistré.');
    expect(button.getAttribute('aria-pressed')).to.equal('true');
    expect(set.writes).to.have.length(1);
  });

  it('goes back to the order that is shown when another cannot be had', async () => {
    const set = await thread();
    for (const body of ['Un', 'Deux']) await others(set, body);
    const element = await widget(set);
    await article(element, 'Deux');
    const sort = await eventually(() => inside(element).querySelector<HTMLSelectElement>('#sort'));
    set.cut = true;
    sort.value = 'oldest';
    sort.dispatchEvent(new Event('input'));
    await says(element, 'La connexion au service est interrompue.');
    await eventually(() => sort.value === 'recent');
    set.cut = false;
    await others(set, 'Trois');
    sort.value = 'oldest';
    sort.dispatchEvent(new Event('input'));
    await eventually(() => inside(element).querySelector('article')!.textContent.includes('Un'));
    expect(textOf(element)).not.to.contain('interrompue');
  });

  it('keeps the text of a comment that is refused, to copy', async () => {
    const set = await thread();
    const element = await widget(set);
    set.refusal = { code: 'closed', status: 403, title: 'La consultation est terminée.' };
    await begin(element, 'Trop tard');
    (await control(inside(element), 'Publier')).click();
    await says(element, 'N’a pas pu être accepté');
    expect(inside(element).querySelector('[part=pending]')!.textContent).to.contain('Trop tard');
    (await control(inside(element), 'Retirer de cet appareil')).click();
    await eventually(() => !inside(element).querySelector('[part=pending]'));
  });

  it('reports a comment for a reason, thanks, and does not offer it again', async () => {
    const set = await thread();
    const id = await others(set, 'Achetez !');
    const element = await widget(set);
    const comment = await article(element, 'Achetez !');
    (await control(comment, 'Signaler')).click();
    await eventually(() => focused(element)?.getAttribute('type') === 'radio');
    (await control(comment, 'Envoyer le signalement')).click();
    await eventually(() => comment.textContent.includes('Choisissez une raison.'));
    expect(set.writes).to.deep.equal([]);
    comment.querySelector<HTMLInputElement>('input[value=spam]')!.click();
    (await control(comment, 'Envoyer le signalement')).click();
    await says(element, 'Merci. La modération lira ce commentaire.');
    await eventually(() => focused(element) === comment);
    expect(comment.textContent).to.contain('Signalé');
    expect(set.writes[0]!.path).to.contain(`/comments/${id}/report`);
  });

  it('withdraws one’s own comment once confirmed, and nobody else’s', async () => {
    const set = await thread();
    await others(set, 'Pas à moi');
    const element = await widget(set);
    const own = await post(element, 'À moi');
    expect((await article(element, 'Pas à moi')).textContent).not.to.contain('Retirer');
    (await control(own, 'Retirer')).click();
    await eventually(() => focused(element)?.id.startsWith('withdraw-'));
    (await control(own, 'Garder')).click();
    await eventually(() => focused(element) === own);
    expect(set.writes).to.have.length(1);
    (await control(own, 'Retirer')).click();
    (await control(await eventually(() => own.querySelector('.notice')), 'Retirer')).click();
    await eventually(() => own.textContent.includes('Commentaire retiré par son auteur.'));
    expect(focused(element)).to.equal(own);
    expect(own.textContent).not.to.contain('À moi');
  });

  it('counts no more what was withdrawn, and still tells that others wrote', async () => {
    const set = await thread({}, { alignment: true });
    await others(set, 'Déjà là', { alignment: 'against' });
    const element = await widget(set);
    const own = await post(element, 'À moi');
    (await control(own, 'Retirer')).click();
    (await control(await eventually(() => own.querySelector('.notice')), 'Retirer')).click();
    await eventually(() => own.textContent.includes('Commentaire retiré par son auteur.'));
    expect(inside(element).querySelector('#count')!.textContent).to.contain('1 commentaire');
    expect(textOf(element)).not.to.contain('nouveau');
    await others(set, 'Neuf', { alignment: 'for' });
    await control(inside(element), 'Afficher 1 nouveau commentaire');
  });

  it('says that others wrote although moderators hid as many', async () => {
    const set = await thread();
    const id = await others(set, 'À masquer');
    await others(set, 'Déjà là');
    const element = await widget(set);
    await hidden(set, id, 'spam');
    await others(set, 'Neuf');
    await control(inside(element), 'Afficher 1 nouveau commentaire');
  });

  it('answers down to depth 3, in place, and offers to read what others answered', async () => {
    const set = await thread();
    const root = await others(set, 'Racine');
    let parent = root;
    for (const body of ['Un', 'Deux', 'Trois']) parent = await others(set, body, { parent });
    const element = await widget(set);
    let depth = await article(element, 'Racine');
    for (const body of ['Un', 'Deux', 'Trois']) {
      (await control(depth, '1 réponse')).click();
      depth = await article(element, body);
    }
    expect(depth.textContent).not.to.contain('Répondre');
    expect(depth.querySelector('h6')).not.to.equal(null);
    const toggle = inside(element).querySelector<HTMLElement>(`#replies-${root}`)!;
    expect(toggle.ariaExpanded).to.equal('true');
    toggle.click();
    await eventually(() => inside(element).querySelectorAll('article').length === 1);

    (await control(await article(element, 'Racine'), 'Répondre')).click();
    const comment = await article(element, 'Racine');
    await eventually(() => comment.querySelector('textarea'));
    write(comment, 'Ma réponse');
    (await control(comment, 'Publier')).click();
    const answer = await article(element, 'Ma réponse');
    await eventually(() => focused(element) === answer);
    expect((set.writes[0]!.body as { parent: string }).parent).to.equal(root);
    await article(element, 'Un');
  });

  it('leaves the list as it is when others write, and shows how many behind a button', async () => {
    const set = await thread();
    await others(set, 'Déjà là');
    const element = await widget(set);
    await post(element, 'Le mien');
    await others(set, 'Neuf 1');
    await others(set, 'Neuf 2');
    const button = await control(inside(element), 'Afficher 2 nouveaux commentaires');
    expect(inside(element).querySelectorAll('article')).to.have.length(2);
    button.click();
    await article(element, 'Neuf 2');
    await eventually(() => focused(element)?.localName === 'article');
    expect(inside(element).querySelectorAll('article')).to.have.length(4);
    expect(textOf(element)).not.to.contain('nouveaux commentaires');
  });

  it('does not count one’s own comment as new', async () => {
    const set = await thread();
    const element = await widget(set);
    const seen: string[] = [];
    const watch = new MutationObserver(() => seen.push(textOf(element)));
    watch.observe(inside(element), { childList: true, subtree: true, characterData: true });
    await post(element, 'Le mien');
    await others(set, 'Neuf');
    await control(inside(element), 'Afficher 1 nouveau commentaire');
    watch.disconnect();
    expect(seen.some((text) => text.includes('2 nouveaux'))).to.equal(false);
    expect(inside(element).querySelectorAll('article')).to.have.length(1);
  });

  it('does not take one’s own comment for another’s while the answer is on its way', async () => {
    const set = await thread();
    const element = await widget(set);
    await post(element, 'Premier');
    let arrive = () => {};
    set.late = new Promise((resolve) => (arrive = resolve));
    const seen: string[] = [];
    const watch = new MutationObserver(() => seen.push(inside(element).textContent));
    watch.observe(inside(element), { childList: true, subtree: true, characterData: true });
    await begin(element, 'Le mien');
    (await control(inside(element), 'Publier')).click();
    await eventually(() => set.writes.length === 2);
    const before = set.listed;
    // Others' change has the thread look for what is new, and meet the own comment there.
    await others(set, 'Neuf');
    await eventually(() => set.listed > before);
    arrive();
    await article(element, 'Le mien');
    await control(inside(element), 'Afficher 1 nouveau commentaire');
    watch.disconnect();
    expect(seen.some((text) => text.includes('2 nouveaux'))).to.equal(false);
  });

  it('leaves what another thread of the page has begun to write', async () => {
    const set = await thread();
    const [first, second] = [await widget(set), await widget(set)];
    await begin(first, 'Premier');
    await begin(second, 'Second');
    (await control(inside(first), 'Publier')).click();
    await article(first, 'Premier');
    const reloaded = await widget(set);
    await eventually(
      () => inside(reloaded).querySelector<HTMLTextAreaElement>('#body-root')?.value === 'Second',
    );
  });

  it('says in which language people wrote, where the consultation has one only, and else that nobody knows', async () => {
    const set = await thread();
    await others(set, 'Bonjour');
    const element = await widget(set);
    const comment = await article(element, 'Bonjour');
    expect(comment.querySelector('.prose')!.getAttribute('lang')).to.equal('');
  });

  it('says when others answered a comment whose answers are open', async () => {
    const set = await thread();
    const root = await others(set, 'Racine');
    await others(set, 'Première', { parent: root });
    const element = await widget(set);
    const comment = await article(element, 'Racine');
    (await control(comment, '1 réponse')).click();
    await article(element, 'Première');
    await others(set, 'Seconde', { parent: root });
    (await control(comment, 'Afficher plus de réponses')).click();
    await article(element, 'Seconde');
  });

  it('gives the next page, and the focus to its first comment', async () => {
    const set = await thread();
    for (let index = 1; index <= 23; index++) await others(set, `Numéro ${index}.`);
    const element = await widget(set);
    await says(element, '23 commentaires');
    await eventually(() => inside(element).querySelectorAll('article').length === 20);
    (await control(inside(element), 'Afficher plus de commentaires')).click();
    const first = await article(element, 'Numéro 3.');
    await eventually(() => focused(element) === first);
    expect(inside(element).querySelectorAll('article')).to.have.length(23);
    expect(textOf(element)).not.to.contain('Afficher plus de commentaires');
  });

  it('sorts as asked', async () => {
    const set = await thread();
    await others(set, 'Ancien');
    await others(set, 'Récent');
    const element = await widget(set);
    const order = () => [...inside(element).querySelectorAll('.prose')].map((one) => one.textContent);
    expect(order()).to.deep.equal(['Récent', 'Ancien']);
    const select = await eventually(() => inside(element).querySelector('select'));
    select.value = 'oldest';
    select.dispatchEvent(new Event('input', { bubbles: true }));
    await eventually(() => order()[0] === 'Ancien');
    expect(select.value).to.equal('oldest');
  });

  it('is whole in English, and passes axe there', async () => {
    const set = await thread();
    await others(set, 'A comment', { alignment: 'neutral' });
    const element = await widget(set, 'en');
    (await control(inside(element), 'Write a comment')).click();
    await says(element, 'Your comment');
    await says(element, '1 comment');
    await says(element, 'Neutral');
    const french = /[éèêàâçî]|Votre|Trier|Signaler/;
    const words = [...inside(element).querySelectorAll('h2, h3, h4, button, label, legend, option, .hint')]
      .filter((one) => !one.closest('.privacy'))
      .map((one) => one.textContent);
    expect(words.filter((text) => french.test(text))).to.deep.equal([]);
    await expect(element).to.be.accessible();
  });

  it('keeps what is being written when the page changes its language', async () => {
    const element = await widget(await thread());
    await begin(element, 'En cours');
    element.parentElement!.lang = 'en';
    await says(element, 'Your comment');
    expect(inside(element).querySelector('textarea')!.value).to.equal('En cours');
  });

  for (const [phase, words] of [
    ['before', 'La participation ouvre le'],
    ['closed', 'La participation est terminée depuis le'],
  ] as const) {
    it(`is read only ${phase === 'before' ? 'before it opens' : 'once it is closed'}, and says so`, async () => {
      const element = await widget(await thread({ phase }));
      await says(element, words);
      expect(inside(element).querySelector('form')).to.equal(null);
      await expect(element).to.be.accessible();
    });
  }

  it('sends one to the platform from a site that is not registered, and can still be read', async () => {
    const set = await thread({ origins: ['https://ailleurs.test'] });
    await others(set, 'À lire');
    const element = await widget(set);
    await says(element, 'Il n’est pas possible de participer à partir de ce site.');
    expect((await article(element, 'À lire')).querySelector('[aria-pressed]')).to.equal(null);
    expect(inside(element).querySelector('form')).to.equal(null);
  });

  it('offers neither votes, answers nor positions where the definition has none', async () => {
    const set = await thread({}, { votes: false, replies: false, alignment: false });
    await others(set, 'Simple');
    const comment = await article(await widget(set), 'Simple');
    expect(comment.textContent).not.to.match(/Utile|Répondre/);
    expect((comment.getRootNode() as ShadowRoot).querySelector('input[type=radio]')).to.equal(null);
  });

  it('forgets on this device whose comments are one’s own', async () => {
    const set = await thread();
    const element = await widget(set);
    const own = await post(element, 'Le mien');
    (await control(inside(element), 'Oublier maintenant')).click();
    await eventually(() => own.querySelector('h4')!.textContent.startsWith('Participant'));
  });
});
