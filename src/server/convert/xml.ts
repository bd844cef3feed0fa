import { SaxesParser } from 'saxes';
import { Unreadable } from './report.js';

/** An element: its children and its words. */
export interface Element {
  name: string;
  children: Element[];
  text: string;
  /** The line on which it begins. */
  line: number;
}

/** Reads an XML document. Throws `Unreadable`, with the line and column of the first mistake. */
export function parseXml(text: string): Element {
  const root: Element = { name: '', children: [], text: '', line: 1 };
  const path = [root];
  const parser = new SaxesParser({ position: true });
  parser.on('opentag', ({ name }) => {
    const element: Element = { name, children: [], text: '', line: parser.line };
    path.at(-1)!.children.push(element);
    path.push(element);
  });
  const words = (added: string) => {
    path.at(-1)!.text += added;
  };
  parser.on('text', words);
  parser.on('cdata', words);
  parser.on('closetag', () => void path.pop());
  parser.on('error', (error) => {
    throw new Unreadable(`not XML: ${error.message}`, `line ${parser.line}, column ${parser.column + 1}`);
  });
  parser.write(text).close();
  return root.children[0]!;
}

export function child(element: Element | undefined, name: string): Element | undefined {
  return element?.children.find((one) => one.name === name);
}
