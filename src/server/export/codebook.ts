import { html, raw } from 'hono/html';
import type { LocalizedText } from '../../contract/text.js';
import type { CodedQuestion } from '../../domain/codebook.js';
import { BOM, csvOf } from './csv.js';
import { GAP_WORDS, GAPS } from './gaps.js';
import { spssNames } from './spss-names.js';
import type { Table, TableColumn } from './table.js';

/** What a codebook is of. */
export interface CodebookOf {
  consultation: string;
  activity: string;
  responses: number;
  withdrawn: number;
  at: Date;
}

type Wording = Partial<
  Record<'question' | 'type' | 'versions' | 'version' | 'column' | 'spss_name', unknown>
> &
  Partial<Record<'kind' | 'value' | 'code' | 'label_fr' | 'label_en' | 'count', unknown>> &
  Partial<Record<'unanswered' | 'not_asked' | 'not_shown' | 'unknown', unknown>>;

const HEADER = [
  'kind',
  'question',
  'type',
  'versions',
  'column',
  'spss_name',
  'value',
  'code',
  'label_fr',
  'label_en',
  'count',
  'unanswered',
  'not_asked',
  'not_shown',
  'unknown',
] as const satisfies (keyof Wording)[];

/**
 * The codebook as a table. Rows of the kind `question` say how many answered, `wording` what a version said (of an option,
 * a row or a field where there is a value), `column` and `value` what the export holds, `missing` what stands there where
 * there is no value and that is told. The columns of no question come first.
 */
export function codebookCsv(table: Table): string {
  const names = namesOf(table);
  const columnRows = (column: TableColumn, about: Wording, inGap: Table['inGap']): Wording[] => {
    const { name, type, values, label } = column;
    const own = { ...about, type, column: name, spss_name: names.get(name) };
    return [
      { kind: 'column', ...own, ...labels(label) },
      ...values.map((value) => ({
        kind: 'value',
        ...own,
        value: value.id,
        code: value.code,
        ...labels(value.label),
        count: table.counts.of(column, value.id),
      })),
      ...gapsOf(column, inGap).map(({ gap, code }) => ({
        kind: 'missing',
        ...own,
        code,
        ...labels(GAP_WORDS[gap]),
      })),
    ];
  };
  const rows = table.codebook.flatMap((question): Wording[] => {
    const count = table.counts.questions.get(question.name)!;
    const about = { question: question.name, type: question.type };
    return [
      {
        kind: 'question',
        ...about,
        versions: question.versions.map(({ version }) => version).join(' '),
        ...labels(question.label),
        count: count.answered,
        unanswered: count.unanswered,
        not_asked: count.notAsked,
        not_shown: count.notShown,
        unknown: count.unknown,
      },
      ...wordingsOf(question).map(({ versions, id, label }) => ({
        kind: 'wording',
        ...about,
        versions: versions.join(' '),
        value: id,
        ...labels(label),
      })),
      ...question.columns.flatMap((column) => columnRows(column, about, table.inGap)),
    ];
  });
  const own = table.own.flatMap((column) => columnRows(column, {}, undefined));
  return BOM + csvOf([HEADER, ...[...own, ...rows].map((row) => HEADER.map((name) => row[name] ?? null))]);
}

/** What stands in a column where there is no value, by the reasons that are told there. */
function gapsOf(column: TableColumn, inGap: Table['inGap']) {
  return GAPS.flatMap((gap) => {
    const code = inGap?.(column, gap) ?? null;
    return code === null ? [] : [{ gap, code }];
  });
}

const labels = ({ fr, en }: LocalizedText) => ({ label_fr: fr, label_en: en });

function namesOf({ columns }: Table): Map<string, string> {
  const names = spssNames(columns);
  return new Map(columns.map(({ name }, index) => [name, names[index]!]));
}

interface Worded {
  versions: number[];
  /** Of an option, a row, a column, a field or a member's question; empty for the question itself. */
  id: string;
  label: LocalizedText;
}

/** Every wording of a question and of what it lists, with the versions that have it. */
function wordingsOf({ versions }: CodedQuestion): Worded[] {
  const found = new Map<string, Worded>();
  for (const { version, question } of versions) {
    for (const { id, label } of [{ id: '', label: question.label }, ...listedIn(question)]) {
      const key = JSON.stringify([id, label]);
      const known = found.get(key) ?? { versions: [], id, label };
      found.set(key, { ...known, versions: [...known.versions, version] });
    }
  }
  return [...found.values()];
}

type Listing = Partial<
  Record<
    'options' | 'rows' | 'columns' | 'fields' | 'questions',
    readonly { id: string; label: LocalizedText }[]
  >
>;

