import { shown } from '../source.js';
import type { Row } from './document.js';
import type { Reading } from './reading.js';

/** Tables that are read elsewhere. */
const READ = [
  'LimeSurveyDocType', 'DBVersion', 'languages', 'surveys', 'surveys_languagesettings', 'groups', 'group_l10ns',
  'questions', 'question_l10ns', 'subquestions', 'question_attributes', 'answers', 'answer_l10ns', 'conditions',
  'quota', 'quota_members', 'quota_languagesettings', 'defaultvalue_l10ns',
]; // prettier-ignore

const REASONS: Record<string, string> = {
  themes: 'how it looks is the widget’s here',
  themes_inherited: 'how it looks is the widget’s here',
  surveys_groups: 'surveys stand in consultations here',
  plugin_settings: 'there are no plugins here',
};

/** What no question has taken up: answers given in advance, scores, addresses’ parameters, and tables without a counterpart. */
export function readLeftovers(reading: Reading): void {
  const { document, draft } = reading;
  const codeOf = (qid: string | undefined) =>
    [...document.rows('questions'), ...document.subquestions].find((row) => row['qid'] === qid)?.['title'];
  for (const row of document.rows('defaultvalues')) {
    const part = row['sqid'] && row['sqid'] !== '0' ? codeOf(row['sqid']) : undefined;
    draft.report
      .open(`defaultvalues (line ${row['line']})`, [codeOf(row['qid']), part].filter(Boolean).join('_'))
      .drop(
        `nothing is answered in advance here: ${shown(defaultOf(row, document.rows('defaultvalue_l10ns')))}`,
      );
  }
  for (const row of document.rows('assessments'))
    draft.report
      .open(`assessments (line ${row['line']})`, row['name'])
      .drop(
        `there are no scores with words for each: ${row['minimum']} to ${row['maximum']}, ${shown(row['message'] ?? '')}`,
      );
  for (const row of document.rows('survey_url_parameters'))
    draft.report
      .open(`survey_url_parameters (line ${row['line']})`, row['parameter'])
      .drop(
        `set «prefill» where a question is filled in by the page: ${codeOf(row['targetqid']) ?? 'no question'}`,
      );
  for (const name of document.names())
    if (![...READ, 'defaultvalues', 'assessments', 'survey_url_parameters'].includes(name))
      draft.report.open(name).drop(REASONS[name] ?? 'nothing here corresponds');
  if (reading.usual > 0)
    draft.report
      .open('question_attributes/usual')
      .drop(`${reading.usual} attributes are as usual there, and say nothing`);
}

/** A value that is given in advance: in the row itself, or by language in a table of its own. */
function defaultOf(row: Row, texts: readonly Row[]): string {
  return row['defaultvalue'] ?? texts.find(({ dvid }) => dvid === row['dvid'])?.['defaultvalue'] ?? '';
}
