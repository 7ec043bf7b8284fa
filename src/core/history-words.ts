import { mostCourses, mostSeenDevices, type HistoryState, type HistorySummary, type KeptCourses } from './history';

/** Whether what happens is kept in this browser, in a sentence. */
export function historyWords(state: HistoryState): string {
  switch (state.status) {
    case 'off':
      return 'Nothing is kept yet. It begins a moment after you are connected.';
    case 'keeping':
      if (state.leavesOpen)
        return 'This browser keeps how your home goes, encrypted under your vault. What it kept before there was a vault lies open still: there was no room to encrypt it. It is tried again at each visit; make room, or delete the history.';
      return state.encrypted
        ? 'This browser keeps how your home goes, encrypted under your vault.'
        : 'This browser keeps how your home goes. It is not encrypted: with a vault it would be.';
    case 'locked':
      return 'There is a vault, and it was not unlocked since this browser was opened: until then nothing is kept and nothing can be shown.';
    case 'elsewhere':
      return 'Another tab of this browser keeps how your home goes.';
    case 'full':
      return 'The disk is full: what you see now is not kept. What was kept before is still there, and your home is seen live as ever.';
    case 'unavailable':
      return 'This browser keeps nothing of how your home goes: it does not allow it, or this page came without https.';
  }
}

/** What a chart leaves out because the home is large, in a sentence; '' where it leaves nothing out. */
export function leftOutWords(keeps: KeptCourses): string {
  switch (keeps) {
    case 'all':
      return '';
    case 'this':
      return `In a home of this size only ${wholeWords(mostCourses)} courses are kept at a time: where nothing is drawn, it may have been left out.`;
    case 'others':
      return `This course is not kept now: of a home of this size only a part is, ${wholeWords(mostCourses)} courses at most, and this is none of them.`;
  }
}

/** What is not kept because the home is large, as facts of it; none where everything is. */
export function largeHomeFacts({ courses, isHomeKept }: Pick<HistorySummary, 'courses' | 'isHomeKept'>) {
  const { kept, of } = courses;
  const ofCourses = `${wholeWords(kept)} of ${wholeWords(of)} courses are kept: in a home of this size the rest is not`;
  const ofHome = `Your home is not kept for a start without a connection: only one of at most ${wholeWords(mostSeenDevices)} devices is`;
  return [
    ...(kept < of ? [{ label: 'Courses', value: ofCourses }] : []),
    ...(isHomeKept ? [] : [{ label: 'Offline', value: ofHome }]),
  ];
}

/** "4,000". */
function wholeWords(value: number): string {
  return new Intl.NumberFormat().format(value);
}

/** "12.4 MB". */
export function sizeWords(bytes: number): string {
  if (bytes < 1_000) return `${bytes} bytes`;
  if (bytes < 1_000_000) return `${Math.round(bytes / 1_000)} kB`;
  return `${(bytes / 1_000_000).toFixed(bytes < 100_000_000 ? 1 : 0)} MB`;
}
