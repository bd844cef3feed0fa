import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { Answers } from '../../contract/survey.js';
import { writePrivately } from '../export/private-file.js';

/** A questionnaire that is being keyed in. */
const Begun = z.object({
  /** Written on the sheet, or made for it. */
  number: z.string().min(1).max(100),
  answers: Answers,
  /** The questions that were gone through, in their order, answered or not. */
  met: z.array(z.string()),
});
export type Begun = z.infer<typeof Begun>;

/** What is being keyed in, in a file of the operator’s folder that they alone may read, until it is stored. */
export class BegunFile {
  private readonly path: string;

  constructor(folder: string, consultation: string, activity: string) {
    this.path = join(folder, `.cq-enter-${consultation}-${activity}.json`);
  }

  /** Undefined where there is none. Throws where there is one that cannot be read: it is not written over. */
  async read(): Promise<Begun | undefined> {
    let text: string;
    try {
      text = await readFile(this.path, 'utf8');
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
      throw error;
    }
    const begun = Begun.safeParse(JSON.parse(text));
    if (!begun.success) throw new Error(`${this.path}: ${begun.error.message}`);
    return begun.data;
  }

  async keep(begun: Begun | undefined): Promise<void> {
    if (begun === undefined) await rm(this.path, { force: true });
    else await writePrivately(this.path, once(JSON.stringify(begun)));
  }
}

async function* once(text: string): AsyncGenerator<string> {
  yield text;
}
