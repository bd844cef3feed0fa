import { readCsv, type Line } from './csv-rows.js';
import { type Converted, Draft, type LoosePage, type LooseQuestion, Options } from './draft.js';
import { given } from './given.js';
import { CSV_CONDITIONS } from './grammar.js';
import type { Meaning } from './meaning.js';
import { type Open, Unreadable } from './report.js';
import { Source } from './source.js';
import { headOf } from '../tables.js';

/** The columns of a list of questions, by what they may be called. */
export const COLUMNS = {
  name: ['name', 'id', 'nom', 'identifiant', 'code'],
  type: ['type', 'kind', 'genre'],
  fr: ['question', 'question fr', 'label', 'label fr', 'libellé', 'libelle', 'texte', 'fr'],
  en: ['question en', 'label en', 'libellé en', 'libelle en', 'en'],
  hint: ['hint', 'hint fr', 'aide', 'aide fr', 'précision', 'precision'],
  hintEn: ['hint en', 'aide en'],
  options: ['options', 'choices', 'choix', 'réponses', 'reponses', 'options fr', 'choix fr'],
  optionsEn: ['options en', 'choices en', 'choix en'],
  rows: ['rows', 'lignes', 'énoncés', 'enonces'],
  rowsEn: ['rows en', 'lignes en'],
  required: ['required', 'obligatoire', 'mandatory'],
  page: ['page', 'section'],
  pageEn: ['page en', 'section en'],
  showIf: ['show if', 'condition', 'afficher si', 'relevant'],
  min: ['min', 'minimum'],
  max: ['max', 'maximum'],
  other: ['other', 'autre'],
} as const;

/** Kinds of questions, by what they may be called. */
export const KINDS: Record<string, string[]> = {
  'short-text': ['texte court', 'short text', 'texte', 'text', 'short-text'],
  'long-text': ['texte long', 'long text', 'commentaire', 'comment', 'long-text'],
  number: ['nombre', 'number', 'entier', 'integer'],
  email: ['courriel', 'email', 'e-mail'],
  telephone: ['téléphone', 'telephone', 'phone'],
  'postal-code': ['code postal', 'postal code', 'postal-code'],
  'web-address': ['adresse web', 'web address', 'url', 'web-address'],
  date: ['date', 'jour', 'day'],
  time: ['heure', 'time'],
  'single-choice': ['choix unique', 'single choice', 'liste', 'radio', 'single-choice'],
  'multiple-choice': [
    'choix multiple',
    'choix multiples',
    'multiple choice',
    'cases',
    'checkbox',
    'multiple-choice',
  ],
  'yes-no': ['oui ou non', 'oui/non', 'yes/no', 'yes or no', 'yes-no'],
  scale: ['échelle', 'echelle', 'scale', 'note', 'rating'],
  recommendation: ['recommandation', 'recommendation', 'nps'],
  matrix: ['matrice', 'matrix', 'grille'],
  ranking: ['classement', 'ranking', 'ordre'],
  points: ['points', 'répartition', 'repartition'],
  place: ['lieu', 'place', 'adresse', 'address'],
  file: ['fichier', 'file', 'document'],
  consent: ['consentement', 'consent'],
  information: ['information', 'texte d’information', "texte d'information"],
};

/** A list of questions, one a line, whose first line says what the columns are. */
export function fromCsv(text: string): Converted {
  const { headings, lines } = readCsv(text, isColumn);
  const plain = headings.map(plainHeading);
  if (!COLUMNS.fr.some((name) => plain.includes(name)))
    throw new Unreadable(`no list of questions: no column is called «question» or «label»`, 'line 1');
  const draft = new Draft(CSV_CONDITIONS, /\{\{?\s*([a-z][\w-]*)\s*\}?\}/g);
  const pages = new Map<string, LoosePage>();
  const item = draft.report.open('line 1', 'columns');
  plain.forEach((heading, index) => {
    if (heading && !isColumn(heading)) item.dropPart(headings[index]!, 'no such column is read');
    else if (heading && plain.indexOf(heading) < index)
      item.dropPart(headings[index]!, 'another column before it is called so');
  });
  item.becomes('survey');
  for (const line of lines) readLine(draft, pages, line);
  return draft.finish(undefined, undefined);
}

const plainHeading = (heading: string) =>
  heading
    .toLowerCase()
    .replace(/[_:()]+/g, ' ')
    .replace(/\s+/g, ' ')
    .trim();

const NAMED: readonly string[] = Object.values(COLUMNS).flat();
const isColumn = (heading: string) => NAMED.includes(plainHeading(heading));

/** A list of questions, or a table of something else? */
export function isQuestionList(text: string): boolean {
  const headings = headOf(text, isColumn)?.titles.map(plainHeading);
  return COLUMNS.fr.some((name) => headings?.includes(name));
}

