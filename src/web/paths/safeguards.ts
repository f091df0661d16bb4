/** Who may see a record and who looked: sight, emergencies, looks, alerts, copies for the child, and how long it is kept. */
export const safeguards = {
  /** Why a record outside the caseload is opened. */
  lookingPurpose: '/children/:childId/why',
  /** Who may see this child's record, and decisions on it. */
  sight: '/children/:childId/sight',
  agreeInvolvement: '/children/:childId/sight/agencies',
  endInvolvement: '/children/:childId/sight/agencies/end',
  restrict: '/children/:childId/sight/restriction',
  liftRestriction: '/children/:childId/sight/restriction/lift',
  namePerson: '/children/:childId/sight/people',
  unnamePerson: '/children/:childId/sight/people/remove',
  barPerson: '/children/:childId/sight/bars',
  liftBar: '/children/:childId/sight/bars/end',
  /** Who looked at this child. */
  childLooks: '/children/:childId/looks',
  /** What was shown of this child to whom. */
  disclosures: '/children/:childId/disclosures',
  /** Copies of the record for the child who asks for it. */
  subjectAccess: '/children/:childId/subject-access',
  subjectCopy: '/subject-access/:copyId',
  subjectCopySend: '/subject-access/:copyId/send',
  subjectCopyReview: '/subject-access/:copyId/review',
  subjectCopyDocument: '/subject-access/:copyId/document',
  /** Opening a record in an emergency. */
  breakGlass: '/break-glass',
  glassReviews: '/break-glass/reviews',
  glassReview: '/break-glass/reviews/:glassId',
  /** Whose looks a person of information governance asks for. */
  looks: '/looks',
  personLooks: '/looks/people/:userId',
  alerts: '/alerts',
  alert: '/alerts/:alertId',
  retention: '/retention',
  retentionReview: '/retention/reviews/:reviewId',
  /** How long a child's record is kept, and who holds it. */
  retentionOfChild: '/retention/children/:childId',
  holdRecord: '/retention/children/:childId/hold',
  askErasure: '/retention/children/:childId/ask-erasure',
  liftHold: '/retention/holds/:holdId/lift',
} as const;
