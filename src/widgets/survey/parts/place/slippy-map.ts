import { noChange, type ElementPart } from 'lit';
import { Directive, directive } from 'lit/directive.js';

/** Degrees, WGS 84. */
export interface Point {
  latitude: number;
  longitude: number;
}

interface MapOptions extends Point {
  /** `https://tuiles.exemple.gouv.qc.ca/{z}/{x}/{y}.png` */
  tiles: string;
  zoom: number;
  maxZoom: number;
  /** What was chosen so far. */
  point: Partial<Point> | undefined;
  onChoose: (point: Point) => void;
  /** Where the centre is, in words. */
  words: (center: Point, zoom: number) => string;
  say: (text: string) => void;
}

/** The four ways in which the map moves, beside `in`, `out` and `choose`. */
export const STEPS = ['north', 'south', 'west', 'east'] as const;

/** In pixels, of a tile's side; as every tile server has it. */
const TILE = 256;

const KEYS: Record<string, string> = {
  ArrowUp: 'north',
  ArrowDown: 'south',
  ArrowLeft: 'west',
  ArrowRight: 'east',
  '+': 'in',
  '=': 'in',
  '-': 'out',
  '−': 'out',
};

/** Web Mercator (EPSG:3857), the world as a square whose side is 1. */
function project({ latitude, longitude }: Point): [x: number, y: number] {
  const sine = Math.sin((latitude * Math.PI) / 180);
  return [longitude / 360 + 0.5, 0.5 - Math.log((1 + sine) / (1 - sine)) / (4 * Math.PI)];
}

function unproject([x, y]: [number, number]): Point {
  const rounded = (degrees: number) => Math.round(degrees * 1e5) / 1e5;
  return {
    latitude: rounded((Math.atan(Math.sinh(Math.PI * (1 - 2 * y))) * 180) / Math.PI),
    longitude: rounded((x - 0.5) * 360),
  };
}

/** How far a finger or a mouse may slip, in pixels, and still point at one place. */
const SLIP = 8;

const within = (value: number, least: number, most: number) => Math.min(most, Math.max(least, value));

/** A map of tiles in a `details`, which asks its server for nothing before it is opened. */
class SlippyMap extends Directive {
  private options!: MapOptions;
  private box?: HTMLDetailsElement;
  private center: [number, number] = [0, 0];
  private zoom = 0;
  private readonly images = new Map<string, HTMLImageElement>();
  private readonly ring = document.createElement('div');
  private readonly pointers = new Map<number, PointerEvent>();
  /** How far apart two fingers are from where the map takes its next step. */
  private spread = 0;
  /** Where one pointer alone went down, as long as it has not moved on. */
  private pointed: PointerEvent | undefined;
  /** What was seen when the pointer went down. */
  private began = '';
  private came = false;

  override render(_options: MapOptions): unknown {
    return noChange;
  }

  override update({ element }: ElementPart, [options]: [MapOptions]): unknown {
    this.options = options;
    if (!this.box) this.begin(element as HTMLDetailsElement);
    else if (this.box.open) this.draw();
    return noChange;
  }

  private begin(box: HTMLDetailsElement): void {
    this.box = box;
    this.ring.className = 'ring';
    const on = <Name extends keyof HTMLElementEventMap>(
      names: Name[],
      hear: (event: HTMLElementEventMap[Name]) => void,
    ) => names.forEach((name) => box.addEventListener(name, hear, true));
    on(['toggle'], () => box.open && this.open());
    on(['click'], ({ target }) =>
      this.step((target as HTMLElement).closest<HTMLElement>('[data-step]')?.dataset.step),
    );
    on(['keydown'], (event) => {
      const step = (event.target as HTMLElement).className === 'view' ? KEYS[event.key] : undefined;
      if (!step || event.ctrlKey || event.metaKey || event.altKey) return;
      event.preventDefault();
      this.step(step);
    });
    on(['pointerdown', 'pointermove', 'pointerup', 'pointercancel'], (event) => this.follow(event));
    // One finger scrolls the page, as `touch-action` says; two are ours, and the page’s gesture ends before it begins.
    on(['touchstart', 'touchmove'], (event) => {
      if (event.touches.length > 1 && event.cancelable && viewOf(event)) event.preventDefault();
    });
    on(['load', 'error'], ({ type }) => this.tell(type === 'load'));
    new ResizeObserver(() => this.images.size > 0 && this.draw()).observe(box);
  }

  private open(): void {
    const { point, zoom, maxZoom } = this.options;
    this.zoom = Math.min(zoom, maxZoom);
    this.center = project({ ...this.options, ...(point?.latitude !== undefined && (point as Point)) });
    this.draw();
  }

  private step(step: string | undefined): void {
    if (!step) return;
    const before = this.sight;
    if (step === 'choose') return this.options.onChoose(unproject(this.center));
    if (step === 'in' || step === 'out') this.enlarge(step === 'in' ? 1 : -1);
    const [width, height] = this.size;
    const ways: Record<string, [number, number]> = {
      north: [0, height / 4],
      south: [0, -height / 4],
      west: [width / 4, 0],
      east: [-width / 4, 0],
    };
    this.drag(ways[step] ?? [0, 0]);
    this.tellMove(before);
  }

  private get sight(): string {
    return String(this.center) + this.zoom;
  }

  private tellMove(before: string): void {
    const { say, words } = this.options;
    if (this.sight !== before) say(words(unproject(this.center), this.zoom));
  }

  /** How many pixels the whole world is wide. */
  private get side(): number {
    return TILE * 2 ** this.zoom;
  }

  private enlarge(by: number): void {
    this.zoom = within(this.zoom + by, 0, this.options.maxZoom);
  }

