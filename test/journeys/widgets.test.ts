import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { Page } from 'playwright-core';
import { setStage, type Stage, visit } from './harness.js';

describe('each widget’s whole path, on a page with a strict policy', () => {
  let stage: Stage;
  before(async () => (stage = await setStage()));
  after(() => stage.close());

  it('answers a survey, keeps it through a reload, and stores it once', async () => {
    const slug = await stage.consultation();
    const citizen = await stage.citizen();
    const page = await visit(citizen, stage.ministry, slug, ['cq-survey']);
    await page.getByRole('radio', { name: 'Oui' }).check();
    await page.getByRole('checkbox', { name: 'Travail ou études' }).check();
    await page.getByRole('checkbox', { name: 'Autre (préciser)' }).check();
    await page.getByRole('textbox', { name: 'Précisez' }).fill('Garderie');
    await page.getByRole('button', { name: 'Continuer' }).click();
    await page.getByRole('button', { name: 'Continuer' }).click();
    await page.getByRole('heading', { name: 'Des erreurs sont présentes dans le formulaire' }).waitFor();
    await page.getByRole('link', { name: 'Choisissez une réponse.' }).click();
    await page.keyboard.press('Space');
    await page.getByRole('radio', { name: '4', exact: true }).check();
    await page.getByRole('textbox', { name: /Longueur de votre trajet/ }).fill('3,5');
    await page.getByRole('textbox', { name: /changer en premier/ }).fill('Déneiger « partout » !');

    await page.reload();
    await page.getByText('Nous avons retrouvé vos réponses').waitFor();
    assert.equal(
      await page.getByRole('textbox', { name: /changer en premier/ }).inputValue(),
      'Déneiger « partout » !',
    );
    await page.getByRole('button', { name: 'Continuer' }).click();
    await page.getByRole('heading', { name: 'Vous', exact: true }).waitFor();
    await page.getByRole('button', { name: 'Continuer' }).click();

    await page.getByRole('heading', { name: 'Vérifiez vos réponses' }).waitFor();
    await page.getByRole('button', { name: /Modifier – Avez-vous utilisé un vélo/ }).click();
    await page.getByRole('radio', { name: 'Non' }).check();
    await page.getByRole('radio', { name: 'La météo' }).check();
    await page.getByRole('button', { name: 'Continuer' }).click();
    await page.getByRole('heading', { name: 'Vérifiez vos réponses' }).waitFor();
    await page.getByRole('button', { name: 'Envoyer mes réponses' }).click();
    await page.getByRole('heading', { name: 'Merci, vos réponses sont reçues.' }).waitFor();

    const rows = await stage.rows<{ answers: unknown }>(inConsultation('response', 'answers', slug));
    // What the changed answer hides is not kept.
    assert.deepEqual(rows, [
      {
        answers: {
          velo: false,
          frein: 'meteo',
          satisfaction: 4,
          trajet: 3.5,
          priorite: 'Déneiger « partout » !',
        },
      },
    ]);
    await citizen.close();
  });

  it('writes a comment on one site that another shows without a reload, answers, votes, reports and withdraws', async () => {
    const slug = await stage.consultation();
    const [marie, luc] = [await stage.citizen(), await stage.citizen()];
    const here = await visit(marie, stage.ministry, slug, ['cq-comment-thread']);
    const there = await visit(luc, stage.agency, slug, ['cq-comment-thread', 'cq-feedback-prompt'], 'en');
    await there.getByRole('heading', { name: 'No comments yet' }).waitFor();
    await comment(here, 'Oui, et d’abord près des écoles.\n\n<b>Merci</b>', 'Pour');
    await here.locator('.prose').getByText('<b>Merci</b>').waitFor();

    await there.getByRole('button', { name: 'Show 1 new comment' }).click();
    const article = there.getByRole('article').filter({ hasText: 'près des écoles' });
    await article.getByText('For', { exact: true }).waitFor();
    await article.getByRole('button', { name: /^Useful/ }).click();
    await article.getByRole('button', { name: /^Reply/ }).click();
    await article.getByRole('textbox', { name: 'Your reply' }).fill('I agree.');
    await article.getByRole('button', { name: 'Publish' }).click();
    await there.locator('.prose').getByText('I agree.').waitFor();
    await article.getByRole('button', { name: 'Report' }).first().click();
    await there.getByRole('radio', { name: 'Off topic' }).check();
    await there.getByRole('button', { name: 'Send the report' }).click();
    await article.getByText('Reported').waitFor();

    const own = here.getByRole('article', { name: 'Vous' });
    await own.getByRole('button', { name: 'Retirer' }).click();
    await own.getByRole('button', { name: 'Retirer' }).last().click();
    await here.getByText('Commentaire retiré par son auteur.').waitFor();

    const comments = await stage.rows<{ body: string | null; state: string; depth: number }>(
      `${inConsultation('comment', 'body, state, depth', slug)} order by depth`,
    );
    assert.deepEqual(comments, [
      { body: null, state: 'withdrawn', depth: 0 },
      { body: 'I agree.', state: 'published', depth: 1 },
    ]);
    const ballots = await stage.rows(inConsultation('ballot', 'choice', slug));
    assert.deepEqual(ballots, [{ choice: 'up' }]);
    const reports = await stage.rows(inConsultation('report', 'reason', slug));
    assert.deepEqual(reports, [{ reason: 'off-topic' }]);
    await Promise.all([marie.close(), luc.close()]);
  });

  it('proposes an idea, votes for it, then against, and takes the vote back', async () => {
    const slug = await stage.consultation();
    const citizen = await stage.citizen({ width: 320 });
    const page = await visit(citizen, stage.ministry, slug, ['cq-idea-vote']);
    await page.getByRole('button', { name: 'Proposer une idée' }).click();
    await page.getByRole('button', { name: 'Proposer mon idée' }).click();
    await page.getByRole('link', { name: 'Donnez un titre à votre idée.' }).waitFor();
    await page.getByRole('textbox', { name: /Titre de votre idée/ }).fill('Un vestiaire par quartier');
    await page.getByRole('textbox', { name: /^Votre idée/ }).fill('Pour se changer en arrivant.');
    await page.getByRole('button', { name: 'Proposer mon idée' }).click();
    const idea = page.getByRole('article', { name: 'Un vestiaire par quartier' });
    await idea.getByRole('button', { name: /^Pour/ }).click();
    await idea.getByRole('button', { name: 'Pour 1', pressed: true }).waitFor();
    await idea.getByRole('button', { name: /^Contre/ }).click();
    await idea.getByRole('button', { name: 'Contre 1', pressed: true }).waitFor();
    await page.getByRole('status').getByText('Vote enregistré : Contre').waitFor({ state: 'attached' });
    await page.reload();
    await idea.getByRole('button', { name: 'Contre 1', pressed: true }).click();
    await page.getByRole('status').getByText('Vote retiré.').waitFor({ state: 'attached' });

    const ballots = await stage.rows(inConsultation('ballot', 'choice, previous', slug));
    assert.deepEqual(ballots, [{ choice: null, previous: 'against' }]);
    const tally = await stage.rows(
      inConsultation(
        'tally',
        'sum(votes_for)::int as votes_for, sum(votes_against)::int as votes_against',
        slug,
      ),
    );
    assert.deepEqual(tally, [{ votes_for: 0, votes_against: 0 }]);
    await citizen.close();
  });

  it('says that a page has a problem: the click is stored at once, the details join it', async () => {
    const slug = await stage.consultation();
    const citizen = await stage.citizen();
    const page = await visit(citizen, stage.agency, slug, ['cq-feedback-prompt']);
    await page.getByRole('button', { name: 'Signaler un problème' }).click();
    await page.getByRole('textbox').fill('Écrivez-moi à marie@exemple.test');
    await page.getByRole('button', { name: 'Envoyer', exact: true }).click();
    await page.getByRole('heading', { name: /semble contenir des renseignements personnels/ }).waitFor();
    await page.getByRole('button', { name: 'Modifier mon texte' }).click();
    await page.getByRole('textbox').fill('Le formulaire ne s’ouvre pas.');
    await page.getByRole('button', { name: 'Envoyer', exact: true }).click();
    await page.getByRole('heading', { name: /^Merci/ }).waitFor();

    const clicks = await stage.rows<{ verdict: string; page: string }>(
      inConsultation('feedback', 'verdict, page', slug),
    );
    assert.deepEqual(clicks, [{ verdict: 'problem', page: page.url() }]);
    const details = await stage.rows(inConsultation('feedback_version', 'version, details', slug));
    assert.deepEqual(details, [{ version: 2, details: 'Le formulaire ne s’ouvre pas.' }]);
    await citizen.close();
  });
});

async function comment(page: Page, body: string, alignment: string): Promise<void> {
  await page.getByRole('button', { name: 'Écrire un commentaire' }).click();
  await page.getByRole('textbox', { name: /Votre commentaire/ }).fill(body);
  await page.getByRole('radio', { name: alignment }).check();
  await page.getByRole('button', { name: 'Publier' }).click();
}

function inConsultation(table: string, columns: string, slug: string): string {
  return `select ${columns} from ${table} where consultation_id = (select id from consultation where slug = '${slug}')`;
}
