// The glue between VS Code and `factlint lsp`.

import { execFile } from "node:child_process";
import { mkdtemp } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import * as vscode from "vscode";
import { LanguageClient, type LanguageClientOptions, type ServerOptions } from "vscode-languageclient/node";

import { commandLine, documentSelector, ended, serverSettings } from "./arguments";
import { findBinary } from "./binary";

/** Output of a command that is longer than this is no text for an editor. */
const MOST_OUTPUT = 64 * 1024 * 1024;

let client: LanguageClient | undefined;
let output: vscode.LogOutputChannel;

export async function activate(context: vscode.ExtensionContext): Promise<void> {
  output = vscode.window.createOutputChannel("factlint", { log: true });
  context.subscriptions.push(output);
  const command = (name: string, run: () => Promise<void>) =>
    context.subscriptions.push(vscode.commands.registerCommand(`factlint.${name}`, () => told(run)));
  command("check", () => check(context));
  command("page", () => openPage(context));
  command("sheet", () => openSheet(context));
  command("explain", () => explain(context));
  command("restart", () => start(context));
  context.subscriptions.push(
    vscode.workspace.onDidChangeConfiguration((change) => {
      if (change.affectsConfiguration("factlint")) void told(() => start(context));
    }),
  );
  await told(() => start(context));
}

export async function deactivate(): Promise<void> {
  await client?.stop();
}

/** Runs something, and shows what goes wrong. */
async function told(run: () => Promise<void>): Promise<void> {
  try {
    await run();
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    output.error(message);
    void vscode.window.showErrorMessage(`factlint: ${message}`);
  }
}

/** The program that the settings or the PATH lead to. */
function program(context: vscode.ExtensionContext): string {
  const settings = vscode.workspace.getConfiguration("factlint");
  const found = findBinary({
    setting: settings.get<string>("path", ""),
    extension: context.extensionPath,
    workspace: vscode.workspace.workspaceFolders?.[0]?.uri.fsPath,
    path: process.env.PATH ?? "",
    platform: process.platform,
  });
  if ("missing" in found) throw new Error(found.missing);
  return found.program;
}

/** Starts the server, or starts it anew. */
async function start(context: vscode.ExtensionContext): Promise<void> {
  await client?.stop();
  client = undefined;
  const command = program(context);
  const settings = vscode.workspace.getConfiguration("factlint");
  const server: ServerOptions = { command, args: ["lsp"] };
  const options: LanguageClientOptions = {
    documentSelector: documentSelector(settings.get("languages")),
    initializationOptions: serverSettings(settings.get("unread"), settings.get("asOf")),
    // Which files it wants to hear of, the server says itself.
    outputChannel: output,
  };
  output.info(`starting ${command} lsp`);
  client = new LanguageClient("factlint", "factlint", server, options);
  await client.start();
}

/** The folder of the draft at hand, or of the workspace. */
function folder(): string {
  const open = vscode.window.activeTextEditor?.document;
  if (open !== undefined && open.uri.scheme === "file") return dirname(open.uri.fsPath);
  const workspace = vscode.workspace.workspaceFolders?.[0];
  if (workspace === undefined) throw new Error("open a folder of articles first");
  return workspace.uri.fsPath;
}

/** Runs factlint: what it wrote, on both streams. */
function run(command: string, args: string[]): Promise<{ out: string; err: string; how: ReturnType<typeof ended> }> {
  return new Promise((resolve, reject) => {
    const child = execFile(command, args, { maxBuffer: MOST_OUTPUT }, (error, out, err) => {
      // Findings end a run with 1, which is no failure.
      if (error !== null && child.exitCode === null) reject(error);
      else resolve({ out, err, how: ended(child.exitCode) });
    });
  });
}

async function show(content: string, language: string): Promise<void> {
  const document = await vscode.workspace.openTextDocument({ content, language });
  await vscode.window.showTextDocument(document, { preview: true, viewColumn: vscode.ViewColumn.Beside });
}

async function check(context: vscode.ExtensionContext): Promise<void> {
  const { out, err, how } = await run(program(context), commandLine.check(folder()));
  if (how === "failed") output.error(err);
  await show(`${out}${err}`, "plaintext");
}

async function openPage(context: vscode.ExtensionContext): Promise<void> {
  const page = join(await mkdtemp(join(tmpdir(), "factlint-")), "page.html");
  const { err, how } = await run(program(context), commandLine.page(folder(), page));
  if (how === "failed") output.error(err);
  await vscode.env.openExternal(vscode.Uri.file(page));
}

async function openSheet(context: vscode.ExtensionContext): Promise<void> {
  const draft = vscode.window.activeTextEditor?.document;
  if (draft === undefined || draft.uri.scheme !== "file") throw new Error("open the draft first, and save it");
  const chosen = await vscode.window.showOpenDialog({
    canSelectFolders: true,
    canSelectFiles: false,
    openLabel: "Compare with These Sources",
  });
  const sources = chosen?.[0];
  if (sources === undefined) return;
  const { out, err, how } = await run(program(context), commandLine.sheet(folder(), draft.uri.fsPath, sources.fsPath));
  if (how === "failed" && out === "") throw new Error(err.trim());
  await show(out, "markdown");
}

async function explain(context: vscode.ExtensionContext): Promise<void> {
  const editor = vscode.window.activeTextEditor;
  const here = editor === undefined ? [] : vscode.languages.getDiagnostics(editor.document.uri);
  const at = editor?.selection.active;
  const under = here.find((one) => at !== undefined && one.source === "factlint" && one.range.contains(at));
  const code = typeof under?.code === "object" ? under.code.value : under?.code;
  const rule = code === undefined
    ? await vscode.window.showInputBox({ prompt: "The id of a rule, or a kind of check" })
    : String(code);
  if (rule === undefined || rule === "") return;
  const { out, err, how } = await run(program(context), commandLine.explain(folder(), rule));
  if (how === "failed") throw new Error(err.trim());
  await show(out, "plaintext");
}
