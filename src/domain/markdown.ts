/** A run of words in a text: plain, stressed, a link, or the end of a line. */
export type Inline =
  | string
  | { strong: Inline[] }
  | { emphasis: Inline[] }
  | { link: string; words: Inline[] }
  | { lineEnd: true };

/** A heading (1 is the highest), a paragraph, or a list that has numbers or not. */
export type Block =
  | { heading: 1 | 2 | 3; words: Inline[] }
  | { paragraph: Inline[] }
  | { list: Inline[][]; numbered: boolean; start: number };

/** Where a link may lead: nothing that runs. */
const LINK = /^(?:https?:\/\/|mailto:)[^\s]+$/i;

/**
 * Safe Markdown: headings (`#` to `###`), paragraphs, lists of one level, `**strong**`, `*emphasis*`, `[words](https://…)`
 * and `\` before a mark that means itself. The end of a line ends it, as authors expect of a form. HTML is text like any
 * other: what comes out is a tree that templates draw, and nothing of it is ever parsed as HTML.
 */
export function markdown(text: string): Block[] {
  const blocks: Block[] = [];
  let lines: string[] = [];
  const flush = () => {
    if (lines.length > 0) blocks.push({ paragraph: inline(lines.join('\n')) });
    lines = [];
  };
  let list: { items: string[]; numbered: boolean; start: number } | undefined;
  const endList = () => {
    if (list) blocks.push({ list: list.items.map(inline), numbered: list.numbered, start: list.start });
    list = undefined;
  };
  for (const line of text.split(/\r?\n/)) {
    const [, marks, heading] = /^ {0,3}(#{1,3}) +(.*?)(?: +#+)? *$/.exec(line) ?? [];
    const [, bullet, item] = /^ *([-*+]|\d{1,3}[.)]) +(.*)$/.exec(line) ?? [];
    if (marks !== undefined) {
      flush();
      endList();
      blocks.push({ heading: marks.length as 1 | 2 | 3, words: inline(heading!) });
    } else if (bullet !== undefined) {
      flush();
      const numbered = /\d/.test(bullet);
      if (list?.numbered !== numbered) endList();
      list ??= { items: [], numbered, start: numbered ? Number.parseInt(bullet, 10) : 1 };
      list.items.push(item!);
    } else if (line.trim() === '') {
      flush();
      // Items may be set apart by empty lines: the list ends where something else begins.
    } else if (list && /^ {2,}/.test(line) && lines.length === 0) {
      list.items[list.items.length - 1] += `\n${line.trim()}`;
    } else {
      endList();
      lines.push(line.trim());
    }
  }
  flush();
  endList();
  return blocks;
}

/** A mark that was opened and waits for its end. */
interface Open {
  mark: string;
  words: Inline[];
}

const MARKS = /\\([!-/:-@[-`{-~])|\*\*|__|[*_[\n]|\]\(([^\s()]*(?:\([^\s()]*\)[^\s()]*)*)\)|\]/g;

/** One pass with a stack: what is opened and never closed is the text that it was. */
function inline(text: string): Inline[] {
  const stack: Open[] = [{ mark: '', words: [] }];
  const top = () => stack[stack.length - 1]!;
  const add = (...words: Inline[]) => {
    for (const one of words) {
      const { words: before } = top();
      const last = before.length - 1;
      if (one === '') continue;
      if (typeof one === 'string' && typeof before[last] === 'string') before[last] += one;
      else before.push(one);
    }
  };
  /** Takes what was opened after `index` for text, and gives what `index` holds. */
  const unwind = (index: number): Open => {
    while (stack.length > index + 1) {
      const { mark, words } = stack.pop()!;
      add(mark, ...words);
    }
    return stack.length > 1 ? stack.pop()! : stack[0]!;
  };
  const opened = (mark: string) => stack.findLastIndex((one) => one.mark === mark);
  let from = 0;
  const marks = new RegExp(MARKS);
  for (let found = marks.exec(text); found; found = marks.exec(text)) {
    const [, escaped, href] = found;
    let [mark] = found;
    // `***` that ends something emphasized inside something strong: the inner one first.
    if (/^(\*\*|__)$/.test(mark) && top().mark === mark[0] && text[marks.lastIndex] === mark[0]) {
      mark = mark[0]!;
      marks.lastIndex--;
    }
    add(text.slice(from, found.index));
    from = marks.lastIndex;
    const [before, after] = [text[found.index - 1] ?? ' ', text[from] ?? ' '];
    if (escaped !== undefined) add(escaped);
    else if (mark === '\n') add({ lineEnd: true });
    else if (mark === '[') stack.push({ mark, words: [] });
    else if (mark[0] === ']') {
      const index = opened('[');
      if (index < 0) add(mark);
      else {
        const { words } = unwind(index);
        if (href !== undefined && words.length > 0 && LINK.test(href)) add({ link: href, words });
        else add('[', ...words, mark);
      }
    } else {
      const index = opened(mark);
      // An underscore inside a word is a letter of it.
      const inWord = mark[0] === '_' && /[\p{L}\p{N}]/u.test(before) && /[\p{L}\p{N}]/u.test(after);
      if (index > 0 && /\S/.test(before) && !inWord && (top().words.length > 0 || index < stack.length - 1)) {
        const { words } = unwind(index);
        add(mark.length > 1 ? { strong: words } : { emphasis: words });
      } else if (/\S/.test(after) && !inWord) stack.push({ mark, words: [] });
      else add(mark);
    }
  }
  add(text.slice(from));
  return unwind(0).words;
}
