import { Parser } from 'htmlparser2';

/** Words that were HTML, and what of it is lost. */
export interface Plain {
  text: string;
  lost: string[];
}

/** Blocks that begin a paragraph. */
const BLOCKS = new Set(['p', 'div', 'section', 'article', 'table', 'tr', 'ul', 'ol', 'blockquote', 'pre']);
/** What only groups words. */
const SILENT = new Set([
  'span',
  'html',
  'body',
  'thead',
  'tbody',
  'small',
  'label',
  'font',
  'abbr',
  'u',
  'sup',
  'sub',
]);

/** Whether a text looks like HTML rather than words with a «<» in them. */
export function isHtml(text: string): boolean {
  return /<\/?[a-z][^<>]*>|&(?:[a-z]{2,8}|#\d+|#x[\da-f]+);/i.test(text);
}

/** HTML as our safe Markdown (`markdown`), or as plain words: headings, emphasis, lists and links stay in Markdown alone. */
export function fromHtml(html: string, markdown: boolean): Plain {
  if (!isHtml(html)) return { text: tidy(html), lost: [] };
  const lost = new Set<string>();
  const lists: { ordered: boolean; count: number }[] = [];
  const hrefs: string[] = [];
  let text = '';
  let skip = 0;
  const mark = (of: string, lostAs: string) => {
    if (markdown) text += of;
    else lost.add(lostAs);
  };
  const parser = new Parser(
    {
      onopentag(name, attributes) {
        if (name === 'script' || name === 'style') {
          skip += 1;
          lost.add(`<${name}>`);
        } else if (name === 'br') text += '\n';
        else if (name === 'hr') text += '\n\n';
        else if (/^h[1-6]$/.test(name)) {
          text += '\n\n';
          mark('## ', 'a heading');
        } else if (name === 'b' || name === 'strong') mark('**', 'emphasis');
        else if (name === 'i' || name === 'em') mark('*', 'emphasis');
        else if (name === 'ul' || name === 'ol') {
          lists.push({ ordered: name === 'ol', count: 0 });
          text += '\n\n';
        } else if (name === 'li') {
          const list = lists.at(-1);
          if (list) list.count += 1;
          text += list?.ordered ? `\n${list.count}. ` : '\n- ';
        } else if (name === 'a') {
          hrefs.push(attributes['href'] ?? '');
          if (markdown && isLink(hrefs.at(-1)!)) text += '[';
        } else if (name === 'img') {
          if (attributes['alt']) text += attributes['alt'];
          lost.add(`the picture ${attributes['src']?.slice(0, 60) ?? ''}`.trim());
        } else if (name === 'td' || name === 'th') {
          text += ' ';
          lost.add('a table');
        } else if (BLOCKS.has(name)) text += '\n\n';
        else if (!SILENT.has(name)) lost.add(`<${name}>`);
        if (attributes['style'] || attributes['class']) lost.add('styles');
      },
      ontext(words) {
        if (skip === 0) text += words.replace(/\s+/g, (space) => (space.includes('\u00a0') ? '\u00a0' : ' '));
      },
      onclosetag(name) {
        if (name === 'script' || name === 'style') skip -= 1;
        else if (/^h[1-6]$/.test(name)) text += '\n\n';
        else if (name === 'b' || name === 'strong') mark('**', 'emphasis');
        else if (name === 'i' || name === 'em') mark('*', 'emphasis');
        else if (name === 'ul' || name === 'ol') {
          lists.pop();
          text += '\n\n';
        } else if (name === 'a') {
          const href = hrefs.pop() ?? '';
          if (isLink(href)) text += markdown ? `](${href})` : ` (${href})`;
          else if (href) lost.add(`the link ${href.slice(0, 60)}`);
        } else if (BLOCKS.has(name)) text += '\n\n';
      },
    },
    { decodeEntities: true },
  );
  parser.end(html);
  return { text: tidy(text), lost: [...lost] };
}

const isLink = (href: string) => /^(https?:\/\/|mailto:)/i.test(href);

function tidy(text: string): string {
  return text
    .replace(/\r\n?/g, '\n')
    .replace(/[ \t]+\n/g, '\n')
    .replace(/\n[ \t]+(?=[^ \t\n])/g, '\n')
    .replace(/[ \t]{2,}/g, ' ')
    .replace(/\n{3,}/g, '\n\n')
    .replace(/\*\*\*\*|(?<!\*)\*\*(?=\*\*)/g, '')
    .trim();
}
