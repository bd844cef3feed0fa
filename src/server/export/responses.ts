import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Db } from '../../backend/context.js';
import {
  countResponses,
  listQuestions,
  pagesOfResponses,
  type ResponseCounts,
  type Span,
  type Survey,
} from '../../backend/transfer/responses.js';
import type { Language } from '../../contract/text.js';
import { codebookOf, type ColumnsBy } from '../../domain/codebook.js';
import { codebookCsv, codebookPage } from './codebook.js';
import { csvPieces } from './csv.js';
import { codeOf } from './gaps.js';
import { ndjsonPieces } from './ndjson.js';
import { type Pieces, writePrivately } from './private-file.js';
import { inSpssGap, SpssFiles } from './spss.js';
import { Table } from './table.js';
import { type TracedResponse, tracing } from './traced.js';
import { SHEET_LIMITS, type SheetLimits, slicesOf, xlsxPieces } from './xlsx.js';

export const FORMATS = ['csv', 'xlsx', 'ndjson', 'spss'] as const;
export type Format = (typeof FORMATS)[number];

/** How responses are to be written. */
export interface Shape {
  format: Format;
  columns: ColumnsBy;
  /** Words in the place of codes. */
  labels: boolean;
  language: Language;
  bom: boolean;
  /** Codes that say why there is no value, in the place of empty cells; SPSS always has them. */
  missingCodes: boolean;
}

/** Where responses are read and where they go. */
export interface Export {
  db: Db;
  consultation: string;
  survey: Survey;
  span: Span;
  folder: string;
  shape: Shape;
  onProgress: (done: number, total: number) => void;
  limits?: SheetLimits;
}

/** What was written. */
export interface Exported extends Pick<ResponseCounts, 'kept' | 'withdrawn'> {
  files: string[];
  /** Texts that were longer than the format holds, and were cut. */
  cut: number;
}

/** Writes a survey's responses and their codebook: read page by page, so that memory does not grow with their number. */
export async function writeResponses(work: Export): Promise<Exported> {
  const { db, survey, span, shape, folder } = work;
  const counted = await countResponses(db, survey, span, listQuestions(survey));
  const spss = shape.format === 'spss';
  const by = spss ? 'option' : shape.columns;
  const codebook = codebookOf(survey.versions, by, counted.sizes);
  const table = new Table({
    codebook,
    versions: survey.versions,
    language: shape.labels && !spss ? shape.language : undefined,
    inGap: spss ? inSpssGap : shape.missingCodes ? codeOf : undefined,
  });
  await mkdir(folder, { recursive: true });
  const named = (ending: string) => join(folder, `responses-${survey.activity}${ending}`);
  const written = { files: [] as string[], cut: 0 };
  const write = async (path: string, pieces: Pieces) => {
    await writePrivately(path, pieces);
    written.files.push(path);
  };
  const kept = await writeAs(work, { table, counted, named, write, written });
  const page = { ...work, activity: survey.activity, responses: kept, withdrawn: counted.withdrawn };
  const codebookNamed = (ending: string) => join(folder, `codebook-${survey.activity}.${ending}`);
  await write(codebookNamed('csv'), only(codebookCsv(table)));
  await write(codebookNamed('html'), only(await codebookPage(table, { ...page, at: span.until })));
  return { kept, withdrawn: counted.withdrawn, ...written };
}

interface Writing {
  table: Table;
  counted: ResponseCounts;
  named: (ending: string) => string;
  write: (path: string, pieces: Pieces) => Promise<void>;
  written: { cut: number };
}

/** Writes the responses in one format. Gives how many there were. */
async function writeAs(work: Export, { table, counted, named, write, written }: Writing): Promise<number> {
  const { shape } = work;
  const reading = new Reading(work, counted.kept);
  switch (shape.format) {
    case 'csv':
      await write(named('.csv'), csvPieces(reading.pages(table), table, shape.bom));
      break;
    case 'ndjson':
      await write(named('.ndjson'), ndjsonPieces(reading.pages(table)));
      break;
    case 'xlsx': {
      const limits = work.limits ?? SHEET_LIMITS;
      const cut = { cells: 0 };
      // A sheet has so many columns: what is beyond goes into a file of its own, by another reading.
      for (const [index, slice] of slicesOf(table.columns.length, limits).entries()) {
        const pages = reading.pages(index === 0 ? table : undefined);
        const options = { responses: counted.kept, limits, cut };
        await write(
          named(index === 0 ? '.xlsx' : `.${index + 1}.xlsx`),
          xlsxPieces(pages, table, slice, options),
        );
      }
      written.cut = cut.cells;
      break;
    }
    case 'spss': {
      const files = new SpssFiles(table);
      await write(named('.dat'), files.data(reading.pages(table)));
      const data = `responses-${work.survey.activity}.dat`;
      await write(named('.sps'), only(`\uFEFF${files.syntax(data, shape.language)}`));
      written.cut = files.cut;
      break;
    }
  }
  return reading.responses;
}

/** One export's reading of the responses, once or more. */
class Reading {
  /** How many the last reading gave. */
  responses = 0;

  constructor(
    private readonly work: Export,
    private readonly total: number,
  ) {}

  /** The pages, counted into a table's counts on the way. */
  async *pages(counting: Table | undefined): AsyncGenerator<TracedResponse[]> {
    const { db, survey, span, onProgress } = this.work;
    const traced = tracing(survey);
    this.responses = 0;
    for await (const given of pagesOfResponses(db, survey, span)) {
      const page = given.map(traced);
      if (counting) for (const response of page) counting.counts.add(response);
      yield page;
      this.responses += page.length;
      onProgress(this.responses, this.total);
    }
  }
}

async function* only(text: string): AsyncGenerator<string> {
  yield text;
}
