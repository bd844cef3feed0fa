import { Taken } from '../names.js';
import { shown } from '../source.js';
import type { AboutAnswer, Condition } from '../../../contract/survey.js';
import { all, any } from '../joins.js';
import type { Reading } from './reading.js';

/** Quotas, and the endings that they have. */
export function quotas(reading: Reading): void {
  const members = reading.document.rows('quota_members');
  const said = reading.document.rows('quota_languagesettings');
  const names = new Taken();
  for (const row of reading.document.rows('quota')) {
    const item = reading.draft.report.open(`quota ${row['id']}`, row['name']);
    const parts = members.filter((member) => member['quota_id'] === row['id']);
    const answers = parts.map((member) => {
      const question = reading.byQid.get(member['qid'] ?? '');
      const value = reading.valuesOf.get(member['qid'] ?? '')?.get(member['code'] ?? '');
      if (question?.type === 'multiple-choice') {
        const option = reading.draft.find(`${member['title'] ?? ''}_${member['code'] ?? ''}`)?.option;
        return option ? { question: question.id, contains: option } : undefined;
      }
      return question && value !== undefined ? { question: question.id, is: value } : undefined;
    });
    const limit = Number(row['qlimit']);
    if (answers.length === 0 || answers.includes(undefined) || !(limit >= 1)) {
      item.drop(`it is no number of responses that give one answer: ${shown(parts)}`);
      continue;
    }
    if (row['active'] === '0') {
      item.drop('it is not active');
      continue;
    }
    const id = names.claim(row['name'] ?? 'quota', 'quota');
    const messages = Object.fromEntries(
      said
        .filter((one) => one['quotals_quota_id'] === row['id'])
        .map((one) => [
          (one['quotals_language'] ?? reading.document.language).slice(0, 2),
          one['quotals_message'],
        ]),
    );
    const message = reading.draft.text(messages, item, { markdown: true }) ?? {
      fr: 'Merci.',
      en: 'Thank you.',
    };
    const { survey } = reading.draft;
    const ending = { id, title: { fr: 'Fin du sondage', en: 'End of the survey' }, message, keep: false };
    survey['endings'] = [...((survey['endings'] as unknown[]) ?? []), ending];
    const condition = eitherOfEach(answers.filter((one) => one !== undefined));
    const quota = { id, if: condition, limit, end: id };
    survey['quotas'] = [...((survey['quotas'] as unknown[]) ?? []), quota];
    reading.draft.comesFrom(quota, item);
    item.becomes(`quota ${id}`);
    if (row['action'] === '2') item.approximate('one may go back there, and answer otherwise');
    const url = said.find((one) => one['quotals_quota_id'] === row['id'])?.['quotals_url'];
    if (url) item.dropPart('quotals_url', `put a link in the words of the ending: ${url}`);
  }
}

/** Several answers of one question are one or the other; answers of several questions are all given. */
function eitherOfEach(answers: readonly AboutAnswer[]): Condition {
  const questions = [...new Set(answers.map(({ question }) => question))];
  const same = (question: string) => answers.filter((one) => one.question === question);
  return all(questions.map((question) => any(same(question)))) as Condition;
}
