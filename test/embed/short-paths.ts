import assert from 'node:assert/strict';
import type { OwnContributionPage, OwnInActivity } from '../../src/contract/contributions.js';
import type { HostPage } from './pages.js';
import { CONTENT, type WidgetName } from './paths.js';
import type { Consultation } from './platform.js';
import type { Stage } from './harness.js';
import type { WebKit } from './webkit.js';
import { WebKitVisit } from './webkit-visit.js';

/** Takes part once, and gives what the platform must then hold under the participant's key. */
type ShortPath = (visit: WebKitVisit, consultation: Consultation) => Promise<Held>;
type Held = (read: <Value>(path: string) => Promise<Value>) => Promise<void>;

/** One act with each widget: what WebKit is asked, beside the whole paths of the others. */
const SHORT_PATHS: Record<WidgetName, ShortPath> = {
  'cq-survey': async (visit) => {
    await visit.choose(/^Oui$/);
    await visit.choose(/^Travail ou études$/);
    await visit.press(/^Continuer$/);
    await visit.sees(/^Votre avis$/, 'h3');
    await visit.choose(/^4/);
    await visit.press(/^Continuer$/);
    await visit.sees(/^Vous$/, 'h3');
    await visit.press(/^Continuer$/);
    await visit.sees(/^Vérifiez vos réponses$/, 'h3');
    await visit.press(/^Envoyer mes réponses$/);
    await visit.sees(/Merci, vos réponses sont reçues\.$/, 'h3');
    return async (read) =>
      assert.deepEqual(
        (await read<OwnContributionPage>('/mine')).items.map(({ content }) => content?.answers),
        [{ velo: true, motifs: ['travail'], satisfaction: 4 }],
      );
  },

  'cq-comment-thread': async (visit) => {
    await visit.press(/^Écrire un commentaire$/);
    await visit.write(/^Votre commentaire/, 'D’abord près des <b>écoles</b>.');
    await visit.choose(/^Pour$/);
    await visit.press(/^Publier$/);
    await visit.hears(/Votre commentaire est publié/);
    await visit.sees(/près des <b>écoles<\/b>/, 'article p, article .prose');
    return async (read) =>
      assert.deepEqual(
        (await read<OwnContributionPage>('/mine')).items.map(({ state, content }) => [state, content?.body]),
        [['published', 'D’abord près des <b>écoles</b>.']],
      );
  },

  'cq-idea-vote': async (visit, { idea }) => {
    await visit.press(/^Pour/, new RegExp(idea.title, 'u'));
    await visit.hears(/^Vote enregistré : Pour/);
    return async (read) =>
      assert.deepEqual(
        (await read<OwnInActivity>('/activities/idees/mine')).ballots.map(({ item, choice }) => [
          item,
          choice,
        ]),
        [[idea.id, 'for']],
      );
  },

  'cq-feedback-prompt': async (visit) => {
    await visit.press(/^Oui$/);
    await visit.hears(/Votre réponse est enregistrée\./);
    await visit.press(/^Terminer sans préciser$/);
    await visit.sees(/Merci de votre aide\.$/, 'h2, h3');
    return async (read) =>
      assert.deepEqual(
        (await read<OwnContributionPage>('/mine')).items.map(({ content }) => content?.verdict),
        ['yes'],
      );
  },
};

/** What stands on a page that may only read: the content, and the way to the platform's own page. */
async function readOnly(visit: WebKitVisit, consultation: Consultation, platform: string): Promise<void> {
  await visit.sees(CONTENT(consultation)[visit.element as WidgetName], 'h2, .prose, h3, p');
  const link = await visit.find('[part=not-allowed] a', /^Participer sur la plateforme de consultation$/);
  assert.equal(await link.getAttribute('href'), `${platform}/c/${consultation.slug}`);
  const ways = /^(Continuer|Écrire un commentaire|Utile|Pour|Proposer une idée|Oui)/;
  assert.equal(await visit.has('button', ways), false, 'no way to take part');
}

/** Walks one widget's short path on one page in WebKit. Gives what went wrong, in words; nothing where all is well. */
export async function walkShort(
  stage: Stage,
  webkit: WebKit,
  page: HostPage,
  widget: WidgetName,
): Promise<string | undefined> {
  const consultation = await stage.platform.consultation();
  const faults: string[] = [];
  let visit: WebKitVisit | undefined;
  try {
    visit = await WebKitVisit.to(webkit, stage.address(page, widget, consultation), widget, page.opens);
    if (page.expects === 'writes') {
      const holds = await SHORT_PATHS[widget](visit, consultation);
      const { key, writes } = await visit.heard();
      await holds((path) => consultation.read(path, key));
      assert.equal(writes.length, 1, `one write: ${writes.join(', ')}`);
    } else {
      await readOnly(visit, consultation, stage.platform.origin);
    }
    faults.push(...(await faultsOf(visit, stage, page)));
  } catch (error) {
    faults.push(error instanceof Error ? error.message : String(error));
  } finally {
    await visit?.close();
  }
  faults.push(...stage.violations(consultation.slug).filter((one) => !page.webkitReports?.test(one)));
  return faults.join('\n') || undefined;
}

async function faultsOf(visit: WebKitVisit, stage: Stage, { says = [] }: HostPage): Promise<string[]> {
  const strangers = (await visit.asked()).filter(
    (address) => /^https?:/.test(address) && !stage.origins.includes(new URL(address).origin),
  );
  const { errors } = await visit.heard();
  return [
    ...strangers.map((address) => `Asked of a stranger: ${address}`),
    ...errors.filter((error) => !says.some((words) => words.test(error))),
  ];
}
