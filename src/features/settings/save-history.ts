import type { SessionClient } from '@/session/client';
import { saveFile } from '@/ui/save-file';

export type FileFormat = 'csv' | 'json';

/** Fetches the history part by part and hands it to the person as a file: nobody ever holds it as one text. */
export async function saveHistory(client: Pick<SessionClient, 'askHistory'>, format: FileFormat): Promise<void> {
  const parts: string[] = [];
  let cursor: { part: number; after: { from: number; series: string } | null } | null = { part: 0, after: null };
  while (cursor !== null) {
    const part: Awaited<ReturnType<typeof ask>> = await ask(client, format, cursor);
    if (part === null) throw new Error('The history is gone.');
    parts.push(part.text);
    cursor = part.next;
  }
  saveFile(`gatehouse-history.${format}`, ...parts);
}

function ask(
  client: Pick<SessionClient, 'askHistory'>,
  format: FileFormat,
  cursor: { part: number; after: { from: number; series: string } | null },
) {
  return client.askHistory('exportHistory', { format, cursor });
}
