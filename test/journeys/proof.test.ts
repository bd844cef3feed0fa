import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { setStage, type Stage, visit } from './harness.js';

describe('a proof of work, on a page with a strict policy', () => {
  let stage: Stage;
  before(async () => (stage = await setStage({ PROOF_OF_WORK_FROM: '0' })));
  after(() => stage.close());

  it('is made in a verified file that comes only then, and what was written is stored once', async () => {
    const slug = await stage.consultation();
    const citizen = await stage.citizen();
    const files: string[] = [];
    const answers: number[] = [];
    citizen.on('request', (request) => files.push(new URL(request.url()).pathname));
    citizen.on('response', (response) => {
      if (response.request().method() === 'PUT') answers.push(response.status());
    });
    const page = await visit(citizen, stage.ministry, slug, ['cq-comment-thread']);
    await page.getByRole('button', { name: 'Écrire un commentaire' }).click();
    await page.getByRole('textbox', { name: 'Votre commentaire' }).fill('Déneigez les pistes.');
    assert.equal(
      files.some((file) => file.endsWith('/proof.js')),
      false,
    );
    await page.getByRole('button', { name: 'Publier' }).click();
    await page.getByRole('article', { name: 'Vous' }).waitFor();
    assert.equal(files.filter((file) => file.endsWith('/proof.js')).length, 1);
    assert.deepEqual(answers, [403, 200]);
    const comments = await stage.rows<{ body: string }>(
      `select c.body from comment c join consultation n on n.id = c.consultation_id where n.slug = '${slug}'`,
    );
    assert.deepEqual(comments, [{ body: 'Déneigez les pistes.' }]);
    await citizen.close();
  });
});
