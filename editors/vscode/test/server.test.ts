/** What the extension starts, started: the real server over standard input and output. */

import assert from "node:assert/strict";
import { spawn, type ChildProcess } from "node:child_process";
import { test } from "node:test";
import {
  createProtocolConnection,
  StreamMessageReader,
  StreamMessageWriter,
  type CodeAction,
  type Diagnostic,
  type Hover,
  type ProtocolConnection,
  type PublishDiagnosticsParams,
} from "vscode-languageserver-protocol/node";
import { comment, objection, started } from "../src/server";

const URI = "untitled:draft";
const DRAFT = "Fares rise 🚢\n\nIndustry insiders say that 40 boats sank.\n";
const COMMAND = (process.env["CLAIMCHECK"] ?? "claimcheck").split(" ");

test("a command has its arguments before lsp, and who decides behind it", () => {
  assert.deepEqual(started(["python", "-m", "claimcheck"], " Ana "), {
    command: "python",
    args: ["-m", "claimcheck", "lsp", "--by", "Ana"],
  });
  assert.deepEqual(started([], ""), { command: "claimcheck", args: ["lsp"] });
});

test("a reason that would end its comment is refused", () => {
  assert.ok(objection(" "));
  assert.ok(objection("so --> and so"));
  assert.equal(objection("the board asked us not to"), undefined);
});

test("a draft is marked, explained, and a rule switched off with the reason that was given", { timeout: 120_000 }, async (t) => {
  const { command, args } = started(COMMAND, "Ana");
  const server: ChildProcess = spawn(command, args, { stdio: ["pipe", "pipe", "inherit"] });
  assert.ok(server.stdout && server.stdin);
  const connection = createProtocolConnection(
    new StreamMessageReader(server.stdout),
    new StreamMessageWriter(server.stdin),
  );
  const waiting: ((said: PublishDiagnosticsParams) => void)[] = [];
  connection.onNotification("textDocument/publishDiagnostics", (said: PublishDiagnosticsParams) => {
    for (const wake of waiting.splice(0)) wake(said);
  });
  connection.listen();
  const exited = new Promise<number | null>((resolve) => server.on("exit", resolve));
  t.after(() => {
    connection.dispose();
    server.kill();
  });
  await connection.sendRequest("initialize", {
    processId: process.pid,
    rootUri: null,
    capabilities: {},
    initializationOptions: { asks: true },
  });
  await connection.sendNotification("initialized", {});
  const open = published(waiting, (said) => said.diagnostics.length > 0);
  const document = { uri: URI, languageId: "markdown", version: 1, text: DRAFT };
  await connection.sendNotification("textDocument/didOpen", { textDocument: document });
  const found = (await open).find((one) => one.code === "CC301");
  assert.ok(found);
  assert.deepEqual(found.range.start, { line: 2, character: 0 });
  const off = await switchedOff(connection, found);
  const edited = published(waiting, (said) => said.version === 2 && !said.diagnostics.some((one) => one.code === "CC301"));
  const text = DRAFT.replace("Industry", `${off}Industry`);
  await connection.sendNotification("textDocument/didChange", {
    textDocument: { uri: URI, version: 2 },
    contentChanges: [{ text }],
  });
  assert.deepEqual([...new Set((await edited).map((one) => one.code))], ["claim"]);
  await connection.sendRequest("shutdown");
  await connection.sendNotification("exit");
  assert.equal(await exited, 0);
});

/** Return the diagnostics of the first answer that is wanted. */
async function published(
  waiting: ((said: PublishDiagnosticsParams) => void)[],
  wanted: (said: PublishDiagnosticsParams) => boolean,
): Promise<Diagnostic[]> {
  for (;;) {
    const said = await new Promise<PublishDiagnosticsParams>((resolve) => waiting.push(resolve));
    if (wanted(said)) return said.diagnostics;
  }
}

/** Return the comment that the action on a finding leads to, after a look at its card. */
async function switchedOff(connection: ProtocolConnection, found: Diagnostic): Promise<string> {
  const textDocument = { uri: URI };
  const hover = await connection.sendRequest<Hover>("textDocument/hover", { textDocument, position: found.range.start });
  assert.match((hover.contents as { value: string }).value, /\*\*CC301\*\*/);
  const context = { diagnostics: [found] };
  const actions = await connection.sendRequest<CodeAction[]>("textDocument/codeAction", {
    textDocument,
    range: found.range,
    context,
  });
  const ignore = actions.find((one) => one.command?.command === "claimcheck.ignore");
  assert.ok(ignore?.command?.arguments);
  const [uri, line, before, behind] = ignore.command.arguments as [string, number, string, string];
  assert.deepEqual([uri, line], [URI, 2]);
  return comment(before, "the board asked us not to name them", behind);
}
