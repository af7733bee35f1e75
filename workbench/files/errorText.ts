/** What Excel knows as an error; a cell that shows one holds an error unless it was made text. */
export const ERROR = /^#(?:NULL!|DIV\/0!|VALUE!|REF!|NAME\?|NUM!|N\/A|SPILL!|CALC!|GETTING_DATA)$/;
