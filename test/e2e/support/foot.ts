/** The line at the foot of the pane, once it is about the model that the form shows: until a fast fit is over, it says what was so before. */
export const FOOT = '.cm-foot-text:not([aria-busy="true"])';
