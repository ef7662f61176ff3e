/** A date by a pattern, as C's strftime in the C locale: what `strftime_now` of a chat template shows. */
import { templateFailed } from "./limits/failures.ts";

const DAYS = ["Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"];
const MONTHS = [
  "January",
  "February",
  "March",
  "April",
  "May",
  "June",
  "July",
  "August",
  "September",
  "October",
  "November",
  "December",
];

const DAY_MS = 86_400_000;
const DIRECTIVE = /%([-_0^]?)([a-zA-Z%])/g;

/** The date in local time. @throws HfError HF_TEMPLATE_FAILED for a directive that is not known */
export function strftime(date: Date, pattern: string): string {
  return pattern.replace(DIRECTIVE, (directive, flag: string, letter: string) => {
    const part = partOf(date, letter);
    if (part === undefined) throw templateFailed(`strftime_now does not support ${directive}`);
    if (flag === "-") return part.replace(/^[0 ]+(?=.)/, "");
    if (flag === "_") return part.replace(/^0+(?=.)/, (zeros) => " ".repeat(zeros.length));
    if (flag === "0") return part.replace(/^ +/, (spaces) => "0".repeat(spaces.length));
    return flag === "^" ? part.toUpperCase() : part;
  });
}

function two(number: number): string {
  return String(number).padStart(2, "0");
}

function partOf(date: Date, letter: string): string | undefined {
  const [year, month, day] = [date.getFullYear(), date.getMonth(), date.getDate()];
  const [hours, weekday] = [date.getHours(), date.getDay()];
  const dayOfYear = Math.round((Date.UTC(year, month, day) - Date.UTC(year, 0, 1)) / DAY_MS);
  switch (letter) {
    case "Y":
      return String(year);
    case "y":
      return two(year % 100);
    case "C":
      return two(Math.floor(year / 100));
    case "m":
      return two(month + 1);
    case "B":
      return MONTHS[month];
    case "b":
    case "h":
      return MONTHS[month]!.slice(0, 3);
    case "d":
      return two(day);
    case "e":
      return String(day).padStart(2, " ");
    case "j":
      return String(dayOfYear + 1).padStart(3, "0");
    case "A":
      return DAYS[weekday];
    case "a":
      return DAYS[weekday]!.slice(0, 3);
    case "w":
      return String(weekday);
    case "u":
      return String(weekday || 7);
    case "U":
      return two(Math.floor((dayOfYear + 7 - weekday) / 7));
    case "W":
      return two(Math.floor((dayOfYear + 7 - ((weekday + 6) % 7)) / 7));
    case "H":
      return two(hours);
    case "I":
      return two(hours % 12 || 12);
    case "M":
      return two(date.getMinutes());
    case "S":
      return two(date.getSeconds());
    case "p":
      return hours < 12 ? "AM" : "PM";
    case "f":
      return String(date.getMilliseconds() * 1000).padStart(6, "0");
    case "s":
      return String(Math.floor(date.getTime() / 1000));
    // Python's datetime.now() knows of no time zone.
    case "z":
    case "Z":
      return "";
    case "n":
      return "\n";
    case "t":
      return "\t";
    case "%":
      return "%";
    default:
      return combined(date, letter);
  }
}

/** Those that are others put together. */
function combined(date: Date, letter: string): string | undefined {
  const patterns: Readonly<Record<string, string>> = {
    c: "%a %b %e %H:%M:%S %Y",
    D: "%m/%d/%y",
    x: "%m/%d/%y",
    F: "%Y-%m-%d",
    R: "%H:%M",
    T: "%H:%M:%S",
    X: "%H:%M:%S",
    r: "%I:%M:%S %p",
  };
  return Object.hasOwn(patterns, letter) ? strftime(date, patterns[letter]!) : undefined;
}
