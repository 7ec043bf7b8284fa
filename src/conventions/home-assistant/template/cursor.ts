import { NotUnderstood, type Token } from './tokens';

const mostTokens = 400;

/** Reads tokens one after the other. */
export type Cursor = {
  peek(text?: string): Token | undefined;
  /** takes the next token if it is this operator or word */
  skip(text: string): boolean;
  expect(text: string): void;
  next(): Token;
};

export function cursorOver(tokens: readonly Token[]): Cursor {
  if (tokens.length > mostTokens) throw new NotUnderstood('is longer than any that Gatehouse has seen');
  let at = 0;
  const is = (token: Token | undefined, text: string) =>
    (token?.type === 'operator' || token?.type === 'name') && token.text === text;
  const skip = (text: string) => {
    if (!is(tokens[at], text)) return false;
    at += 1;
    return true;
  };
  return {
    peek: (text) => (text === undefined || is(tokens[at], text) ? tokens[at] : undefined),
    skip,
    expect(text) {
      if (!skip(text)) throw new NotUnderstood('is not written as Jinja is');
    },
    next() {
      const token = tokens[at++];
      if (token === undefined) throw new NotUnderstood('ends in the middle');
      return token;
    },
  };
}
