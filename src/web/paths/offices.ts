/** The lists and pages of an office that are not of one child: worklist, imports, exports and reports. */
export const offices = {
  home: '/',
  health: '/health',
  worklist: '/worklist',
  missingNow: '/missing-now',
  /** Who has become involved with a child. */
  notices: '/notices',
  reviewQueue: '/review-queue',
  reviewItem: '/review-queue/:reviewId',
  imports: '/imports',
  importRun: '/imports/:importId',
  exports: '/exports',
  /** What is to be taken out is named after the question mark. */
  newExport: '/exports/new',
  export: '/exports/:exportId',
  decideExport: '/exports/:exportId/decide',
  downloadExport: '/exports/:exportId/download',
  aboutExport: '/exports/:exportId/about',
  reports: '/reports',
  report: '/reports/:name',
  reportDownload: '/reports/:name/download',
  figure: '/reports/:name/figure',
  api: '/api/v1',
} as const;
