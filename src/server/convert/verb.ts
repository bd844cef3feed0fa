import { readFile, writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { ActivityDefinition, ConsultationDefinition, type ActivityOf } from '../../contract/consultation.js';
import { reasonOf } from '../reasons.js';
import { convert, guessFormat } from './convert.js';
import type { Format } from './formats.js';
import type { Converted } from './draft.js';
import { parseJson } from './json.js';
import { asTable, type Item, Unreadable } from './report.js';
import { asObject } from './source.js';
import { toSurveyJs } from './to-surveyjs.js';
import { toXlsForm } from './to-xlsform.js';

/** What `cq convert` is told beside the file. */
export interface ConvertWords {
  from?: Format;
  to?: 'surveyjs' | 'xlsform';
  activity?: string;
  consultation?: string;
  out?: string;
  report?: string;
}

/** Where it writes to. */
export interface Channels {
  out(text: string): void;
  error(line: string): void;
}

/** `cq convert FILE`: reads no database. Gives its exit code. */
export async function convertFile(file: string, words: ConvertWords, channels: Channels): Promise<number> {
  try {
    const bytes = await readFile(resolve(file));
    const made = words.to ? await leaving(bytes, words.to, words) : await arriving(bytes, words);
    const bare = typeof made.content === 'string' ? made.content : undefined;
    if (words.out) await writeFile(resolve(words.out), made.content);
    else if (bare !== undefined) channels.out(bare);
    else throw new Unreadable('a workbook goes to a file: say --out');
    if (words.report) await writeFile(resolve(words.report), `${JSON.stringify(made.report, null, 2)}\n`);
    channels.error(asTable(made.report));
    return 0;
  } catch (error) {
    const place = error instanceof Unreadable && error.place ? `:${error.place}` : '';
    channels.error(`${file}${place}: ${reasonOf(error)}`);
    return 1;
  }
}

async function arriving(bytes: Uint8Array, { from, consultation }: ConvertWords) {
  const format = from ?? guessFormat(bytes);
  if (!format) throw new Unreadable('it does not tell what it is: say --from');
  const converted = await convert(bytes, format);
  const activity = ActivityDefinition.parse(activityOf(converted));
  const definition = consultation === undefined ? activity : skeletonOf(consultation, converted, activity);
  return { content: `${JSON.stringify(definition, null, 2)}\n`, report: converted.report };
}

function activityOf({ survey, title, description }: Converted): unknown {
  return { id: 'sondage', title, ...(description && { description }), ...survey };
}

/** A consultation around the survey: what is in square brackets is to be filled in before `cq apply`. */
function skeletonOf(slug: string, { title }: Converted, activity: unknown): unknown {
  const languages = title.en === undefined ? ['fr'] : ['fr', 'en'];
  const both = (fr: string, en: string) => ({ fr: `[${fr}]`, en: `[${en}]` });
  const year = new Date().getFullYear();
  return ConsultationDefinition.parse({
    slug,
    title,
    body: 'organisme',
    languages,
    opensAt: `${year + 1}-01-15T09:00:00-05:00`,
    closesAt: `${year + 1}-02-15T23:59:00-05:00`,
    purpose: both('À quoi sert la consultation', 'What the consultation is for'),
    contact: {
      name: both('Qui répond aux questions', 'Who answers questions'),
      email: 'a-remplacer@exemple.test',
    },
    privacy: {
      collector: both('Qui recueille', 'Who collects'),
      purposes: both('À quelles fins', 'For what purposes'),
      retention: both('Combien de temps', 'For how long'),
      rights: both('Les droits, et comment les exercer', 'Rights, and how to use them'),
      officer: {
        name: both('La personne responsable', 'The person in charge'),
        email: 'a-remplacer@exemple.test',
      },
    },
    activities: [activity],
  });
}

async function leaving(
  bytes: Uint8Array,
  to: 'surveyjs' | 'xlsform',
  words: ConvertWords,
): Promise<{ content: string | Uint8Array; report: Item[] }> {
  const json = parseJson(new TextDecoder('utf-8').decode(bytes).replace(/^\uFEFF/, ''));
  const survey = surveyIn(json, words.activity);
  if (to === 'surveyjs') {
    const made = toSurveyJs(survey, survey.title);
    return { content: `${JSON.stringify(made.json, null, 2)}\n`, report: made.report };
  }
  const made = await toXlsForm(survey, survey.title);
  return { content: made.workbook, report: made.report };
}

/** The survey in a consultation’s definition, or in one activity’s. */
function surveyIn(json: unknown, wanted: string | undefined): ActivityOf<'survey'> {
  const { activities } = asObject(json);
  const list: unknown[] = Array.isArray(activities) ? activities : [json];
  const found = list.find((one) => {
    const { kind, id } = asObject(one);
    return kind === 'survey' && (wanted === undefined || id === wanted);
  });
  if (!found) throw new Unreadable(wanted ? `no survey «${wanted}» in it` : 'no survey in it');
  const parsed = ActivityDefinition.safeParse(found);
  if (!parsed.success) {
    const issue = parsed.error.issues[0]!;
    throw new Unreadable(issue.message, issue.path.map((step) => `/${String(step)}`).join(''));
  }
  if (parsed.data.kind !== 'survey') throw new Unreadable('no survey in it');
  return parsed.data;
}
