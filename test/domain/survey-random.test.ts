import { foreignIn } from '../../src/domain/answers.js';
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import fc from 'fast-check';
import { sql } from 'kysely';
import { type Condition, type Question, SurveyDefinition } from '../../src/contract/survey.js';
import '../../src/domain/all-kinds.js';
import { holds } from '../../src/domain/conditions.js';
import { answersIn } from '../../src/domain/entered.js';
import { enteredFrom } from '../../src/domain/entered-from.js';
import { questionsIn } from '../../src/domain/kinds.js';
import { type Circumstances, follow, isAsked } from '../../src/domain/survey.js';
import { checkAnswers, checkPage } from '../../src/domain/survey-check.js';
import { shuffled } from '../../src/domain/random-order.js';
import { checkSurvey } from '../../src/domain/survey-definition.js';
import { pipeOf } from '../../src/server/forms/survey-texts.js';
import { pipedText } from '../../src/widgets/survey/parts/piping.js';
import '../../src/widgets/survey/parts/survey-choices.js';
import '../../src/widgets/survey/parts/survey-fields.js';
import '../../src/widgets/survey/parts/survey-place.js';
import { definitionFor } from '../../stories/support/definitions.js';
import { participant, setStage, type Stage } from '../backend/harness.js';
import { anyEntered, anySurvey, type Draw, drawing } from './any-survey.js';

const BEGUN = '2026-05-01';
const plain = <Value>(value: Value): Value => JSON.parse(JSON.stringify(value)) as Value;

/** A random survey, what somebody entered in it, and their own orders at random. */
function anyResponse(draw: Draw) {
  const definition = anySurvey(draw);
  const entered = anyEntered(draw, definition);
  const now: Circumstances = { begun: BEGUN, seed: draw.int(0, 1000) };
  return { definition, answers: answersIn(definition, entered), now };
}

const property = (test: (draw: Draw) => void) =>
  fc.assert(fc.property(drawing, test), {
    numRuns: 1000,
    seed: 2026,
    includeErrorInReport: true,
    endOnFailure: true,
  });

