import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { parseJson } from '../../json';
import { compileTemplate, unreadable, type Rendered, type Value } from './template';
import { textOf } from './values';

const notUnderstood = Symbol('not understood');

function render(template: string, payload: unknown, names: Readonly<Record<string, Value>> = {}) {
  const compiled = compileTemplate(template);
  if ('reason' in compiled) return notUnderstood;
  const value = typeof payload === 'string' ? payload : JSON.stringify(payload);
  return compiled.render({ value, json: parseJson(value) as Value, names: new Map(Object.entries(names)) });
}

/** as Home Assistant would compare it with `payload_on` and its like */
const asText = (rendered: Rendered | typeof notUnderstood) =>
  typeof rendered === 'symbol' ? rendered : textOf(rendered);

describe('a template that publishers write', () => {
  // the right column is what Jinja 3.1.6 with Home Assistant's filters makes of it
  test.each([
    ['{{ value_json.state }}', { state: 'LOCK' }, 'LOCK'],
    ['{{ value_json["a b"].c[1] }}', { 'a b': { c: [1, 'x'] } }, 'x'],
    ['{{value}}', '254', '254'],
    ['{{ value_json.on }}', { on: true }, 'True'],
    ['{{ value_json.on | lower }}', { on: true }, 'true'],
    ['{{ value_json.state }}', { state: null }, 'None'],
    ["{{'online' if value_json.value else 'offline'}}", { value: false }, 'offline'],
    ['{% if value in ("5","6","7") %}3{% else %}{{value}}{% endif %}', '6', '3'],
    ['{% if value in ("5","6","7") %}3{% else %}{{value}}{% endif %}', '1', '1'],
    ["{%if value_json['update'].has_update==true%}ON{%else%}OFF{%endif%}", { update: { has_update: true } }, 'ON'],
    ["{{value_json['update']|tojson}}", { update: { a: [1, null] } }, '{"a":[1,null]}'],
    ['{{ value_json.batt | is_defined }}', { batt: 83 }, '83'],
    ["{{ value_json.code | default('',True) | string | truncate(254, True, '', 0) }}", { code: null }, ''],
    [
      "{\"p\":{{ value_json.get('p', 'null') }},\"run\":{{ (value_json.s == 'go')|lower }}}",
      { s: 'go' },
      '{"p":null,"run":true}',
    ],
    ['{{ float(value) * 99 + 1 }}', '0.5', '50.5'],
    ['{{ value|float|round(2) }}', '1.2346', '1.23'],
    ['{{ value_json.x | round(1, "floor") }}', { x: 1.29 }, '1.2'],
    ['{{ 2.5 | round }} {{ 3.5 | round }}', '', '2 4'],
    ['{{ (value | int) / 2 }}', '4', '2.0'],
    ['{{ value | int // 3 * 2 - 1 }}', '7', '3'],
    ['{{ -7 % 3 }}', '', '2'],
    ['{{ {"0":"off","1":"on"}[value] }}', '1', 'on'],
    ['{{ {1:"on"}[value | int] }}', '1', 'on'],
    ["{{ value.split(',')[1] }}", '1,172,0', '172'],
    ['{{ value[0:3] }}', 'abcdef', 'abc'],
    ['{{ iif(value_json.x, "ON", "OFF") }}', { x: 0 }, 'OFF'],
    ['{% set rssi = value_json.rssi | int %}{{ rssi * 2 }}', { rssi: '-40' }, '-80'],
    ['{{ value_json.x is defined and value_json.x is not none }}', { x: 1 }, 'True'],
    ['{{ 1 < value | int <= 5 }}', '5', 'True'],
    ["{{ 'a' ~ value }}", '3', 'a3'],
    ['  {{- value -}}  !', 'x', 'x!'],
    ['{# nothing #}{{ "}}" }}', '', '}}'],
  ] as const)('%s', (template, payload, expected) => {
    expect(asText(render(template, payload))).toBe(expected);
  });

  test('that is one value keeps its type, so that a number stays a number', () => {
    expect(render('{{ value_json.level }}', { level: 64 })).toBe(64);
    expect(render('{{ value_json.on }}', { on: false })).toBe(false);
  });

  test('of a command sees its variables', () => {
    const template =
      '{"mode":"{{ tone | default(\'emergency\') }}","level":"{% if volume is defined %}x{% else %}medium{% endif %}"}';
    expect(render(template, 'ON')).toBe('{"mode":"emergency","level":"medium"}');
    expect(render(template, 'ON', { tone: 'fire', volume: 1 })).toBe('{"mode":"fire","level":"x"}');
  });
});

