import { cursorOver, type Cursor } from './cursor';
import { compileExpression } from './expression';
import type { Expression, Scope } from './scope';
import { NotUnderstood, tokenize } from './tokens';
import { bounded, Float, isTruthy, NoValue, textOf, type Value } from './values';

/** The payload of a message as a template sees it; one for all templates that read the message. */
export type { Scope, Value };

/**
 * What a template makes of a message: undefined where the message does not tell it, `unreadable` where the template asks
 * what makes no sense of this message. A template that is one `{{ }}` keeps the type of its value.
 */
export type Rendered = Exclude<Value, Float> | typeof unreadable;
export const unreadable = Symbol('unreadable');

export type Template = { render(scope: Scope): Rendered };
/** A template that Gatehouse does not understand: `reason` is the end of a sentence that begins with "A template". */
export type Refused = { readonly reason: string };

const mostLetters = 2048;
const mostKept = 2000;
const kept = new Map<string, Template | Refused>();

/**
 * Compiles what publishers write: `{{ }}`, `if`, `set`, Jinja's operators, and the filters of `operations.ts`
 * (home-assistant.io/docs/configuration/templating). No loops, macros, imports or regular expressions, and nothing to reach
 * but the message, so a template can neither hang nor see anything. Compiled once for all entities that write the same.
 */
export function compileTemplate(text: string): Template | Refused {
  if (text.length > mostLetters) return { reason: 'is longer than any that Gatehouse has seen' };
  const known = kept.get(text);
  if (known !== undefined) return known;
  const compiled = compile(text);
  if (kept.size >= mostKept) kept.delete(kept.keys().next().value ?? '');
  kept.set(text, compiled);
  return compiled;
}

function compile(text: string): Template | Refused {
  try {
    const cursor = cursorOver(tokenize(text));
    const run = block(cursor, 0);
    if (cursor.peek() !== undefined) return { reason: 'is not written as Jinja is' };
    return { render: (scope) => render(run, scope) };
  } catch (error) {
    if (error instanceof NotUnderstood) return { reason: error.message };
    throw error;
  }
}

function render(run: Expression, scope: Scope): Rendered {
  try {
    const value = run(scope);
    return typeof value === 'string' ? value.trim() : value instanceof Float ? textOf(value) : value;
  } catch (error) {
    if (error instanceof NoValue) return error.reason === 'missing' ? undefined : unreadable;
    throw error;
  }
}

/** The parts up to the tag that ends them; how deep `if`s nest is bounded as expressions are. */
function block(cursor: Cursor, depth: number): Expression {
  if (depth > 24) throw new NotUnderstood('nests deeper than any that Gatehouse has seen');
  const parts: Part[] = [];
  for (;;) {
    const token = cursor.peek();
    if (token === undefined) break;
    if (token.type === 'text') {
      cursor.next();
      parts.push({ run: () => token.text });
    } else if (cursor.skip('{{')) {
      parts.push({ run: compileExpression(cursor) });
      cursor.expect('}}');
    } else if (cursor.skip('{%')) {
      const part = statement(cursor, depth);
      if (part === null) break;
      parts.push(part);
    } else throw new NotUnderstood('is not written as Jinja is');
  }
  return joined(parts);
}

/** `name`: the part gives this name a value and prints nothing. */
type Part = { readonly run: Expression; readonly name?: string };

/** null: a word that ends the block, which is left for whoever began it. */
function statement(cursor: Cursor, depth: number): Part | null {
  if (cursor.skip('if')) return { run: conditional(cursor, depth) };
  if (cursor.skip('set')) {
    const token = cursor.next();
    if (token.type !== 'name') throw new NotUnderstood('is not written as Jinja is');
    cursor.expect('=');
    const run = compileExpression(cursor);
    cursor.expect('%}');
    return { run, name: token.text };
  }
  if (['elif', 'else', 'endif'].some((word) => cursor.peek(word))) return null;
  throw new NotUnderstood('holds a statement that Gatehouse does not follow');
}

function conditional(cursor: Cursor, depth: number): Expression {
  const test = compileExpression(cursor);
  cursor.expect('%}');
  const then = block(cursor, depth + 1);
  const otherwise = alternative(cursor, depth);
  return (scope) => (isTruthy(test(scope)) ? then(scope) : otherwise(scope));
}

function alternative(cursor: Cursor, depth: number): Expression {
  if (cursor.skip('elif')) return conditional(cursor, depth + 1);
  let otherwise: Expression = () => '';
  if (cursor.skip('else')) {
    cursor.expect('%}');
    otherwise = block(cursor, depth + 1);
  }
  cursor.expect('endif');
  cursor.expect('%}');
  return otherwise;
}

function joined(parts: readonly Part[]): Expression {
  const [only] = parts;
  if (only !== undefined && parts.length === 1 && only.name === undefined) return only.run;
  if (parts.every(({ name }) => name === undefined))
    return (scope) => parts.reduce((text, { run }) => bounded(text + textOf(run(scope))), '');
  return (scope) => {
    const names = new Map(scope.names);
    const inner: Scope = { ...scope, names };
    let text = '';
    for (const { run, name } of parts) {
      if (name !== undefined) names.set(name, run(inner));
      else text = bounded(text + textOf(run(inner)));
    }
    return text;
  };
}
