import type { Band, Metric } from './history';
import { learningWords, type LearningProgress } from './learning-progress';
import { metricWords } from './metric-words';

/** What a word about an hour rests on: that hour of this weekday, of working days or weekends, of any day, or any hour. */
export type Basis = 'weekday' | 'kind' | 'hour' | 'range';

/** What is usual of a number of a device, by all that was learned up to now. */
export type Expectation =
  | { readonly status: 'learning'; readonly progress: LearningProgress }
  /** `basis`: what it was learned by; the coarsest of the span that was asked for */
  | {
      readonly status: 'usual';
      readonly basis: Basis;
      readonly days: number;
      readonly band: readonly Band[];
    }
  /** a battery lies nowhere for long: it is judged by how fast it empties, and in which steps (the widest it usually tells) */
  | {
      readonly status: 'empties';
      readonly percentADay: number;
      readonly stepPercent: number;
      readonly days: number;
    }
  /** nobody learns it: it only counts upwards, or was never told */
  | { readonly status: 'none' };

const basisWords: Readonly<Record<Basis, string>> = {
  weekday: 'at this hour of this weekday',
  kind: 'at this hour of working days and of weekends',
  hour: 'at this hour of the day',
  range: 'at any time',
};

/** What is usual, in a sentence; '' where there is nothing to say. `band`: as it is drawn, null where it is not. */
export function expectationWords(expected: Expectation | null, metric: Metric, band: readonly Band[] | null): string {
  switch (expected?.status) {
    case undefined:
    case 'none':
      return '';
    case 'learning':
      return `What is usual is not known yet: ${learningWords(expected.progress).toLowerCase()}.`;
    case 'empties':
      return `Usually it loses ${rounded(expected.percentADay)} % a day, as learned over ${expected.days} days.${leadingTo(band)}`;
    case 'usual': {
      const now = band?.at(-1);
      if (now === undefined) return 'What is usual is known by the minute: it is drawn from a day on.';
      const { unit } = metricWords(metric);
      return `The shaded band is what is usual: ${placeWords(expected.basis, band)} ${between(now)} ${unit}, as learned over ${expected.days} days.`;
    }
  }
}

const hourMs = 60 * 60_000;
/** a step so long lies around an hour; a longer one is no hour any more */
const aroundMs = 3 * hourMs;

/** What the last step of a band is of: over a year each is most of a day, and no hour. */
function placeWords(basis: Basis, band: readonly Band[] | null): string {
  const [before, last] = band?.slice(-2) ?? [];
  const stepMs = before === undefined || last === undefined ? hourMs : last.at - before.at;
  if (basis === 'range' || stepMs <= hourMs) return basisWords[basis];
  return stepMs <= aroundMs ? basisWords[basis].replace('at', 'around') : 'in the course of a day';
}

/** Where that leads a battery by now. */
function leadingTo(band: readonly Band[] | null): string {
  const now = band?.at(-1);
  if (now === undefined) return '';
  return ` The shaded band is where that leads: ${between(now)} % by now.`;
}

function between({ low, high }: Band): string {
  const [least, most] = [rounded(low), rounded(high)];
  return least === most ? least : `${least} to ${most}`;
}

function rounded(value: number): string {
  return String(Math.round(value * 10) / 10);
}
