import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { sql } from 'kysely';
import type { CommentPage } from '../../src/contract/comments.js';
import { definitionFor, type Definition } from '../../stories/support/definitions.js';
import { QUESTIONS, surveyOf, type WrittenQuestion } from '../../stories/support/questions.js';
import { moderationPaths, tokenFor } from '../backend/moderators.js';
import { MINISTRY, participant, pathsOf, PLATFORM, setStage, type Stage } from '../backend/harness.js';
import type { Citizen, Seen } from './form-citizen.js';
import { citizenBefore, platformOf } from './form-platform.js';

const citizenOf = (stage: Stage) => citizenBefore(platformOf(stage, PLATFORM));

/** What the receipt of a hidden comment says, in both languages. */
const FRENCH = {
  publish: 'Publier',
  back: 'Retour à la discussion',
  fate: 'Voir ce qu’il en est',
  decision: /masqué par la modération.*Date de la décision : 1er juin 2026.*Raison : Hors sujet/,
  appeal: 'Demander un réexamen',
  send: 'Envoyer la demande',
  empty: 'Dites pourquoi cette décision devrait être revue.',
  made: /Réexamen demandé le 1er juin 2026 à .*C’est <b>le sujet<\/b>\..*La modération va relire sa décision\./,
  overturned: /La décision est annulée/,
};
const ENGLISH: typeof FRENCH = {
  publish: 'Publish',
  back: 'Back to the discussion',
  fate: 'See what has become of it',
  decision: /hidden by the moderators.*Date of the decision: June 1, 2026.*Reason: Off topic/,
  appeal: 'Ask for a review',
  send: 'Send the request',
  empty: 'Say why this decision should be reviewed.',
  made: /Review asked for on June 1, 2026 .*C’est <b>le sujet<\/b>\..*The moderators will look at their decision again\./,
  overturned: /The decision is reversed/,
};

/** The consultation's activity of a kind, changed. */
function changed(kind: string, change: object): (definition: Definition) => Definition {
  return (definition) => ({
    ...definition,
    activities: definition.activities.map((activity) =>
      activity.kind === kind ? { ...activity, ...change } : activity,
    ),
  });
}

/** The key that a page's forms carry. */
function keyIn({ html }: Seen): string {
  return /name="key" value="([\w-]{43})"/.exec(html)![1]!;
}

/** What a field of a page is told of. */
function describedBy({ html }: Seen, id: string): string {
  const control = [...html.matchAll(/<(?:input|textarea|fieldset)\b[^>]*>/g)]
    .map(([tag]) => tag)
    .find((tag) => tag.includes(`id="${id}"`) && tag.includes('aria-invalid="true"'));
  const ids = /aria-describedby="([^"]*)"/.exec(control ?? '')?.[1] ?? '';
  const error = ids.split(' ').find((one) => one.endsWith('-error'));
  return (
    (error &&
      new RegExp(`id="${error.replaceAll('.', '\\.')}"\\s*>([\\s\\S]*?)</span\\s*>([^<]*)`).exec(
        html,
      )?.[2]) ??
    ''
  );
}

