/**
 * Phrases that read as if translated, with what to write instead. A phrase that is right English somewhere is let
 * through by its pattern ("there is no", "of course"), so that a hit is always a sentence to change.
 */

/**
 * A phrase that prose does without.
 * @typedef {{ name: string, pattern: RegExp, write: string, inCode?: boolean }} Phrase
 * `name` is what reports call it. `pattern` is global and takes any white space, line breaks
 * included, between words. `inCode` says that names in code count as well as comments and strings.
 */

/** @type {readonly Phrase[]} */
export const PHRASES = [
  {
    name: "is no X",
    pattern:
      /(?<!\b[Tt]here\s+|\b[Tt]here\s+(?:may|can|will|would|should|must|need)\s+)\b(?:is|are|was|were|be|been)\s+no\s+(?!longer\b|more\b|less\b|fewer\b|other\b|different\b|better\b|worse\b|larger\b|smaller\b|longer\b|shorter\b|faster\b|slower\b|later\b|earlier\b|bigger\b|one\b|doubt\b|use\b|exception\b|match\b)[\w`"<'’-]+/g,
    write: '"is not X", "is not a X", or say what is missing',
  },
  {
    name: "Of ...",
    pattern: /(?:^|(?<=[.!?:]\s|\|\s|\n\s*[-*]\s))Of\s+(?!course\b)[\w`'’-]+/g,
    write: 'the subject first: not "Of a line\'s 0.9 us", but "A line takes 0.9 us, ..."',
  },
  {
    name: "is told",
    pattern:
      /(?<!\bcan\s+|\bwhat\s+it\s+)\b(?:is|are|was|were|be|been|being|gets?|got)\s+told\b(?!\s+(?:apart|to)\b)|\b(?:[Tt]old|[Tt]ells?|[Tt]elling)\s+of\b/g,
    write: '"is listed", "lists", "reports", "learns"',
  },
  { name: "anew", pattern: /\b[Aa]new\b/g, write: '"again"' },
  {
    name: "hangs on",
    pattern: /(?<!\b(?:can|could|may|might|will|would)\s+)\b(?:hangs?|hung)\s+on\b/g,
    write: '"depends on"',
  },
  { name: "of one's own", pattern: /\b(?:of|on)\s+one['’]s\s+own\b/g, write: '"your own"' },
  { name: "mends", pattern: /\b[Mm]end(?:s|ed|ing)?\b/g, write: '"fixes", "repairs"' },
  { name: "to the last", pattern: /\bto\s+the\s+last(?=\s+(?:bit|letter|byte|digit)\b|[.,;:])/g, write: '"exactly"' },
  {
    name: "for who",
    pattern: /\b(?:for|to|from|by|with)\s+who\b/g,
    write: '"for people coming from X", "for those who"',
  },
  {
    name: "MOST_ in names",
    pattern: /\b(?:\w+_)?(?:MOST|LONGEST|LEAST|LARGEST|SMALLEST|SHORTEST|FEWEST|DEEPEST|WIDEST|FARTHEST)(?:_\w+)?\b/g,
    write: '"MAX_", "MIN_"',
    inCode: true,
  },
  { name: "In none of", pattern: /\b[Ii]n\s+none\s+of\s+(?:these|them|those)\b/g, write: '"X is never faster here"' },
  { name: "expected only", pattern: /\bexpected\s+only\b/g, write: 'the unknown name, and "Did you mean ...?"' },
  {
    name: "code of others",
    pattern:
      /\b(?:code|programs?|packages?|libraries|tools)\s+of\s+others\b|\b[Oo]thers['’]\s+(?:code|tools|programs)\b/g,
    write: '"third-party code", "dependencies"',
  },
  { name: "can be had", pattern: /\b(?:can|could)\s+be\s+had\b/g, write: '"is available"' },
  {
    name: "time goes by",
    pattern: /\btime\s+(?:goes|went)\s+by\b/g,
    write: 'what takes the time: "JIT warm-up dominates"',
  },
  { name: "is no way", pattern: /\bis\s+no\s+way\b(?!\s+to\b)/g, write: "why it fails" },
  {
    name: "passed over",
    pattern: /\b[Pp]assed\s+over\b|\b[Ii]n\s+silence\b/g,
    write: '"skipped", "ignored", "silently"',
  },
  {
    name: "view on",
    pattern: /\b[Vv]iews?\s+on\b(?=\s+(?:the|its|it|an?|one|that|them|each)\b)/g,
    write: '"a view of"',
  },
  {
    name: "some 40",
    pattern: /\b[Ss]ome\s+(?=\d)[\d.,]+/g,
    write: '"about 40"',
  },
  {
    name: "put to work",
    pattern: /\bputs?\s+(?:[\w`'’-]+\s+){1,6}to\s+work\b/g,
    write: '"uses"',
  },
  {
    name: "look-up",
    pattern: /\b(?:[Ll]ook-ups?|[Ss]et-ups?|for\s+ever)\b/g,
    write: '"lookup", "setup", "forever"',
  },
  {
    name: "that there is not",
    pattern: /\bthat\s+there\s+(?:is|are)\s+not\b/g,
    write: '"unknown", "missing", "that does not exist"',
  },
];