function readLine(draft: Draft, pages: Map<string, LoosePage>, { number, cells }: Line): void {
  const plain = Object.fromEntries(
    Object.entries(cells).map(([heading, cell]) => [plainHeading(heading), cell]),
  );
  const label = COLUMNS.fr.map((name) => plain[name]).find(Boolean);
  const item = draft.report.open(
    `line ${number}`,
    COLUMNS.name.map((name) => plain[name]).find(Boolean) ?? label,
  );
  const source = new Source(plain, item);
  const field = (name: keyof typeof COLUMNS) => source.text(...COLUMNS[name]);
  const text = (fr: keyof typeof COLUMNS, en: keyof typeof COLUMNS, markdown = false) => {
    const [french, english] = [field(fr), field(en)];
    return draft.text(given({ fr: french, en: english }), item, { markdown });
  };
  const [title, pageEn] = [field('page'), field('pageEn')];
  const written = field('name') ?? label?.split(/\s+/).slice(0, 4).join(' ') ?? `question-${number}`;
  const type = kindOf(field('type'), field('options'), item);
  if (!type) return;
  const isInformation = type === 'information';
  const words = text('fr', 'en', isInformation);
  if (!words) return item.drop('it has no question');
  const question: LooseQuestion = { id: draft.name(written, item), type };
  if (isInformation) question['text'] = words;
  else {
    question['label'] = words;
    const hint = text('hint', 'hintEn');
    if (hint) question['hint'] = hint;
    if (yes(source, 'required', item)) question['required'] = true;
  }
  const values = details(question, source, field, item, draft);
  if (values === undefined) return;
  draft.condition(question, 'showIf', field('showIf'), item, 'condition');
  const meaning: Meaning = {
    id: question.id,
    type: type as Meaning['type'],
    ...(values.size > 0 && { values }),
  };
  if (!isInformation) draft.means(written, meaning);
  if (!isInformation) draft.means(question.id, meaning);
  let page = pages.get(title ?? '');
  if (!page) {
    page = draft.loosePage(title ? { fr: title, ...(pageEn && { en: pageEn }) } : undefined);
    pages.set(title ?? '', page);
  }
  draft.add(page, question, item);
  // Columns that no kind reads are reported once, with the first line.
  for (const name of ['required', 'other', 'min', 'max', 'options', 'rows', 'rowsEn', 'optionsEn'] as const)
    if (!TAKEN[type]?.includes(name) && field(name) && name !== 'required')
      item.dropPart(name, `a ${type} has none: ${field(name)}`);
}

/** Whether a cell says yes; a word that says neither yes nor no is told. */
function yes(source: Source, name: 'required' | 'other', item: Open): boolean {
  const says = source.flag(...COLUMNS[name]);
  const word = source.text(...COLUMNS[name]);
  if (!says && word !== undefined && !/^(false|0|n|no|non|faux)$/i.test(word.trim()))
    item.dropPart(name, `neither yes nor no: ${word}`);
  return says;
}

/** A number as one writes it: `120.5`, `120,5`, `1 200`. */
function numberIn(cell: string | undefined): number | undefined {
  const plain = cell
    ?.replace(/(?<=\d)[\s\u00a0\u202f](?=\d{3}(?!\d))/g, '')
    .replace(/^([^,]*),(\d+)$/, '$1.$2');
  const number = plain ? Number(plain) : NaN;
  return Number.isFinite(number) ? number : undefined;
}

const TAKEN: Record<string, string[]> = {
  'short-text': ['min', 'max'],
  'long-text': ['min', 'max'],
  number: ['min', 'max'],
  date: ['min', 'max'],
  scale: ['min', 'max', 'options', 'optionsEn'],
  'single-choice': ['options', 'optionsEn', 'other'],
  'multiple-choice': ['options', 'optionsEn', 'other', 'min', 'max'],
  ranking: ['options', 'optionsEn', 'max'],
  points: ['options', 'optionsEn', 'max'],
  matrix: ['options', 'optionsEn', 'rows', 'rowsEn'],
};

function kindOf(written: string | undefined, options: string | undefined, item: Open): string | undefined {
  if (!written) {
    const kind = options ? 'single-choice' : 'short-text';
    item.approximate(`no type: taken for a ${kind}`);
    return kind;
  }
  const word = written.trim().toLowerCase();
  const found = Object.entries(KINDS).find(([, names]) => names.includes(word));
  if (!found) item.drop(`no such type: «${written}»; see docs/convert.md`);
  return found?.[0];
}

type Field = (name: keyof typeof COLUMNS) => string | undefined;

