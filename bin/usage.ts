/** Arguments that cannot be understood; the message is a sentence for the person who typed them. */
export class UsageError extends Error {}
