/** Starts the language server for plain text and Markdown, and asks for the reason where a rule is switched off. */

import * as vscode from "vscode";
import { LanguageClient, type LanguageClientOptions } from "vscode-languageclient/node";
import { comment, objection, started } from "./server";

const DOCUMENTS = [
  { language: "plaintext", scheme: "file" },
  { language: "markdown", scheme: "file" },
  { language: "plaintext", scheme: "untitled" },
  { language: "markdown", scheme: "untitled" },
];
let client: LanguageClient | undefined;

export async function activate(context: vscode.ExtensionContext): Promise<void> {
  context.subscriptions.push(
    vscode.commands.registerCommand("claimcheck.ignore", ignore),
    vscode.commands.registerCommand("claimcheck.restart", restart),
  );
  await restart();
}

export async function deactivate(): Promise<void> {
  await client?.stop();
}

async function restart(): Promise<void> {
  await client?.stop();
  const settings = vscode.workspace.getConfiguration("claimcheck");
  const options: LanguageClientOptions = { documentSelector: DOCUMENTS, initializationOptions: { asks: true } };
  const server = started(settings.get<string[]>("command", ["claimcheck"]), settings.get<string>("by", ""));
  client = new LanguageClient("claimcheck", "claimcheck", server, options);
  try {
    await client.start();
  } catch {
    const hint = "install it (pip install 'claimcheck-cli[lsp]'), or set claimcheck.command to its path";
    await vscode.window.showErrorMessage(`claimcheck: ${server.command} cannot be started: ${hint}`);
  }
}

/** Ask why, and put the comment above the paragraph. */
async function ignore(uri: string, line: number, before: string, behind: string): Promise<void> {
  const reason = await vscode.window.showInputBox({
    prompt: "Why is this right as it stands? The reason is kept in the draft.",
    validateInput: objection,
  });
  if (reason === undefined) return;
  const edit = new vscode.WorkspaceEdit();
  edit.insert(vscode.Uri.parse(uri), new vscode.Position(line, 0), comment(before, reason, behind));
  await vscode.workspace.applyEdit(edit);
}
