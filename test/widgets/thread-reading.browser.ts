import { expect } from '@open-wc/testing';
import { executeServerCommand, sendKeys, setViewport } from '@web/test-runner-commands';
import { html } from 'lit';
import type { CqCommentThread } from '../../src/widgets/comment-thread/comment-thread.js';
import { article, control, focused, inside, says, textOf } from './acting.js';
import { eventually, shown } from './base-stage.js';
import {
  answered,
  choose,
  considered,
  edited,
  hidden,
  order,
  others,
  search,
  thread,
  voted,
  widget,
} from './thread-stage.js';

const count = (element: Element) => inside(element).querySelector('#count')!.textContent.trim();
const told = (element: Element) =>
  inside(element).querySelector('.told')!.textContent.replace(/\s+/g, ' ').trim();
const options = (element: Element, field: string) =>
  [...inside(element).querySelectorAll<HTMLOptionElement>(`#${field} option`)].map(({ value }) => value);
const values = <Value>(...all: Value[]) => all;

describe('reading a thread', () => {
  afterEach(() => history.replaceState(null, '', location.pathname + location.search));

  describe('says how many there are', () => {
    it('and how many take each position, in both languages', async () => {
      const set = await thread();
      for (const alignment of values('for', 'for', 'neutral', 'against'))
        await others(set, `${alignment} ${Math.random()}`, { alignment });
      expect(count(await widget(set))).to.equal('4 commentaires, 2 pour, 1 neutre, 1 contre');
      expect(count(await widget(set, 'en'))).to.equal('4 comments, 2 for, 1 neutral, 1 against');
    });

    it('and how many take none', async () => {
      const set = await thread();
      for (const alignment of values('for', 'neutral', 'neutral'))
        await others(set, `${alignment} ${Math.random()}`, { alignment });
      await others(set, 'Rien à dire là-dessus');
      expect(count(await widget(set))).to.equal(
        '4 commentaires, 1 pour, 2 neutres, 0 contre, 1 sans position',
      );
    });

    it('without positions where nobody takes one, or none are asked for', async () => {
      const set = await thread();
      await others(set, 'Seul');
      expect(count(await widget(set))).to.equal('1 commentaire');
      const without = await thread({ alignment: false });
      await others(without, 'Seul');
      expect(count(await widget(without))).to.equal('1 commentaire');
    });
  });

  describe('orders', () => {
    it('offers by votes only where they are public, and balanced only where there are positions', async () => {
      const set = await thread();
      for (const body of values('Un', 'Deux')) await others(set, body);
      expect(options(await widget(set), 'sort')).to.deep.equal(
        values('recent', 'oldest', 'rated', 'discussed', 'balanced'),
      );
      const withheld = await thread({ counts: 'after-closing', alignment: false });
      for (const body of values('Un', 'Deux')) await others(withheld, body);
      const element = await widget(withheld);
      expect(options(element, 'sort')).to.deep.equal(values('recent', 'oldest', 'discussed'));
      expect(options(element, 'filter')).to.deep.equal(values('', 'official'));
    });

    it('sorts by votes, by answers and by position in turn, and keeps the focus on the control', async () => {
      const set = await thread();
      const useful = await others(set, 'Utile à tous', { alignment: 'for' });
      const discussed = await others(set, 'Discuté', { alignment: 'against' });
      await others(set, 'Tout neuf', { alignment: 'for' });
      await voted(set, useful);
      await others(set, 'Une réponse', { parent: discussed });
      const element = await widget(set);
      expect(order(element)[0]).to.equal('Tout neuf');
      inside(element).querySelector<HTMLElement>('#sort')!.focus();
      for (const [sort, first] of values(
        ['rated', 'Utile à tous'],
        ['discussed', 'Discuté'],
        ['oldest', 'Utile à tous'],
      )) {
        choose(element, 'sort', sort!);
        await eventually(() => order(element)[0] === first, `${first} first, by ${sort}`);
        expect(focused(element)!.id).to.equal('sort');
      }
      choose(element, 'sort', 'balanced');
      await eventually(() => order(element)[1] === 'Discuté', 'the other side second');
    });
  });

  describe('filters', () => {
    it('shows one position, says how many there are, and has a way back that takes the focus', async () => {
      const set = await thread();
      for (const [index, alignment] of values('for', 'against', 'against').entries())
        await others(set, `Je suis ${alignment}`, { alignment, who: 'FAB'[index]! });
      await others(set, 'Encore contre', { alignment: 'against', who: 'C' });
      const element = await widget(set);
      choose(element, 'filter', 'for');
      await says(element, '1 commentaire correspond à ce choix');
      expect(order(element)).to.deep.equal(values('Je suis for'));
      expect(inside(element).querySelector('[role=status]')!.textContent).to.contain(
        '1 commentaire correspond',
      );
      (await control(inside(element), 'Voir tous les commentaires')).click();
      await eventually(() => order(element).length === 4);
      await eventually(() => focused(element)?.id === 'count', 'the focus on the count');
      expect(inside(element).querySelector<HTMLSelectElement>('#filter')!.value).to.equal('');
      expect(told(element)).to.equal('');
    });

    it('shows what the public body answered, at any depth', async () => {
      const set = await thread();
      const root = await others(set, 'Racine');
      const deep = await others(set, 'Une question précise', { parent: root });
      await others(set, 'Autre chose');
      await answered(set, deep, { fr: 'Voici la réponse.', en: 'Here is the answer.' });
      const element = await widget(set);
      choose(element, 'filter', 'official');
      await says(element, '1 commentaire correspond à ce choix');
      const comment = await article(element, 'Une question précise');
      expect(comment.textContent).to.contain('Voici la réponse.');
      (comment.querySelector('a[href*="#cq-"]:not(.date)') as HTMLElement).click();
      await says(element, 'Racine');
    });
  });

  describe('search', () => {
    it('finds words without their accents, at any depth, marks them, and leads to their place', async () => {
      const set = await thread();
      const root = await others(set, 'Des pistes partout');
      await others(set, 'Le vélo, l’hiver, c’est possible', { parent: root });
      await others(set, 'Deux vélos valent mieux');
      await others(set, 'Rien à voir');
      const element = await widget(set);
      search(element, 'velo');
      await says(element, '2 commentaires trouvés pour « velo »');
      const marks = [...inside(element).querySelectorAll('mark')].map((one) => one.textContent).sort();
      expect(marks).to.deep.equal(values('vélo', 'vélos'));
      expect(inside(element).querySelectorAll('article h4')).to.have.length(2);

      const found = await article(element, 'Le vélo');
      const link = found.querySelector<HTMLAnchorElement>('.actions a')!;
      expect(link.href).to.match(/#cq-[\da-f-]{36}$/);
      link.click();
      await says(element, 'Des pistes partout');
      const there = await article(element, 'Le vélo');
      await eventually(() => focused(element) === there, 'the focus on the comment');
      expect(there.getAttribute('aria-current')).to.equal('true');
      expect(there.querySelector('h5')).not.to.equal(null);
      expect(location.hash).to.equal('');
      (await control(inside(element), 'Voir tous les commentaires')).click();
      await article(element, 'Rien à voir');
      expect(inside(element).querySelector<HTMLInputElement>('#search')!.value).to.equal('');
      expect(inside(element).querySelector('mark')).to.equal(null);
    });

    it('says when nothing is found, asks for words when there are none, and is accessible', async () => {
      const set = await thread();
      for (const body of values('Un', 'Deux')) await others(set, body);
      const element = await widget(set, 'en');
      search(element, 'zzz');
      await says(element, 'No comment found for “zzz”');
      await expect(element).to.be.accessible();
      (await control(inside(element), 'See all comments')).click();
      await eventually(() => order(element).length === 2);
      search(element, '  ');
      await says(element, 'First write the words to look for.');
      await eventually(() => focused(element)?.id === 'search');
    });

    it('shows the passage of a long comment where the words are', async () => {
      const set = await thread();
      await others(
        set,
        `${'Un long début. '.repeat(100)}Puis le tramway arrive. ${'Et la suite. '.repeat(100)}`,
      );
      await others(set, 'Autre');
      const element = await widget(set);
      search(element, 'tramway');
      const mark = await eventually(() => inside(element).querySelector('mark'), 'the passage');
      const prose = mark.closest('.prose')!.textContent;
      expect(prose.length).to.be.below(800);
      expect(prose.startsWith('…') && prose.endsWith('…')).to.equal(true);
    });
  });

  describe('permalinks', () => {
    it('opens a page at one comment in its context, and the rest is a button away', async () => {
      const set = await thread();
      const root = await others(set, 'Racine');
      const answer = await others(set, 'Réponse', { parent: root });
      const deep = await others(set, 'Plus bas', { parent: answer });
      await others(set, 'Sans rapport');
      location.hash = `cq-${deep}`;
      const hash = location.hash;
      const length = history.length;
      const element = await widget(set);
      const comment = await article(element, 'Plus bas');
      expect(order(element)).to.deep.equal(values('Racine', 'Réponse', 'Plus bas'));
      await eventually(() => focused(element) === comment, 'the focus');
      expect(comment.classList.contains('alone')).to.equal(true);
      expect(told(element)).to.contain('Un commentaire, avec ce à quoi il répond');
      expect(count(element)).to.equal('2 commentaires');
      await expect(element).to.be.accessible();
      (await control(inside(element), 'Voir tous les commentaires')).click();
      await article(element, 'Sans rapport');
      expect([location.hash, history.length]).to.deep.equal([hash, length]);
    });

    it('follows the page’s address when it changes', async () => {
      const set = await thread();
      const first = await others(set, 'Premier');
      await others(set, 'Second');
      const element = await widget(set);
      location.hash = `cq-${first}`;
      await eventually(() => order(element).join() === 'Premier');
      await eventually(() => focused(element)?.id === `c-${first}`);
    });

    it('says kindly that a comment is not there, and shows the thread', async () => {
      const set = await thread();
      for (const body of values('Un', 'Deux')) await others(set, body);
      location.hash = `cq-${crypto.randomUUID()}`;
      const element = await widget(set);
      await says(element, 'Ce commentaire est introuvable');
      expect(order(element)).to.have.length(2);
    });

    it('is answered by the one thread of the page that has it, and by one where none has', async () => {
      const [one, two] = [await thread(), await thread()];
      for (const set of values(one, two)) for (const body of values('Un', 'Deux')) await others(set, body);
      const there = await others(two, 'C’est ici');
      const page = await shown<CqCommentThread>(
        html`<div lang="fr">
          <cq-comment-thread consultation=${one.slug} api=${one.api}></cq-comment-thread>
          <cq-comment-thread consultation=${two.slug} api=${two.api}></cq-comment-thread>
        </div>`,
      );
      const threads = page.parentElement!.querySelectorAll<CqCommentThread>('cq-comment-thread');
      const [first, second] = [threads[0]!, threads[1]!];
      for (const each of values(first, second)) await eventually(() => inside(each).querySelector('#search'));
      location.hash = `cq-${there}`;
      await eventually(() => order(second).join() === 'C’est ici');
      expect(order(first)).to.have.length(2);
      expect(textOf(first)).not.to.contain('introuvable');
      location.hash = `cq-${crypto.randomUUID()}`;
      await eventually(() => [first, second].some((each) => textOf(each).includes('introuvable')));
      expect([first, second].filter((each) => textOf(each).includes('introuvable'))).to.have.length(1);
    });

    it('leads to each comment from its date, which says the exact one to all once it is open', async () => {
      const set = await thread();
      const id = await others(set, 'À citer');
      await others(set, 'Autre');
      const element = await widget(set);
      const link = (await article(element, 'À citer')).querySelector<HTMLAnchorElement>('a.date')!;
      expect(link.href).to.equal(`${location.href.split('#')[0]}#cq-${id}`);
      const said = link.ariaLabel!.replace(/\s+/g, ' ');
      const [seen] = said.split(/,| à /);
      expect(said).to.match(/23 novembre 2026 à 14 h 03$/);
      expect(link.textContent.replace(/\s+/g, ' ')).to.equal(
        seen,
        'how long ago; the day, once 30 have passed',
      );
      link.focus();
      await sendKeys({ press: 'Enter' });
      await eventually(() => order(element).length === 1);
      const open = (await article(element, 'À citer')).querySelector('.date')!;
      expect(open.textContent.replace(/\s+/g, ' ')).to.equal(said);
      expect(location.hash).to.equal('');
    });

    it('copies the link', async () => {
      const set = await thread();
      const id = await others(set, 'À citer');
      const element = await widget(set);
      (await article(element, 'À citer')).querySelector<HTMLAnchorElement>('a.date')!.click();
      await executeServerCommand('allow', ['clipboard-read', 'clipboard-write']);
      (await control(inside(element), 'Copier le lien')).click();
      await says(element, 'Lien copié.');
      expect(await navigator.clipboard.readText()).to.match(new RegExp(`#cq-${id}$`));
    });
  });

  describe('what stays', () => {
    it('opens the answers again that were open in this visit, and closes those that were closed', async () => {
      const set = await thread();
      const root = await others(set, 'Racine');
      const answer = await others(set, 'Réponse', { parent: root });
      await others(set, 'Plus bas', { parent: answer });
      const element = await widget(set);
      (await control(await article(element, 'Racine'), '1 réponse')).click();
      (await control(await article(element, 'Réponse'), '1 réponse')).click();
      await article(element, 'Plus bas');
      element.remove();
      const again = await widget(set);
      await article(again, 'Plus bas');
      inside(again).querySelector<HTMLElement>(`#replies-${root}`)!.click();
      await eventually(() => order(again).length === 1);
      again.remove();
      const last = await widget(set);
      await eventually(() => inside(last).querySelector('#count'));
      expect(order(last)).to.deep.equal(values('Racine'));
    });

    it('keeps open what is open when the order changes', async () => {
      const set = await thread();
      const root = await others(set, 'Racine');
      await others(set, 'Réponse', { parent: root });
      await others(set, 'Autre');
      const element = await widget(set);
      (await control(await article(element, 'Racine'), '1 réponse')).click();
      await article(element, 'Réponse');
      choose(element, 'sort', 'oldest');
      await eventually(() => order(element).join() === 'Racine,Réponse,Autre');
    });

    it('of many short lines too, and shows the first ones', async () => {
      const set = await thread();
      await others(set, Array.from({ length: 300 }, (_, line) => line).join('\n'));
      const element = await widget(set);
      const comment = await article(element, '0\n1\n2');
      const lines = () => comment.querySelector('.prose')!.textContent.split('\n');
      expect(lines()).to.have.length(14);
      expect(lines().at(-1)).to.equal('13…');
      (await control(comment, 'Lire la suite')).click();
      await eventually(() => lines().length === 300);
    });

    for (const [lang, more, less] of [
      ['fr', 'Lire la suite', 'Réduire'],
      ['en', 'Read more', 'Show less'],
    ] as const)
      it(`folds a long comment again, in ${lang}`, async () => {
        const set = await thread();
        await others(set, `Début. ${'Et la suite. '.repeat(100)}`);
        const element = await widget(set, lang);
        const comment = await article(element, 'Début.');
        const length = () => comment.querySelector('.prose')!.textContent.length;
        (await control(comment, more)).click();
        await eventually(() => length() > 1000);
        (await control(comment, less)).click();
        await eventually(() => length() < 700);
        expect(focused(element)).to.equal(comment);
      });
  });

  it('has room between the parts of a comment, and between it and its answers', async () => {
    const set = await thread();
    const root = await others(set, 'Racine');
    await others(set, 'Réponse', { parent: root });
    const element = await widget(set);
    const comment = await article(element, 'Racine');
    (await control(comment, '1 réponse')).click();
    await article(element, 'Réponse');
    const [, ...after] = [...comment.children];
    expect(after.map((one) => getComputedStyle(one).marginBlockStart)).to.deep.equal(after.map(() => '8px'));
    expect(getComputedStyle(comment.querySelector('.replies')!).paddingInlineStart).to.equal('16px');
  });

  describe('what became of a comment', () => {
    it('says that it was hidden and for which reason, and keeps its answers', async () => {
      const set = await thread();
      const root = await others(set, 'À cacher');
      await others(set, 'On répond', { parent: root });
      await hidden(set, root, 'off-topic');
      const element = await widget(set);
      await says(element, 'Commentaire retiré par la modération : hors sujet.');
      (await control(inside(element), '1 réponse')).click();
      await article(element, 'On répond');
      const english = await widget(set, 'en');
      await says(english, 'Comment removed by the moderators: off topic.');
    });

    it('leaves what follows and the reader where they are, when it is hidden under their eyes', async () => {
      const set = await thread();
      await others(set, 'Celui d’après');
      const first = await others(set, `À cacher. ${'Une phrase de plus. '.repeat(30)}`);
      const element = await widget(set);
      const comment = await article(element, 'À cacher');
      const next = await article(element, 'Celui d’après');
      comment.querySelector<HTMLButtonElement>('.actions button')!.focus();
      const { top } = next.getBoundingClientRect();
      await hidden(set, first, 'off-topic');
      await says(element, 'Commentaire retiré par la modération : hors sujet.');
      await eventually(() => focused(element) === comment, 'the focus');
      expect(next.getBoundingClientRect().top).to.equal(top);
      choose(element, 'sort', 'oldest');
      await eventually(() => comment.style.minBlockSize === '', 'its own height, once the reader acts');
    });

    it('says that what is new is of all comments, where few of them are listed', async () => {
      const set = await thread();
      await others(set, 'Un pour', { alignment: 'for' });
      await others(set, 'Un contre', { alignment: 'against' });
      const element = await widget(set);
      choose(element, 'filter', 'against');
      await eventually(() => order(element).length === 1);
      await others(set, 'Encore un pour', { alignment: 'for' });
      await set.changed();
      const list = inside(element).querySelector('ul.list')!;
      const named = inside(element).getElementById(list.getAttribute('aria-labelledby')!)!;
      expect(named.textContent).to.equal('1 commentaire correspond à ce choix');
      const way = await control(inside(element), 'Voir tous les commentaires, dont 1 nouveau');
      way.click();
      await eventually(() => order(element).length === 3);
    });

    it('takes the reason from the policy of the body where it has its own', async () => {
      const policy = [{ id: 'charte', label: { fr: 'Contraire à la charte' } }];
      const set = await thread({ moderation: { policy } });
      await hidden(set, await others(set, 'À cacher'), 'charte');
      const element = await widget(set, 'en');
      await says(element, 'Comment removed by the moderators: Contraire à la charte.');
      expect(inside(element).querySelector('article [lang=fr]')!.textContent).to.equal(
        'Contraire à la charte',
      );
    });

    it('says when its author changed it', async () => {
      const set = await thread();
      await edited(set, await others(set, 'Mieux dit'), '2026-11-23T14:32:00-05:00');
      await says(await widget(set), 'modifié à 14 h 32');
      await says(await widget(set, 'en'), 'edited at 2:32 p.m.');
    });

    it('shows what the public body answered and what it took into account, in its name and by more than colour', async () => {
      const set = await thread();
      const id = await others(set, 'Déneigez !');
      await answered(set, id, { fr: 'Ce sera fait en janvier.' });
      await considered(set, id, { fr: 'L’article 3 a changé.', en: 'Section 3 has changed.' });
      const element = await widget(set, 'en');
      const comment = await article(element, 'Déneigez');
      expect(comment.querySelector('.official h5')!.textContent).to.equal('Ministry of Examples');
      expect(comment.querySelector('.badge')!.textContent.trim()).to.equal('Official answer');
      expect(comment.querySelector('.official [lang=fr]')!.textContent).to.equal('Ce sera fait en janvier.');
      expect(comment.querySelector('.notice-success')!.textContent).to.contain('Taken into account');
      expect(comment.querySelector('.notice-success')!.textContent).to.contain('Section 3 has changed.');
      await expect(element).to.be.accessible();
    });
  });

  describe('while others take part', () => {
    /** Where each thing of the thread is, from the top of the page. */
    const places = (element: Element) =>
      [...inside(element).querySelectorAll('article, article button, #count, .tools, .date')].map((one) => {
        const { x, y, width, height } = one.getBoundingClientRect();
        const name = one.id || `${one.closest('article')?.id}/${one.textContent.replace(/[\d\s]/g, '')}`;
        return [name, x, y, width, height].join(' ');
      });

    for (const width of values(320, 768, 1280))
      it(`moves nothing at ${width} px when they write, vote, answer, or the body does`, async () => {
        await setViewport({ width, height: 900 });
        const set = await thread();
        const ids: string[] = [];
        for (const body of values('Premier', 'Deuxième', 'Troisième')) ids.push(await others(set, body));
        await others(set, 'Réponse', { parent: ids[2]! });
        const element = await widget(set);
        (await control(await article(element, 'Troisième'), '1 réponse')).click();
        await article(element, 'Réponse');
        await eventually(() => inside(element).querySelector('[aria-pressed]'));
        await element.updateComplete;
        await new Promise(requestAnimationFrame);
        await new Promise(requestAnimationFrame);
        const from = performance.now();
        const shifts: PerformanceEntry[] = [];
        const observer = new PerformanceObserver((list) => shifts.push(...list.getEntries()));
        observer.observe({ type: 'layout-shift', buffered: true });
        const before = places(element);

        await others(set, 'Quatrième');
        await control(inside(element), 'Afficher 1 nouveau commentaire');
        for (const who of values(...'DEFGHIJKLM')) await voted(set, ids[0]!, who);
        const useful = await control(await article(element, 'Premier'), 'Utile');
        await eventually(() => useful.textContent.includes('10'), 'the votes');
        await others(set, 'On répond', { parent: ids[1]! });
        await others(set, 'Encore une', { parent: ids[2]! });
        await control(await article(element, 'Deuxième'), '1 réponse');
        await control(inside(element), 'Afficher plus de réponses');
        await answered(set, ids[2]!, { fr: 'Notre réponse.' });
        await control(inside(element), 'Afficher 1 nouvelle réponse officielle');
        await new Promise(requestAnimationFrame);
        await new Promise(requestAnimationFrame);
        shifts.push(...observer.takeRecords());
        observer.disconnect();
        // A button stands where there were words, or where there was room.
        const there = new Set(before.map((place) => place.split(' ')[0]));
        expect(places(element).filter((place) => there.has(place.split(' ')[0]))).to.deep.equal(before);
        expect(shifts.filter(({ startTime }) => startTime > from)).to.deep.equal([]);
      });

    it('shows an official answer when it is asked for, and puts the focus on it', async () => {
      const set = await thread();
      const id = await others(set, 'Une question');
      const element = await widget(set);
      await eventually(() => inside(element).querySelector('[aria-pressed]'));
      await answered(set, id, { fr: 'Notre réponse.' });
      (await control(inside(element), 'Afficher 1 nouvelle réponse officielle')).click();
      await eventually(() => focused(element)?.classList.contains('official'), 'the focus on the answer');
      expect(focused(element)!.textContent).to.contain('Notre réponse.');
      expect(told(element)).to.equal('');
    });

    it('speaks of them once in 30 seconds at most, and of one’s own at once', async () => {
      const set = await thread();
      const id = await others(set, 'Déjà là');
      const element = await widget(set);
      await eventually(() => inside(element).querySelector('[aria-pressed]'));
      await executeServerCommand('clock', { at: new Date().toISOString() });
      const said: string[] = [];
      const region = inside(element).querySelector('[role=status]')!;
      new MutationObserver(() => region.textContent && said.push(region.textContent.trim())).observe(region, {
        childList: true,
        characterData: true,
        subtree: true,
      });
      await others(set, 'Un');
      await eventually(() => said.length === 1, 'the first');
      for (const body of values('Deux', 'Trois')) await others(set, body);
      await control(inside(element), 'Afficher 3 nouveaux commentaires');
      (await control(inside(element).getElementById(`c-${id}`)!, 'Utile')).click();
      await eventually(() => said.length === 2, 'one’s own');
      // In steps: the test runner has its own patience, on the same clock.
      for (const forward of values(15_000, 12_000)) await executeServerCommand('clock', { forward });
      expect(said).to.deep.equal(values('Afficher 1 nouveau commentaire', 'Vote enregistré.'));
      await executeServerCommand('clock', { forward: 6000 });
      await eventually(() => said.length === 3, 'the others, together');
      expect(said[2]).to.equal('Afficher 3 nouveaux commentaires');
    });
  });

  it('leaves the comment that has the focus where it is when one’s own comes first', async () => {
    const set = await thread();
    await others(set, 'Déjà là');
    const element = await widget(set);
    const comment = await article(element, 'Déjà là');
    const own = await eventually(() => comment.querySelector<HTMLElement>('a.date'));
    (element as unknown as { thread: { add(comment: object): void } }).thread.add({
      id: crypto.randomUUID(),
      parent: null,
      body: 'Le mien',
      alignment: null,
      acceptedAt: new Date().toISOString(),
      depth: 0,
      author: '',
      replies: 0,
      state: 'published',
      subject: null,
      votes: null,
    });
    own.focus();
    element.requestUpdate();
    await article(element, 'Le mien');
    expect(focused(element)).to.equal(own);
    expect(own.closest('article')).to.equal(await article(element, 'Déjà là'));
  });

  it('can be read by keyboard alone, and never loses the focus', async () => {
    const set = await thread();
    for (let index = 1; index <= 22; index++) await others(set, `Numéro ${index}.`, { alignment: 'for' });
    const element = await widget(set);
    await eventually(() => inside(element).querySelectorAll('article').length === 20);
    const visited: string[] = [];
    inside(element).querySelector<HTMLElement>('#sort')!.focus();
    await sendKeys({ press: 'Tab' });
    visited.push(focused(element)!.id);
    await sendKeys({ press: 'Tab' });
    visited.push(focused(element)!.id);
    expect(visited).to.deep.equal(values('filter', 'search'));
    await sendKeys({ type: 'Numéro' });
    await sendKeys({ press: 'Enter' });
    await says(element, '22 commentaires trouvés');
    expect(focused(element)!.id).to.equal('search');
    await sendKeys({ press: 'Tab' });
    await sendKeys({ press: 'Tab' });
    expect(focused(element)!.textContent).to.contain('Voir tous les commentaires');
    await sendKeys({ press: 'Enter' });
    await eventually(() => focused(element)?.id === 'count', 'the focus on the count');
    (await control(inside(element), 'Afficher plus de commentaires')).focus();
    await sendKeys({ press: 'Enter' });
    const next = await article(element, 'Numéro 2.');
    await eventually(() => focused(element) === next, 'the focus on the next comment');
  });

  describe('its lists', () => {
    afterEach(() => setViewport({ width: 800, height: 600 }));

    for (const lang of ['fr', 'en'])
      it(`show the longest of their words whole, and take no more room than is kept (${lang})`, async () => {
        const set = await thread();
        for (const alignment of ['for', 'against']) await others(set, alignment, { alignment });
        const element = await widget(set, lang);
        element.parentElement!.style.margin = '0';
        const tools = inside(element).querySelector<HTMLElement>('.tools')!;
        for (const width of [380, 600, 680, 720, 768, 820, 860, 940]) {
          await setViewport({ width: 1200, height: 900 });
          element.parentElement!.style.width = `${width}px`;
          for (const list of tools.querySelectorAll('select')) {
            const has = list.getBoundingClientRect().width;
            list.style.width = 'max-content';
            expect(has, `${list.id} at ${width} px`).to.be.at.least(list.getBoundingClientRect().width - 1);
            list.style.width = '';
          }
          const kept = parseFloat(getComputedStyle(tools).minBlockSize);
          expect(tools.offsetHeight, `the room at ${width} px`).to.equal(kept);
        }
      });
  });
});
