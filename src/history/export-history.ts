import { activityWords } from '@/core/activity-words';
import type { Alert, Evidence } from '@/core/alerts/alert';
import type { KeptEvent, SeriesPoint } from '@/core/history';
import { metricWords } from '@/core/metric-words';

import { seriesOf } from './fold-log';
import { packedKey, readList, readLog, seriesNameOf, unpackPoints } from './history-records';
import { emptyLedger, type HistoryShelf, type KeptRecord, type PageMark } from './history-shelf';
import { tiers } from './retention';
import { nameOfSeries, type Seal } from './seal';
import { epochName, unfoldedIn, type Stretch } from './unfolded';

export type ExportFormat = 'csv' | 'json';

/** Where an export goes on: which sort of record, and behind which of them. */
export type ExportCursor = { readonly part: number; readonly after: PageMark | null };
export const exportBegin: ExportCursor = { part: 0, after: null };
export type ExportPart = { readonly text: string; readonly next: ExportCursor | null };

type Row = {
  readonly kind: 'point' | 'event' | 'alert';
  readonly at: number;
  /** how long the point lasts; null: a moment */
  readonly stepSeconds: number | null;
  readonly device: string;
  readonly metric: string;
  /** of the numbers; '': it has none */
  readonly unit: string;
  readonly point: SeriesPoint | null;
  /** what it rests on is told with it: an alert that is merely named proves nothing to anybody */
  readonly alert: Alert | null;
  readonly text: string;
};

const parts = ['alerts', 'events', 'hours', 'minutes', 'log'] as const;
/** the last ones are of alerts only, whose `count` is how often their cause was seen */
const columns =
  'kind,time,step_seconds,device,metric,unit,min,mean,max,last,count,text,id,severity,confidence,verdict,evidence';
/** so many records are in one part, which is sent as one message */
const recordsAPart = 40;

type Parts = { readonly shelf: HistoryShelf; readonly seal: Seal; readonly home: string };

/** The history of a home as a file, in parts: so that nobody holds all of it. Holds no secret: none was ever kept. */
export async function exportPart(
  { shelf, seal, home }: Parts,
  format: ExportFormat,
  cursor: ExportCursor,
): Promise<ExportPart> {
  const name = await seal.name(home);
  const { part, after } = cursor;
  const drawer = parts[part];
  const begin = part === 0 && after === null ? head(format, home) : '';
  if (drawer === undefined) return { text: format === 'json' ? '\n]}\n' : '', next: null };
  const records = await shelf.page(drawer, name, after, recordsAPart);
  const { unfolded } = (drawer === 'log' ? await shelf.ledger(name) : null) ?? emptyLedger;
  const rows = (await Promise.all(records.map((record) => rowsOf(drawer, record, seal, unfolded)))).flat();
  const last = records.length < recordsAPart ? undefined : records.at(-1)?.key;
  const next =
    last === undefined ? { part: part + 1, after: null } : { part, after: { from: last[1], series: last[2] } };
  return { text: begin + rows.map((row) => line(format, row)).join(''), next };
}

async function rowsOf(
  drawer: (typeof parts)[number],
  { key, bytes }: KeptRecord,
  seal: Seal,
  unfolded: readonly Stretch[],
): Promise<readonly Row[]> {
  const text = await seal.open(bytes);
  if (drawer === 'events') return readList<KeptEvent>(text).map(eventRow);
  if (drawer === 'alerts') return readList<Alert>(text).map(alertRow);
  if (drawer === 'hours' || drawer === 'minutes') {
    const { stepMs } = tiers[drawer];
    return text === null ? [] : pointRows(packedKey(text), unpackPoints(text, key[1], stepMs), stepMs / 1_000);
  }
  const record = readLog(text);
  if (record === null) return [];
  const points = [...seriesOf([record])].flatMap(([name, told]) => pointRows(name, told, null));
  // what is folded is among the events already
  const stretches = unfoldedIn(unfolded, { from: key[1], to: key[1] });
  const epochs = await Promise.all(stretches.map(({ epoch }) => nameOfSeries(seal, epochName(epoch))));
  const isFolded = !epochs.includes(key[2]);
  return isFolded ? points : [...points, ...record.events.map(eventRow)];
}

function pointRows(key: string, points: readonly SeriesPoint[], stepSeconds: number | null): readonly Row[] {
  const series = seriesNameOf(key);
  if (series === null) return [];
  const { unit } = metricWords(series.metric);
  const rest = { alert: null, text: '' };
  return points.map((point) => ({ kind: 'point', at: point.at, stepSeconds, ...series, unit, point, ...rest }));
}

function eventRow({ device, activity, name }: KeptEvent): Row {
  const text = `${name}: ${activityWords(activity).words}`;
  const rest = { metric: '', unit: '', point: null, alert: null };
  return { kind: 'event', at: activity.at, stepSeconds: null, device, ...rest, text };
}

function alertRow(alert: Alert): Row {
  const { t, device, title, class: kind, state } = alert;
  return {
    kind: 'alert',
    at: t,
    stepSeconds: null,
    device: device ?? '',
    metric: kind,
    unit: '',
    point: null,
    alert,
    text: `${title} (${state})`,
  };
}

function head(format: ExportFormat, home: string): string {
  return format === 'csv'
    ? `${columns}\n`
    : `{"format":"gatehouse-history/1","records":[\n${JSON.stringify({ kind: 'home', text: home })}`;
}

function line(format: ExportFormat, row: Row): string {
  const { kind, at, stepSeconds, device, metric, unit, point, alert, text } = row;
  const time = new Date(at).toISOString();
  if (format === 'json') {
    const { at: _, ...values } = point ?? { at };
    const record = { kind, time, stepSeconds, device, metric, unit, ...values, text };
    return `,\n${JSON.stringify(alert === null ? record : { ...record, alert })}`;
  }
  const { min = '', mean = '', max = '', last = '', count = alert?.count ?? '' } = point ?? {};
  const cells = [kind, time, stepSeconds ?? '', device, metric, unit, min, mean, max, last, count, text];
  return `${[...cells, ...alertCells(alert)].map(cell).join(',')}\n`;
}

function alertCells(alert: Alert | null): readonly (string | number)[] {
  if (alert === null) return ['', '', '', '', ''];
  const { id, severity, confidence, verdict, evidence } = alert;
  return [id, severity, confidence, verdict?.kind ?? '', evidence.map(sightingWords).join(' | ')];
}

/** On one line, as every row is. It begins with its time, and so with no sign that a spreadsheet would calculate with. */
function sightingWords({ t, topic, text }: Evidence): string {
  const said = `${topic === '' ? '' : `${topic}: `}${text}`;
  return `${new Date(t).toISOString()} ${said.replaceAll(/\s+/g, ' ')}`;
}

/** RFC 4180; and what a spreadsheet would run as a formula is made a text. */
function cell(value: string | number): string {
  if (typeof value === 'number') return String(value);
  const text = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value;
  return /[",\n\r]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