describe('for any survey and whatever is entered', () => {
  it('what is kept is kept again unchanged, also by way of the fields that show it', () => {
    property((draw) => {
      const { definition, answers, now } = anyResponse(draw);
      const checked = checkAnswers(definition, answers, now);
      if (!checked.ok) return;
      const { answers: kept } = checked.value;
      assert.deepEqual(checkAnswers(definition, kept, now), checked);
      const again = answersIn(definition, plain(enteredFrom(definition, kept)));
      const second = checkAnswers(definition, again, now);
      assert.deepEqual(plain(second), plain(checked));
    });
  });

  it('nothing that is hidden, closed or not offered is kept', () => {
    property((draw) => {
      const { definition, answers, now } = anyResponse(draw);
      const { answers: kept } = follow(definition, answers, now);
      const known = { answers: kept, today: BEGUN };
      const met = (condition: Condition | undefined) => condition === undefined || holds(condition, known);
      for (const page of definition.pages)
        for (const question of page.questions) {
          const answer = kept[question.id];
          if (answer === undefined) continue;
          assert.ok(met(page.showIf), `${page.id} is hidden`);
          assert.ok(met(question.showIf), `${question.id} is hidden`);
          if ('enableIf' in question) assert.ok(met(question.enableIf), `${question.id} is closed`);
          const options = [
            ...('options' in question ? (question.options ?? []) : []),
            ...('rows' in question ? question.rows : []),
          ];
          const words = new Set(JSON.stringify(answer).match(/[a-z][a-z0-9-]*/g));
          if (!/^(group|place|file|pairwise)$/.test(question.type) && !/choice/.test(JSON.stringify(answer)))
            for (const option of options)
              if (words.has(option.id) && isNamed(question, option.id, answer))
                assert.ok(met(option.showIf), `${option.id} of ${question.id} is not offered`);
          if (question.type !== 'group') continue;
          for (const member of answer as Record<string, never>[]) {
            const within = { answers: { ...kept, ...member }, today: BEGUN };
            for (const { id, showIf, enableIf } of question.questions)
              if (member[id] !== undefined)
                for (const condition of [showIf, enableIf])
                  assert.ok(!condition || holds(condition, within), `${id} is hidden`);
          }
        }
    });
  });

  it('what is kept does not hang on the orders at random', () => {
    property((draw) => {
      const { definition, answers, now } = anyResponse(draw);
      const other = { ...now, seed: now.seed + 1 };
      assert.deepEqual(
        checkAnswers(definition, answers, now).ok,
        checkAnswers(definition, answers, other).ok,
      );
      assert.deepEqual(follow(definition, answers, now).answers, follow(definition, answers, other).answers);
    });
  });

  it('an order at random has each once, is the same for one seed, leaves what is pinned, and what hangs on others after them', () => {
    let shuffles = 0;
    property((draw) => {
      const { definition, answers, now } = anyResponse(draw);
      const shown = follow(definition, answers, now);
      assert.deepEqual(follow(definition, answers, { ...now }), shown);
      const lists: { items: readonly Placed[]; name: string }[] = [
        ...(definition.order ? [{ items: definition.pages, name: '' }] : []),
        ...definition.pages
          .filter(({ order }) => order)
          .map((page) => ({ items: page.questions, name: page.id })),
        ...questionsIn(definition).flatMap((one) =>
          'order' in one && one.order
            ? [
                {
                  items: 'rows' in one ? one.rows : 'options' in one ? (one.options ?? []) : [],
                  name: one.id,
                },
              ]
            : [],
        ),
      ];
      for (const { items, name } of lists) {
        const order = shuffled(items, now.seed, name);
        assert.deepEqual(order, shuffled(items, now.seed, name));
        assert.deepEqual(idsIn(order).sort(), idsIn(items).sort());
        items.forEach((item, place) => item.pinned && assert.equal(order[place], item));
        shuffles += Number(idsIn(order).join() !== idsIn(items).join());
      }
      // What the engine shows comes in those orders.
      const pages = definition.order ? shuffled(definition.pages, now.seed, '') : definition.pages;
      const asked = pages.flatMap((page) =>
        page.order ? shuffled(page.questions, now.seed, page.id) : page.questions,
      );
      const met = idsIn(questionsIn(shown));
      assert.deepEqual(
        met,
        idsIn(asked).filter((id) => met.includes(id)),
      );
      // And whatever one names stands before it.
      const earlier = new Set<string>();
      for (const question of asked) {
        const named = new Set(
          JSON.stringify(question).match(
            /(?<="(?:question|answer|count|total|length)":")q\d+(?=")|(?<=\{\{)q\d+/g,
          ),
        );
        for (const name of named)
          assert.ok(earlier.has(name) || name === question.id, `${question.id} names ${name}`);
        earlier.add(question.id);
      }
    });
    assert.ok(shuffles > 300, `${shuffles} orders that are not as written`);
  });

  it('a text that takes answers up reads the same with scripts and without', () => {
    let taken = 0;
    property((draw) => {
      const { definition, answers, now } = anyResponse(draw);
      const course = follow(definition, answers, now);
      // Without scripts there is no map to point at.
      if (JSON.stringify(course.answers).includes('latitude')) return;
      for (const question of questionsIn(course)) {
        if (!('label' in question)) continue;
        const here = pipedText(question.label, course);
        assert.deepEqual(here, pipeOf(course)(question.label));
        assert.ok(!here.fr.includes('{{'));
        taken += Number(here.fr !== question.label.fr && !here.fr.endsWith('…'));
      }
    });
    assert.ok(taken > 100, `${taken} texts with an answer`);
  });

  it('a response is refused where a question that is shown is, and nowhere else', () => {
    property((draw) => {
      const { definition, answers, now } = anyResponse(draw);
      const course = follow(definition, answers, now);
      const wrong = course.pages.flatMap((page) => checkPage(page, course));
      const checked = checkAnswers(definition, answers, now);
      const foreign = questionsIn(definition).flatMap((question) => {
        const answer = Object.hasOwn(answers, question.id) ? answers[question.id] : undefined;
        return answer === undefined ? [] : foreignIn(question, answer);
      });
      assert.equal(checked.ok, wrong.length + foreign.length === 0);
      const shown = new Set(course.pages.flatMap(({ questions }) => questions.map(({ id }) => id)));
      for (const { question, pointer } of wrong) {
        assert.ok(shown.has(question));
        assert.ok(pointer.startsWith(`/answers/${question}`));
      }
    });
  });

  it('nothing that valid answers reach is called dead', () => {
    let dead = 0;
    property((draw) => {
      const { definition, answers, now } = anyResponse(draw);
      const called = new Set(checkSurvey(definition).map(({ pointer }) => pointer));
      dead += called.size;
      const course = follow(definition, answers, now);
      for (const page of course.pages) {
        const index = definition.pages.findIndex(({ id }) => id === page.page.id.split('.')[0]);
        assert.ok(!called.has(`/pages/${index}`) && !called.has(`/pages/${index}/showIf`), page.page.id);
        const wrong = checkPage(page, course);
        for (const question of page.questions) {
          const place = definition.pages[index]!.questions.findIndex(({ id }) => id === question.id);
          const pointer = `/pages/${index}/questions/${place}`;
          assert.ok(
            !called.has(`${pointer}/showIf`),
            `${pointer} is shown: ${JSON.stringify({ definition, answers })}`,
          );
          if (!question.disabled) assert.ok(!called.has(`${pointer}/enableIf`), pointer);
          const own = definition.pages[index]!.questions[place] as Question;
          for (const list of ['options', 'rows'] as const)
            (own as { [name in typeof list]?: { id: string }[] })[list]?.forEach(({ id }, option) => {
              const offered = (question as { [name in typeof list]?: { id: string }[] })[list];
              if (offered?.some((one) => one.id === id))
                assert.ok(
                  !called.has(`${pointer}/${list}/${option}/showIf`),
                  `${id} of ${pointer} is offered`,
                );
            });
          // What an answer that is refused shows was not reached.
          if (wrong.some((one) => one.question === question.id && one.code !== 'required')) return;
        }
        if (wrong.length > 0) return;
      }
      if (course.ending) assert.ok(!called.has('/endings/0'));
    });
    assert.ok(dead > 100, `${dead} dead: the test sees none`);
  });
});

type Placed = { id: string; pinned?: boolean | undefined };
const idsIn = (items: readonly { id: string }[]): string[] => items.map(({ id }) => id);

/** Whether an answer names an option as chosen, as a row or as a share, and not in words of one's own. */
function isNamed(question: Question, id: string, answer: unknown): boolean {
  if (typeof answer === 'string') return answer === id;
  if (Array.isArray(answer)) return answer.includes(id);
  const isRows = question.type === 'points' || question.type.startsWith('matrix');
  return isRows && Object.hasOwn(answer as object, id);
}

describe('conditions are worked out', () => {
  it('once each, however long the survey is', () => {
    const evaluations = (questions: number) => {
      let count = 0;
      const counted = (condition: Condition): Condition =>
        new Proxy(condition, { has: (of, name) => (name === 'all' && count++, name in of) });
      const definition = SurveyDefinition.parse({
        kind: 'survey',
        pages: Array.from({ length: questions / 10 }, (_, page) => ({
          id: `p${page}`,
          title: { fr: 'Page' },
          questions: Array.from({ length: 10 }, (_, index) => ({
            id: `q${page * 10 + index}`,
            type: 'yes-no',
            label: { fr: 'x' },
          })),
        })),
      });
      const answers = Object.fromEntries(Array.from({ length: questions }, (_, n) => [`q${n}`, true]));
      definition.pages.forEach(({ questions: list }, page) =>
        list.forEach((question, index) => {
          if (page * 10 + index > 0 && isAsked(question))
            question.showIf = counted({ question: `q${page * 10 + index - 1}`, is: true });
        }),
      );
      assert.ok(checkAnswers(definition, answers, { begun: BEGUN, seed: 1 }).ok);
      return count;
    };
    assert.deepEqual([100, 200, 300].map(evaluations), [99, 199, 299]);
  });
});

describe('browser and server', () => {
  let stage: Stage;
  before(async () => void (stage = await setStage()));
  after(() => stage.close());

  it('agree on what is refused, where, and on what is stored', async () => {
    let [stored, refused] = [0, 0];
    const asked = fc.asyncProperty(drawing, async (draw) => {
      // Places in quotas and files are the server's alone to know of.
      const { quotas: _, ...definition } = anySurvey(draw);
      const files = questionsIn(definition).filter(({ type }) => type === 'file');
      const activity = { id: 'sondage', title: { fr: 'Sondage' }, ...definition };
      const slug = await stage.consultation(() => ({
        ...definitionFor(`hasard-${crypto.randomUUID()}`),
        languages: ['fr'],
        activities: [activity],
      }));
      for (let n = 0; n < 4; n++) {
        // The browser's way: what was entered, as answers, checked, and what is kept of it sent.
        const entered = anyEntered(draw, definition);
        for (const { id } of files) delete entered[id];
        const answers = plain(answersIn(definition, entered));
        const now = { begun: BEGUN, seed: draw.int(0, 1000) };
        const here = checkAnswers(definition, answers, now);
        const send = async (sent: unknown) => {
          const id = crypto.randomUUID();
          const body = { answers: sent, definition: 1, begun: BEGUN };
          const answer = await stage.put(
            `/v1/consultations/${slug}/activities/sondage/responses/${id}`,
            body,
            { key: participant() },
          );
          const { rows } = await sql<{ answers: unknown }>`
            select answers from response where id = ${id}`.execute(stage.database.db);
          return { answer, kept: rows[0]?.answers };
        };
        const raw = await send(answers);
        if (!here.ok) {
          refused += 1;
          // What no survey at all could hold is refused before the survey is looked at.
          if (raw.answer.body.code === 'malformed-request') continue;
          assert.equal(raw.answer.status, 422, raw.answer.text);
          assert.deepEqual(
            raw.answer.body.errors?.map(({ pointer, code }) => ({ pointer, code })),
            here.problem.map(({ pointer, code }) => ({ pointer, code })),
          );
          assert.equal(raw.kept, undefined);
          continue;
        }
        const sent = await send(here.value.answers);
        if (here.value.ending?.keep === false) {
          refused += 1;
          for (const { answer, kept } of [raw, sent]) {
            assert.deepEqual(
              answer.body.errors?.map(({ pointer, code }) => ({ pointer, code })),
              [{ pointer: '/answers', code: 'not-kept' }],
            );
            assert.equal(kept, undefined);
          }
          continue;
        }
        stored += 1;
        assert.equal(sent.answer.status, 200, sent.answer.text);
        assert.deepEqual(sent.kept, plain(here.value.answers));
        assert.equal(raw.answer.status, 200, raw.answer.text);
        assert.deepEqual(raw.kept, sent.kept);
      }
    });
    await fc.assert(asked, { numRuns: 25, seed: 2026, includeErrorInReport: true, endOnFailure: true });
    assert.ok(stored > 20 && refused > 20, `${stored} stored, ${refused} refused`);
  });
});
