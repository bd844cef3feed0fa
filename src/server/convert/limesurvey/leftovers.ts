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
  readUnowned(reading);
  readColumns(reading);
  for (const name of document.names())
    if (![...READ, 'defaultvalues', 'assessments', 'survey_url_parameters'].includes(name))
      draft.report.open(name).drop(REASONS[name] ?? 'nothing here corresponds');
  if (reading.usual > 0)
    draft.report
      .open('question_attributes/usual')
      .drop(`${reading.usual} attributes are as usual there, and say nothing`);
}

/** Columns by table that are read, or only say where a row belongs. */
const COLUMNS: Record<string, string[]> = {
  answers: ['qid', 'code', 'answer', 'sortorder', 'assessment_value', 'language', 'scale_id', 'aid'],
  answer_l10ns: ['id', 'aid', 'answer', 'language'],
  groups: [
    'gid', 'sid', 'group_name', 'group_order', 'description', 'language', 'randomization_group', 'grelevance',
  ],
  group_l10ns: ['id', 'gid', 'group_name', 'description', 'language', 'sid', 'group_order', 'randomization_group', 'grelevance'],
  subquestions: [
    'qid', 'parent_qid', 'sid', 'gid', 'type', 'title', 'question', 'other', 'mandatory', 'question_order', 'language',
    'scale_id', 'same_default', 'same_script', 'relevance', 'question_theme_name', 'modulename', 'encrypted',
  ],
  question_l10ns: ['id', 'qid', 'question', 'help', 'script', 'language'],
  question_attributes: ['qaid', 'qid', 'attribute', 'value', 'language'],
  conditions: ['cid', 'qid', 'cqid', 'cfieldname', 'method', 'value', 'scenario'],
  quota: ['id', 'sid', 'name', 'qlimit', 'action', 'active'],
  quota_members: ['id', 'sid', 'qid', 'quota_id', 'code'],
  quota_languagesettings: [
    'quotals_id', 'quotals_quota_id', 'quotals_language', 'quotals_name', 'quotals_message', 'quotals_url',
  ],
}; // prettier-ignore

/** What its own reader takes up nothing of: a line for each column, with what it says first. */
function readColumns({ document, draft }: Reading): void {
  for (const [table, known] of Object.entries(COLUMNS)) {
    const found = new Map<string, string[]>();
    for (const row of document.rows(table))
      for (const [name, value] of Object.entries(row)) {
        const says = !['', '0', 'N'].includes(value.trim());
        if (says && name !== 'line' && !known.includes(name))
          found.set(name, [...(found.get(name) ?? []), value]);
      }
    for (const [name, values] of found)
      draft.report
        .open(`${table}/${name}`)
        .drop(`nothing here corresponds (${values.length} rows): ${shown(values[0]!)}`);
  }
}

/** Rows that belong to what is not in the file. */
function readUnowned({ document, draft }: Reading): void {
  const all = (table: string, field: string) => new Set(document.rows(table).map((row) => row[field]));
  const questions = all('questions', 'qid');
  const both = new Set([...questions, ...all('subquestions', 'qid')]);
  for (const [table, field, owners] of [
    ['subquestions', 'parent_qid', questions],
    ['answers', 'qid', questions],
    ['question_attributes', 'qid', both],
    ['question_l10ns', 'qid', both],
    ['group_l10ns', 'gid', all('groups', 'gid')],
    ['answer_l10ns', 'aid', all('answers', 'aid')],
    ['quota_members', 'quota_id', all('quota', 'id')],
    ['quota_languagesettings', 'quotals_quota_id', all('quota', 'id')],
    ['defaultvalue_l10ns', 'dvid', all('defaultvalues', 'dvid')],
  ] as const)
    for (const { line, ...row } of document.rows(table))
      if (!owners.has(row[field]))
        draft.report
          .open(`${table} (line ${line})`)
          .drop(`its ${field} ${row[field]} is not in the file: ${shown(JSON.stringify(row))}`);
  for (const { line, ...row } of document.rows('surveys').slice(1))
    draft.report
      .open(`surveys (line ${line})`)
      .drop(`one survey is read, the first: ${shown(JSON.stringify(row))}`);
}

/** A value that is given in advance: in the row itself, or by language in a table of its own. */
function defaultOf(row: Row, texts: readonly Row[]): string {
  return row['defaultvalue'] ?? texts.find(({ dvid }) => dvid === row['dvid'])?.['defaultvalue'] ?? '';
}
