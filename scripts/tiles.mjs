import { PNG } from 'pngjs';

/** A tile server of the tests’ own: `/tiles/{z}/{x}/{y}.png`, squares of two greens with a line around each. */
export const tiles = async (context, next) => {
  const [, column, row] = /^\/tiles\/\d+\/(\d+)\/(\d+)\.png$/.exec(context.path) ?? [];
  if (!column) return next();
  const image = new PNG({ width: 256, height: 256 });
  const green = (Number(column) + Number(row)) % 2 ? 200 : 230;
  for (let at = 0; at < 256 * 256; at++) {
    const edge = at % 256 === 0 || at < 256;
    image.data.set(edge ? [90, 110, 90, 255] : [190, green, 190, 255], at * 4);
  }
  context.type = 'image/png';
  context.body = PNG.sync.write(image);
};
