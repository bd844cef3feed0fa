/**
 * Records what the real backend answers, for the stories of mere states: `npm run capture`, or of some of them,
 * `npm run capture -- decided`. Run it again when the contract changes; the difference is read in review.
 */
import { readFile, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { decideOnAll } from './decided.js';
import { discuss, DISCUSSED } from './discussed.js';
import { storyBackend } from './backend.js';
import type { Captured } from './captured.js';
import type { StoryPhase } from './definitions.js';

const backend = await storyBackend('https://ministere.exemple.test');
const key = 'A'.repeat(43);
const file = fileURLToPath(new URL('../captured/answers.json', import.meta.url));
const named = process.argv.slice(2);
const scenarios: Record<string, Captured[]> =
  named.length > 0 ? (JSON.parse(await readFile(file, 'utf8')) as Record<string, Captured[]>) : {};

const recorded: [scenario: string, phase: StoryPhase, withContributions: boolean][] = [
  ['before', 'before', true],
  ['open', 'open', true],
  ['closed', 'closed', true],
  ['empty', 'open', false],
  ['discussed', 'open', false],
  ['decided', 'open', false],
];
for (const one of recorded) if (named.length === 0 || named.includes(one[0])) await record(...one);
// The same consultation, whose public body did not register the site that shows the story.
scenarios['not-allowed'] = scenarios.open!.map((one) => ({
  ...one,
  body: JSON.parse(
    JSON.stringify(one.body).replaceAll('"{origin}"', '"https://autre.exemple.test"'),
  ) as unknown,
}));

await backend.close();
await writeFile(file, `${JSON.stringify(scenarios, null, 1)}\n`);
process.exit(0);

async function record(scenario: string, phase: StoryPhase, withContributions: boolean): Promise<void> {
  const slug = 'plan-velo';
  const answers: Captured[] = (scenarios[scenario] = []);
  const real = await backend.consultation(`capture-${scenario}`, { phase, withContributions });
  const ask = async (path: string, body?: unknown) => {
    const response = await backend.fetch(
      new Request(`https://plateforme.exemple.test/v1/consultations/${real}${path}`, {
        method: body === undefined ? 'GET' : 'PUT',
        headers: {
          ...(body === undefined
            ? {}
            : { authorization: `Bearer ${key}`, 'content-type': 'application/json' }),
          ...(/\/mine$/.test(path) ? { authorization: `Bearer ${key}` } : {}),
        },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      }),
    );
    const text = (await response.text())
      .replaceAll(real, slug)
      .replaceAll('"https://ministere.exemple.test"', '"{origin}"');
    answers.push({
      method: body === undefined ? 'GET' : 'PUT',
      path: `/v1/consultations/${slug}${path}`,
      status: response.status,
      body: JSON.parse(text) as unknown,
    });
    return answers.at(-1)!.body as {
      comments?: { items: { id: string; replies: number }[] };
      ideas?: { items: { id: string }[] };
    };
  };

  if (scenario === 'discussed') await discuss(backend, real);
  if (scenario === 'decided') {
    await decideOnAll(backend, real, key);
    await ask('/view?kind=survey');
    await ask('/view?kind=comments');
    await ask('/mine');
    return;
  }
  await ask('/view?kind=survey');
  const { comments } = await ask('/view?kind=comments');
  const { ideas } = await ask('/view?kind=ideas&start=0');
  await ask('/view?kind=feedback');
  for (const sort of ['oldest', 'discussed', 'rated', 'balanced'])
    await ask(`/activities/discussion/comments?sort=${sort}`);
  for (const comment of comments?.items ?? []) {
    if (comment.replies > 0) await ask(`/activities/discussion/comments?parent=${comment.id}&sort=oldest`);
  }
  if (scenario === 'discussed') {
    const { answer, deep } = DISCUSSED;
    await ask(`/activities/discussion/comments?parent=${answer}&sort=oldest`);
    await ask(`/activities/discussion/comments/${deep}/context`);
    for (const narrowed of ['q=velo', 'q=tramway', 'alignment=against', 'official=true'])
      await ask(`/activities/discussion/comments?sort=recent&${narrowed}`);
  }
  for (const idea of (ideas?.items ?? []).slice(0, 3)) await ask(`/activities/idees/ideas/${idea.id}`);
  for (const activity of ['sondage', 'discussion', 'idees', 'page'])
    await ask(`/activities/${activity}/mine`);
  if (phase !== 'open' || !withContributions) return;
  const id = crypto.randomUUID();
  await ask(`/activities/sondage/responses/${id}`, {
    answers: { velo: true, motifs: ['travail'], satisfaction: 4 },
    definition: 1,
  });
  await ask(`/activities/discussion/comments/${crypto.randomUUID()}`, {
    body: 'Oui, mais d’abord près des écoles.',
    alignment: 'for',
  });
  // An identifier is of one contribution: the response’s own would be refused here.
  const feedback = crypto.randomUUID();
  await ask(`/activities/page/feedback/${feedback}`, {
    verdict: 'yes',
    page: 'https://ministere.exemple.test/permis',
  });
  await ask(`/activities/page/feedback/${feedback}/versions/2`, {
    details: 'Le numéro de téléphone manque.',
  });
  const first = ideas?.items[0];
  if (first) await ask(`/activities/idees/ideas/${first.id}/ballot`, { choice: 'for', turn: 1 });
}
