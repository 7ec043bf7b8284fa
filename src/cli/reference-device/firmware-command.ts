import type { FirmwareDuty } from './firmware-duty';

type Reply = { readonly id: string; readonly ok: boolean; readonly reason?: string };

/** Obeys a command about firmware, and gives the answer to it; null: it is about something else. */
export function firmwareReply(firmware: FirmwareDuty, payload: string): Reply | null {
  const { id, command } = commandIn(payload);
  // whoever offers firmware brings it: there is nowhere to look for more
  if (command === 'check-firmware') return { id, ok: true };
  if (command !== 'update-firmware') return null;
  const { updateAvailable, updating } = firmware.state();
  if (updating !== undefined) return { id, ok: false, reason: 'it is being updated already' };
  if (!updateAvailable) return { id, ok: false, reason: 'no update was offered to it' };
  void firmware.install();
  return { id, ok: true };
}

function commandIn(payload: string): { readonly id: string; readonly command: unknown } {
  try {
    const body = JSON.parse(payload) as { id?: unknown; command?: unknown } | null;
    return { id: typeof body?.id === 'string' ? body.id.slice(0, 64) : '', command: body?.command };
  } catch {
    return { id: '', command: null };
  }
}
