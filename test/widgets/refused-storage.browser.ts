import { expect } from '@open-wc/testing';
import { html } from 'lit';
import { definitionFor } from '../../stories/support/definitions.js';
import type { CqCommentThread } from '../../src/widgets/comment-thread/comment-thread.js';
import type { CqSurvey } from '../../src/widgets/survey/survey.js';
import '../../src/widgets/comment-thread/comment-thread.js';
import '../../src/widgets/survey/survey.js';
import { article, control, inside, says } from './acting.js';
import { eventually, shown, stage } from './base-stage.js';

const SURVEY = definitionFor('plan-velo').activities.filter(({ id }) => id === 'sondage');
const THREAD = definitionFor('plan-velo').activities.filter(({ id }) => id === 'discussion');

/** A page of its own: the widgets of one page open the browser’s storage once. */
describe('where the browser refuses to store anything', () => {
  before(() => {
    for (const name of ['indexedDB', 'localStorage', 'sessionStorage']) {
      Object.defineProperty(window, name, {
        get() {
          throw new DOMException('refused', 'SecurityError');
        },
      });
    }
  });

  it('takes a vote for the visit, and says that the page must stay open', async () => {
    const set = await stage({ activities: THREAD });
    await set.other(`/activities/discussion/comments/${crypto.randomUUID()}`, { body: 'À voter' });
    const element = await shown<CqCommentThread>(
      html`<cq-comment-thread consultation=${set.slug} api=${set.api}></cq-comment-thread>`,
    );
    const comment = await article(element, 'À voter');
    set.cut = true;
    (await control(comment, 'Utile')).click();
    await says(element, 'Gardez cette page ouverte');
    expect(inside(element).textContent).not.to.contain('Enregistré sur cet appareil');
    set.cut = false;
    window.dispatchEvent(new Event('online'));
    await says(element, 'Ce qui attendait sur cet appareil est maintenant reçu.');
    expect(set.writes).to.have.length(1);
  });

  it('does not pretend to keep a survey on the device when asked to', async () => {
    const set = await stage({ activities: SURVEY });
    const element = await shown<CqSurvey>(
      html`<cq-survey consultation=${set.slug} api=${set.api}></cq-survey>`,
    );
    const keep = await eventually(() => inside(element).querySelector<HTMLInputElement>('#keep'));
    keep.click();
    await says(element, 'Cet appareil ne permet pas de les garder.');
    await eventually(() => !keep.checked);
    expect(inside(element).querySelector('[role=status]')!.textContent).to.contain(
      'Ne fermez pas cette page',
    );
  });

  it('takes a file, and the response that names it, for the visit, and says that the page must stay open', async () => {
    const piece = {
      id: 'piece',
      type: 'file',
      label: { fr: 'Vos photos', en: 'Your pictures' },
      accept: ['txt'],
      maxFiles: 1,
      maxSize: 0.5,
      required: true,
    };
    const pages = [{ id: 'depot', title: { fr: 'Vos pièces', en: 'Your documents' }, questions: [piece] }];
    const title = { fr: 'Dépôt', en: 'Files' };
    const set = await stage({ activities: [{ id: 'depot', kind: 'survey', title, pages }] });
    const element = await shown<CqSurvey>(
      html`<cq-survey consultation=${set.slug} api=${set.api}></cq-survey>`,
    );
    const input = await eventually(() => inside(element).querySelector<HTMLInputElement>('input[type=file]'));
    set.cut = 'for-writes';
    const chosen = new DataTransfer();
    chosen.items.add(new File(['Une piste déneigée.'], 'note.txt'));
    input.files = chosen.files;
    input.dispatchEvent(new Event('change', { bubbles: true }));
    await says(element, 'cet appareil ne peut pas le garder : ne fermez pas cette page.');
    (await control(inside(element), 'Continuer')).click();
    (await control(inside(element), 'Envoyer mes réponses')).click();
    await says(element, 'Gardez cette page ouverte');
    set.cut = false;
    window.dispatchEvent(new Event('online'));
    await says(element, 'Merci, vos réponses sont reçues.');
    expect(set.writes.map(({ path }) => path.split('/').at(-2))).to.eql(['files', 'responses']);
  });
});
