/**
 * The time with which Mosquitto begins a line of its log: seconds since the epoch, or what `log_timestamp_format` of mosquitto.conf(5)
 * makes of it (`2026-11-28 08:15:40`, `Sat 28 Nov 2026 08:15:40 CET`), in English, for Mosquitto asks for no other language. Made of nothing
 * but numbers, names of days and months, and a zone, for what else may stand before a colon is a client's own word.
 */
const stamp =
  /^(?=\D{0,32}\d)(?:[\d\-/.:,+[\]() ]|T(?=\d)|Z(?=[ :\])])|\b(?:(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun|Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]{0,6}|[AP]M|[A-Z]{3,5})\b){1,48}?: /;

/** The line without its time; the same one where it has none, and only the first time where somebody wrote another. */
export function withoutStamp(line: string): string {
  return line.replace(stamp, '');
}
