/** What showed that a log-in is used: the broker's own log, the device's own word, or a person who looked. */
export type UseWitness = 'log' | 'device' | 'person';

/**
 * A log-in that is being changed by hand, in the files of a broker. It holds no secret and nothing a password could be tried
 * on: names and times only, so that it may lie in the browser as it is. All times are ms since the epoch; null: not yet.
 */
export type StaticChange = {
  readonly old: string;
  readonly username: string;
  /** when its newest line was made */
  readonly madeAt: number;
  /** when the broker let the new log-in in, tried from here: its line is there */
  readonly letInAt: number | null;
  readonly used: { readonly at: number; readonly by: UseWitness } | null;
  /** when somebody said that the line of the old one is deleted */
  readonly deletedAt: number | null;
};
