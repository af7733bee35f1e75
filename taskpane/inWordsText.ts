/** Words around a result in sentences; the sentences themselves are the core's. */

export const inWords = {
  title: 'In words',
  style: 'Style of the sentences',
  apa: 'APA',
  apaTitle: 'As the manual of the American Psychological Association has it',
  plain: 'Plain',
  plainTitle: 'For readers without statistics',
  journal: 'Journal',
  journalTitle: 'Estimates, intervals and P values',
  copy: 'Copy as text',
  working: 'Putting the result into words…',
  methods: 'Methods',
};
