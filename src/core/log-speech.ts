/** Whether a broker's log tells who logs in: it never did in this visit, it does, or it kept silent about one of our own. */
export type LogSpeech = 'never' | 'tells' | 'silent';
