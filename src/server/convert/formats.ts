/** What files are read from. */
export const FORMATS = ['surveyjs', 'xlsform', 'limesurvey', 'decidim', 'csv'] as const;
export type Format = (typeof FORMATS)[number];
