/** Completion for bash, 3.2 (macOS) included: nothing but what bash itself has. */
import type { CompletedCommand, CompletedOption } from "./command-tree.ts";

/** Where a script suggests nothing, bash completes files by itself (`-o default`). */
export function bashScript(commands: readonly CompletedCommand[], global: readonly CompletedOption[]): string {
  const names = commands.map(({ name }) => name);
  return `# Completion of windrow for bash: source <(windrow completion bash)
_windrow() {
  local current="\${COMP_WORDS[COMP_CWORD]}" previous="\${COMP_WORDS[COMP_CWORD-1]}" command= word
  for word in "\${COMP_WORDS[@]:1:COMP_CWORD-1}"; do
    case "$word" in
      ${names.join("|")}) command="$word"; break ;;
    esac
  done
  COMPREPLY=()
  case "$command" in
    "")
      _windrow_words "$current" "${words(names, global)}"
      ;;
${commands.map(commandCase).join("")}  esac
}
# What of the words begins like the current one; behind a comma, a list goes on.
_windrow_words() {
  local before=
  case "$1" in -*) ;; *,*) before="\${1%,*}," ;; esac
  COMPREPLY=($(compgen -P "$before" -W "$2" -- "\${1#"$before"}"))
}
complete -o default -F _windrow windrow
`;
}

function commandCase({ name, options, choices }: CompletedCommand): string {
  const chosen = options.filter((option) => option.choices.length > 0);
  const free = options.filter((option) => option.takesValue && option.choices.length === 0);
  const cases = [
    ...chosen.map(
      (option) =>
        `        ${option.flags.join("|")}) _windrow_words "$current" "${option.choices.join(" ")}"; return ;;\n`,
    ),
    ...(free.length > 0 ? [`        ${free.flatMap(({ flags }) => flags).join("|")}) return ;;\n`] : []),
  ];
  const previous = cases.length > 0 ? `      case "$previous" in\n${cases.join("")}      esac\n` : "";
  const offered = choices === undefined ? [] : choices;
  // Options only where one is begun: an empty word is completed to files.
  const rest =
    offered.length > 0
      ? `      _windrow_words "$current" "${words(offered, options)}"\n`
      : `      case "$current" in -*) _windrow_words "$current" "${words([], options)}" ;; esac\n`;
  return `    ${name})\n${previous}${rest}      ;;\n`;
}

function words(names: readonly string[], options: readonly CompletedOption[]): string {
  return [...names, ...options.map(({ flags }) => flags.at(-1)!)].join(" ");
}
