/** A page as a browser without scripts has it, as far as its forms go. */
export interface Seen {
  status: number;
  headers: Headers;
  html: string;
  /** Its words alone, with plain spaces. */
  text: string;
}

export type Ask = (path: string, init?: RequestInit) => Promise<Response>;

type Entered = Record<string, string | string[] | File[]>;

/** What pressing a button sends. */
export interface Filled<Body = string | FormData> {
  action: string;
  body: Body;
}

/** A citizen whose browser runs no script: reads pages, fills in forms and presses their buttons. */
export class Citizen {
  constructor(
    private readonly ask: Ask,
    private readonly origin: string,
  ) {}

  async open(path: string): Promise<Seen> {
    const response = await this.ask(path);
    const elsewhere = response.headers.get('location');
    return elsewhere === null ? seen(response) : this.open(elsewhere);
  }

  /** Presses the button whose label begins with `label`, in the form that it is in; `entered` fills fields in first. */
  async press(page: Seen, label: string, entered: Entered = {}): Promise<Seen> {
    return this.send(this.filled(page, label, entered));
  }

  /** What pressing a button would send: a text, or `FormData` from a form with files. */
  filled<Body extends Filled['body'] = string>(
    page: Seen,
    label: string,
    entered: Entered = {},
  ): Filled<Body> {
    for (const [, attributes, content] of page.html.matchAll(/<form\b([^>]*)>([\s\S]*?)<\/form>/g)) {
      const button = [...content!.matchAll(/<button\b([^>]*)>([\s\S]*?)<\/button>/g)].find(([, , words]) =>
        plain(words!).startsWith(label),
      );
      if (!button) continue;
      const fields: [string, string | File][] = fieldsOf(content!).filter(([name]) => !(name in entered));
      for (const [name, values] of Object.entries(entered)) {
        for (const value of [values].flat()) fields.push([name, value]);
      }
      const name = attribute(button[1]!, 'name');
      if (name) fields.push([name, attribute(button[1]!, 'value') ?? '']);
      const action = attribute(button[1]!, 'formaction') ?? attribute(attributes!, 'action')!;
      if (attribute(attributes!, 'enctype') === 'multipart/form-data') {
        const body = new FormData();
        for (const [own, value] of fields) body.append(own, value);
        return { action, body: body as Body };
      }
      const pairs = fields.map(([own, value]) => [own, crlf(value as string)]);
      return { action, body: new URLSearchParams(pairs).toString() as Body };
    }
    throw new Error(`No button «${label}» in:\n${page.text}`);
  }

  async send({ action, body }: Filled, headers: Record<string, string> = {}) {
    const sent = {
      ...(typeof body === 'string' && { 'content-type': 'application/x-www-form-urlencoded' }),
      'sec-fetch-site': 'same-origin',
      origin: this.origin,
      ...headers,
    };
    return seen(await this.ask(action, { method: 'POST', body, headers: sent }));
  }
}

async function seen(response: Response): Promise<Seen> {
  const html = await response.text();
  return { status: response.status, headers: response.headers, html, text: plain(html) };
}

/** A browser sends line ends as two characters. */
const crlf = (value: string) => value.replace(/\r?\n/g, '\r\n');

function plain(html: string): string {
  return unescape(
    html
      .replace(/<style>[\s\S]*?<\/style>/g, '')
      .replace(/<[^>]*>/g, ' ')
      .replace(/\s+/g, ' '),
  )
    .replace(/[\u00a0\u202f]/g, ' ')
    .trim();
}

const ENTITIES: Record<string, string> = { lt: '<', gt: '>', quot: '"', '#39': "'", amp: '&' };

function unescape(text: string): string {
  return text.replace(/&(lt|gt|quot|#39|amp);/g, (_, name: string) => ENTITIES[name]!);
}

function attribute(attributes: string, name: string): string | undefined {
  const found = new RegExp(`(?:^|\\s)${name}="([^"]*)"`).exec(attributes);
  return found ? unescape(found[1]!) : undefined;
}

/** The fields that a browser would send as they stand. */
function fieldsOf(form: string): [string, string | File][] {
  const fields: [string, string | File][] = [];
  for (const [, attributes] of form.matchAll(/<input\b([^>]*)>/g)) {
    const name = attribute(attributes!, 'name');
    if (/type="file"/.test(attributes!)) {
      // Where nothing is chosen, a browser sends a file without a name.
      if (name) fields.push([name, new File([], '')]);
      continue;
    }
    const pickable = /type="(radio|checkbox)"/.test(attributes!);
    if (name && (!pickable || /\schecked\b/.test(attributes!)))
      fields.push([name, attribute(attributes!, 'value') ?? '']);
  }
  for (const [, attributes, value] of form.matchAll(/<textarea\b([^>]*)>([\s\S]*?)<\/textarea>/g))
    fields.push([attribute(attributes!, 'name')!, unescape(value!.replace(/^\n/, ''))]);
  for (const [, attributes, options] of form.matchAll(/<select\b([^>]*)>([\s\S]*?)<\/select>/g)) {
    const chosen = [...options!.matchAll(/<option\b([^>]*)>/g)].find(([, own]) => /\sselected\b/.test(own!));
    fields.push([attribute(attributes!, 'name')!, (chosen && attribute(chosen[1]!, 'value')) ?? '']);
  }
  return fields;
}
