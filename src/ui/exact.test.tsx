import { renderToStaticMarkup } from 'react-dom/server';
import { expect, test } from 'vitest';

import { Age } from './age';
import { exactSince, exactTime } from './age-words';
import { SignalLevel } from './signal-level';

const text = (markup: string) => markup.replace(/<[^>]*>/g, '');
const noon = Date.UTC(2026, 10, 24, 12);

test('in a list an age is short, and the exact time at hand for a mouse', () => {
  const markup = renderToStaticMarkup(<Age at={noon} />);
  expect(text(markup)).not.toContain(exactTime(noon));
  expect(markup).toContain(`title="${exactTime(noon)}"`);
});

test('where something is told in full, its exact time and figures can be read without a mouse', () => {
  expect(text(renderToStaticMarkup(<Age at={noon} exact />))).toContain(`(${exactTime(noon)})`);
  const today = Date.now();
  expect(text(renderToStaticMarkup(<Age at={today} exact />))).toBe(`just now (${exactSince(today, today)})`);
  const signal = { lqi: 180, rssiDbm: -61 };
  expect(text(renderToStaticMarkup(<SignalLevel signal={signal} exact />))).toBe(
    'Good (link quality 180 of 255, -61 dBm)',
  );
  expect(text(renderToStaticMarkup(<SignalLevel signal={null} exact />))).toBe('Unknown');
});
