/**
 * Roles of messages are the template's own words although the caller writes them: `<|` + role + `|>` is how many
 * templates make a special token. Only those roles are trusted that every template knows, and those that this one names.
 */

const ROLES: ReadonlySet<string> = new Set([
  "system",
  "developer",
  "user",
  "assistant",
  "tool",
  "function",
  "ipython",
  "environment",
  "model",
  "context",
  "observation",
]);

const LITERAL = /'([a-z][\w.-]*)'|"([a-z][\w.-]*)"/gi;

/** Whether a role's text may be part of a special token. @param template its source */
export function trustedRoles(template: string): (role: string) => boolean {
  let named: Set<string> | undefined;
  return (role) => {
    if (ROLES.has(role)) return true;
    named ??= new Set(Array.from(template.matchAll(LITERAL), ([, single, double]) => (single ?? double)!));
    return named.has(role);
  };
}
