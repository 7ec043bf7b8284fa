import type { ReplayAnswer } from '../protocol';
import { RecordingError } from './recording';
import { replay } from './replay';

/** A whole recording as one text; the lines are those of `npm run watch -- --replay`. `timeZone`: as there. */
export async function replayText(recording: string, zone: { readonly timeZone?: string } = {}): Promise<ReplayAnswer> {
  const lines: string[] = [];
  try {
    const { alerts } = await replay(recording.split('\n'), { ...zone, onLine: (line) => lines.push(line) });
    return { outcome: 'read', lines, alerts: alerts.size };
  } catch (error) {
    if (error instanceof RecordingError) return { outcome: 'unreadable', reason: error.message };
    throw error;
  }
}