  /** Moves what is seen by so many pixels. */
  private drag([right, down]: [number, number]): void {
    const { side } = this;
    const [x, y] = this.center;
    this.center = [(((x - right / side) % 1) + 1) % 1, within(y - down / side, 0, 1)];
    this.draw();
  }

  /** A pointer that stays where it went down chooses. A mouse drags, and so do two fingers, which enlarge or reduce. */
  private follow(event: PointerEvent): void {
    const view = viewOf(event);
    const { pointerId, type } = event;
    if (!view) return;
    const before = this.pointers.get(pointerId);
    if (type === 'pointerdown' && event.button === 0) {
      view.setPointerCapture(pointerId);
      this.pointers.set(pointerId, event);
      this.pointed = event.isPrimary ? event : undefined;
      if (this.pointers.size === 1) this.began = this.sight;
      this.spread = this.apart;
    } else if (type === 'pointermove' && before) {
      this.pointers.set(pointerId, event);
      if (this.pointed && distance(this.pointed, event) > SLIP) this.pointed = undefined;
      const count = this.pointers.size;
      if (this.pointed || (count === 1 && event.pointerType === 'touch')) return;
      this.drag([(event.clientX - before.clientX) / count, (event.clientY - before.clientY) / count]);
      if (count > 1) this.pinch(view);
    } else if (before && this.pointers.delete(pointerId)) {
      if (this.pointed && type === 'pointerup') this.options.onChoose(unproject(this.under(view, event)));
      else if (this.pointers.size === 0) this.tellMove(this.began);
      this.pointed = undefined;
    }
  }

  /** Enlarges or reduces about what is between two fingers. */
  private pinch(view: HTMLElement): void {
    const ratio = this.apart / this.spread;
    if (ratio < 1.5 && ratio > 0.67) return;
    this.spread = this.apart;
    const [one, other] = [...this.pointers.values()] as [PointerEvent, PointerEvent];
    const middle = { clientX: (one.clientX + other.clientX) / 2, clientY: (one.clientY + other.clientY) / 2 };
    const [x, y] = this.under(view, middle);
    this.enlarge(ratio > 1 ? 1 : -1);
    const [left, top] = this.under(view, middle);
    this.drag([(left - x) * this.side, (top - y) * this.side]);
  }

  /** What is at a place of the screen. */
  private under(view: HTMLElement, { clientX, clientY }: Pick<PointerEvent, 'clientX' | 'clientY'>) {
    const { left, top, width, height } = view.getBoundingClientRect();
    const { side } = this;
    const [x, y] = this.center;
    return [x + (clientX - left - width / 2) / side, y + (clientY - top - height / 2) / side] as [
      number,
      number,
    ];
  }

  private get apart(): number {
    const [one, other = one] = [...this.pointers.values()];
    return distance(one!, other!) || 1;
  }

  private get size(): [width: number, height: number] {
    const { clientWidth, clientHeight } = this.find('.view');
    return [clientWidth, clientHeight];
  }

  private find(selector: string): HTMLElement {
    return this.box!.querySelector<HTMLElement>(selector)!;
  }

  private draw(): void {
    const { zoom, side } = this;
    const [x, y] = this.center;
    const [width, height] = this.size;
    const [left, top] = [x * side - width / 2, y * side - height / 2];
    const seen = new Set<string>();
    for (let row = Math.floor(top / TILE); row * TILE < top + height; row++) {
      if (row < 0 || row * TILE >= side) continue;
      for (let column = Math.floor(left / TILE); column * TILE < left + width; column++) {
        const key = `${zoom}/${column}/${row}`;
        seen.add(key);
        move(this.tile(key, column, row), column * TILE - left, row * TILE - top);
      }
    }
    for (const [key, image] of this.images) {
      if (seen.has(key)) continue;
      image.remove();
      this.images.delete(key);
    }
    this.mark(left, top);
    this.find('.center').textContent = this.options.words(unproject(this.center), zoom);
  }

  private tile(key: string, column: number, row: number): HTMLImageElement {
    const known = this.images.get(key);
    if (known) return known;
    const image = new Image();
    const count = 2 ** this.zoom;
    const at: Record<string, number> = { z: this.zoom, x: ((column % count) + count) % count, y: row };
    image.referrerPolicy = 'no-referrer';
    image.alt = '';
    image.draggable = false;
    image.src = this.options.tiles.replace(/\{([xyz])\}/g, (_, name: string) => String(at[name]));
    this.images.set(key, image);
    this.find('.tiles').append(image);
    return image;
  }

  /** Shows what was chosen, where it is in sight. */
  private mark(left: number, top: number): void {
    const { point } = this.options;
    if (point?.latitude === undefined) return this.ring.remove();
    const [x, y] = project(point as Point);
    move(this.ring, x * this.side - left, y * this.side - top);
    this.find('.tiles').append(this.ring);
  }

  /** A page's policy, or the network, may keep every tile away: then it is said what else to do. */
  private tell(came: boolean): void {
    this.came ||= came;
    this.find('.failed').hidden = this.came;
  }
}

function distance(one: PointerEvent, other: PointerEvent): number {
  return Math.hypot(one.clientX - other.clientX, one.clientY - other.clientY);
}

/** The map's own surface, where an event is on it and the question is open. */
function viewOf({ target }: Event): HTMLElement | null {
  const view = (target as HTMLElement).closest<HTMLElement>('.view');
  return view?.closest(':disabled') ? null : view;
}

/** By the object model: the page's policy forbids the attribute. */
function move(element: HTMLElement, x: number, y: number): void {
  element.style.transform = `translate(${x}px, ${y}px)`;
}

/** Makes a map of a `details` that holds `.view > .tiles`, `.center`, `.failed` and buttons with `data-step`. */
export const slippyMap = directive(SlippyMap);
