import type { SeenDocument, SeenElement, Violation } from './observation.js';

/** What the visit keeps in each document. */
export interface Notes {
  violations: Violation[];
  /** Every element of the platform's, in open shadow roots too. */
  elements(): Element[];
  /** Addresses of the platform's own pages that the document frames. */
  frames(): string[];
  /** Whether it shows the page's own content since the platform switched it off. */
  isOff(element: Element): boolean;
  hidden(element: Element): SeenElement['hidden'];
}

/**
 * Runs in each document before its own scripts. All functions are methods of one object: a compiler that keeps names
 * would call its own means around others, which the page does not have.
 */
export function takeNotes(): void {
  const notes = {
    violations: [] as Violation[],
    everything(root: Document | ShadowRoot): Element[] {
      return [...root.querySelectorAll('*')].flatMap((one) => [
        one,
        ...(one.shadowRoot && !one.localName.startsWith('cq-') ? notes.everything(one.shadowRoot) : []),
      ]);
    },
    elements(): Element[] {
      return notes.everything(document).filter(({ localName }) => localName.startsWith('cq-'));
    },
    frames(): string[] {
      return notes
        .everything(document)
        .map((one) => (one instanceof HTMLIFrameElement ? one.src : ''))
        .filter(
          (src) => URL.canParse(src) && /^\/frame\/[a-z0-9-]+\/[a-z0-9-]+$/.test(new URL(src).pathname),
        );
    },
    isOff({ shadowRoot }: Element): boolean {
      return Boolean(shadowRoot?.querySelector('[role=status]') && !shadowRoot.querySelector('.widget'));
    },
    around(element: Element): Element | undefined {
      return (
        element.assignedSlot ?? element.parentElement ?? (element.getRootNode() as Partial<ShadowRoot>).host
      );
    },
    /** Whether its style and those around it let it be seen. One that has no box of its own stands for its content. */
    isRendered(element: Element): boolean {
      const { display, visibility } = getComputedStyle(element);
      if (display !== 'contents')
        return element.checkVisibility({ visibilityProperty: true, opacityProperty: true });
      const parent = notes.around(element);
      return visibility === 'visible' && (!parent || notes.isRendered(parent));
    },
    clips(element: Element): boolean {
      const { display, overflow } = getComputedStyle(element);
      return display !== 'contents' && overflow !== 'visible';
    },
    /** Whether it takes up room on the page; what it lets overflow counts. */
    hasBox(element: Element): boolean {
      const content = element.shadowRoot?.querySelector('.widget');
      return [element, ...(content && !notes.clips(element) ? [content] : [])].some((one) => {
        const { width, height, right, bottom, left } = one.getBoundingClientRect();
        const within = right + scrollX > 0 && bottom + scrollY > 0;
        // What is meant for screen readers alone is one pixel wide.
        return width > 1 && height > 1 && within && left + scrollX < document.documentElement.scrollWidth;
      });
    },
    /** Whether something around it is closed, hidden, transparent or has no room of its own for it. */
    isShut(element: Element): boolean {
      const parent = notes.around(element);
      if (!parent) return false;
      const { width, height, right, bottom } = parent.getBoundingClientRect();
      const away = right + scrollX <= 0 || bottom + scrollY <= 0;
      const none = notes.clips(parent) && (width <= 1 || height <= 1);
      return (
        (parent instanceof HTMLDetailsElement && !parent.open && element.localName !== 'summary') ||
        !notes.isRendered(parent) ||
        (away && width > 1 && height > 1) ||
        none ||
        notes.isShut(parent)
      );
    },
    hidden(element: Element): SeenElement['hidden'] {
      if (notes.isShut(element)) return 'around';
      return notes.isRendered(element) && notes.hasBox(element) ? '' : 'itself';
    },
  };
  Object.defineProperty(window, Symbol.for('cq-doctor'), { value: notes });
  document.addEventListener('securitypolicyviolation', (event) => {
    const { effectiveDirective: directive, blockedURI: blocked, sourceFile: asker, originalPolicy } = event;
    const names = [directive, directive.replace(/-(elem|attr)$/, ''), 'child-src', 'default-src'];
    const parts = originalPolicy.split(';').map((one) => one.trim());
    const own = names.filter((name) => name !== 'child-src' || directive === 'frame-src');
    const policy = own.map((name) => parts.find((one) => one.split(' ')[0] === name)).find(Boolean) ?? '';
    const { violations } = notes;
    const known = violations.some((one) => one.directive === directive && one.blocked === blocked);
    if (!known) violations.push({ directive, blocked, asker, policy });
  });
}

/** Runs in each document. */
export function look(): SeenDocument {
  const notes = (window as never as Record<symbol, Notes>)[Symbol.for('cq-doctor')]!;
  return {
    origin: self.origin,
    violations: notes.violations,
    frames: notes.frames(),
    loaders: [...document.querySelectorAll<HTMLScriptElement>('script[src*="/embed/"]')]
      .filter(({ src }) => /\/embed\/(\d+\.js|\d+\.\d+\.\d+\/loader\.js)(\?|$)/.test(src))
      .map((script) => ({
        src: script.src,
        integrity: script.integrity,
        crossorigin: script.crossOrigin !== null,
        version: (script as { cq?: string }).cq ?? '',
      })),
    elements: notes.elements().map((element) => {
      const root = element.shadowRoot;
      const parts = [...(root?.querySelectorAll('[part]') ?? [])].map(
        (one) => one.getAttribute('part') ?? '',
      );
      // Frameworks set properties of elements that they know, and no attributes.
      const [consultation, activity, api] = ['consultation', 'activity', 'api'].map(
        (name) => element.getAttribute(name) ?? (element as never as Record<string, string>)[name] ?? '',
      );
      return {
        name: element.localName,
        consultation: consultation!,
        activity: activity!,
        api: api!,
        upgraded: Boolean(root?.querySelector('.widget > *:not(.muted)')),
        off: notes.isOff(element),
        inShadow: element.getRootNode() !== document,
        hidden: notes.hidden(element),
        parts: [...new Set(parts)],
        says: root?.querySelector('[part=error]')?.textContent?.replace(/\s+/g, ' ').trim() ?? '',
      };
    }),
  };
}
