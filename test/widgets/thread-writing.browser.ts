import { expect } from '@open-wc/testing';
import { executeServerCommand, sendKeys } from '@web/test-runner-commands';
import { clientFor } from '../../src/client/connect.js';
import { article, control, focused, inside, says, textOf, write } from './acting.js';
import { eventually, type Stage } from './base-stage.js';
import { begin, decided, hidden, others, thread, widget } from './thread-stage.js';

const BEFORE = { moderation: { mode: 'before' } };
const LONG = 'Il faudrait déneiger la piste du canal avant sept heures du matin, chaque jour de semaine.';

/** How long a thread may wait before it asks what of others’ doings concerns the reader, in seconds. */
const PAUSE = 31;

const press = async (scope: ParentNode, name: string) => (await control(scope, name)).click();

async function post(element: Element, text: string): Promise<HTMLElement> {
  await begin(element, text);
  await press(inside(element), 'Publier');
  return article(element, text);
}

/** Changes what one’s own comment says, as far as its form. */
async function rewrite(own: Element, text: string): Promise<void> {
  await press(own, 'Modifier');
  await eventually(() => own.querySelector('textarea'), 'the field');
  write(own, text);
}

/** Moves the page’s clock on. By small steps: the test runner’s own patience of 20 s is measured by it. */
async function forward(seconds: number): Promise<void> {
  for (let left = seconds; left > 0; left -= 10)
    await executeServerCommand('clock', { forward: Math.min(10, left) * 1000 });
}

/** What the live region says from now on. */
function listen(element: Element): string[] {
  const said: string[] = [];
  const region = inside(element).querySelector('[role=status]')!;
  new MutationObserver(() => {
    const words = region.textContent.trim();
    if (words && said.at(-1) !== words) said.push(words);
  }).observe(region, { childList: true, characterData: true, subtree: true });
  return said;
}

const bodyOf = (set: Stage, index = -1) => set.writes.at(index)!.body as Record<string, unknown>;

