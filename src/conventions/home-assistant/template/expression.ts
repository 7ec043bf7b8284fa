import { negate, operators } from './arithmetic';
import type { Cursor } from './cursor';
import { methods, tests } from './methods';
import { filters, functions, type Operation } from './operations';
import { NotUnderstood, type Token } from './tokens';
import { contains, failed, Float, isList, isTruthy, keyOf, lookUp, missing, numberOf, type Value } from './values';

/** What a template may see: the payload as text and as JSON, and for a command its variables. */
export type Scope = {
  readonly value: string;
  readonly json: Value;
  readonly names: ReadonlyMap<string, Value>;
};

/** A compiled piece of a template. */
export type Expression = (scope: Scope) => Value;

/** Nothing that a publisher writes nests deeper, and the compiler calls itself for each level. */
const deepest = 24;

/** Compiles one expression into a function; the order of the operators is that of Jinja's parser. */
export function compileExpression(cursor: Cursor): Expression {
  let depth = 0;

  function expression(): Expression {
    if (++depth > deepest) throw new NotUnderstood('nests deeper than any that Gatehouse has seen');
    let result = either();
    while (cursor.skip('if')) {
      const [then, test] = [result, either()];
      const otherwise = cursor.skip('else') ? expression() : () => undefined;
      result = (scope) => (isTruthy(test(scope)) ? then(scope) : otherwise(scope));
    }
    depth -= 1;
    return result;
  }

  function either(): Expression {
    let left = both();
    while (cursor.skip('or')) {
      const [first, second] = [left, both()];
      left = (scope) => {
        const value = first(scope);
        return isTruthy(value) ? value : second(scope);
      };
    }
    return left;
  }

  function both(): Expression {
    let left = negation();
    while (cursor.skip('and')) {
      const [first, second] = [left, negation()];
      left = (scope) => {
        const value = first(scope);
        return isTruthy(value) ? second(scope) : value;
      };
    }
    return left;
  }

  function negation(): Expression {
    let nots = 0;
    while (cursor.skip('not')) nots += 1;
    const operand = comparison();
    return nots === 0 ? operand : (scope) => isTruthy(operand(scope)) === (nots % 2 === 0);
  }

  /** `1 < value < 5` asks both, as in Python. */
  function comparison(): Expression {
    const first = binary(0);
    const steps: { compare: (one: Value, other: Value) => Value; operand: Expression }[] = [];
    for (let compare = comparer(); compare !== null; compare = comparer()) steps.push({ compare, operand: binary(0) });
    if (steps.length === 0) return first;
    return (scope) => {
      let left = first(scope);
      return steps.every(({ compare, operand }) => {
        const [one, other] = [left, operand(scope)];
        left = other;
        return compare(one, other) === true;
      });
    };
  }

  function comparer(): ((one: Value, other: Value) => Value) | null {
    for (const sign of ['==', '!=', '<=', '>=', '<', '>']) if (cursor.skip(sign)) return operators[sign] ?? null;
    if (cursor.skip('in')) return (one, other) => contains(other, one);
    if (cursor.peek('not') === undefined) return null;
    cursor.expect('not');
    cursor.expect('in');
    return (one, other) => !contains(other, one);
  }

  /** From the loosest to the tightest: `+ -`, `~`, `* / // %`, `**`. */
  function binary(level: number): Expression {
    const signs = binaryLevels[level];
    if (signs === undefined) return unary(true);
    let left = binary(level + 1);
    for (let sign = signs.find(cursor.skip); sign !== undefined; sign = signs.find(cursor.skip)) {
      const [compute, first, second] = [operators[sign], left, binary(level + 1)];
      left = (scope) => compute?.(first(scope), second(scope));
    }
    return left;
  }

  function unary(withFilters: boolean): Expression {
    const sign = cursor.skip('-') ? '-' : cursor.skip('+') ? '+' : null;
    if (sign === null) {
      const operand = postfix(primary());
      return withFilters ? filtered(operand) : operand;
    }
    const operand = unary(false);
    const signed: Expression = sign === '-' ? (scope) => negate(operand(scope)) : operand;
    return withFilters ? filtered(signed) : signed;
  }

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
    const other = needsOther ? unary(false) : () => undefined;
    return (scope) => check(operand(scope), other(scope)) !== negated;
  }

  /** The arguments up to the closing parenthesis, each in its place: `round(1, method='floor')`. */
  function argumentsOf(parameters: readonly string[]): (scope: Scope) => readonly Value[] {
    const given: (Expression | undefined)[] = [];
    while (!cursor.skip(')')) {
      const start = cursor.peek();
      const argument = expression();
      const isNamed = start?.type === 'name' && cursor.skip('=');
      const place = isNamed ? parameters.indexOf(start.text) : given.length;
      if (place === -1 || place >= parameters.length) throw new NotUnderstood('calls with other arguments than known');
      given[place] = isNamed ? expression() : argument;
      if (!cursor.skip(',') && cursor.peek(')') === undefined) throw new NotUnderstood('is not written as Jinja is');
    }
    return (scope) => Array.from(given, (argument) => argument?.(scope));
  }

  return expression();
}

const binaryLevels: readonly (readonly string[])[] = [['+', '-'], ['~'], ['*', '//', '/', '%'], ['**']];

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
