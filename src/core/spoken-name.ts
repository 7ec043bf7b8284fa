/** Words that begin the names people give to the things of a house; anything else may be a person's or a brand's name. */
const houseWords = new Set(
  (
    'front back side rear main garage carport garden yard drive driveway gate shed hall hallway corridor entrance porch landing stairs staircase stairwell ' +
    'kitchen pantry living dining bedroom bathroom bath toilet shower guest kids children nursery master office study ' +
    'library cellar basement attic loft roof utility laundry washing boiler heating water patio terrace balcony pool upstairs ' +
    'downstairs ground first second door window siren smoke motion leak keypad alarm lock bridge hub plug sensor freezer fridge tv desk coffee'
  ).split(' '),
);

/**
 * A device's name inside a sentence: "Front door" becomes "the front door", "Anna's room" and "Haustür" stay as they
 * are, because an article or a small letter would be wrong there.
 */
export function spokenName(name: string): string {
  const first = name.split(/[\s/_-]/, 1)[0] ?? '';
  if (!houseWords.has(first.toLowerCase()) || /[/_]/.test(name)) return name;
  return `the ${name.charAt(0).toLowerCase()}${name.slice(1)}`;
}

const deviceWords = /\s+(?:lock|contact|sensor|detector|smoke|leak|water|motion|alarm|camera)$/i;

/** The thing a device watches or moves: "Front door lock" is about "the front door". */
export function spokenPlace(name: string): string {
  let place = name;
  while (deviceWords.test(place)) place = place.replace(deviceWords, '');
  return spokenName(place);
}

export function startSentence(words: string): string {
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** Ends it with a full stop, where it does not end by itself: "Was it one of you?" is not to be read out as "of you?.". */
export function endSentence(words: string): string {
  return /[.?!]$/.test(words) ? words : `${words}.`;
}