describe('taking part without scripts', () => {
  let stage: Stage;
  let citizen: Citizen;
  before(async () => {
    stage = await setStage();
    citizen = citizenOf(stage);
  });
  after(() => stage.close());

  const rows = async <Row>(table: string, slug: string): Promise<Row[]> => {
    const found = await sql<Row>`select * from ${sql.table(table)}
      where consultation_id = (select id from consultation where slug = ${slug}) order by accepted_at`.execute(
      stage.database.db,
    );
    return found.rows;
  };

  describe('the page', () => {
    it('loads no script, stores no cookie, is kept by nobody and sends its forms to the platform alone', async () => {
      const slug = await stage.consultation();
      for (const activity of ['sondage', 'discussion', 'idees', 'page']) {
        const { status, headers, html } = await citizen.open(`/c/${slug}/${activity}`);
        assert.equal(status, 200);
        assert.equal(headers.get('cache-control'), 'no-store');
        assert.equal(headers.get('referrer-policy'), 'no-referrer');
        assert.equal(headers.get('set-cookie'), null);
        const policy = headers.get('content-security-policy')!;
        for (const part of ["form-action 'self'", "script-src 'none'", "frame-ancestors 'none'"])
          assert.ok(policy.split('; ').includes(part), part);
        assert.doesNotMatch(html, /<script|\son\w+=|style="/i);
        // An address never holds the key.
        for (const [, address] of html.matchAll(/(?:href|action)="([^"]*)"/g))
          assert.ok(!address!.includes(keyIn({ html } as Seen)), address);
      }
    });

    it('says beside each form who collects, why, how long, whose rights, from what age, and where the data is from', async () => {
      const slug = await stage.consultation((definition) => ({
        ...definition,
        attribution: { fr: 'Source : la ville', en: 'Source: the city' },
      }));
      for (const activity of ['sondage', 'discussion', 'idees', 'page']) {
        const { text } = await citizen.open(`/c/${slug}/${activity}`);
        for (const said of [
          'Le ministère de l’Exemple',
          'Planifier le réseau cyclable',
          'Deux ans après la publication du bilan',
          'Vous pouvez consulter, corriger ou retirer ce que vous avez donné.',
          'vie-privee@exemple.test',
          'Cette consultation s’adresse aux personnes de 14 ans et plus.',
        ])
          assert.ok(text.includes(said), `${activity}: ${said}`);
        if (activity !== 'page') assert.ok(text.includes('Source : la ville'));
      }
      const young = await stage.consultation((definition) => ({ ...definition, under14: true }));
      assert.doesNotMatch((await citizen.open(`/c/${young}/sondage`)).text, /14 ans/);
    });

    it('speaks English at /en, its errors too', async () => {
      const slug = await stage.consultation();
      const page = await citizen.open(`/en/c/${slug}/discussion`);
      assert.match(page.html, /<html lang="en">/);
      const refused = await citizen.press(page, 'Publish', { body: ' ' });
      assert.equal(refused.status, 422);
      assert.match(refused.text, /There are errors in the form Write your text\./);
    });

    it('tells when it opens, or that it is over with the results or their date, and offers no form', async () => {
      const before = await stage.consultation(({ slug }) => definitionFor(slug, 'before'));
      const closed = await stage.consultation(({ slug }) => definitionFor(slug, 'closed'));
      for (const activity of ['sondage', 'discussion', 'idees', 'page']) {
        const early = await citizen.open(`/c/${before}/${activity}`);
        assert.match(early.text, /La participation ouvre le 1er septembre 2090 à 9 h\./);
        const late = await citizen.open(`/c/${closed}/${activity}`);
        assert.match(late.text, /terminée depuis le 15 juin 2025 à 23 h 59\./);
        assert.match(late.text, /Les résultats seront publiés le 1er octobre 2025\./);
        for (const { html } of [early, late]) assert.doesNotMatch(html, /method="post"/);
      }
    });

    it('is linked from the consultation’s page, in place of each element and for browsers without scripts', async () => {
      const slug = await stage.consultation();
      for (const [prefix, words] of [
        ['', 'Répondre au sondage'],
        ['/en', 'Answer the survey'],
      ]) {
        const { html } = await citizen.open(`${prefix}/c/${slug}`);
        const link = `<a href="${prefix}/c/${slug}/sondage">${words}</a>`;
        assert.ok(/<noscript>([\s\S]*?)<\/noscript>/.exec(html)![1]!.includes(link));
        assert.ok(/<cq-survey[^>]*>([\s\S]*?)<\/cq-survey>/.exec(html)![1]!.includes(link));
        for (const activity of ['discussion', 'idees', 'page'])
          assert.equal(html.split(`href="${prefix}/c/${slug}/${activity}"`).length, 3, activity);
      }
    });

    it('is not there for a consultation or an activity that is not', async () => {
      const slug = await stage.consultation();
      for (const path of [`/c/${slug}/nulle-part`, '/c/nulle-part/sondage'])
        assert.equal((await citizen.open(path)).status, 404);
    });

    it('refuses what another site posts, and stores nothing', async () => {
      const slug = await stage.consultation();
      const page = await citizen.open(`/c/${slug}/page`);
      const sent = citizen.filled(page, 'Oui');
      for (const headers of [
        { 'sec-fetch-site': 'cross-site', origin: MINISTRY },
        { 'sec-fetch-site': 'cross-site', origin: 'null' },
        { 'sec-fetch-site': 'same-site', origin: 'https://autre.exemple.test' },
      ]) {
        const { status, text } = await citizen.send(sent, headers);
        assert.equal(status, 403);
        assert.match(text, /rien n’a été enregistré/);
      }
      assert.equal(await stage.count('feedback', slug), 0);
      // A page that sends no referrer posts from the origin `null`, its own included.
      assert.equal((await citizen.send(sent, { origin: 'null' })).status, 200);
    });

    it('refuses a form that is larger than the backend would take', async () => {
      const slug = await stage.consultation();
      const page = await citizen.open(`/c/${slug}/discussion`);
      const { status, text } = await citizen.press(page, 'Publier', { body: 'é'.repeat(600_000) });
      assert.equal(status, 413);
      assert.match(text, /trop volumineux/);
    });

    it('asks a person where the field that nobody sees was filled in, stores nothing before, and loses nothing', async () => {
      const slug = await stage.consultation();
      const page = await citizen.open(`/c/${slug}/discussion`);
      assert.match(
        page.html,
        /<div class="trap" aria-hidden="true">[^]*?name="site-web" tabindex="-1" autocomplete="off"/,
      );
      const body = 'Un parc,\nprès de « l’école »';
      const asked = await citizen.press(page, 'Publier', { body, 'site-web': 'https://pub.example' });
      assert.equal(asked.status, 403);
      assert.match(asked.text, /Un parc,\s*près de « l’école »/);
      assert.deepEqual(await rows('comment', slug), []);
      const published = await citizen.press(asked, 'Je suis une personne');
      assert.equal(published.status, 200);
      assert.deepEqual(
        (await rows<{ body: string }>('comment', slug)).map((row) => row.body),
        [body],
      );
    });

    it('shows a citizen’s text without its tricks, stores it as written, and links it where the definition says', async () => {
      const slug = await stage.consultation(changed('comments', { links: true }));
      const body = 'Lire\u202e https://quebec.ca/parc et https://qu\u0435bec.ca';
      await citizen.press(await citizen.open(`/c/${slug}/discussion`), 'Publier', { body });
      const { html } = await citizen.open(`/c/${slug}/discussion`);
      assert.match(
        html,
        />Lire <a href="https:\/\/quebec\.ca\/parc" rel="nofollow ugc noopener">https:\/\/quebec\.ca\/parc<\/a> et <a href="https:\/\/xn--qubec-0we\.ca\/"[^>]*>https:\/\/xn--qubec-0we\.ca\/<\/a></,
      );
      const [stored] = await rows<{ id: string; body: string }>('comment', slug);
      assert.equal(stored!.body, body);
      const plain = await stage.consultation();
      await citizen.press(await citizen.open(`/c/${plain}/discussion`), 'Publier', { body });
      const unlinked = await citizen.open(`/c/${plain}/discussion`);
      assert.doesNotMatch(unlinked.html, /href="https:\/\/quebec/);
      assert.match(unlinked.text, /Lire https:\/\/quebec\.ca\/parc et https:\/\/xn--qubec-0we\.ca\//);
      const [first] = await rows<{ id: string }>('comment', plain);
      const permalink = `${MINISTRY}/velo#cq-${first!.id}`;
      await citizen.press(unlinked, 'Publier', { body: `Comme dit ${permalink}` });
      const after = await citizen.open(`/c/${plain}/discussion`);
      assert.match(after.html, new RegExp(`comment=${first!.id}[^"]*"[^]*>${permalink}<`));
    });

    it('answers too many posts as the backend does, and keeps what was written', async () => {
      const narrow = await setStage({ limits: { participant: 1, address: 100 } });
      const reader = citizenOf(narrow);
      const slug = await narrow.consultation();
      const first = await reader.press(await reader.open(`/c/${slug}/discussion`), 'Publier', { body: 'Un' });
      const again = await reader.press(first, 'Retour');
      const refused = await reader.press(again, 'Publier', { body: 'Deux, le même instant' });
      assert.equal(refused.status, 429);
      assert.ok(Number(refused.headers.get('retry-after')) > 0);
      assert.match(
        refused.text,
        /Trop d’envois.*envoyer de nouveau à \d{1,2} h( \d\d)?\..*toujours dans le formulaire/,
      );
      assert.match(refused.html, /<textarea[^>]*>\nDeux, le même instant<\/textarea>/);
      await narrow.close();
    });
  });

  describe('feedback', () => {
    it('stores the first answer, warns of personal information, and joins the details to the same record', async () => {
      const slug = await stage.consultation();
      const asked = await citizen.open(`/c/${slug}/page`);
      const details = await citizen.press(asked, 'Signaler un problème');
      assert.match(details.text, /Votre réponse est enregistrée\./);
      const warned = await citizen.press(details, 'Envoyer', { details: 'Appelez au 418 555-0123.' });
      assert.match(warned.text, /418 555-0123 \(numéro de téléphone\)/);
      assert.match(warned.html, /<textarea[^>]*>\nAppelez au 418 555-0123\.<\/textarea>/);
      assert.equal(await stage.count('feedback_version', slug), 0);
      const thanks = await citizen.press(warned, 'Envoyer quand même');
      assert.equal(thanks.status, 200);
      const [{ id, verdict, page } = {} as never] = await rows<Record<string, string>>('feedback', slug);
      assert.deepEqual([verdict, page], ['problem', `${PLATFORM}/c/${slug}/page`]);
      const [version] = await rows<Record<string, unknown>>('feedback_version', slug);
      assert.equal(version!.details, 'Appelez au 418 555-0123.');
      assert.ok(thanks.text.includes(`Numéro de confirmation : ${id}`));
      assert.match(thanks.text, /Reçu le 1er juin 2026 à 8 h\. .*Appelez au 418 555-0123\./);
      assert.ok(thanks.html.includes(`href="/c/${slug}/mine#cq-key=${keyIn(asked)}"`));
    });

    it('may end without details, and be taken back with the same key', async () => {
      const slug = await stage.consultation();
      const details = await citizen.press(await citizen.open(`/c/${slug}/page`), 'Oui');
      const thanks = await citizen.press(details, 'Terminer');
      assert.match(thanks.text, /Merci de votre aide\..*Oui/);
      const sure = await citizen.press(thanks, 'Retirer');
      assert.match(sure.text, /effacé pour de bon/);
      const gone = await citizen.press(sure, 'Retirer');
      assert.match(gone.text, /retirée et effacée/);
      const [row] = await rows<Record<string, unknown>>('feedback', slug);
      assert.deepEqual([row!.state, row!.verdict], ['withdrawn', null]);
    });

    it('is about the page that is named, of the body’s sites or the platform alone, without its query', async () => {
      const slug = await stage.consultation();
      for (const [named, kept] of [
        [`${MINISTRY}/velo/hiver?nom=Tremblay#haut`, `${MINISTRY}/velo/hiver`],
        [`${PLATFORM}/c/${slug}`, `${PLATFORM}/c/${slug}`],
        ['https://ailleurs.exemple.test/', `${PLATFORM}/c/${slug}/page`],
        ['javascript:alert(1)', `${PLATFORM}/c/${slug}/page`],
      ]) {
        const page = await citizen.open(`/c/${slug}/page?page=${encodeURIComponent(named!)}`);
        assert.ok(page.text.includes(`Page concernée : ${kept} `), named);
        await citizen.press(page, 'Oui');
        assert.equal((await rows<{ page: string }>('feedback', slug)).at(-1)!.page, kept);
      }
    });
  });

  describe('a survey', () => {
    /** Each type of question, with a rule to break. */
    const every: Definition['activities'][number] = {
      id: 'sondage',
      kind: 'survey',
      title: { fr: 'Tout', en: 'All' },
      pages: [
        {
          id: 'tout',
          title: { fr: 'Toutes les questions', en: 'All questions' },
          questions: [
            { id: 'note', type: 'information', text: { fr: 'À lire', en: 'To read' } },
            { id: 'court', type: 'short-text', label: { fr: 'Court', en: 'Short' }, maxLength: 5 },
            { id: 'long', type: 'long-text', label: { fr: 'Long', en: 'Long' }, maxLength: 6 },
            { id: 'nombre', type: 'number', label: { fr: 'Nombre', en: 'Number' }, decimals: 1, max: 9999 },
            { id: 'courriel', type: 'email', label: { fr: 'Courriel', en: 'E-mail' } },
            { id: 'jour', type: 'date', label: { fr: 'Jour', en: 'Day' }, min: '2026-01-01' },
            {
              id: 'un',
              type: 'single-choice',
              label: { fr: 'Un', en: 'One' },
              other: true,
              options: [
                { id: 'a', label: { fr: 'A', en: 'A' } },
                { id: 'b', label: { fr: 'B', en: 'B' } },
              ],
            },
            {
              id: 'plusieurs',
              type: 'multiple-choice',
              label: { fr: 'Plusieurs', en: 'Several' },
              max: 1,
              options: [
                { id: 'a', label: { fr: 'A', en: 'A' } },
                { id: 'b', label: { fr: 'B', en: 'B' } },
              ],
            },
            { id: 'oui', type: 'yes-no', label: { fr: 'Oui ou non', en: 'Yes or no' }, required: true },
            {
              id: 'echelle',
              type: 'scale',
              label: { fr: 'Échelle', en: 'Scale' },
              minLabel: { fr: 'Peu', en: 'Little' },
              maxLabel: { fr: 'Très', en: 'Very' },
              required: true,
            },
          ],
        },
      ],
    };
    const everyType = (definition: Definition): Definition => ({ ...definition, activities: [every] });

    it('points at each answer that breaks a rule, of every type of question, and keeps all that was entered', async () => {
      const slug = await stage.consultation(everyType);
      const refused = await citizen.press(await citizen.open(`/c/${slug}/sondage`), 'Continuer', {
        'q.court': 'sept <b>',
        'q.long': 'un\ndeux',
        'q.nombre': 'douze',
        'q.courriel': 'moi',
        'q.jour': '31',
        'q.jour.month': '02',
        'q.jour.year': '2026',
        'q.un': 'other',
        'q.plusieurs': ['a', 'b'],
      });
      assert.equal(refused.status, 422);
      assert.match(refused.html, /<title>Erreur – /);
      const summary = /id="error-summary"[\s\S]*?<\/ul>/.exec(refused.html)![0];
      const links = [...summary.matchAll(/href="#([^"]*)"/g)].map(([, id]) => id!);
      assert.deepEqual(links, [
        'q.court',
        'q.long',
        'q.nombre',
        'q.courriel',
        'q.jour',
        'q.un.other',
        'q.plusieurs',
        'q.oui',
        'q.echelle',
      ]);
      for (const id of links) assert.ok(refused.html.includes(`id="${id}"`), id);
      for (const [id, words] of [
        ['q.court', 'Écrivez au plus 5 caractères.'],
        ['q.long', 'Écrivez au plus 6 caractères.'],
        ['q.nombre', 'Inscrivez un nombre, par exemple 1 234,5.'],
        ['q.courriel', 'Inscrivez une adresse courriel complète, par exemple nom@exemple.ca.'],
        ['q.un.other', 'Précisez votre réponse.'],
      ])
        assert.equal(describedBy(refused, id!), words);
      for (const words of [
        'date complète',
        'Cochez au plus 1 choix.',
        'Oui ou non – Choisissez une réponse.',
      ])
        assert.ok(refused.text.includes(words), words);
      // All of it is still there to be corrected, line ends as one character each.
      const { body } = citizen.filled(refused, 'Continuer');
      const kept = new URLSearchParams(body);
      assert.equal(kept.get('q.court'), 'sept <b>');
      assert.equal(kept.get('q.long'), 'un\r\ndeux');
      assert.equal(kept.get('q.jour') + kept.get('q.jour.month')! + kept.get('q.jour.year')!, '31022026');
      assert.deepEqual(kept.getAll('q.plusieurs'), ['a', 'b']);
    });

    it('shows answers without their tricks before and after they are sent, and stores them as written', async () => {
      const slug = await stage.consultation(everyType);
      const tricky = `Non\u202eiuO\u202c, o${'\u0301'.repeat(40)}h`;
      const safe = `NoniuO, o${'\u0301'.repeat(3)}h`;
      const checked = await citizen.press(await citizen.open(`/c/${slug}/sondage`), 'Continuer', {
        'q.court': 'sept',
        'q.long': 'un\u202e',
        'q.nombre': '1',
        'q.un': 'other',
        'q.un.other': tricky,
        'q.plusieurs': 'b',
        'q.oui': 'no',
        'q.echelle': '5',
      });
      const received = await citizen.press(checked, 'Envoyer mes réponses');
      assert.equal(received.status, 200);
      for (const { text } of [checked, received]) {
        assert.ok(text.includes(safe), text);
        assert.doesNotMatch(text, /\u202e|\u0301{4}/);
      }
      const [row] = await rows<{ answers: Record<string, unknown> }>('response', slug);
      assert.deepEqual([row!.answers.long, row!.answers.un], ['un\u202e', { other: tricky }]);
    });

    it('stores what a widget would, of every type of question', async () => {
      const slug = await stage.consultation(everyType);
      const checked = await citizen.press(await citizen.open(`/c/${slug}/sondage`), 'Continuer', {
        'q.court': 'sept',
        'q.long': 'un\ndé ',
        'q.nombre': '1 234,5',
        'q.courriel': ' a@b.ca ',
        'q.jour': '1',
        'q.jour.month': '05',
        'q.jour.year': '2026',
        'q.un': 'other',
        'q.un.other': 'Autre chose',
        'q.plusieurs': 'b',
        'q.oui': 'no',
        'q.echelle': '5',
      });
      assert.match(checked.text, /Vérifiez vos réponses/);
      assert.match(checked.text, /1er mai 2026/);
      const received = await citizen.press(checked, 'Envoyer mes réponses');
      assert.equal(received.status, 200);
      const [row] = await rows<Record<string, unknown>>('response', slug);
      assert.deepEqual(row!.answers, {
        court: 'sept',
        long: 'un\ndé ',
        nombre: 1234.5,
        courriel: 'a@b.ca',
        jour: '2026-05-01',
        un: { other: 'Autre chose' },
        plusieurs: ['b'],
        oui: false,
        echelle: 5,
      });
      assert.ok(received.text.includes(`Numéro de confirmation : ${String(row!.id)}`));
    });

    it('shows the questions that an answer brings up before it leaves the page, and keeps those that it hides unsent', async () => {
      const slug = await stage.consultation();
      let page = await citizen.open(`/c/${slug}/sondage`);
      assert.doesNotMatch(page.text, /Pour quels motifs/);
      page = await citizen.press(page, 'Continuer', { 'q.velo': 'yes' });
      assert.equal(page.status, 200);
      assert.match(page.text, /font apparaître d’autres questions.*Étape 1 de 4.*Pour quels motifs/);
      page = await citizen.press(page, 'Continuer', {
        'q.motifs': ['travail', 'other'],
        'q.motifs.other': 'École',
      });
      assert.match(page.text, /Étape 2 de 4/);
      page = await citizen.press(page, 'Continuer', { 'q.satisfaction': '4', 'q.trajet': '3,5' });
      page = await citizen.press(page, 'Précédent');
      assert.match(page.text, /Étape 2 de 4/);
      // In another language, with the answers so far.
      page = await citizen.press(page, 'Continue in English');
      assert.match(page.text, /Step 2 of 4 Your opinion/);
      page = await citizen.press(page, 'Continuer en français');
      assert.match(page.html, /name="q\.trajet"\s+type="text"\s+value="3,5"/);
      page = await citizen.press(page, 'Continuer');
      page = await citizen.press(page, 'Continuer');
      assert.match(page.text, /Travail ou études Autre : École/);
      // «Modifier» comes back to the check by way of what the change made necessary.
      page = await citizen.press(page, 'Modifier – Avez-vous utilisé un vélo');
      page = await citizen.press(page, 'Continuer', { 'q.velo': 'no' });
      assert.match(page.text, /Qu’est-ce qui vous en a empêché/);
      page = await citizen.press(page, 'Continuer', { 'q.frein': 'meteo' });
      assert.match(page.text, /Vérifiez vos réponses.*La météo/);
      await citizen.press(page, 'Envoyer mes réponses');
      const [row] = await rows<Record<string, unknown>>('response', slug);
      assert.deepEqual(row!.answers, { velo: false, frein: 'meteo', satisfaction: 4, trajet: 3.5 });
    });

    it('is stored once however often it is sent, and gives the same receipt after closing', async () => {
      const slug = await stage.consultation(everyType);
      const checked = await citizen.press(await citizen.open(`/c/${slug}/sondage`), 'Continuer', {
        'q.oui': 'yes',
        'q.echelle': '1',
      });
      const sent = citizen.filled(checked, 'Envoyer mes réponses');
      const both = await Promise.all([citizen.send(sent), citizen.send(sent)]);
      stage.clock.now = new Date('2091-01-01T00:00:00Z');
      const late = await citizen.send(sent);
      stage.clock.now = new Date('2026-06-01T12:00:00Z');
      const numbers = [...both, late].map(({ text }) => /confirmation : (\S+)/.exec(text)?.[1]);
      assert.equal(new Set(numbers).size, 1);
      assert.ok(numbers[0]);
      assert.equal(await stage.count('response', slug), 1);
    });

    it('says that it is closed where it closed meanwhile, and keeps the answers in sight', async () => {
      const slug = await stage.consultation(everyType);
      const checked = await citizen.press(await citizen.open(`/c/${slug}/sondage`), 'Continuer', {
        'q.court': 'écrit',
        'q.oui': 'yes',
        'q.echelle': '1',
      });
      stage.clock.now = new Date('2091-01-01T00:00:00Z');
      const refused = await citizen.press(checked, 'Envoyer mes réponses');
      stage.clock.now = new Date('2026-06-01T12:00:00Z');
      assert.equal(refused.status, 403);
      assert.match(refused.text, /La participation est terminée\..*écrit/);
      assert.equal(await stage.count('response', slug), 0);
    });
  });

  describe('a survey of the questions that few ask', () => {
    const asking =
      (...questions: WrittenQuestion[]) =>
      (definition: Definition): Definition => ({ ...definition, activities: [surveyOf(...questions)] });
    const { telephone, code, secteur, site, jour, heure, liste, plusieurs, images } = QUESTIONS;
    const { etoiles, visages, recommande, consentement, ouinon, court, choix } = QUESTIONS;
    const first = async (...questions: (WrittenQuestion | undefined)[]) => {
      const slug = await stage.consultation(asking(...questions.map((one) => one!)));
      return { slug, page: await citizen.open(`/c/${slug}/sondage`) };
    };

    it('stores what a widget would, and says it again in words', async () => {
      const { slug, page } = await first(
        ...[telephone, code, secteur, site, jour, heure, liste, plusieurs],
        ...[images, etoiles, visages, recommande, consentement],
      );
      const checked = await citizen.press(page, 'Continuer', {
        'q.telephone': ' (418) 555-0123 ',
        'q.code': 'g1r4y8',
        'q.secteur': 'g1r',
        'q.site': 'exemple.ca',
        'q.jour': '1',
        'q.jour.month': 'mai',
        'q.jour.year': '2026',
        'q.heure': '2 h 30 pm',
        'q.liste': 'other',
        'q.liste.other': 'Kuujjuaq',
        'q.plusieurs': ['velo', 'bus'],
        'q.images': 'bande',
        'q.etoiles': '4',
        'q.visages': '5',
        'q.recommande': '10',
        'q.consentement': 'yes',
      });
      for (const words of [
        '1er mai 2026',
        '14 h 30',
        'Autre : Kuujjuaq',
        'Bande cyclable',
        '4 étoiles sur 5',
        'Très satisfait',
        '10 sur 10',
        'J’accepte que l’on me joigne Accepté',
      ])
        assert.ok(checked.text.includes(words), words);
      // What was typed is there as it was, on the way back.
      const back = new URLSearchParams(
        citizen.filled(await citizen.press(checked, 'Précédent'), 'Continuer').body,
      );
      assert.equal(back.get('q.jour.month'), 'mai');
      assert.equal(back.get('q.heure'), '2 h 30 pm');
      assert.equal(back.get('q.liste'), 'other');
      const received = await citizen.press(checked, 'Envoyer mes réponses');
      assert.equal(received.status, 200, received.text);
      const [row] = await rows<Record<string, unknown>>('response', slug);
      assert.deepEqual(row!.answers, {
        telephone: '(418) 555-0123',
        code: 'G1R 4Y8',
        secteur: 'G1R',
        site: 'https://exemple.ca',
        jour: '2026-05-01',
        heure: '14:30',
        liste: { other: 'Kuujjuaq' },
        plusieurs: ['velo', 'bus'],
        images: 'bande',
        etoiles: 4,
        visages: 5,
        recommande: 10,
        consentement: true,
      });
    });

    it('says of each that breaks its rule what to do, in both languages', async () => {
      const needed = [images, recommande, consentement, liste].map((one) => ({ ...one!, required: true }));
      const slug = await stage.consultation(
        asking(...([telephone, code, secteur, site, heure, plusieurs, ...needed] as WrittenQuestion[])),
      );
      const wrong = {
        'q.telephone': '555',
        'q.code': '12345',
        'q.secteur': 'G1R 4Y8',
        'q.site': 'exemple',
        'q.heure': '4 h',
        'q.plusieurs': ['velo', 'aucun'],
      };
      const french = await citizen.press(await citizen.open(`/c/${slug}/sondage`), 'Continuer', wrong);
      for (const [id, words] of [
        ['q.telephone', /numéro de téléphone à dix chiffres/],
        ['q.code', /code postal canadien/],
        ['q.secteur', /trois premiers caractères/],
        ['q.site', /adresse Web complète/],
        ['q.heure', /à partir de 5 h\./],
        ['q.plusieurs', /Décochez « Aucun de ces moyens »/],
        ['q.consentement', /Cochez la case/],
      ] as const) {
        assert.match(french.text, words);
        assert.ok(french.html.includes(`href="#${id}"`) && french.html.includes(`id="${id}"`), id);
      }
      const english = await citizen.press(await citizen.open(`/en/c/${slug}/sondage`), 'Continue', wrong);
      assert.match(english.text, /ten-digit telephone number.*from 5:00 a\.m\. on.*Uncheck “None of these”/);
    });

    it('says what an early end says, and sends nothing where it keeps nothing', async () => {
      const ending = {
        id: 'autre',
        title: { fr: 'Merci quand même', en: 'Thank you all the same' },
        message: { fr: 'Ce sondage s’adresse **aux cyclistes**.', en: 'This survey is for **cyclists**.' },
      };
      const ends = (keep: boolean) => (definition: Definition) => {
        const { pages, ...survey } = surveyOf(ouinon!);
        const next = [{ if: { question: 'ouinon', is: false }, end: 'autre' }];
        const [page] = surveyOf(court!).pages;
        const activity = {
          ...survey,
          endings: [{ ...ending, keep }],
          pages: [
            { ...pages[0]!, next },
            { ...page!, id: 'suite' },
          ],
        };
        return { ...definition, activities: [activity] } as Definition;
      };
      const slug = await stage.consultation(ends(false));
      const first = await citizen.open(`/c/${slug}/sondage`);
      const ended = await citizen.press(first, 'Continuer', { 'q.ouinon': 'no' });
      assert.equal(ended.status, 200);
      assert.match(
        ended.text,
        /Merci quand même Ce sondage s’adresse aux cyclistes \. Vos réponses n’ont pas été envoyées/,
      );
      assert.throws(() => citizen.filled(ended, 'Envoyer'));
      assert.match(
        (await citizen.press(ended, 'Continue in English')).text,
        /This survey is for cyclists \. Your answers were not sent/,
      );
      // Whoever goes back to an earlier page in the browser may still have its button.
      const { action, body } = citizen.filled(ended, 'Précédent');
      const sent = await citizen.send({ action, body: body.replace('do=previous', 'do=send') });
      assert.match(sent.text, /Vos réponses n’ont pas été envoyées/);
      assert.deepEqual(await rows('response', slug), []);
      const back = await citizen.press(ended, 'Précédent');
      assert.match((await citizen.press(back, 'Continuer', { 'q.ouinon': 'yes' })).html, /name="q\.court"/);

      const keeping = await stage.consultation(ends(true));
      const asked = await citizen.open(`/c/${keeping}/sondage`);
      const check = await citizen.press(asked, 'Continuer', { 'q.ouinon': 'no' });
      assert.match(check.text, /Ce sondage s’adresse aux cyclistes/);
      await citizen.press(check, 'Envoyer mes réponses');
      assert.equal((await rows('response', keeping)).length, 1);
    });

    it('ends where a quota is full, with its own words, whenever it fills', async () => {
      const quotaed = (keep: boolean) => (definition: Definition) => {
        const { pages, ...survey } = surveyOf(ouinon!);
        const ending = { title: { fr: 'Complet', en: 'Full' }, message: { fr: 'Merci.', en: 'Thanks.' } };
        const activity = {
          ...survey,
          endings: [{ id: 'complet', ...ending, keep }],
          quotas: [{ id: 'oui', if: { question: 'ouinon', is: true }, limit: 1, end: 'complet' }],
          pages: [pages[0]!, { ...surveyOf(court!).pages[0]!, id: 'suite' }],
        };
        return { ...definition, activities: [activity] } as Definition;
      };
      const atEnd = async (slug: string) => {
        const first = await citizen.open(`/c/${slug}/sondage`);
        const second = await citizen.press(first, 'Continuer', { 'q.ouinon': 'yes' });
        return citizen.press(second, 'Continuer', { 'q.court': 'Un mot' });
      };
      const slug = await stage.consultation(quotaed(false));
      const checks = [await atEnd(slug), await atEnd(slug), await atEnd(slug), await atEnd(slug)];
      const late = checks.pop()!;
      const sent = await Promise.all(checks.map((check) => citizen.press(check, 'Envoyer mes réponses')));
      const refused = sent.filter(({ html }) => !html.includes('class="receipt-number"'));
      assert.equal(refused.length, 2);
      for (const page of [...refused, await citizen.press(late, 'Envoyer mes réponses')]) {
        assert.match(page.text, /Complet Merci. Vos réponses n’ont pas été envoyées/);
        assert.equal(page.status, 200);
      }
      const first = await citizen.open(`/c/${slug}/sondage`);
      const ended = await citizen.press(first, 'Continuer', { 'q.ouinon': 'yes' });
      assert.match(ended.text, /Complet Merci. Vos réponses n’ont pas été envoyées/, 'nobody fills in more');
      assert.equal((await rows('response', slug)).length, 1);

      const keeping = await stage.consultation(quotaed(true));
      await citizen.press(await atEnd(keeping), 'Envoyer mes réponses');
      const start = await citizen.open(`/c/${keeping}/sondage`);
      const told = await citizen.press(start, 'Continuer', { 'q.ouinon': 'yes' });
      assert.match(told.text, /Complet Merci\./);
      const kept = await citizen.press(told, 'Envoyer mes réponses');
      assert.match(kept.html, /class="receipt-number"/);
      assert.equal((await rows('response', keeping)).length, 2);
    });

    it('closes a question that does not apply, keeps what was entered, and asks it once it applies', async () => {
      const closing = { ...court!, enableIf: { question: 'ouinon', is: true } } as WrittenQuestion;
      const { slug, page } = await first(ouinon, closing);
      assert.match(page.text, /Cette question ne s’applique pas à vous/);
      assert.match(page.html, /<fieldset class="field closed" disabled/);
      const opened = await citizen.press(page, 'Continuer', { 'q.ouinon': 'yes' });
      assert.match(opened.text, /font apparaître d’autres questions/);
      assert.doesNotMatch(opened.text, /ne s’applique pas/);
      const checked = await citizen.press(opened, 'Continuer', { 'q.court': 'Marie' });
      const again = await citizen.press(await citizen.press(checked, 'Précédent'), 'Continuer', {
        'q.ouinon': 'no',
      });
      const closed = await citizen.press(again, 'Précédent');
      assert.match(closed.html, /type="hidden" name="q\.court" value="Marie"/);
      await citizen.press(again, 'Envoyer mes réponses');
      const [row] = await rows<Record<string, unknown>>('response', slug);
      assert.deepEqual(row!.answers, { ouinon: false });
    });

    it('shows safe Markdown, with answers as words in it, and lets in the pictures of the survey alone', async () => {
      const words = {
        id: 'mots',
        type: 'information',
        text: { fr: '**{{court}}** : [plan](https://exemple.test)', en: 'x' },
      };
      const label = { fr: 'Pourquoi {{choix}} ?', en: 'Why {{choix}}?' };
      const asked = { ...telephone!, label } as WrittenQuestion;
      const { page } = await first(court, choix, words as WrittenQuestion, asked, images);
      assert.match(page.text, /… : plan \(nouvel onglet\).*Pourquoi … \?/);
      assert.match(
        page.headers.get('content-security-policy')!,
        /img-src 'self' data: https:\/\/images\.exemple\.test;/,
      );
      const checked = await citizen.press(page, 'Continuer', { 'q.court': '*<b>*', 'q.choix': 'bus' });
      assert.match(checked.text, /Pourquoi Autobus \?/);
      const back = await citizen.press(checked, 'Précédent');
      assert.match(back.html, /<strong>\*&lt;b&gt;\*<\/strong>/);
    });
  });

  describe('a thread', () => {
    it('takes a comment with its position, an answer to it, a report of it, and shows nothing of them as HTML', async () => {
      const slug = await stage.consultation();
      const body = '<script>alert(1)</script>\n"><img src=x onerror=alert(2)> & «é»';
      const page = await citizen.open(`/c/${slug}/discussion`);
      const receipt = await citizen.press(page, 'Publier', { body, alignment: 'against' });
      assert.match(receipt.text, /Votre commentaire est publié\./);
      assert.doesNotMatch(receipt.html, /<script|<img/);
      assert.ok(receipt.html.includes('&lt;script&gt;alert(1)&lt;/script&gt;\n&quot;&gt;&lt;img'));
      const [{ id } = {} as never] = await rows<{ id: string }>('comment', slug);

      stage.clock.now = new Date(stage.clock.now.getTime() + 1000);
      const reply = await citizen.open(`/c/${slug}/discussion?reply=${id}`);
      assert.doesNotMatch(reply.html, /<script|<img/);
      const answered = await citizen.press(reply, 'Publier', { body: 'Je réponds.' });
      const back = await citizen.press(answered, 'Retour');
      assert.match(back.text, /1 réponse .*Vous.*Je réponds\./);
      const comments = await rows<Record<string, unknown>>('comment', slug);
      assert.deepEqual(
        comments.map(({ body: text, parent_id, alignment }) => [text, parent_id, alignment]),
        [
          [body, null, 'against'],
          ['Je réponds.', id, null],
        ],
      );

      const reporting = await citizen.open(`/c/${slug}/discussion?report=${id}`);
      const unreasoned = await citizen.press(reporting, 'Envoyer le signalement');
      assert.equal(unreasoned.status, 422);
      assert.match(unreasoned.text, /Choisissez une raison\./);
      const silent = await citizen.press(unreasoned, 'Envoyer le signalement', { reason: 'other' });
      assert.equal(silent.status, 422);
      assert.match(silent.text, /Dites en quelques mots pourquoi la modération doit le lire\./);
      assert.doesNotMatch(silent.text, /Choisissez une raison/);
      const long = await citizen.press(silent, 'Envoyer le signalement', { text: 'a'.repeat(1001) });
      assert.equal(long.status, 422);
      assert.match(long.text, /trop long/);
      assert.match(long.text, /a{1001}/, 'nothing of it is lost');
      const reported = await citizen.press(long, 'Envoyer le signalement', {
        reason: 'other',
        text: 'Ce n’est pas son nom.',
      });
      assert.match(reported.text, /La modération lira ce commentaire\./);
      assert.equal(await stage.count('report', slug), 1);
      assert.match((await citizen.press(reported, 'Retour')).text, /Signalé/);
    });

    it('says to who reports their own comment that it is theirs', async () => {
      const slug = await stage.consultation();
      const [id, key] = [crypto.randomUUID(), participant()];
      await stage.put(pathsOf(slug).comment(id), { body: 'Le mien' }, { key });
      const page = await citizen.open(`/c/${slug}/discussion?report=${id}`);
      const { action, body } = citizen.filled(page, 'Envoyer le signalement', { reason: 'spam' });
      const own = await citizen.send({ action, body: body.replace(keyIn(page), key) });
      assert.equal(own.status, 422);
      assert.match(own.text, /Ce commentaire est le vôtre : pour l’enlever, vous pouvez le retirer\./);
      assert.doesNotMatch(own.text, /Choisissez une raison/);
    });

    it('shows the comment of a permalink with what it answers, and says kindly that there is none', async () => {
      const slug = await stage.consultation();
      const [root, answer] = [crypto.randomUUID(), crypto.randomUUID()];
      await stage.put(pathsOf(slug).comment(root), { body: 'Racine' });
      await stage.put(pathsOf(slug).comment(answer), { body: 'Réponse', parent: root });
      await stage.put(pathsOf(slug).comment(), { body: 'Sans rapport' });
      const page = await citizen.open(`/c/${slug}/discussion?comment=${answer}`);
      assert.match(page.text, /Racine.*Réponse/);
      assert.doesNotMatch(page.text, /Sans rapport/);
      assert.match(page.html, new RegExp(`id="cq-${answer}" aria-current="true"`));
      const whole = await citizen.open(`/c/${slug}/discussion`);
      assert.match(whole.html, new RegExp(`comment=${root}`));
      const nowhere = await citizen.open(`/en/c/${slug}/discussion?comment=${crypto.randomUUID()}`);
      assert.match(nowhere.text, /This comment cannot be found.*Sans rapport/);
    });

    it('says on a comment’s receipt that the public body answered, took it into account, or hid it and why', async () => {
      const slug = await stage.consultation();
      const page = await citizen.open(`/c/${slug}/discussion`);
      const sending = citizen.filled(page, 'Publier', { body: 'Et les bornes ?' });
      const receipt = await citizen.send(sending);
      assert.doesNotMatch(receipt.text, /répondu|pris en compte/);
      const [{ id: comment } = {} as never] = await rows<{ id: string }>('comment', slug);
      const token = await tokenFor(stage, ['moderator', 'official']);
      const decide = async (path: string, body: object) =>
        assert.equal((await stage.put(path, body, { key: token })).status, 200);
      const paths = moderationPaths(slug);
      await decide(paths.answer(), { comment, body: { fr: 'Elles y sont.', en: 'They are in.' } });
      await decide(paths.decision(), { action: 'consider', comment, text: { fr: 'L’article 4 les nomme.' } });

      const later = await citizen.press(receipt, 'Voir ce qu’il en est');
      assert.match(later.text, /L’organisme public vous a répondu : sa réponse est ci-dessous\./);
      assert.match(later.text, /L’organisme public l’a pris en compte/);
      assert.match(
        later.text,
        /Et les bornes \?.*Réponse officielle – Ministère de l’Exemple Elles y sont\./,
      );
      assert.match(later.text, /Pris en compte L’article 4 les nomme\./);
      // Sent again, as a browser does that loads the page again: the same comment, and what became of it.
      assert.match((await citizen.send(sending)).text, /Elles y sont\./);
      assert.equal(await stage.count('comment', slug), 1);

      const note = 'Ce n’est pas le sujet.';
      await decide(paths.decision(), { action: 'hide', comment, reason: 'off-topic', note });
      const hidden = await citizen.press(later, 'Voir ce qu’il en est');
      assert.match(
        hidden.text,
        /Votre commentaire est masqué par la modération.*Raison : Hors sujet.*pas le sujet\./,
      );
      const anew = await citizen.open(`/en/c/${slug}/discussion`);
      assert.match(anew.text, /Comment removed by the moderators: off topic\./);
    });

    it('takes one appeal against a decision, in both languages, keeps what is refused, and says what came of it', async () => {
      for (const [prefix, words] of [
        ['', FRENCH],
        ['/en', ENGLISH],
      ] as const) {
        const slug = await stage.consultation();
        const sent = await citizen.press(
          await citizen.open(`${prefix}/c/${slug}/discussion`),
          words.publish,
          { body: 'Et les bornes ?' },
        );
        assert.ok(!sent.text.includes(words.appeal));
        const [{ id: comment } = {} as never] = await rows<{ id: string }>('comment', slug);
        const key = await tokenFor(stage, ['moderator']);
        const decide = async (body: object) =>
          assert.equal((await stage.put(moderationPaths(slug).decision(), body, { key })).status, 200);
        await decide({ action: 'hide', comment, reason: 'off-topic' });

        const list = await citizen.press(sent, words.back);
        const hidden = await citizen.press(list, words.fate);
        assert.match(hidden.text, words.decision);
        const empty = await citizen.press(hidden, words.send, { text: ' ' });
        assert.equal(empty.status, 422);
        assert.equal(describedBy(empty, 'text'), words.empty);
        const long = 'a'.repeat(2001);
        const refused = await citizen.press(empty, words.send, { text: long });
        assert.equal(refused.status, 422);
        assert.ok(refused.html.includes(long));
        const asked = citizen.filled(refused, words.send, { text: 'C’est <b>le sujet</b>.' });
        const made = await citizen.send(asked);
        assert.equal(made.status, 200);
        for (const seen of [made, await citizen.send(asked)]) {
          assert.match(seen.text, words.made);
          assert.ok(!seen.html.includes('name="text"'), 'once');
        }
        const appeals = await sql<{ details: string }>`select details from appeal
          where comment_id = ${comment}`.execute(stage.database.db);
        assert.deepEqual(appeals.rows, [{ details: 'C’est <b>le sujet</b>.' }]);

        await decide({ action: 'overturn', comment });
        assert.match((await citizen.press(made, words.fate)).text, words.overturned);
        // Another decision is another matter.
        await decide({ action: 'hide', comment, reason: 'spam' });
        assert.ok((await citizen.press(made, words.fate)).text.includes(words.appeal));
      }
    });

    it('says why an answer or a second appeal is not taken, in both languages, and keeps the text', async () => {
      for (const [prefix, words, gone, twice, kept] of [
        [
          '',
          FRENCH,
          'Ce commentaire n’est plus affiché',
          'Vous avez déjà demandé un réexamen',
          'Votre texte,',
        ],
        [
          '/en',
          ENGLISH,
          'This comment is no longer shown',
          'You have already asked for a review',
          'Your text,',
        ],
      ] as const) {
        const slug = await stage.consultation();
        const page = await citizen.open(`${prefix}/c/${slug}/discussion`);
        const sent = await citizen.press(page, words.publish, { body: 'Et les bornes ?' });
        const [{ id: comment } = {} as never] = await rows<{ id: string }>('comment', slug);
        const reply = await citizen.open(`${prefix}/c/${slug}/discussion?reply=${comment}`);
        const key = await tokenFor(stage, ['moderator']);
        const decide = async (body: object) =>
          assert.equal((await stage.put(moderationPaths(slug).decision(), body, { key })).status, 200);
        await decide({ action: 'hide', comment, reason: 'off-topic' });

        const late = await citizen.press(reply, words.publish, { body: 'Je réponds.' });
        assert.equal(late.status, 409);
        assert.ok(late.text.includes(gone), late.text);
        assert.match(late.html, /<textarea[^>]*>\s*Je réponds\.<\/textarea>/);
        const long = await citizen.press(late, words.publish, { body: 'a'.repeat(20_001) });
        assert.ok(long.html.includes('a'.repeat(20_001)), 'also where it is refused once more');
        assert.equal((await citizen.press(long, words.publish, { body: 'Je réponds à tous.' })).status, 200);
        const comments = await rows<{ body: string; parent_id: string | null }>('comment', slug);
        assert.equal(comments.find(({ body }) => body === 'Je réponds à tous.')?.parent_id, null);

        const hidden = await citizen.press(sent, words.fate);
        assert.equal((await citizen.press(hidden, words.send, { text: 'C’est le sujet.' })).status, 200);
        for (const settled of [false, true]) {
          if (settled) await decide({ action: 'uphold', comment });
          const again = await citizen.press(hidden, words.send, { text: 'J’insiste.' });
          assert.equal(again.status, 409);
          for (const shown of [twice, 'C’est le sujet.', kept, 'J’insiste.'])
            assert.ok(again.text.includes(shown), `${shown}: ${again.text}`);
          assert.ok(!again.html.includes('name="text"'), 'nothing that cannot be sent');
        }
      }
    });

    it('takes agreement and passing where the thread asks for them, and keeps the counts until one has voted', async () => {
      const slug = await stage.consultation(
        changed('comments', { voting: 'agreement', counts: 'after-vote', alignment: false }),
      );
      await stage.put(pathsOf(slug).comment(), { body: 'Les trains d’abord.' });
      const page = await citizen.open(`/c/${slug}/discussion`);
      assert.match(page.text, /Les résultats s’affichent après votre vote\./);
      assert.match(page.text, /D’accord Pas d’accord Passer/);
      assert.doesNotMatch(page.text, /mieux notés|Chaque position/);
      const passed = await citizen.press(page, 'Passer');
      assert.match(passed.text, /Vote enregistré : Passer/);
      assert.match(passed.text, /D’accord 0 Pas d’accord 0 Passer 1/);
      assert.match((await citizen.press(passed, 'D’accord')).text, /D’accord 1 Pas d’accord 0 Passer 0/);
    });

    it('tells how many take each position', async () => {
      const slug = await stage.consultation();
      for (const alignment of ['for', 'for', 'against'])
        await stage.put(pathsOf(slug).comment(), {
          body: `Je suis ${alignment} ${Math.random()}`,
          alignment,
        });
      const summary = async () => (await citizen.open(`/c/${slug}/discussion`)).text;
      assert.match(await summary(), /3 commentaires, 2 pour, 0 neutre, 1 contre(?!,)/);
      await stage.put(pathsOf(slug).comment(), { body: 'Rien de tout cela' });
      assert.match(await summary(), /4 commentaires, 2 pour, 0 neutre, 1 contre, 1 sans position/);
    });

    it('keeps a refused comment, with its error, its position and its identifier', async () => {
      const slug = await stage.consultation(changed('comments', { maxLength: 100 }));
      const page = await citizen.open(`/c/${slug}/discussion`);
      const body = `Premier\n${'é'.repeat(95)}`;
      const refused = await citizen.press(page, 'Publier', { body, alignment: 'for' });
      assert.equal(refused.status, 422);
      assert.equal(describedBy(refused, 'body'), 'Écrivez au plus 100 caractères.');
      const before = new URLSearchParams(citizen.filled(page, 'Publier').body);
      const after = new URLSearchParams(citizen.filled(refused, 'Publier').body);
      for (const name of ['id', 'key']) assert.equal(after.get(name), before.get(name));
      assert.equal(after.get('alignment'), 'for');
      // 100 characters with one line end: a widget counts one, and so does the form.
      const shorter = `Premier\n${'é'.repeat(92)}`;
      assert.equal((await citizen.press(refused, 'Publier', { body: shorter })).status, 200);
      assert.equal((await rows<{ body: string }>('comment', slug))[0]!.body, shorter);
    });

    it('warns of personal information before it is public', async () => {
      const slug = await stage.consultation();
      const page = await citizen.open(`/c/${slug}/discussion`);
      const warned = await citizen.press(page, 'Publier', { body: 'Écrivez à moi@exemple.ca' });
      assert.match(warned.text, /moi@exemple\.ca \(adresse courriel\)/);
      assert.equal(await stage.count('comment', slug), 0);
      assert.equal((await citizen.press(warned, 'Envoyer quand même')).status, 200);
      assert.equal(await stage.count('comment', slug), 1);
    });

    it('stores a comment once: sent twice, or sent again after going back to the page', async () => {
      const slug = await stage.consultation();
      const page = await citizen.open(`/c/${slug}/discussion`);
      const sent = citizen.filled(page, 'Publier', { body: 'Une seule fois.' });
      const both = await Promise.all([citizen.send(sent), citizen.send(sent)]);
      for (const { status } of both) assert.equal(status, 200);
      // Going back asks for the same address again, which makes another key, and keeps what was typed.
      const again = await citizen.open(sent.action);
      const conflict = await citizen.press(again, 'Publier', { body: 'Une seule fois.' });
      assert.equal(conflict.status, 409);
      assert.match(conflict.text, /peut-être déjà été enregistré/);
      assert.match(conflict.html, /<textarea[^>]*>\nUne seule fois\.<\/textarea>/);
      assert.equal(await stage.count('comment', slug), 1);
      // Somebody else who was given the address is not kept out.
      assert.equal((await citizen.press(conflict, 'Publier', { body: 'Un autre.' })).status, 200);
    });

    it('takes a vote, a change of mind and its withdrawal, by the same participant over pages', async () => {
      const slug = await stage.consultation();
      const paths = pathsOf(slug);
      await stage.put(paths.comment(), { body: 'Un autre' });
      stage.clock.now = new Date(stage.clock.now.getTime() + 1000);
      await stage.put(paths.comment(), { body: 'À voter' });
      let page = await citizen.press(await citizen.open(`/c/${slug}/discussion`), 'Utile');
      assert.match(page.text, /Vote enregistré : Utile/);
      // The order by votes follows a moment later.
      await stage.backend.settled();
      page = await citizen.press(page, 'Afficher', { sort: 'rated' });
      assert.match(page.html, /value="up"\s+aria-pressed="true"/);
      page = await citizen.press(page, 'Pas utile');
      assert.match(page.text, /Utile 0 Pas utile 1/);
      page = await citizen.press(page, 'Retirer mon vote');
      assert.match(page.text, /Vote retiré\..*Utile 0 Pas utile 0/);
      assert.equal((await rows('ballot', slug)).length, 1);
    });

    it('does not let an old vote that is sent again undo a newer one', async () => {
      const slug = await stage.consultation();
      await stage.put(pathsOf(slug).comment(), { body: 'À voter' });
      const first = await citizen.open(`/c/${slug}/discussion`);
      const old = citizen.filled(first, 'Utile');
      const changed = await citizen.press(await citizen.send(old), 'Pas utile');
      assert.match(changed.text, /Utile 0 Pas utile 1/);
      const late = await citizen.send(old);
      assert.equal(late.status, 409);
      assert.match(late.text, /Un vote plus récent est déjà enregistré.*Utile 0 Pas utile 1/);
    });

    describe('is searched, sorted and narrowed by a form', () => {
      const filled = async () => {
        const slug = await stage.consultation();
        // Received at one instant, they stand in the order of their identifiers.
        const ids = [crypto.randomUUID(), crypto.randomUUID(), crypto.randomUUID()].sort();
        for (const [index, body, alignment] of [
          [0, 'Des pistes cyclables séparées.', 'for'],
          [1, 'Du stationnement gratuit.', 'against'],
          [2, 'Une piste cyclable de plus ?', undefined],
        ] as const)
          await stage.put(pathsOf(slug).comment(ids[index]), { body, alignment });
        await sql`insert into official_answer (consultation_id, id, activity_id, comment_id, body, accepted_at)
          select consultation_id, gen_random_uuid(), activity_id, id, '{"fr":"C’est prévu."}', accepted_at
          from comment where id = ${ids[1]}`.execute(stage.database.db);
        await sql`update comment set answered_at = accepted_at where id = ${ids[1]}`.execute(
          stage.database.db,
        );
        await stage.backend.settled();
        return slug;
      };
      /** What a browser asks for where the form is sent as it is, but for what is entered. */
      const address = (page: Seen, entered: Record<string, string>) => {
        const [, action, content] =
          /<form[^>]*role="search"[^>]*method="get"[^>]*action="([^"]*)"[^>]*>([^]*?)<\/form>/.exec(
            page.html,
          ) ?? assert.fail(page.html);
        for (const [, id] of content!.matchAll(/<label for="([^"]+)"/g))
          assert.equal(page.html.split(`id="${id}"`).length, 2, `${id} names one field`);
        for (const name of Object.keys(entered)) assert.ok(content!.includes(`name="${name}"`), name);
        return `${action!.replace(/#.*/, '')}?${new URLSearchParams(entered).toString()}`;
      };
      const told = ({ text }: Seen) =>
        ['séparées', 'stationnement', 'de plus'].filter((words) => text.includes(words));

      it('in words without accents, with how many were found and the way back', async () => {
        const slug = await filled();
        const page = await citizen.open(`/c/${slug}/discussion`);
        assert.equal(told(page).length, 3);
        const found = await citizen.open(address(page, { q: 'separees', sort: 'recent', position: '' }));
        assert.deepEqual(told(found), ['séparées']);
        assert.match(found.text, /1 commentaire trouvé Voir tous les commentaires/);
        assert.match(found.html, /<details class="item"\s+open\s*>\s*<summary>Chercher, trier, filtrer/);
        assert.match(found.html, /id="q"[^>]*value="separees"/);
        const none = await citizen.open(address(page, { q: 'tramway' }));
        assert.match(none.text, /Aucun commentaire trouvé/);
        const english = await citizen.open(`/en/c/${slug}/discussion?q=separees`);
        assert.match(english.text, /Search, sort, filter.*1 comment found See all comments/);
      });

      it('by position and to what has an official answer', async () => {
        const slug = await filled();
        const page = await citizen.open(`/c/${slug}/discussion`);
        const against = await citizen.open(address(page, { position: 'against' }));
        assert.deepEqual(told(against), ['stationnement']);
        assert.match(against.text, /1 commentaire trouvé/);
        const answered = await citizen.open(address(page, { official: 'true' }));
        assert.deepEqual(told(answered), ['stationnement']);
        assert.match(answered.html, /name="official"\s+value="true"\s+checked/);
        const oldest = await citizen.open(address(page, { sort: 'oldest' }));
        assert.ok(oldest.text.indexOf('séparées') < oldest.text.indexOf('de plus'));
      });

      it('with the participant’s key once there is one, in no address, and as it was after a vote', async () => {
        const slug = await filled();
        const found = await citizen.open(`/c/${slug}/discussion?q=separees`);
        const voted = await citizen.press(found, 'Utile');
        assert.deepEqual(told(voted), ['séparées'], 'what was found stays');
        const other = await citizen.press(voted, 'Afficher', { q: 'stationnement' });
        assert.deepEqual(told(other), ['stationnement']);
        assert.equal(keyIn(other), keyIn(voted));
        assert.doesNotMatch(other.html, new RegExp(`(href|action)="[^"]*${keyIn(voted)}`));
      });

      it('offers no order by votes that are withheld, nor by positions that nobody takes', async () => {
        const orders = (page: Seen) =>
          [...page.html.matchAll(/<option value="(\w+)"/g)].map(([, value]) => value);
        const withheld = await stage.consultation(changed('comments', { counts: 'after-closing' }));
        const without = await stage.consultation(changed('comments', { alignment: false }));
        for (const slug of [withheld, without])
          for (const body of ['Un', 'Deux']) await stage.put(pathsOf(slug).comment(), { body });
        assert.deepEqual(orders(await citizen.open(`/c/${without}/discussion`)), [
          'recent',
          'oldest',
          'discussed',
          'rated',
        ]);
        const page = await citizen.open(`/c/${withheld}/discussion?sort=rated`);
        assert.equal(page.status, 200);
        assert.match(page.text, /2 commentaires/);
        assert.ok(!orders(page).includes('rated'));
        assert.ok(orders(page).includes('balanced'));
      });
    });

    it('lists 20 a page in the order that is asked for, and keeps the participant’s key on the way', async () => {
      const slug = await stage.consultation();
      for (let n = 1; n <= 21; n++)
        await stage.put(pathsOf(slug).comment(), { body: `Commentaire n° ${n}.` });
      const first = await citizen.open(`/c/${slug}/discussion?sort=oldest`);
      const shown = (page: Seen) => page.text.match(/Commentaire n° \d+\./g);
      const listed = await stage.get(`${pathsOf(slug).comments()}?sort=oldest`);
      const { items, next } = listed.body as unknown as CommentPage;
      assert.deepEqual(
        shown(first),
        items.map(({ body }) => body),
      );
      assert.ok(first.html.includes(`cursor=${next}`));
      const voted = await citizen.press(first, 'Utile');
      const second = await citizen.press(voted, 'Page suivante');
      assert.equal(shown(second)!.length, 1);
      assert.equal(keyIn(second), keyIn(voted));
      assert.equal(shown(await citizen.press(second, 'Revenir au début'))!.length, 20);
    });
  });

  describe('ideas', () => {
    it('reads a section and one idea in full, votes, changes and withdraws, with counts as the definition gives them', async () => {
      const slug = await stage.consultation(changed('ideas', { counts: 'after-vote' }));
      const paths = pathsOf(slug);
      const long = `${'Des pistes sûres. '.repeat(30)}Fin du texte.`;
      const id = crypto.randomUUID();
      await stage.put(paths.idea(id), { title: 'Séparer', body: long, section: 'securite' });
      await stage.put(paths.idea(), { title: 'Déneiger', body: 'Tôt.', section: 'hiver' });
      const key = participant();
      await stage.put(`${paths.idea(id)}/ballot`, { choice: 'for', turn: 1 }, { key });

      const list = await citizen.open(`/c/${slug}/idees?section=securite`);
      assert.match(list.text, /1 idée Séparer Sécurité · Participant/);
      assert.doesNotMatch(list.text, /Tôt\.|Fin du texte|1 vote/);
      assert.match(list.text, /Les résultats seront visibles après votre vote\./);
      const whole = await citizen.open(`/c/${slug}/idees?section=securite&idea=${id}`);
      assert.match(whole.text, /Fin du texte\./);
      let page = await citizen.press(whole, 'Pour');
      assert.match(page.text, /Vote enregistré : Pour Pour 2 Mitigé 0 Contre 0/);
      page = await citizen.press(page, 'Mitigé');
      assert.match(page.text, /Pour 1 Mitigé 1 Contre 0 Retirer mon vote 2 votes/);
      page = await citizen.press(page, 'Retour à la liste');
      assert.match(page.html, /value="mixed"\s+aria-pressed="true"/);
      page = await citizen.press(page, 'Retirer mon vote');
      assert.match(page.text, /Vote retiré\./);
      assert.equal((await rows('ballot', slug)).length, 2);
    });

    it('takes a proposal, and keeps one that is refused', async () => {
      const slug = await stage.consultation();
      const page = await citizen.open(`/c/${slug}/idees`);
      const refused = await citizen.press(page, 'Proposer mon idée', {
        title: 'x'.repeat(201),
        body: ' ',
        in: 'hiver',
      });
      assert.equal(refused.status, 422);
      assert.equal(describedBy(refused, 'title'), 'Écrivez au plus 200 caractères.');
      assert.equal(describedBy(refused, 'body'), 'Décrivez votre idée.');
      const receipt = await citizen.press(refused, 'Proposer mon idée', {
        title: ' Déneiger ',
        body: 'Tôt\nle matin',
      });
      assert.match(receipt.text, /Votre idée est publiée\..*Déneiger.*Tôt/);
      const [row] = await rows<Record<string, unknown>>('idea', slug);
      assert.deepEqual([row!.title, row!.body, row!.section], ['Déneiger', 'Tôt\nle matin', 'hiver']);
      const list = await citizen.press(receipt, 'Retour à la liste');
      assert.match(list.text, /Déneiger Hiver · Vous/);
    });

    it('says in which language people wrote, where the consultation has one only, and else that nobody knows', async () => {
      for (const [languages, lang] of [
        [['fr'], 'fr'],
        [['fr', 'en'], ''],
      ] as const) {
        const slug = await stage.consultation((definition) => ({ ...definition, languages: [...languages] }));
        await stage.put(pathsOf(slug).idea(), { title: 'Un abri', body: 'Au sec.' });
        const { html } = await citizen.open(`/en/c/${slug}/idees`);
        assert.match(html, new RegExp(`<h3\\s+lang="${lang}">\\s*Un abri`));
        assert.match(html, new RegExp(`class="prose" lang="${lang}">\\s*Au sec`));
      }
    });

    it('pages round the ring by cursor, each idea once', async () => {
      const slug = await stage.consultation();
      for (let n = 1; n <= 23; n++)
        await stage.put(pathsOf(slug).idea(), { title: `Idée n° ${n}.`, body: 'Texte' });
      await stage.backend.settled();
      const first = await citizen.open(`/c/${slug}/idees`);
      const next = /href="([^"]*cursor=[^"]*)"/.exec(first.html)![1]!.replaceAll('&amp;', '&');
      const second = await citizen.open(next);
      const titles = [first, second].flatMap(({ html }) => html.match(/Idée n° \d+\.(?=\s*<\/h3>)/g) ?? []);
      assert.equal(titles.length, 23);
      assert.equal(new Set(titles).size, 23);
    });
  });

  it('refuses exactly what the backend refuses a widget, with the same status', async () => {
    const slug = await stage.consultation(
      changed('comments', { alignment: false, replies: false, votes: false }),
    );
    const id = crypto.randomUUID();
    await stage.put(pathsOf(slug).comment(id), { body: 'Racine' });
    const page = await citizen.open(`/c/${slug}/discussion`);
    const other = crypto.randomUUID();
    const inputs: Record<string, string>[] = [
      { body: '' },
      { body: 'é'.repeat(2001) },
      { body: 'zéro \u0000' },
      { body: 'position', alignment: 'for' },
      { body: 'position', alignment: 'nulle' },
      { body: 'réponse', parent: id },
      { body: 'réponse', parent: other },
      { body: 'identifiant', id: 'x' },
      { body: 'identifiant', id },
    ];
    for (const input of inputs) {
      const { id: own = crypto.randomUUID(), ...json } = input;
      const direct = await stage.put(pathsOf(slug).comment(own), json);
      const posted = await citizen.press(page, 'Publier', input);
      assert.equal(posted.status, direct.status, JSON.stringify(input).slice(0, 80));
      assert.notEqual(posted.status, 200);
    }
    assert.equal(await stage.count('comment', slug), 1);
  });
});
