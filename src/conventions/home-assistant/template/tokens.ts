/** Why a template is not understood: a sentence's end, after "A template ". */
export class NotUnderstood extends Error {
  override readonly name = 'NotUnderstood';
}

export type Token =
  | { readonly type: 'text' | 'string' | 'name' | 'operator'; readonly text: string }
  | { readonly type: 'number'; readonly value: number; readonly float: boolean };

const opening = /\{\{[-+]?|\{%[-+]?|\{#/g;
const inside =
  /\s+|(?<name>[A-Za-z_]\w*)|(?<number>\d+(?:\.\d+)?(?:[eE][-+]?\d+)?)|(?<string>"(?:[^"\\]|\\[^])*"|'(?:[^'\\]|\\[^])*')|(?<operator>-?\}\}|-?%\}|\/\/|\*\*|==|!=|<=|>=|[-+*/%~<>=.,:|()[\]{}])/y;
const escapes: Readonly<Record<string, string>> = { n: '\n', t: '\t', r: '\r' };

/** Cuts a template into its texts and the tokens between `{{ }}` and `{% %}`; comments fall out (Jinja, "Synopsis"). */
export function tokenize(template: string): readonly Token[] {
  const tokens: Token[] = [];
  let at = 0;
  let trimNext = false;
  while (at < template.length) {
    opening.lastIndex = at;
    const open = opening.exec(template);
    const trimEnd = open?.[0].endsWith('-') ?? false;
    pushText(tokens, template.slice(at, open?.index), trimNext, trimEnd);
    if (open === null) break;
    at = opening.lastIndex;
    if (open[0] === '{#') {
      const end = template.indexOf('#}', at);
      if (end === -1) throw new NotUnderstood('has a comment without an end');
      at = end + 2;
      trimNext = template[end - 1] === '-';
      continue;
    }
    const closing = open[0].startsWith('{{') ? '}}' : '%}';
    tokens.push({ type: 'operator', text: open[0].slice(0, 2) });
    [at, trimNext] = readInside(template, at, closing, tokens);
  }
  return tokens;
}

function pushText(tokens: Token[], text: string, trimStart: boolean, trimEnd: boolean): void {
  const start = trimStart ? text.trimStart() : text;
  const trimmed = trimEnd ? start.trimEnd() : start;
  if (trimmed !== '') tokens.push({ type: 'text', text: trimmed });
}

/** Reads up to the end of the tag; where the next text begins, and whether its blanks are cut. */
function readInside(template: string, from: number, closing: string, tokens: Token[]): [at: number, trim: boolean] {
  let at = from;
  let braces = 0;
  for (;;) {
    // the braces of a dictionary may stand right before those that end the tag
    const isBrace = braces > 0 && template[at] === '}';
    inside.lastIndex = at;
    const match = isBrace ? null : inside.exec(template);
    if (match === null && !isBrace) throw new NotUnderstood('is not written as Jinja is');
    const operator = isBrace ? '}' : match?.groups?.['operator'];
    at = isBrace ? at + 1 : inside.lastIndex;
    if (operator !== undefined) {
      const end = operator.replace(/^-(?=[}%])/, '');
      if (end === closing) {
        tokens.push({ type: 'operator', text: closing });
        return [at, operator.startsWith('-')];
      }
      if (end.length === 2 && /[}%]\}/.test(end)) throw new NotUnderstood('is not written as Jinja is');
      braces += operator === '{' ? 1 : operator === '}' ? -1 : 0;
      tokens.push({ type: 'operator', text: operator });
    } else if (match?.groups !== undefined) pushWord(tokens, match.groups);
  }
}

function pushWord(tokens: Token[], groups: Readonly<Record<string, string | undefined>>): void {
  const { name, number, string } = groups;
  if (name !== undefined) tokens.push({ type: 'name', text: name });
  else if (number !== undefined) tokens.push({ type: 'number', value: Number(number), float: /[.eE]/.test(number) });
  else if (string !== undefined)
    tokens.push({
      type: 'string',
      text: string.slice(1, -1).replace(/\\([^])/g, (_, sign: string) => escapes[sign] ?? sign),
    });
}
