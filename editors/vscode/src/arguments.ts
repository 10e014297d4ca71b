// What factlint is asked for. The commands run the same program as a terminal would.

/** What the server is told when it starts. */
export interface ServerSettings {
  unread?: "unclear" | "all";
  asOf?: string;
}

/** Languages that factlint reads as documents; TOML, for its rules; and those of facts that rules name. */
const LANGUAGES = [
  "markdown", "plaintext", "html", "restructuredtext", "asciidoc", "mdx", "toml", "json", "yaml", "csv", "tsv",
];

/** The files that the server is told of while they are open; `more` are the languages that somebody has set. */
export function documentSelector(more: unknown): { scheme: string; language: string }[] {
  const set = Array.isArray(more) ? more.filter((one): one is string => typeof one === "string") : [];
  return [...new Set([...LANGUAGES, ...set])].map((language) => ({ scheme: "file", language }));
}

/** Settings as the server wants them; what nobody has set is left out. */
export function serverSettings(unread: unknown, asOf: unknown): ServerSettings {
  const settings: ServerSettings = {};
  if (unread === "unclear" || unread === "all") settings.unread = unread;
  if (typeof asOf === "string" && /^\d{4}-\d{2}-\d{2}$/.test(asOf)) settings.asOf = asOf;
  return settings;
}

/** The arguments of a command in a folder. */
export const commandLine = {
  check: (folder: string): string[] => ["-C", folder, "check", "--color", "never"],
  page: (folder: string, output: string): string[] => ["-C", folder, "check", "--format", "html", "--output", output],
  sheet: (folder: string, draft: string, sources: string): string[] =>
    ["-C", folder, "facts", draft, "--against", sources, "--format", "markdown"],
  explain: (folder: string, rule: string): string[] => ["-C", folder, "explain", "--", rule],
};

/** How a run ended: findings are no failure of the command. */
export function ended(code: number | null): "clean" | "findings" | "failed" {
  if (code === 0) return "clean";
  return code === 1 ? "findings" : "failed";
}