/** What a question lists, and what each question of a group's members does: `transports.velo`. */
function listedIn(question: object): { id: string; label: LocalizedText }[] {
  const { options = [], rows = [], columns = [], fields = [], questions = [] } = question as Listing;
  return [
    ...[options, rows, columns, fields].flat().map(({ id, label }) => ({ id, label })),
    ...questions.flatMap((member) => [
      { id: member.id, label: member.label },
      ...listedIn(member).map(({ id, label }) => ({ id: `${member.id}.${id}`, label })),
    ]),
  ];
}

/** The codebook as a page to read, in both languages. */
export async function codebookPage(table: Table, of: CodebookOf): Promise<string> {
  const names = namesOf(table);
  const page = await html`<!doctype html>
    <html lang="fr">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width" />
        <title>Dictionnaire des données – ${of.activity}</title>
        <style>
          ${raw(STYLE)}
        </style>
      </head>
      <body>
        <h1>Dictionnaire des données / <span lang="en">Codebook</span></h1>
        <p>
          ${of.consultation}, ${of.activity}. ${of.responses} réponses, ${of.withdrawn} retirées et exclues.
          ${of.at.toISOString()}
        </p>
        <p lang="en">${of.responses} responses, ${of.withdrawn} withdrawn and left out.</p>
        <h2>Chaque réponse / <span lang="en">Each response</span></h2>
        ${columnsTable(table.own, names, table, undefined)}
        ${table.codebook.map((question) => section(question, names, table))}
      </body>
    </html>`;
  return `${String(page)}\n`;
}

function section(question: CodedQuestion, names: Map<string, string>, table: Table) {
  const { answered, unanswered, notAsked, notShown, unknown } = table.counts.questions.get(question.name)!;
  return html`<section>
    <h2><code>${question.name}</code> <small>${question.type}</small></h2>
    <table>
      <caption>
        Formulation /
        <span lang="en">Wording</span>
      </caption>
      <tr>
        <th scope="col">Versions</th>
        <th scope="col">Code</th>
        <th scope="col">Français</th>
        <th scope="col" lang="en">English</th>
      </tr>
      ${wordingsOf(question).map(
        ({ versions, id, label }) =>
          html`<tr>
            <td>${versions.join(', ')}</td>
            <td><code>${id}</code></td>
            ${bothCells(label)}
          </tr>`,
      )}
    </table>
    <p>
      ${answered} avec réponse, ${unanswered} sans réponse, ${notShown} à qui elle n’a pas été montrée,
      ${notAsked} dont la version ne pose pas la question, ${unknown} dont on ne sait pas si elle a été
      montrée /
      <span lang="en"
        >${answered} answered, ${unanswered} not answered, ${notShown} not shown, ${notAsked} whose version
        does not ask, ${unknown} of which it is not known whether it was shown</span
      >
    </p>
    ${columnsTable(question.columns, names, table, table.inGap)}
  </section>`;
}

const bothCells = ({ fr, en }: LocalizedText) =>
  html`<td>${fr}</td>
    <td lang="en">${en ?? ''}</td>`;

function columnsTable(
  columns: readonly TableColumn[],
  names: Map<string, string>,
  table: Table,
  inGap: Table['inGap'],
) {
  return html`<table>
    <caption>
      Colonnes et valeurs /
      <span lang="en">Columns and values</span>
    </caption>
    <tr>
      <th scope="col">Colonne</th>
      <th scope="col">SPSS</th>
      <th scope="col">Valeur</th>
      <th scope="col">Français</th>
      <th scope="col" lang="en">English</th>
      <th scope="col">Nombre</th>
    </tr>
    ${columns.map((column) => [
      html`<tr>
        <th scope="row"><code>${column.name}</code></th>
        <td><code>${names.get(column.name) ?? ''}</code></td>
        <td>${column.type}</td>
        ${bothCells(column.label)}
        <td></td>
      </tr>`,
      ...column.values.map(
        ({ id, code, label }) =>
          html`<tr>
            <td></td>
            <td>${code}</td>
            <td><code>${id}</code></td>
            ${bothCells(label)}
            <td>${table.counts.of(column, id) ?? ''}</td>
          </tr>`,
      ),
      ...gapsOf(column, inGap).map(
        ({ gap, code }) =>
          html`<tr>
            <td></td>
            <td>${code}</td>
            <td></td>
            ${bothCells(GAP_WORDS[gap])}
            <td></td>
          </tr>`,
      ),
    ])}
  </table>`;
}

const STYLE = `
  body { max-width: 75rem; margin: 2rem auto; padding: 0 1rem; color: #223654; background: #fff; font: 16px/24px 'Open Sans', sans-serif; }
  table { border-collapse: collapse; margin-block: 1rem; width: 100%; }
  caption { text-align: start; font-weight: 700; }
  th, td { border: 1px solid #c5cad2; padding: 4px 8px; text-align: start; vertical-align: top; overflow-wrap: break-word; }
  small { color: #4e5662; font-weight: 400; }
`;
