/** Where a camera hangs, and so what it sees. */
export type Place = 'drive' | 'garden' | 'garage' | 'porch';

export type SubjectKind = 'person' | 'vehicle' | 'animal';

/** What a camera sees at a moment: enough to draw it, and the same picture for the same scene. */
export type Scene = {
  readonly place: Place;
  /** as the camera is called */
  readonly name: string;
  /** the home's clock, ms since the epoch */
  readonly at: number;
  /** what it writes over the picture: "MOTION: PERSON"; null: nothing happens */
  readonly event: string | null;
  /** who passes, and how far: 0 enters, 1 is gone */
  readonly subject: { readonly kind: SubjectKind; readonly progress: number } | null;
  /** a car stands there while somebody is at home */
  readonly parked: boolean;
};

const hour = 3_600_000;

/** How light it is outside: 0 at night, 1 by day, with an hour of dawn and of dusk. The home's time is UTC. */
export function daylightAt(at: number): number {
  const hours = (at % (24 * hour)) / hour;
  return Math.min(1, Math.max(0, Math.min(hours - 6.5, 18 - hours)));
}
