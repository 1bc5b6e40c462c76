// The language server: starting, asking, starting again.

import { homedir } from "node:os";
import * as vscode from "vscode";
import {
  DocumentDiagnosticRequest,
  ExecuteCommandRequest,
  type InitializeParams,
  LanguageClient,
  type LanguageClientOptions,
  type ProgressToken,
  type ServerOptions,
  State,
  TransportKind,
  WorkDoneProgress,
  type WorkspaceEdit as ProtocolEdit,
} from "vscode-languageclient/node";
import { findBinary } from "./binary";
import { middleware } from "./middleware";
import * as settings from "./settings";

/** `motjuste.status` of the server. */
export interface Status {
  checked: boolean;
  /** Nothing where the document is none that motjuste reads. */
  format?: string | null;
  /** BCP 47; nothing where it cannot be told. */
  language?: string | null;
  /** The document itself says it. */
  languageIsMarked?: boolean;
  /** How words for people are written, and what else is known for the language. */
  style?: string | null;
  styles?: string[];
  /** What `convertStyle` writes in this language. */
  conversions?: string[];
  packs?: Record<string, boolean>;
  errors: number;
  warnings: number;
  infos: number;
  safe: number;
  exempt: number;
  configuration?: string | null;
  problems: string[];
}

/** The client says nothing of the editor's language: findings are told in the language of the text. */
class Client extends LanguageClient {
  protected override fillInitializeParams(params: InitializeParams): void {
    super.fillInitializeParams(params);
    delete params.locale;
  }
}

export class Server implements vscode.Disposable {
  readonly log: vscode.LogOutputChannel;
  private client: Client | undefined;
  private starting: Promise<void> | undefined;
  private readonly changed = new vscode.EventEmitter<void>();
  /** Fires when the server started, stopped or failed. */
  readonly onChange = this.changed.event;
  /** Why there is no server, in words for the person. */
  problem: string | undefined;

  constructor(private readonly context: vscode.ExtensionContext) {
    this.log = vscode.window.createOutputChannel("motjuste", { log: true });
  }

  get isRunning(): boolean {
    return this.client?.state === State.Running;
  }

  /** It was started and is gone: it failed too often to be started again by itself. */
  get isGone(): boolean {
    return this.client?.state === State.Stopped;
  }

  /** The program that is the server; its other commands make pages. */
  get binary(): string | undefined {
    const found = findBinary(this.context);
    return "path" in found ? found.path : undefined;
  }

  /** Starts the server unless it runs. Nothing is thrown; what went wrong is shown and kept in `problem`. */
  async start(): Promise<void> {
    this.starting ??= this.run().finally(() => this.changed.fire());
    return this.starting;
  }

  private async run(): Promise<void> {
    const binary = findBinary(this.context);
    if ("problem" in binary) {
      this.problem = binary.problem;
      this.log.error(binary.problem);
      this.tellProblem(binary.problem);
      return;
    }
    this.problem = undefined;
    this.log.info(`starting ${binary.path}`);
    const server: ServerOptions = {
      command: binary.path,
      args: ["lsp"],
      transport: TransportKind.stdio,
      // Never the workspace: on Windows programs are looked for in the current folder.
      options: { cwd: homedir() },
    };
    const client = new Client("motjuste", "motjuste", server, this.options());
    this.client = client;
    client.onDidChangeState(() => this.changed.fire());
    try {
      await client.start();
    } catch (error) {
      this.problem = vscode.l10n.t("motjuste could not be started: {0}", error instanceof Error ? error.message : String(error));
      this.log.error(this.problem);
      this.tellProblem(this.problem);
    }
  }

  private options(): LanguageClientOptions {
    const languages = settings.files();
    return {
      documentSelector: [
        ...languages.flatMap((language) => [
          { scheme: "file", language },
          { scheme: "untitled", language },
        ]),
        // The server checks and completes its configuration, too.
        { scheme: "file", pattern: "**/motjuste.toml" },
      ],
      outputChannel: this.log,
      initializationOptions: settings.forServer(),
      diagnosticPullOptions: { onChange: true, onTabs: true, onSave: true },
      progressOnInitialization: false,
      middleware: middleware(),
    };
  }

  private tellProblem(problem: string): void {
    const openSettings = vscode.l10n.t("Open Settings");
    void vscode.window.showErrorMessage(problem, openSettings).then((chosen) => {
      if (chosen) {
        void vscode.commands.executeCommand("workbench.action.openSettings", "motjuste.path");
      }
    });
  }

  async stop(): Promise<void> {
    const client = this.client;
    this.client = undefined;
    this.starting = undefined;
    // A server that is gone or never came cannot be stopped; that is no news.
    await client?.dispose().catch(() => undefined);
    this.changed.fire();
  }

  async restart(): Promise<void> {
    await this.stop();
    await this.start();
  }

  /** Has the editor ask anew for the findings of all documents. */
  refresh(): void {
    const feature = this.client?.getFeature(DocumentDiagnosticRequest.method);
    for (const document of vscode.workspace.textDocuments) {
      feature?.getProvider(document)?.onDidChangeDiagnosticsEmitter.fire();
    }
  }

  /** Runs one of the server's commands. */
  async command<T>(name: string, ...args: unknown[]): Promise<T | undefined> {
    await this.start();
    if (!this.client || !this.isRunning) {
      return undefined;
    }
    return (await this.client.sendRequest(ExecuteCommandRequest.type, { command: `motjuste.${name}`, arguments: args })) as T;
  }

  /** Checks all files of the folders; `onCount` is told how many were read so far. */
  async checkFolder<T>(cancellation: vscode.CancellationToken, onCount: (count: string) => void): Promise<T | undefined> {
    await this.start();
    if (!this.client || !this.isRunning) {
      return undefined;
    }
    const workDoneToken: ProgressToken = `motjuste-folder-${Date.now()}`;
    const listening = this.client.onProgress(WorkDoneProgress.type, workDoneToken, (value) => {
      if (value.kind === "report" && value.message) {
        onCount(value.message);
      }
    });
    try {
      const params = { command: "motjuste.checkWorkspace", arguments: [], workDoneToken };
      return (await this.client.sendRequest(ExecuteCommandRequest.type, params, cancellation)) as T;
    } finally {
      listening.dispose();
    }
  }

  async status(document: vscode.TextDocument): Promise<Status | undefined> {
    return this.command<Status>("status", this.uri(document));
  }

  uri(document: vscode.TextDocument): string {
    return this.client?.code2ProtocolConverter.asUri(document.uri) ?? document.uri.toString();
  }

  async edit(edit: ProtocolEdit): Promise<vscode.WorkspaceEdit | undefined> {
    return this.client?.protocol2CodeConverter.asWorkspaceEdit(edit);
  }

  dispose(): void {
    void this.stop();
    this.log.dispose();
    this.changed.dispose();
  }
}
