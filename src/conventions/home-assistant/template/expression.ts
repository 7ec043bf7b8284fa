import { negate, operators } from './arithmetic';
import type { Cursor } from './cursor';
import { openOperands } from './operand';
import type { Expression } from './scope';
import { NotUnderstood } from './tokens';
import { contains, isTruthy, type Value } from './values';

/** Nothing that a publisher writes nests deeper, and the compiler calls itself for each level. */
const deepest = 24;

/** Compiles one expression into a function; the order of the operators is that of Jinja's parser. */
export function compileExpression(cursor: Cursor): Expression {
  const { operand, filtered } = openOperands(cursor, expression, () => unary(false));
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
    const unsigned = sign === null ? operand() : unary(false);
    const signed: Expression = sign === '-' ? (scope) => negate(unsigned(scope)) : unsigned;
    return withFilters ? filtered(signed) : signed;
  }

  return expression();
}

const binaryLevels: readonly (readonly string[])[] = [['+', '-'], ['~'], ['*', '//', '/', '%'], ['**']];
