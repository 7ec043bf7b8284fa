/** A new log-in for a broker whose accounts stand in files, with the lines for them. Made here, and kept nowhere. */
export type StaticLogin = {
  readonly username: string;
  readonly password: string;
  /** for `password_file` */
  readonly passwordLine: string;
  /** for `acl_file`, where there is one */
  readonly aclLines: readonly string[];
};

export type StaticQuestions = {
  /** another log-in for whoever uses `old`; null: a file cannot hold that name */
  readonly staticLogin: { readonly ask: { readonly old: string }; readonly answer: StaticLogin | null };
};
