import { expect } from '@open-wc/testing';
import { executeServerCommand } from '@web/test-runner-commands';
import { PART_EVENT, type PartAsked } from '../../src/client/parts.js';
import { article, control, inside, says } from './acting.js';
import { eventually, type Stage } from './base-stage.js';
import { begin, others, thread, widget } from './thread-stage.js';

const NEAR = { participant: 10, address: 100, proofFrom: 0 };

async function send(element: Element, text: string): Promise<void> {
  await begin(element, text);
  (await control(inside(element), 'Publier')).click();
}

const stored = async (set: Stage) =>
  (
    await set.db
      .selectFrom('comment')
      .innerJoin('consultation', 'consultation.id', 'comment.consultation_id')
      .select('comment.body')
      .where('slug', '=', set.slug)
      .execute()
  ).map(({ body }) => body);

/** What the widget says to those who do not see it, from now on. */
function heard(element: Element): string[] {
  const status = inside(element).querySelector('[role=status]')!;
  const words: string[] = [];
  new MutationObserver(() => {
    const said = status.textContent.trim();
    if (said && said !== words.at(-1)) words.push(said);
  }).observe(status, { childList: true, characterData: true, subtree: true });
  return words;
}

describe('near the limits', () => {
  it('makes the proof that is asked for, says so once and quietly, and sends once', async () => {
    const set = await thread({}, { limits: NEAR });
    const element = await widget(set);
    const words = heard(element);
    const labels: string[] = [];
    new MutationObserver(() => {
      const label = inside(element).querySelector('.compose [type=submit]')?.textContent.trim();
      if (label && label !== labels.at(-1)) labels.push(label);
    }).observe(inside(element), { childList: true, characterData: true, subtree: true });
    await send(element, 'Avec une preuve');
    await article(element, 'Avec une preuve');
    await says(element, 'Votre commentaire est publié.');
    expect(labels).to.include.members(['Envoi en cours…', 'Vérification en cours…']);
    expect(words.filter((one) => one === 'Vérification en cours…')).to.have.length(1);
    expect(await stored(set)).to.deep.equal(['Avec une preuve']);
    expect(set.writes).to.have.length(1);
  });

  it('says of a vote that waits for a proof that it is verified, not that the connection is gone', async () => {
    const set = await thread({}, { limits: { ...NEAR, participant: 5, proofFrom: 0.2 } });
    await others(set, 'Votez');
    const element = await widget(set);
    const words = heard(element);
    const vote = await control(await article(element, 'Votez'), 'Utile');
    // The first needs no proof; the third changes what waits while that of the second is made.
    for (const pressed of ['true', 'false', 'true', 'false']) {
      vote.click();
      await eventually(() => vote.ariaPressed === pressed, 'the vote as it is pressed');
    }
    await eventually(() => words.at(-1) === 'Vote retiré.', 'what became of it');
    expect(words.join()).not.to.contain('sur cet appareil. L’envoi');
  });

  it('keeps what is written where the proof cannot be made, and sends it later', async () => {
    const set = await thread({}, { limits: NEAR });
    const element = await widget(set);
    const lost = ({ detail }: CustomEvent<PartAsked>) => {
      if (detail.name === 'proof') detail.ready = Promise.reject(new Error('lost'));
    };
    document.addEventListener(PART_EVENT, lost);
    await send(element, 'Plus tard');
    await says(element, 'Enregistré sur cet appareil.');
    document.removeEventListener(PART_EVENT, lost);
    expect(await stored(set)).to.deep.equal([]);
    (await control(inside(element), 'Réessayer maintenant')).click();
    await article(element, 'Plus tard');
    expect(await stored(set)).to.deep.equal(['Plus tard']);
  });

  for (const [lang, kept] of [
    ['fr', /Trop d’envois en peu de temps : l’envoi se fera à (\d{1,2} h(?: \d\d)?)\./],
    ['en', /Too many submissions in a short time: it will be sent at (\d{1,2}:\d\d [ap]\.m\.)\./],
  ] as const) {
    it(`says by the reader’s clock when it sends again where too much was sent, and does: ${lang}`, async () => {
      const set = await thread({}, { limits: { participant: 1, address: 100 } });
      const element = await widget(set, lang);
      await executeServerCommand('clock', { at: Date.now() });
      for (const text of ['Un premier avis', 'Tout autre chose']) {
        await begin(element, text, lang === 'fr' ? undefined : 'Write a comment');
        (await control(inside(element), lang === 'fr' ? 'Publier' : 'Publish')).click();
        if (text === 'Un premier avis') await article(element, text);
      }
      const notice = await eventually(
        () => inside(element).querySelector('[part=pending] .notice'),
        'the notice',
      );
      const told = kept.exec(notice.textContent.replace(/[\s\u202f]+/g, ' '));
      expect(told, notice.textContent).not.to.equal(null);
      // The backend's minute ends within 60 seconds.
      const times = [0, 60_000].map((ms) =>
        new Intl.DateTimeFormat(`${lang}-CA`, { timeStyle: 'short' })
          .format(Math.ceil((Date.now() + ms) / 60_000) * 60_000)
          .replace(/[\s\u202f]+/g, ' ')
          .replace(/ 00$/, '')
          .replace(/\b0(?=\d h)/, ''),
      );
      expect(times).to.include(told![1]);
      expect(notice.textContent).to.contain('Tout autre chose');
      expect(notice.querySelectorAll('button')).to.have.length(0);
      await expect(element).to.be.accessible();
      set.later(60_000);
      // By small steps: the test runner's own patience of 20 s is measured by it.
      for (let n = 0; n < 7; n++) await executeServerCommand('clock', { forward: 10_000 });
      await article(element, 'Tout autre chose');
      expect(await stored(set)).to.have.members(['Un premier avis', 'Tout autre chose']);
    });
  }
});
