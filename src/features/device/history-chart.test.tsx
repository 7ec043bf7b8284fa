import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { renderToStaticMarkup } from 'react-dom/server';
import { expect, test } from 'vitest';

import { emptyDevice } from '@/core/fold/device-merge';
import type { KeptSpan } from '@/core/history';
import { SessionClientContext } from '@/session/client-context';
import type { SessionClient } from '@/session/client';

import { KeptCourse, MetricChoice } from './history-chart';

const device = emptyDevice('front');
const at = Date.UTC(2026, 10, 24, 18);
const silence = { at, min: 0, max: 0, mean: 0, last: 0, count: 1 };

/** What stands there when the session has answered so. */
function shown(keeps: KeptSpan['keeps']): string {
  const answers = new QueryClient();
  const span = { stepMs: 0, points: [silence], listened: [{ from: at, to: at }], keeps };
  const told = {
    from: at - 3_600_000,
    to: at,
    expected: null,
    span,
    metric: 'messages',
    words: 'in the last hour',
  } as const;
  const heard = { at, batteryPercent: null, lqi: null, rssiDbm: null, messagesPerMinute: 6 };
  answers.setQueryData(['health', device.id, ['messages']], [heard]);
  return renderToStaticMarkup(
    <QueryClientProvider client={answers}>
      {/* what it would ask was answered before */}
      <SessionClientContext value={{} as SessionClient}>
        <KeptCourse device={device} alerts={[]} told={told} />
      </SessionClientContext>
    </QueryClientProvider>,
  );
}

test('in place of a course that is not kept stands why, and what this page has heard itself', () => {
  expect(shown('others')).toContain('This course is not kept now: of a home of this size only a part is');
  expect(shown('others')).toContain('About 6.0 messages a minute since the page opened.');
  expect(shown('others')).not.toContain('No message in the last hour');
  expect(shown('all')).toContain('No message in the last hour.');
  expect(shown('all')).not.toContain('not kept');
});

test('a picture of the only thing that a device tells says what it shows', () => {
  const only = renderToStaticMarkup(<MetricChoice offered="messages" metric="messages" onChoose={() => {}} />);
  expect(only).toContain('Messages a minute');
});
