import type { AlertClass, Danger } from './alert';
import type { DeviceId } from '../device';

/** What an alert tells, as stories tell it apart: its class, and of danger which. */
export type StoryKind = Exclude<AlertClass, 'safety'> | Danger;
type Kinds = ReadonlySet<StoryKind>;

/** What a person can do from where an incident is shown; the page knows how for each. */
export type PlaybookAct =
  | 'privacy'
  | 'refuse'
  | 'rotate'
  | 'save-evidence'
  | 'show-device'
  | 'show-access'
  | 'lock'
  /** only a person can: walk there, ask somebody */
  | 'by-hand';

export type PlaybookStep = {
  readonly act: PlaybookAct;
  /** what to do, in a sentence */
  readonly sentence: string;
  readonly device: DeviceId | null;
};

/** A sort of incident: which alerts tell it, and what to do then. */
export type Story = {
  /** fit for a topic level */
  readonly name: string;
  /** told of a device */
  readonly ofDevice: readonly StoryKind[];
  /** told of the whole home, whatever device it names */
  readonly ofHome: readonly StoryKind[];
  /** it is of danger to people or the house: each alert of that wakes people by itself, whatever story it is in */
  readonly isOfDanger?: true;
  /** the danger with which it ends; absent: that nothing more is reported does not make it over */
  readonly endsWith?: readonly StoryKind[];
  /**
   * Are these together more than each for itself? `grave`: those that are more than worth knowing; `causes`: how many different ones these
   * are, for the same at several devices may be a story
   */
  isTold(kinds: Kinds, grave: Kinds, causes: number): boolean;
  /** worse than the worst of its alerts */
  isCritical(kinds: Kinds): boolean;
  /** `devices`: what is told of each; `still`: what goes on, of each of those at which something does */
  title(kinds: Kinds, devices: readonly Kinds[], still: readonly Kinds[]): string;
  /** what is to be done to several devices is a step each, with the same sentence, one after the other; `isOver`: nothing of it goes on */
  playbook(devices: readonly DeviceId[], isOver: boolean): readonly PlaybookStep[];
};

export const step = (act: PlaybookAct, sentence: string, device: DeviceId | null = null): PlaybookStep => ({
  act,
  sentence,
  device,
});
/** The same at each of several devices. */
export const stepAtEach = (act: PlaybookAct, sentence: string, devices: readonly DeviceId[]): readonly PlaybookStep[] =>
  devices.map((device) => step(act, sentence, device));
export const saveEvidence = step('save-evidence', 'Save what was seen, for the police or for whoever helps you.');
export const several =
  (least: number, ...wanted: readonly StoryKind[]) =>
  (kinds: Kinds) =>
    wanted.filter((kind) => kinds.has(kind)).length >= least;
export const any = (...wanted: readonly StoryKind[]) => several(1, ...wanted);
