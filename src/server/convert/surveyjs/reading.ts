import { Draft, type Localized, type LooseQuestion } from '../draft.js';
import { SURVEYJS } from '../grammar.js';
import type { Meaning } from '../meaning.js';
import type { Open } from '../report.js';
import { asText } from '../source.js';

/** What stands around an element. */
export interface Around {
  page: { questions: LooseQuestion[] };
  /** Conditions of the panels around. */
  conditions: { written: string; item: Open }[];
  requiredIf: { written: string; item: Open }[];
  group?: Group;
}

export interface Group {
  id: string;
  /** What `{panel.x}` or `{row.x}` stands for. */
  meanings: Map<string, Meaning>;
}

/** A SurveyJS survey that is being read: what all kinds of elements share. */
export class Reading {
  readonly draft = new Draft(SURVEYJS, /\{([^{}]+)\}/g);
  readonly locale: string;
  /** Questions with choices, for those that carry them on. */
  readonly chosen = new Map<string, LooseQuestion>();
  readonly valuesOf = new Map<LooseQuestion, Map<string, string | number | boolean>>();
  readonly rowsOf = new Map<LooseQuestion, Map<string, string>>();

  constructor(readonly json: Record<string, unknown>) {
    const locale = json['locale'];
    this.locale = typeof locale === 'string' && locale ? locale.slice(0, 2) : 'default';
  }

  finderOf({ group }: Around): (name: string) => Meaning | undefined {
    return (name) => {
      const inside = /^(?:panel|row)\.(.+)$/.exec(name)?.[1];
      return inside && group ? group.meanings.get(inside) : this.draft.find(name);
    };
  }

  words(value: string): Localized {
    return { fr: value };
  }

  text(
    value: unknown,
    item: Open,
    options: { markdown?: boolean; max?: number } = {},
  ): Localized | undefined {
    if (value === undefined) return undefined;
    const written: Record<string, string | undefined> =
      typeof value === 'object' ? { ...(value as Record<string, string>) } : { default: asText(value) };
    const fallback = written['default'];
    delete written['default'];
    // The default language is English where the file does not say.
    const language =
      this.locale === 'default' ? (written['en'] === undefined ? this.fallback : 'default') : this.locale;
    if (fallback !== undefined && written[language] === undefined) written[language] = fallback;
    for (const [name, text] of Object.entries(written)) if (typeof text !== 'string') delete written[name];
    return this.draft.text(written, item, options);
  }

  /** What texts are in that stand alone: French where no text of the file is in several languages, and it does not say. */
  get fallback(): string {
    this.isTranslated ??= /"(?:fr|default)"\s*:/.test(JSON.stringify(this.json));
    return this.isTranslated ? 'en' : 'fr';
  }
  private isTranslated: boolean | undefined;
}
