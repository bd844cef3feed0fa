import { surveysOf } from '../../backend/transfer/responses.js';
import type { Bench, Voice } from '../admin.js';
import { type Shape, writeResponses } from '../export/responses.js';
import { reasonOf } from '../reasons.js';

export interface ResponsesOptions extends Shape {
  consultation: string;
  folder: string;
  /** Every survey of the consultation where it is missing. */
  activity?: string;
  /** ISO 8601: those that were accepted from then on. */
  since?: string;
}

/** `cq export CONSULTATION --responses`: what citizens answered in surveys, which is personal, for their owner alone. */
export async function exportResponses({ database, now }: Bench, options: ResponsesOptions, voice: Voice) {
  const { consultation, activity, folder } = options;
  const surveys = await surveysOf(database.db, consultation);
  if (!surveys) {
    voice.line(`${consultation}: no such consultation`);
    return 1;
  }
  const asked = surveys.filter((survey) => activity === undefined || survey.activity === activity);
  if (asked.length === 0) {
    const there = surveys.map((survey) => survey.activity).join(', ') || 'none';
    voice.line(
      activity === undefined
        ? `${consultation} has no survey: only surveys have responses`
        : `--activity ${activity}: ${consultation} has no such survey (its surveys: ${there})`,
    );
    return 1;
  }
  const span = { since: options.since === undefined ? undefined : new Date(options.since), until: now };
  try {
    for (const survey of asked) {
      const onProgress = (done: number, total: number) => voice.progress(done, total);
      const { db } = database;
      const written = await writeResponses({
        db,
        consultation,
        survey,
        span,
        folder,
        shape: options,
        onProgress,
      });
      const [first, ...others] = written.files;
      voice.line(`${first}: ${written.kept} responses; ${written.withdrawn} withdrawn, left out`);
      for (const file of others) voice.line(file);
      if (written.cut > 0)
        voice.line(
          `${written.cut} texts are longer than this format holds, and were cut: NDJSON holds them whole`,
        );
    }
    voice.line(
      'These files hold personal information: only you can read them (mode 0600). Keep them no longer and no more widely than the consultation’s privacy notice says.',
    );
    return 0;
  } catch (error) {
    voice.line(`${folder}: ${reasonOf(error)}: the export is not whole`);
    return 1;
  }
}