/** What kinds have beside their words; undefined where the question cannot be. */
function details(question: LooseQuestion, source: Source, field: Field, item: Open, draft: Draft) {
  const number = (name: 'min' | 'max') => {
    const written = field(name);
    const found = numberIn(written);
    if (written !== undefined && found === undefined) item.dropPart(name, `no number: ${written}`);
    if (written?.includes(',') && found !== undefined)
      item.approximate(`«${written}» was read as ${String(found)}`);
    return found;
  };
  const none = new Map<string, string>();
  const list = (fr: string | undefined, en: string | undefined, other: boolean) =>
    optionsFrom(fr, en, other, item, draft);
  switch (question.type) {
    case 'short-text':
    case 'long-text': {
      const [min, max] = [number('min'), number('max')];
      const most = question.type === 'short-text' ? 500 : 20_000;
      if (max !== undefined && max > most) item.approximate(`at most ${most} characters`);
      if (max) question['maxLength'] = Math.min(max, most);
      if (min) question['minLength'] = min;
      return none;
    }
    case 'number': {
      const bounds = given({ min: number('min'), max: number('max') });
      const decimals = Math.max(
        0,
        ...Object.values(bounds).map((one) => `${one}`.split('.')[1]?.length ?? 0),
      );
      Object.assign(question, bounds, decimals > 0 && { decimals: Math.min(6, decimals) });
      return none;
    }
    case 'date':
      Object.assign(question, given({ min: field('min'), max: field('max') }));
      return none;
    case 'scale': {
      const [fr = [], en = []] = [split(field('options')), split(field('optionsEn'))];
      const [min, max] = [number('min') ?? 1, number('max') ?? 5];
      if (fr.length < 2) item.approximate('the ends of the scale had no words: their numbers stand there');
      if (fr.length === max - min + 1 && fr.length > 2)
        question['labels'] = fr.map((word, index) => ({ fr: word, ...(en[index] && { en: en[index] }) }));
      else if (fr.length > 2)
        item.dropPart('options', `the words of the ends alone stayed: ${field('options')}`);
      const end = (at: 0 | -1, number: number) => ({
        fr: fr.at(at) ?? String(number),
        ...(en.at(at) && { en: en.at(at) }),
      });
      Object.assign(question, { min, max, minLabel: end(0, min), maxLabel: end(-1, max) });
      return none;
    }
    case 'single-choice':
    case 'multiple-choice':
    case 'ranking':
    case 'points': {
      const other = question.type.endsWith('choice') && yes(source, 'other', item);
      const options = list(field('options'), field('optionsEn'), other);
      if (options.list.length < 2) return void item.drop('it has two options at least, parted by «|»');
      question['options'] = options.list;
      if (other) question['other'] = true;
      if (question.type === 'multiple-choice')
        Object.assign(question, given({ min: number('min'), max: number('max') }));
      if (question.type === 'ranking') Object.assign(question, given({ best: number('max') }));
      if (question.type === 'points') Object.assign(question, given({ total: number('max') }));
      return options.values;
    }
    case 'matrix': {
      const rows = list(field('rows'), field('rowsEn'), false);
      const columns = list(field('options'), field('optionsEn'), false);
      if (rows.list.length < 2 || columns.list.length < 2)
        return void item.drop('it has two rows («rows») and two columns («options») at least, parted by «|»');
      Object.assign(question, { rows: rows.list, columns: columns.list });
      return columns.values;
    }
    default:
      return none;
  }
}

const split = (cell: string | undefined) =>
  cell
    ?.split(cell.includes('|') ? '|' : '\n')
    .map((part) => part.trim())
    .filter(Boolean);

/** `velo=À vélo | bus=En autobus`, or words alone. */
function optionsFrom(
  fr: string | undefined,
  en: string | undefined,
  other: boolean,
  item: Open,
  draft: Draft,
): Options {
  const options = new Options(other);
  const english = split(en) ?? [];
  const parts = split(fr) ?? [];
  if (en && english.length !== parts.length)
    item.approximate(
      `${parts.length} options in French, ${english.length} in English: matched by their order`,
    );
  parts.forEach((part, index) => {
    const named = /^([\w-]+)\s*=\s*(.+)$/.exec(part);
    const words = named?.[2] ?? part;
    const inEnglish = english[index]?.replace(/^[\w-]+\s*=\s*/, '');
    const label = draft.text(given({ fr: words, en: inEnglish }), item) ?? { fr: words };
    const value = named?.[1] ?? words;
    const { id } = options.add(value, label);
    if (named && id !== value) item.rename(value, id);
    // Conditions may name an option by its words, or by the name that was made of them.
    for (const name of [words, id]) if (!options.values.has(name)) options.values.set(name, id);
  });
  return options;
}