describe('writing in <cq-comment-thread>', () => {
  describe('before it is sent', () => {
    it('shows what will be public, by keyboard, and gives the way back to the text', async () => {
      const element = await widget(await thread());
      await begin(element, 'Oui.\n\nEt vite !');
      inside(element).querySelector<HTMLInputElement>('input[value=for]')!.click();
      (await control(inside(element), 'Aperçu')).focus();
      await sendKeys({ press: 'Enter' });
      const heading = await eventually(() => inside(element).querySelector('#stage-root'), 'the preview');
      await eventually(() => focused(element) === heading, 'the focus on the preview');
      const card = inside(element).querySelector('.compose .card')!;
      expect(card.querySelector('.prose')!.textContent).to.equal('Oui.\n\nEt vite !');
      expect(card.querySelector('.alignment')!.textContent.trim()).to.equal('Pour');
      expect(card.textContent).to.contain('Participant, suivi de six caractères');
      await expect(element).to.be.accessible();
      await press(inside(element), 'Revenir au texte');
      await eventually(() => focused(element)?.id === 'body-root', 'the focus on the field');
      await press(inside(element), 'Aperçu');
      await press(inside(element), 'Publier');
      await article(element, 'Et vite !');
    });

    it('shows one’s pseudonym in the preview as others see it', async () => {
      const set = await thread();
      const element = await widget(set);
      await post(element, 'Premier');
      element.remove();
      const again = await widget(set);
      await begin(again, 'Second');
      await press(inside(again), 'Aperçu');
      await eventually(() => /Participant [0-9a-f]{6}/.test(textOf(again)), 'the pseudonym');
    });

    it('marks what looks like personal information, and sends it only when told to', async () => {
      const set = await thread();
      const element = await widget(set);
      await begin(element, 'Venez au 12, rue Principale ou appelez le 418 555-0199.');
      await press(inside(element), 'Publier');
      const heading = await eventually(() => inside(element).querySelector('#stage-root'), 'the warning');
      await eventually(() => focused(element) === heading, 'the focus on the warning');
      const marks = [...inside(element).querySelectorAll('mark')].map((one) =>
        one.textContent.replace(/\s+/g, ' ').trim(),
      );
      expect(marks).to.deep.equal([
        '[adresse] 12, rue Principale [fin]',
        '[numéro de téléphone] 418 555-0199 [fin]',
      ]);
      expect(set.writes).to.deep.equal([]);
      await expect(element).to.be.accessible();
      await press(inside(element), 'Revenir au texte');
      await eventually(() => focused(element)?.id === 'body-root', 'the focus on the field');
      expect(inside(element).querySelector('textarea')!.value).to.contain('rue Principale');
      await press(inside(element), 'Publier');
      await press(inside(element), 'Envoyer quand même');
      await article(element, 'rue Principale');
      expect(set.writes).to.have.length(1);
    });

    it('says at the field that one has just written it, leads there, and loses nothing', async () => {
      const set = await thread();
      const element = await widget(set);
      const first = await post(element, LONG);
      await begin(element, `${LONG} !`);
      await press(inside(element), 'Publier');
      await says(element, 'Vous venez d’écrire presque la même chose');
      await eventually(() => focused(element)?.id === 'error-summary', 'the focus on the summary');
      expect(inside(element).querySelector('textarea')!.value).to.equal(`${LONG} !`);
      expect(inside(element).querySelector('[part=pending]')).to.equal(null);
      await expect(element).to.be.accessible();
      await press(inside(element), 'Voir ce que vous avez déjà écrit');
      await eventually(() => focused(element) === first, 'the focus on the earlier comment');
      expect(inside(element).querySelector('textarea')!.value).to.equal(`${LONG} !`);
    });
  });

  describe('the field that people are not shown', () => {
    const trapOf = (scope: ParentNode) => scope.querySelector<HTMLInputElement>('[name=site-web]')!;

    it('cannot be seen, read out or reached, and asks who sends where it was filled in; nothing is lost', async () => {
      const set = await thread();
      const element = await widget(set);
      await begin(element, 'Venez au 12, rue Principale.');
      const trap = trapOf(inside(element));
      expect([trap.tabIndex, trap.autocomplete]).to.deep.equal([-1, 'off']);
      expect(trap.closest('[aria-hidden=true]')!.getBoundingClientRect().width).to.be.at.most(1);
      trap.value = 'https://pub.example';
      await press(inside(element), 'Publier');
      await press(inside(element), 'Envoyer quand même');
      const heading = await eventually(() => {
        const found = inside(element).querySelector('#stage-root');
        return found?.textContent.startsWith('Est-ce bien vous') ? found : undefined;
      }, 'the question');
      await eventually(() => focused(element) === heading, 'the focus on the question');
      expect(inside(element).querySelector('.compose .prose')!.textContent).to.contain('rue Principale');
      expect(inside(element).querySelector('[part=pending]')).to.equal(null);
      await expect(element).to.be.accessible();
      await press(inside(element), 'Revenir au texte');
      await eventually(() => focused(element)?.id === 'body-root', 'the focus on the field');
      await press(inside(element), 'Publier');
      await press(inside(element), 'Envoyer quand même');
      await press(inside(element), 'Je suis une personne');
      await article(element, 'rue Principale');
      expect(bodyOf(set)).to.not.have.property('trap');
      expect(set.writes).to.have.length(1);
    });

    it('is asked about on the device as well, while the network is cut', async () => {
      const set = await thread();
      const element = await widget(set);
      const own = await post(element, 'Une piste au nord.');
      set.cut = true;
      await rewrite(own, 'Une piste au sud.');
      trapOf(own).value = 'https://pub.example';
      await press(own, 'Enregistrer');
      await press(own, 'Je suis une personne');
      await says(element, 'Enregistré sur cet appareil.');
      set.cut = false;
      clientFor(set.api, set.slug).retry();
      await article(element, 'Une piste au sud.');
      expect(bodyOf(set)).to.not.have.property('trap');
    });
  });

  describe('to a comment that is hidden meanwhile', () => {
    for (const [lang, reply, publish, words] of [
      ['fr', 'Répondre', 'Publier', 'Ce commentaire n’est plus affiché'],
      ['en', 'Reply', 'Publish', 'This comment is no longer shown'],
    ] as const)
      it(`says at the field that it was not published, where the text stays, in ${lang}`, async () => {
        const set = await thread();
        const id = await others(set, 'Achetez mes vélos.');
        const element = await widget(set, lang);
        const comment = await article(element, 'Achetez');
        await press(comment, reply);
        await eventually(() => comment.querySelector('textarea'), 'the form');
        write(comment, 'Hors sujet, non ?');
        await hidden(set, id, 'spam');
        await press(comment, publish);
        await eventually(() => focused(element)?.id === 'error-summary', 'the focus on why');
        expect(focused(element)!.textContent).to.contain(words);
        expect(comment.querySelector('textarea')!.value).to.equal('Hors sujet, non ?');
        await expect(element).to.be.accessible();
      });
  });

  describe('changes', () => {
    for (const [lang, words] of [
      ['fr', ['Utile 0', 'Répondre', 'Modifier', 'Retirer']],
      ['en', ['Useful 0', 'Reply', 'Change', 'Withdraw']],
    ] as const)
      it(`names each of one’s own comments in the buttons that it has, in ${lang}`, async () => {
        const set = await thread();
        const element = await widget(set);
        await begin(element, 'Une piste\n\nau \u202enord.');
        await press(inside(element), 'Publier');
        await article(element, 'nord.');
        await post(element, LONG);
        (element.parentElement as HTMLElement).lang = lang;
        await eventually(() => inside(element).querySelector(`.widget[lang=${lang}]`), 'the language');
        const told = await executeServerCommand<{ role: string; name: string }[], object>(
          'accessibility-tree',
        );
        const names = told.flatMap(({ role, name }) =>
          role === 'button' && words.some((one) => name.startsWith(one))
            ? [name.replace(/\s+/g, ' ').replace(' ,', ',')]
            : [],
        );
        const shortened = 'Il faudrait déneiger la piste du canal avant sept heures du…';
        expect(names).to.eql([
          ...words.map((one) => `${one}, ${shortened}`),
          ...words.map((one) => `${one}, Une piste au nord.`),
        ]);
        expect(textOf(element)).not.to.match(/\u202e/);
      });

    it('changes one’s own comment in its place, says so to all, and keeps the rest of it', async () => {
      const set = await thread();
      const element = await widget(set);
      const own = await post(element, 'Une piste au nord.');
      const said = listen(element);
      await press(own, 'Modifier');
      await eventually(() => focused(element)?.id.startsWith('body-edit-'), 'the focus on the field');
      expect(own.querySelector('textarea')!.value).to.equal('Une piste au nord.');
      expect(own.textContent).to.contain('Le texte d’avant est gardé pour la modération.');
      await expect(element).to.be.accessible();
      write(own, 'Une piste au sud.');
      await press(own, 'Enregistrer');
      const changed = await article(element, 'Une piste au sud.');
      await eventually(() => focused(element) === changed, 'the focus on the comment');
      expect(changed.querySelector('header')!.textContent).to.contain('modifié');
      expect(set.writes[1]!.path).to.match(/\/versions\/2$/);
      await rewrite(changed, 'Aucune piste.');
      await press(changed, 'Enregistrer');
      await article(element, 'Aucune piste.');
      expect(set.writes[2]!.path).to.match(/\/versions\/3$/);
      expect(said.filter((words) => words.includes('modifié'))).to.deep.equal([
        'Votre commentaire est modifié.',
      ]);
    });

    it('knows after a reload what may be changed, and into which version', async () => {
      const set = await thread();
      const element = await widget(set);
      await post(element, 'Un.');
      element.remove();
      const again = await widget(set);
      const own = await article(again, 'Un.');
      await rewrite(own, 'Deux.');
      await press(own, 'Enregistrer');
      await article(again, 'Deux.');
      expect(set.writes[1]!.path).to.match(/\/versions\/2$/);
    });

    it('tells how much time is left, warns who writes, and is gone when it is over', async () => {
      const set = await thread({ editableFor: 2 });
      const element = await widget(set);
      await executeServerCommand('clock', { at: Date.now() });
      const own = await post(element, 'À temps.');
      expect(own.textContent).to.contain('(2 minutes)');
      await press(own, 'Modifier');
      await eventually(() => own.querySelector('textarea'));
      const said = listen(element);
      await forward(65);
      await says(element, 'moins d’une minute');
      await forward(60);
      await says(element, 'Le temps de modifier ce commentaire est passé.');
      await eventually(() => !own.textContent.includes('Enregistrer'), 'no way to send it');
      expect(own.querySelector('textarea')!.value).to.equal('À temps.');
      await press(own, 'Annuler');
      await eventually(() => focused(element) === own, 'the focus on the comment');
      expect(own.textContent).not.to.contain('Modifier');
      expect(said).to.deep.equal(
        [
          'Temps restant pour modifier : moins d’une minute',
          'Le temps de modifier ce commentaire est passé.',
        ].map((words) => words.replace(' :', '\u00a0:')),
      );
    });

    it('keeps a change on the device while the network is cut, and shows it once it is stored', async () => {
      const set = await thread();
      const element = await widget(set);
      const own = await post(element, 'Avant la coupure.');
      set.cut = true;
      await rewrite(own, 'Pendant la coupure.');
      await press(own, 'Enregistrer');
      await says(element, 'Enregistré sur cet appareil.');
      expect(inside(element).querySelector('[part=pending]')!.textContent).to.contain('Pendant la coupure.');
      expect(own.textContent).not.to.contain('Modifier');
      set.cut = false;
      clientFor(set.api, set.slug).retry();
      await article(element, 'Pendant la coupure.');
      await eventually(() => !inside(element).querySelector('[part=pending]'), 'nothing pending');
      expect(set.writes).to.have.length(2);
    });

    it('keeps the text of a change that comes too late, and says why', async () => {
      const set = await thread();
      const element = await widget(set);
      const own = await post(element, 'À l’heure.');
      await rewrite(own, 'Trop tard.');
      const message = 'Le temps de modifier ce commentaire est passé : il reste tel qu’il est.';
      set.refusal = {
        code: 'invalid-answers',
        status: 422,
        title: 'À corriger',
        errors: [{ pointer: '/body', code: 'no-longer-changeable', message }],
      };
      await press(own, 'Enregistrer');
      await says(element, message);
      expect(own.querySelector('textarea')!.value).to.equal('Trop tard.');
    });
  });

  describe('moderation before publication', () => {
    it('shows what waits to its author alone, also after a reload, and tells when it is published', async () => {
      const set = await thread(BEFORE);
      const element = await widget(set);
      await begin(element, 'À lire d’abord');
      await press(inside(element), 'Envoyer');
      await says(element, 'Votre commentaire sera publié après lecture par la modération.');
      const own = await article(element, 'À lire d’abord');
      await eventually(() => focused(element) === own, 'the focus on it');
      expect(own.querySelector('h4')!.textContent.trim()).to.equal('En attente de modération');
      await says(element, 'Aucun commentaire pour le moment');
      await expect(element).to.be.accessible();
      element.remove();

      const again = await widget(set);
      await executeServerCommand('clock', { at: Date.now() });
      const waiting = await article(again, 'À lire d’abord');
      await rewrite(waiting, 'À lire ensuite');
      await press(waiting, 'Enregistrer');
      const changed = await article(again, 'À lire ensuite');
      await eventually(() => focused(again) === changed, 'the focus on it');
      const said = listen(again);
      await decided(set, { action: 'accept', comment: changed.id.slice(2) });
      await forward(PAUSE);
      await eventually(() => said.includes('Votre commentaire est publié.'), 'that it is published');
      await eventually(() => inside(again).querySelector('.list article'), 'the comment in the list');
      expect(inside(again).querySelector('#unpublished')).to.equal(null);
    });

    it('withdraws what waits', async () => {
      const set = await thread(BEFORE);
      const element = await widget(set);
      await begin(element, 'À retirer');
      await press(inside(element), 'Envoyer');
      const own = await article(element, 'À retirer');
      await press(own, 'Retirer');
      await press(await eventually(() => own.querySelector('.notice')), 'Retirer');
      await says(element, 'Votre commentaire est retiré.');
      await eventually(() => focused(element)?.id === 'title', 'the focus on the title');
      expect(inside(element).querySelector('#unpublished')).to.equal(null);
    });

    it('shows a hidden comment to its author with the reason, and the way to ask for a review', async () => {
      const set = await thread();
      const element = await widget(set);
      const own = await post(element, 'Hors de propos');
      await decided(set, { action: 'hide', comment: own.id.slice(2), reason: 'off-topic' });
      element.remove();
      const again = await widget(set);
      const hidden = await eventually(() => inside(again).querySelector('#unpublished')?.parentElement, 'it');
      expect(hidden.textContent).to.contain('Masqué par la modération');
      expect(hidden.textContent).to.contain('Hors sujet');
      expect(hidden.querySelector('.prose')!.textContent).to.equal('Hors de propos');
      expect(hidden.querySelector('a')!.href).to.contain('/mine#cq-key=');
      await expect(again).to.be.accessible();
    });
  });

  it('tells that somebody answered one’s comment, once, and leads there', async () => {
    const set = await thread();
    const element = await widget(set);
    const own = await post(element, 'Qui est d’accord ?');
    const said = listen(element);
    await executeServerCommand('clock', { at: Date.now() });
    await others(set, 'Moi !', { parent: own.id.slice(2) });
    await forward(PAUSE);
    await press(inside(element), 'Une réponse à votre commentaire');
    const answer = await article(element, 'Moi !');
    await eventually(() => focused(element) === answer, 'the focus on the answer');
    expect(textOf(element)).not.to.contain('Une réponse à votre commentaire');
    expect(said.filter((words) => words.startsWith('Une réponse'))).to.have.length(1);
    element.remove();
    const again = await widget(set);
    await article(again, 'Qui est d’accord');
    expect(textOf(again)).not.to.contain('Une réponse à votre commentaire');
  });

  it('tells of it in one turn with what else others wrote', async () => {
    const set = await thread();
    const element = await widget(set);
    await executeServerCommand('clock', { at: Date.now() });
    const own = await post(element, 'Qui est d’accord ?');
    // What concerns the reader is asked for a second after their own comment, and 30 seconds after that at the earliest.
    await forward(2);
    await forward(20);
    const said = listen(element);
    await others(set, 'Autre chose');
    await eventually(() => said.length === 1, 'what is new');
    await others(set, 'Moi !', { parent: own.id.slice(2) });
    // By then it is known, and something was said less than 30 seconds ago.
    await forward(12);
    await control(inside(element), 'Une réponse à votre commentaire');
    expect(said).to.have.length(1);
    await forward(20);
    await eventually(() => said.length === 2, 'the rest');
    expect(said[1]).to.match(/^Une réponse à votre commentaire\. Afficher/);
  });

  describe('votes', () => {
    it('lets one agree, disagree or pass where the definition asks so, change it and take it back', async () => {
      const set = await thread({ voting: 'agreement' });
      await others(set, 'Votez');
      const element = await widget(set);
      const comment = await article(element, 'Votez');
      const names = ['D’accord', 'Pas d’accord', 'Passer'];
      const counts = () =>
        [...comment.querySelectorAll('[aria-pressed]')].map(
          (one) => `${one.querySelector('.count')!.textContent} ${one.ariaPressed}`,
        );
      for (const [name, choice, expected] of [
        [names[0]!, 'agree', ['1 true', '0 false', '0 false']],
        [names[2]!, 'pass', ['0 false', '0 false', '1 true']],
        [names[1]!, 'disagree', ['0 false', '1 true', '0 false']],
        [names[1]!, null, ['0 false', '0 false', '0 false']],
      ] as const) {
        const before = set.writes.length;
        (await control(comment, name)).focus();
        await sendKeys({ press: 'Enter' });
        await eventually(() => set.writes.length > before, 'the vote');
        expect(bodyOf(set).choice).to.equal(choice);
        await eventually(() => counts().join() === expected.join(), expected.join());
      }
    });

    it('shows the counts to who has voted, where they are withheld until then', async () => {
      const set = await thread({ counts: 'after-vote' });
      const id = await others(set, 'Votez d’abord');
      await set.other(`/activities/fil/comments/${id}/ballot`, { choice: 'up', turn: 1 }, 'V');
      const element = await widget(set);
      await says(element, 'Les résultats s’affichent après votre vote.');
      const comment = await article(element, 'Votez d’abord');
      expect(comment.querySelector('.count')).to.equal(null);
      await press(comment, 'Utile');
      await eventually(() => comment.querySelector('.count')?.textContent === '2', 'the counts');
      await press(comment, 'Utile');
      await eventually(() => !comment.querySelector('.count'), 'no counts');
    });

    it('shows no counts to who has voted where they are for later', async () => {
      const set = await thread({ counts: 'after-closing' });
      await others(set, 'Patience');
      const element = await widget(set);
      await says(element, 'Les résultats s’afficheront après la fermeture.');
      const comment = await article(element, 'Patience');
      await press(comment, 'Utile');
      await says(element, 'Vote enregistré.');
      expect(comment.querySelector('.count')).to.equal(null);
      expect((await control(comment, 'Utile')).ariaPressed).to.equal('true');
    });
  });

  describe('reports', () => {
    /** Somebody else's comment, with the form that reports it. */
    const reporting = async () => {
      const set = await thread();
      await others(set, 'Douteux');
      const element = await widget(set);
      const comment = await article(element, 'Douteux');
      await press(comment, 'Signaler');
      await eventually(() => comment.querySelector('form'));
      return { set, element, comment };
    };

    it('asks for words where no reason fits, sends them, and says what a report does', async () => {
      const { set, element, comment } = await reporting();
      expect(comment.textContent).to.contain('ne masque rien à lui seul');
      expect(comment.textContent).to.contain('Personne ne saura qui l’a fait.');
      comment.querySelector<HTMLInputElement>('input[value=other]')!.click();
      await press(comment, 'Envoyer le signalement');
      await says(element, 'Dites en quelques mots pourquoi');
      await eventually(() => focused(element)?.id.startsWith('report-text-'), 'the focus on the field');
      await expect(element).to.be.accessible();
      write(comment, 'Ce n’est pas son nom.');
      await press(comment, 'Envoyer le signalement');
      await says(element, 'Merci. La modération lira ce commentaire.');
      expect(bodyOf(set)).to.deep.equal({ reason: 'other', text: 'Ce n’est pas son nom.' });
      await eventually(() => focused(element) === comment, 'the focus on the comment');
    });

    it('says that the device keeps a report while the network is cut', async () => {
      const { set, element, comment } = await reporting();
      comment.querySelector<HTMLInputElement>('input[value=spam]')!.click();
      set.cut = true;
      await press(comment, 'Envoyer le signalement');
      await says(element, 'Enregistré sur cet appareil.');
      await eventually(() => comment.textContent.includes('Signalé'), 'that it is reported');
      expect(textOf(element)).to.contain('Votre signalement');
    });
  });

  it('is whole in English, aloud as well', async () => {
    const set = await thread({ counts: 'after-vote', voting: 'agreement' });
    await others(set, 'A comment');
    const element = await widget(set, 'en');
    const said = listen(element);
    await begin(element, 'I live at 123 Main Street.', 'Write a comment');
    await press(inside(element), 'Preview');
    await says(element, 'Preview of what will be public');
    await press(inside(element), 'Back to the text');
    await press(inside(element), 'Publish');
    await press(inside(element), 'Send anyway');
    const own = await article(element, 'Main Street');
    await press(own, 'Change');
    await eventually(() => own.querySelector('textarea'));
    write(own, 'I live nearby.');
    await press(own, 'Save');
    const changed = await article(element, 'I live nearby.');
    await executeServerCommand('clock', { at: Date.now() });
    await others(set, 'Me too', { parent: changed.id.slice(2) });
    await forward(PAUSE);
    await control(inside(element), 'A reply to your comment');
    const other = await article(element, 'A comment');
    await press(other, 'Agree');
    await says(element, 'Vote saved.');
    expect(said.filter((words) => /[éèàç]|réponse|Votre/.test(words))).to.deep.equal([]);
    expect(said).to.include.members([
      'Your comment is published.',
      'Your comment is changed.',
      'A reply to your comment',
    ]);
  });
});
