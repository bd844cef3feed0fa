import { countDrafts } from '../../backend/drafts/store.js';
import { countResponses, progressOf } from '../../backend/progress/store.js';
import { type Survey, surveysOf } from '../../backend/transfer/responses.js';
import { CHECK } from '../../contract/limits.js';
import type { LocalizedText } from '../../contract/text.js';
import type { Bench, Voice } from '../admin.js';

export interface ProgressOptions {
  consultation: string;
  activity: string;
  json: boolean;
}

/** Where some stopped. */
interface Stop {
  /** The page's id; `*check` where they checked their answers. */
  page: string;
  /** Its place in the questionnaire, from 1 on; null where they checked their answers. */
  number: number | null;
  title: LocalizedText;
  /** The last version of the questionnaire that has the page. */
  version: number;
  responses: number;
}

const CHECKING = { fr: 'Vérification des réponses', en: 'Checking the answers' };

/** `cq progress CONSULTATION ACTIVITY`: how many responses a survey has, and how many began it or stopped where. Counts, never content. */
export async function tellProgress(
  { database: { db }, now }: Bench,
  { consultation, activity, json }: ProgressOptions,
  voice: Voice,
) {
  const surveys = await surveysOf(db, consultation);
  const survey = surveys?.find((one) => one.activity === activity);
  if (!survey) {
    const there = surveys?.map((one) => one.activity).join(', ') || 'none';
    voice.line(
      surveys
        ? `${activity}: ${consultation} has no such survey (its surveys: ${there})`
        : `${consultation}: no such consultation`,
    );
    return 1;
  }
  const { version, definition } = survey.versions.at(-1)!;
  const { started: began, finished: sent, stopped } = await progressOf(db, survey.consultationId, activity);
  const counted = {
    consultation,
    activity,
    version,
    unfinished: definition.unfinished ?? null,
    received: await countResponses(db, survey.consultationId, activity),
    began,
    sent,
    stopped: Object.entries(stopped)
      .map(([page, responses]): Stop => ({ ...placeOf(page, survey), responses }))
      .sort((one, other) => (one.number ?? Infinity) - (other.number ?? Infinity)),
    drafts: await countDrafts(db, survey.consultationId, activity, now),
  };
  if (json) voice.line(JSON.stringify(counted));
  else for (const line of inLines(counted)) voice.line(line);
  return 0;
}

/** A page as the last version that has it calls it: an earlier one may have been taken away since. */
function placeOf(page: string, { versions }: Survey): Omit<Stop, 'responses'> {
  const last = versions.at(-1)!.version;
  if (page === CHECK) return { page, number: null, title: CHECKING, version: last };
  for (const { version, definition } of [...versions].reverse()) {
    const index = definition.pages.findIndex(({ id }) => id === page);
    if (index >= 0) return { page, number: index + 1, title: definition.pages[index]!.title, version };
  }
  return { page, number: null, title: { fr: page }, version: last };
}

interface Counted extends Omit<ProgressOptions, 'json'> {
  version: number;
  unfinished: 'counted' | 'kept' | null;
  /** Responses that are there, from the web and from paper. */
  received: number;
  /** Of the browsers that let themselves be counted, where the definition counts. */
  began: number;
  sent: number;
  stopped: Stop[];
  drafts: number;
}

function inLines(counted: Counted): string[] {
  const { consultation, activity, version, unfinished, received, began, sent, stopped, drafts } = counted;
  const isCounted = unfinished !== null || began > 0;
  return [
    `${consultation}/${activity}, version ${version}: ${received} ${received === 1 ? 'response' : 'responses'} received`,
    ...(isCounted
      ? [
          `Of the browsers that let themselves be counted: ${began} began, ${sent} sent, ${began - sent} stopped`,
        ]
      : []),
    ...stopped.map(
      (stop) =>
        `  ${stop.responses} at ${stop.number === null ? '' : `page ${stop.number}, `}${labelOf(stop)}` +
        (stop.version < version ? ` (last in version ${stop.version})` : ''),
    ),
    `${drafts} ${drafts === 1 ? 'draft' : 'drafts'} kept for another device`,
    unfinished
      ? 'A response that was begun may still be sent.'
      : 'This version does not count responses that are not sent: «unfinished» in its definition does.',
  ];
}

const labelOf = ({ title }: Stop) =>
  `«${title.fr}»${title.en === undefined ? '' : ` / “${title.en}”`}`.replace(/\s+/g, ' ');
