import type { SessionHistory } from './history';

/** What a session answers that keeps nothing: in Node, and in most tests. */
export const noHistory: Pick<SessionHistory, 'answers'> = {
  answers: {
    historySpan: () => null,
    historyMetrics: () => null,
    historyEvents: () => null,
    historyAlerts: () => null,
    historySummary: () => null,
    exportHistory: () => null,
    deleteHistory: () => ({ outcome: 'refused' }),
    adoptHistory: () => null,
    lastHome: () => null,
  },
};
