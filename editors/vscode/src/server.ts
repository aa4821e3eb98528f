/** What the extension knows without VS Code: how the server is started, and the comment that switches a rule off. */

export interface Started {
  command: string;
  args: string[];
}

/** Return how the server is started: a command with the arguments before `lsp`, and who decides. */
export function started(command: readonly string[], by: string): Started {
  const [program = "claimcheck", ...before] = command;
  const who = by.trim() === "" ? [] : ["--by", by.trim()];
  return { command: program, args: [...before, "lsp", ...who] };
}

/** Return why a reason cannot stand in a comment; undefined for one that can. */
export function objection(reason: string): string | undefined {
  if (reason.trim() === "") return "A reason is asked for: who decided it, and why?";
  return /--|[<>\r\n]/.test(reason) ? "The reason stands in a comment: no --, no < and no >" : undefined;
}

/** Return the line that switches a rule off, of what the server says before and behind the reason. */
export function comment(before: string, reason: string, behind: string): string {
  return `${before}${reason.trim()}${behind}`;
}
