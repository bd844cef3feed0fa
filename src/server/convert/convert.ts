import { type Converted, Hopeless } from './draft.js';
import type { Format } from './formats.js';
import { withoutHint } from './csv-rows.js';
import { fromCsv, isQuestionList } from './from-csv.js';
import { fromDecidim } from './from-decidim.js';
import { fromLimeSurvey } from './from-limesurvey.js';
import { fromSurveyJs } from './from-surveyjs.js';
import { fromXlsForm } from './from-xlsform.js';
import { Unreadable } from './report.js';
import { isCompound } from './workbook.js';

/** What a file seems to be; undefined where nothing tells. */
export function guessFormat(bytes: Uint8Array): Format | undefined {
  // Workbooks are archives: «PK».
  if ((bytes[0] === 0x50 && bytes[1] === 0x4b) || isCompound(bytes)) return 'xlsform';
  const text = new TextDecoder('utf-8').decode(bytes);
  const start = text.trimStart();
  if (start.startsWith('<')) return 'limesurvey';
  if (/^[[{]/.test(start)) return /"question_type"\s*:/.test(text) ? 'decidim' : 'surveyjs';
  const table = withoutHint(start);
  const first = table.split('\n', 1)[0]!;
  if (/question_type/.test(first)) return 'decidim';
  return isUtf16(bytes) || (/[,;\t]/.test(first) && isQuestionList(table)) ? 'csv' : undefined;
}

/** Converts a file. Throws `Unreadable` where nothing of it can be. */
export async function convert(bytes: Uint8Array, format: Format): Promise<Converted> {
  try {
    if (format === 'xlsform') return await fromXlsForm(bytes);
    const text = decoded(bytes);
    switch (format) {
      case 'surveyjs':
        return fromSurveyJs(text);
      case 'limesurvey':
        return fromLimeSurvey(text);
      case 'decidim':
        return fromDecidim(text);
      case 'csv':
        return fromCsv(text);
    }
  } catch (error) {
    if (error instanceof Hopeless) throw new Unreadable(error.message);
    if (error instanceof RangeError) throw new Unreadable('it is nested too deeply to be read');
    throw error;
  }
}

/** «Texte Unicode» of Excel: it begins with a mark of byte order. */
const isUtf16 = ([first, second]: Uint8Array) =>
  (first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff);

function decoded(bytes: Uint8Array): string {
  if (isUtf16(bytes)) throw new Unreadable('UTF-16, not UTF-8: save the file in that encoding', 'line 1');
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    const good = new TextDecoder('utf-8').decode(bytes).split('\uFFFD', 1)[0]!.split('\n');
    throw new Unreadable('not UTF-8: save the file in that encoding', `line ${good.length}`);
  }
}
