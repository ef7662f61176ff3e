/** Completion for zsh, by its own _arguments. */
import type { CompletedCommand, CompletedOption } from "./command-tree.ts";

export function zshScript(commands: readonly CompletedCommand[], global: readonly CompletedOption[]): string {
  const described = commands.map(({ name, summary }) => `    ${quoted(`${name}:${summary.replaceAll(":", "\\:")}`)}\n`);
  return `#compdef windrow
# Completion of windrow for zsh: source <(windrow completion zsh), or a file _windrow in $fpath
_windrow() {
  local curcontext="$curcontext" context state state_descr line
  typeset -A opt_args
  local -a commands
  commands=(
${described.join("")}  )
  _arguments -C \\
${global.map((option) => `    ${optionSpec(option)} \\\n`).join("")}    '1:command:->command' \\
    '*::argument:->argument'
  case $state in
    command) _describe command commands ;;
    argument)
      case $words[1] in
${commands.map(commandCase).join("")}      esac
      ;;
  esac
}
if [[ $funcstack[1] == _windrow ]]; then _windrow "$@"; else compdef _windrow windrow; fi
`;
}

function commandCase({ name, options, choices }: CompletedCommand): string {
  const specs = options.map((option) => `            ${optionSpec(option)} \\\n`);
  const rest =
    choices === undefined
      ? "'*:file:_files'"
      : choices.length > 0
        ? `'1:choice:(${choices.join(" ")})'`
        : "'*:value: '";
  return `        ${name})
          _arguments \\
${specs.join("")}            ${rest}
          ;;
`;
}

/** `'(-e --encoding)'{-e,--encoding}'[summary]:value:(gpt2 ...)'` */
function optionSpec({ flags, summary, takesValue, choices, isList }: CompletedOption): string {
  const names = flags.length > 1 ? `${isList ? "'*'" : quoted(`(${flags.join(" ")})`)}{${flags.join(",")}}` : flags[0]!;
  const action = isList
    ? `_sequence compadd - ${choices.join(" ")}`
    : choices.length > 0
      ? `(${choices.join(" ")})`
      : " ";
  const value = takesValue ? `:value:${action}` : "";
  return `${names}${quoted(`[${summary.replaceAll(/[[\]:\\]/g, "\\$&")}]${value}`)}`;
}

function quoted(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}
