import type { Cursor } from './cursor';
import { methods, tests } from './methods';
import { filters, functions, type Operation } from './operations';
import type { Expression, Scope } from './scope';
import { NotUnderstood, type Token } from './tokens';
import { failed, Float, isList, keyOf, lookUp, missing, numberOf, type Value } from './values';

/** What operators stand between: literals, names, calls, members, and what filters and tests make of them. */
export type Operands = {
  operand(): Expression;
  /** `begun` with all `|` and `is` that follow */
  filtered(begun: Expression): Expression;
};

/** `expression` compiles what stands in brackets, `argument` what a test like `in` is given. */
export function openOperands(cursor: Cursor, expression: () => Expression, argument: () => Expression): Operands {
  function primary(): Expression {
    const token = cursor.next();
    if (token.type === 'number') {
      const value = token.float ? new Float(token.value) : token.value;
      return () => value;
    }
    if (token.type === 'string') return () => token.text;
    if (token.type === 'name') return named(token.text);
    if (token.text === '(') return group();
    if (token.text === '[') return listed(']');
    if (token.text === '{') return dictionary();
    throw new NotUnderstood('is not written as Jinja is');
  }

  function named(name: string): Expression {
    const constant = constants.get(name);
    if (constant !== undefined) return () => constant;
    if (cursor.skip('(')) {
      const { run, parameters } = operationIn(functions, name);
      const given = argumentsOf(['value', ...parameters]);
      return (scope) => {
        const [first, ...rest] = given(scope);
        return run(first, ...rest);
      };
    }
    if (name === 'value') return ({ value }) => value;
    if (name === 'value_json') return ({ json }) => json;
    return ({ names }) => names.get(name);
  }

  function group(): Expression {
    const first = expression();
    if (cursor.skip(')')) return first;
    cursor.expect(',');
    return listed(')', [first]);
  }

  function listed(end: string, begun: readonly Expression[] = []): Expression {
    const items = [...begun];
    while (!cursor.skip(end)) {
      items.push(expression());
      if (!cursor.skip(',')) {
        cursor.expect(end);
        break;
      }
    }
    return (scope) => items.map((item) => item(scope));
  }

  function dictionary(): Expression {
    const entries: (readonly [key: Expression, value: Expression])[] = [];
    while (!cursor.skip('}')) {
      const key = expression();
      cursor.expect(':');
      entries.push([key, expression()]);
      if (!cursor.skip(',')) {
        cursor.expect('}');
        break;
      }
    }
    // fromEntries defines own keys, so a key `__proto__` reaches no prototype
    return (scope) => Object.fromEntries(entries.map(([key, value]) => [keyOf(key(scope)), value(scope)]));
  }

  function postfix(begun: Expression): Expression {
    let result = begun;
    for (;;) {
      const owner = result;
      if (cursor.skip('.')) result = member(owner);
      else if (cursor.skip('[')) result = subscript(owner);
      else if (cursor.peek('(') !== undefined) throw new NotUnderstood('calls what Gatehouse does not know');
      else return result;
    }
  }

  function member(owner: Expression): Expression {
    const token = cursor.next();
    if (token.type === 'number') return (scope) => lookUp(owner(scope), token.value);
    const { text } = token;
    if (!cursor.skip('(')) return (scope) => lookUp(owner(scope), text);
    const method = Object.hasOwn(methods, text) ? methods[text] : undefined;
    if (method === undefined) throw new NotUnderstood('calls what Gatehouse does not know');
    const given = argumentsOf(['first', 'second', 'third']);
    return (scope) => method(owner(scope), ...given(scope));
  }

  function subscript(owner: Expression): Expression {
    const start = cursor.peek(':') === undefined ? expression() : null;
    if (!cursor.skip(':')) {
      cursor.expect(']');
      if (start === null) throw new NotUnderstood('is not written as Jinja is');
      return (scope) => lookUp(owner(scope), start(scope));
    }
    const end = cursor.peek(']') === undefined ? expression() : null;
    cursor.expect(']');
    return (scope) => slice(owner(scope), start?.(scope), end?.(scope));
  }

  function filtered(begun: Expression): Expression {
    let result = begun;
    let isTest = false;
    for (;;) {
      const operand = result;
      if (cursor.skip('|')) result = filter(operand);
      else if (cursor.skip('is')) {
        if (isTest) throw new NotUnderstood('is not written as Jinja is');
        result = test(operand);
        isTest = true;
      } else return result;
    }
  }

  function filter(operand: Expression): Expression {
    const { run, parameters } = operationIn(filters, wordOf(cursor.next()));
    const given = cursor.skip('(') ? argumentsOf(parameters) : () => [];
    return (scope) => run(operand(scope), ...given(scope));
  }

  function test(operand: Expression): Expression {
    const negated = cursor.skip('not');
    const name = wordOf(cursor.next());
    const check = Object.hasOwn(tests, name) ? tests[name] : undefined;
    if (check === undefined) throw new NotUnderstood('asks what Gatehouse does not know');
    const needsOther = check.length > 1;
    const other = needsOther ? argument() : () => undefined;
    return (scope) => check(operand(scope), other(scope)) !== negated;
  }

  /** The arguments up to the closing parenthesis, each in its place: `round(1, method='floor')`. */
  function argumentsOf(parameters: readonly string[]): (scope: Scope) => readonly Value[] {
    const given: (Expression | undefined)[] = [];
    while (!cursor.skip(')')) {
      const start = cursor.peek();
      const positional = expression();
      const isNamed = start?.type === 'name' && cursor.skip('=');
      const place = isNamed ? parameters.indexOf(start.text) : given.length;
      if (place === -1 || place >= parameters.length) throw new NotUnderstood('calls with other arguments than known');
      given[place] = isNamed ? expression() : positional;
      if (!cursor.skip(',') && cursor.peek(')') === undefined) throw new NotUnderstood('is not written as Jinja is');
    }
    return (scope) => Array.from(given, (one) => one?.(scope));
  }

  return { operand: () => postfix(primary()), filtered };
}

const constants: ReadonlyMap<string, boolean | null> = new Map([
  ...['true', 'True'].map((word) => [word, true] as const),
  ...['false', 'False'].map((word) => [word, false] as const),
  ...['none', 'None'].map((word) => [word, null] as const),
]);

function operationIn(operations: Readonly<Record<string, Operation>>, name: string): Operation {
  const found = Object.hasOwn(operations, name) ? operations[name] : undefined;
  if (found === undefined) throw new NotUnderstood('calls what Gatehouse does not know');
  return found;
}

function wordOf(token: Token): string {
  if (token.type !== 'name') throw new NotUnderstood('is not written as Jinja is');
  return token.text;
}

/** `value[0:3]`, as Python cuts. */
function slice(value: Value, start: Value, end: Value): Value {
  if (value === undefined) throw missing;
  if (typeof value !== 'string' && !isList(value)) throw failed;
  return value.slice(start === undefined ? 0 : numberOf(start), end === undefined ? undefined : numberOf(end));
}
