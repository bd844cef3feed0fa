export default {
  globs: ['src/widgets/**/*.ts'],
  outdir: '.',
  litelement: true,
};