describe('what a template cannot tell is not told', () => {
  test.each([
    ['{{ value_json.nope }}', { a: 1 }],
    ['{{ value_json.nope.deeper }}', { a: 1 }],
    ['{{ value_json.nope | is_defined }}', { a: 1 }],
    ['{{ value_json.temperature | float(0) }}', { humidity: 40 }],
    ['{{ value_json.a }}', 'no JSON'],
  ])('%s', (template, payload) => expect(render(template, payload)).toBeUndefined());

  test.each([
    ['{{ value | float }}', 'unavailable'],
    ['{{ value | int + 1 }}', 'seven'],
    ['{{ 1 / 0 }}', ''],
    ['{{ value_json.x > "a" }}', { x: 1 }],
    ['{{ [1] + 2 }}', ''],
  ])('%s makes no sense of this message', (template, payload) => expect(render(template, payload)).toBe(unreadable));

  test.each([
    '{{ states("sensor.other") }}',
    '{{ now().strftime("%Y") }}',
    '{% for i in range(9) %}x{% endfor %}',
    '{% macro m() %}{% endmacro %}',
    '{% include "x" %}',
    '{{ value | regex_replace("(a+)+$", "") }}',
    '{{ value.constructor("return 1")() }}',
    '{{ value',
    '{% if value %}',
    '{{ value }',
    '{{ value | float(1, 2, 3) }}',
    `{{ ${'('.repeat(500)}value }}`,
    `{{ value ${'+ 1 '.repeat(600)}}}`,
    'x'.repeat(10_000),
  ])('%s is not understood, and says so', (template) => expect(render(template, 'a')).toBe(notUnderstood));

  test('there is nothing to reach but the message', () => {
    for (const key of ['__proto__', 'constructor', 'toString', 'length', 'hasOwnProperty'])
      expect(render(`{{ value_json.${key} }}`, { a: 1 })).toBeUndefined();
    expect(render('{{ {"__proto__": {"polluted": 1}}.polluted }}', '')).toBeUndefined();
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
  });

  test('a text that doubles again and again ends', () => {
    const doubling = `{% set a = value %}${'{% set a = a ~ a %}'.repeat(30)}{{ a }}`;
    expect(render(doubling, 'x'.repeat(1000))).toBe(unreadable);
    expect(render('{{ value | replace("", value) }}', 'x'.repeat(60_000))).toBe(unreadable);
  });
});

test('no template and no payload makes it throw', () => {
  const words = fc.constantFrom(
    ...'{{ }} {% %} if else elif endif set x = value value_json .a [0] ["a"] | int float round default lower'.split(
      ' ',
    ),
    ...'tojson is defined not in and or ( ) , + - * / // % ** ~ == < 1 2.5 "a" \' { } [ ] : \\ \u0000'.split(' '),
  );
  const payloads = fc.oneof(fc.json(), fc.string(), fc.constantFrom('', '{"a":{"__proto__":1}}', '"\\ud800"', '1e999'));
  fc.assert(
    fc.property(fc.array(words, { maxLength: 24 }), payloads, (parts, payload) => {
      const rendered = render(parts.join(' '), payload);
      if (typeof rendered !== 'symbol') expect(textOf(rendered).length).toBeLessThanOrEqual(256 * 1024);
    }),
    { numRuns: 3000 },
  );
});
