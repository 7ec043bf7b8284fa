import type { Alert } from '@/core/alerts/alert';
import type { Device, DeviceId } from '@/core/device';
import type { HistoryQuery, HistorySummary, KeptEvent, KeptSpan, Metric } from '@/core/history';
import type { ExportCursor, ExportFormat, ExportPart } from '@/history/export-history';

export type ExportQuestion = { readonly format: ExportFormat; readonly cursor: ExportCursor };

/** A home as it was when it was last seen; what came over the wire then and is not now. */
export type LastHome = {
  /** the address of its broker */
  readonly url: string;
  /** ms since the epoch */
  readonly at: number;
  readonly devices: readonly Device[];
  readonly alerts: readonly Alert[];
};

type Between = { readonly from: number; readonly to: number };
type Nothing = Record<string, never>;
/** the address of its broker */
type OfHome = { readonly of: string };

/** What is kept in this browser of the home. null: nothing is kept, or it is locked. */
export type HistoryQuestions = {
  readonly historySpan: { readonly ask: HistoryQuery; readonly answer: KeptSpan | null };
  /** of which a course of this device is kept */
  readonly historyMetrics: { readonly ask: { readonly device: DeviceId }; readonly answer: readonly Metric[] | null };
  readonly historyEvents: {
    readonly ask: Between & { readonly device: DeviceId | null; readonly most: number };
    readonly answer: readonly KeptEvent[] | null;
  };
  readonly historyAlerts: { readonly ask: Between; readonly answer: readonly Alert[] | null };
  /** null: it cannot be read, or the session is at another home by now */
  readonly historySummary: { readonly ask: OfHome; readonly answer: HistorySummary | null };
  readonly exportHistory: { readonly ask: ExportQuestion; readonly answer: ExportPart | null };
  /** of this home, and of none to which the session has gone meanwhile */
  readonly deleteHistory: { readonly ask: OfHome; readonly answer: { readonly outcome: 'done' | 'refused' } };
  /** what the demo's own server has kept of its home before the page came (JSON); taken when it can be, if nothing else is kept */
  readonly adoptHistory: { readonly ask: { readonly home: string; readonly past: string }; readonly answer: null };
  readonly lastHome: { readonly ask: Nothing; readonly answer: LastHome | null };
};
