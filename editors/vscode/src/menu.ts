// What the status bar item opens: language, style, packs, what can be done with the document and the folder.

import * as vscode from "vscode";
import { askScope, configure } from "./configuration";
import type { Server, Status } from "./server";
import * as settings from "./settings";

interface Item extends vscode.QuickPickItem {
  run?: () => unknown;
}

/** Languages in their own words. */
const LANGUAGES: Record<string, string> = {
  en: "English",
  es: "Español",
  fr: "Français",
  ru: "Русский",
  "zh-Hans": "简体中文",
  "zh-Hant": "繁體中文",
  zh: "中文",
};

/** What a style makes of one word: easier to recognise than its name. */
const EXAMPLES: Record<string, string> = {
  "fr/nswp": "les travailleurSEs",
  "fr/median": "les travailleur·euse·s",
  "fr/median-short": "les travailleur·euses",
  "fr/paren": "les travailleur(euse)s",
  "fr/doublet": "les travailleuses et travailleurs",
  "fr/feminine": "les travailleuses",
  "fr/epicene": "les personnes exerçant ce travail",
  "es/trabajadora": "las trabajadoras",
  "es/persona": "las personas que ejercen el trabajo",
  "es/doblete": "las trabajadoras y los trabajadores",
  "ru/worker": "секс-работницы",
  "ru/people": "люди, занятые в секс-работе",
};

/** What a pack finds, where its name alone does not tell. */
function packDetail(name: string): string | undefined {
  const { t } = vscode.l10n;
  const details: Record<string, string> = {
    "sex-work": t("sex work"),
    "key-populations": t("HIV, drugs, prison, trans people"),
    inclusive: t("gender in words for people"),
    consistency: t("one word for one thing"),
    names: t("official names"),
    pairs: t("a text held against its translation"),
  };
  return details[name];
}

function command(label: string, id: string, description?: string): Item {
  return { label, description, run: () => vscode.commands.executeCommand(id) };
}

function separator(label: string): Item {
  return { label, kind: vscode.QuickPickItemKind.Separator };
}

export class Menu implements vscode.Disposable {
  private readonly registrations: vscode.Disposable[];

  constructor(private readonly server: Server) {
    const register = (id: string, run: () => unknown) => vscode.commands.registerCommand(`motjuste.${id}`, run);
    this.registrations = [
      register("menu", () => this.open()),
      register("chooseLanguage", () => this.language()),
      register("chooseStyle", () => this.style()),
      register("choosePacks", () => this.packs()),
      register("switch", () => this.switch()),
    ];
  }

  private async open(): Promise<void> {
    const document = vscode.window.activeTextEditor?.document;
    const isChecked = !!document && settings.isChecked(document);
    const status = isChecked ? await this.server.status(document) : undefined;
    const chosen = await vscode.window.showQuickPick([...this.choices(status), ...this.actions(isChecked)], {
      title: "motjuste",
      placeHolder: vscode.l10n.t("What would you like to do?"),
      matchOnDescription: true,
    });
    await chosen?.run?.();
  }

  private choices(status: Status | undefined): Item[] {
    if (!status?.checked) {
      return [];
    }
    const t = vscode.l10n.t;
    return [
      separator(t("This text")),
      command(`$(globe) ${t("Language")}`, "motjuste.chooseLanguage", languageName(status.language) ?? t("unknown")),
      ...(status.style ? [command(`$(edit) ${t("Words for people")}`, "motjuste.chooseStyle", status.style)] : []),
      command(`$(library) ${t("Packs of words")}`, "motjuste.choosePacks"),
      command(`$(wrench) ${t("Fix all safe findings")}`, "motjuste.fixDocument", String(status.safe)),
      ...(status.conversions?.length ? [command(`$(arrow-swap) ${t("Convert inclusive writing…")}`, "motjuste.convert")] : []),
      command(`$(eye-closed) ${t("Show what was let pass")}`, "motjuste.showPassed", String(status.exempt)),
    ];
  }

  private actions(isChecked: boolean): Item[] {
    const t = vscode.l10n.t;
    return [
      separator(t("The folder")),
      command(`$(search) ${t("Check the whole folder")}`, "motjuste.checkFolder"),
      command(`$(list-tree) ${t("Findings by concept and document")}`, "motjuste.showFindings"),
      command(`$(graph) ${t("Open the report")}`, "motjuste.report"),
      command(`$(settings) ${t("Open motjuste.toml")}`, "motjuste.openConfiguration"),
      separator("motjuste"),
      command(`$(circle-slash) ${isChecked ? t("Switch off…") : t("Switch on…")}`, "motjuste.switch"),
      {
        label: `$(gear) ${t("Settings")}`,
        run: () => vscode.commands.executeCommand("workbench.action.openSettings", "@ext:motjuste.motjuste"),
      },
      command(`$(refresh) ${t("Start the server anew")}`, "motjuste.restart"),
      command(`$(output) ${t("Show the log")}`, "motjuste.showLog"),
    ];
  }

  /** The document in front, and what can be chosen for it. */
  private async asked(): Promise<{ document: vscode.TextDocument; status: Status } | undefined> {
    const document = vscode.window.activeTextEditor?.document;
    const status = document && settings.isChecked(document) ? await this.server.status(document) : undefined;
    if (!document || !status?.checked) {
      void vscode.window.showInformationMessage(vscode.l10n.t("Open a text that motjuste reads first."));
      return undefined;
    }
    return { document, status };
  }

  private async language(): Promise<void> {
    const asked = await this.asked();
    if (!asked) {
      return;
    }
    if (asked.status.languageIsMarked) {
      void vscode.window.showInformationMessage(vscode.l10n.t("This text itself says which language it is in; change it there."));
      return;
    }
    const title = vscode.l10n.t("Language of texts that do not say it");
    const items = Object.entries(LANGUAGES).map(([tag, label]) => ({ label, description: tag, tag }));
    const chosen = await vscode.window.showQuickPick(items, { title });
    const scope = chosen && (await askScope(asked.document, title));
    if (scope) {
      await configure(this.server, asked.document, { language: { language: chosen.tag } }, scope);
    }
  }

  private async style(): Promise<void> {
    const asked = await this.asked();
    if (!asked) {
      return;
    }
    const { document, status } = asked;
    const language = status.language?.split("-")[0] ?? "";
    const styles = status.styles ?? [];
    if (styles.length === 0) {
      void vscode.window.showInformationMessage(vscode.l10n.t("In this language there is only one way to write them."));
      return;
    }
    const title = vscode.l10n.t("How words for people are written");
    const items = styles.map((style) => ({
      label: style,
      description: [EXAMPLES[`${language}/${style}`], style === status.style && vscode.l10n.t("in use")].filter(Boolean).join(" · "),
      style,
    }));
    const chosen = await vscode.window.showQuickPick(items, { title });
    const scope = chosen && (await askScope(document, title));
    if (scope) {
      await configure(this.server, document, { style: { language, style: chosen.style } }, scope);
    }
  }

  private async packs(): Promise<void> {
    const asked = await this.asked();
    if (!asked) {
      return;
    }
    const title = vscode.l10n.t("Packs of words that are looked for");
    const items = Object.entries(asked.status.packs ?? {}).map(([label, picked]) => ({ label, picked, description: packDetail(label) }));
    const chosen = await vscode.window.showQuickPick(items, { title, canPickMany: true });
    const scope = chosen && (await askScope(asked.document, title));
    if (!scope) {
      return;
    }
    for (const item of items) {
      const on = chosen.includes(item);
      if (on !== item.picked) {
        await configure(this.server, asked.document, { pack: { name: item.label, on } }, scope);
      }
    }
  }

  /** On and off are settings of the editor: they say where a person wants hints, not what is right in a text. */
  private async switch(): Promise<void> {
    const t = vscode.l10n.t;
    const document = vscode.window.activeTextEditor?.document;
    const folder = document && vscode.workspace.getWorkspaceFolder(document.uri);
    const isOn = document ? settings.isOn(document) : vscode.workspace.getConfiguration("motjuste").get("enable", true);
    const set = (target: vscode.ConfigurationTarget, scope?: vscode.ConfigurationScope, forLanguage = false) => () =>
      vscode.workspace.getConfiguration("motjuste", scope).update("enable", !isOn, target, forLanguage);
    const { Global, Workspace, WorkspaceFolder } = vscode.ConfigurationTarget;
    const several = (vscode.workspace.workspaceFolders?.length ?? 0) > 1;
    const items: Item[] = [
      ...(document
        ? [{ label: t("For {0} documents", document.languageId), run: set(Global, { languageId: document.languageId }, true) }]
        : []),
      ...(folder && several
        ? [{ label: t("In the folder {0}", folder.name), run: set(WorkspaceFolder, folder.uri) }]
        : vscode.workspace.workspaceFolders
          ? [{ label: t("In this folder"), run: set(Workspace) }]
          : []),
      { label: t("Everywhere"), run: set(Global) },
    ];
    const chosen = await vscode.window.showQuickPick(items, { title: isOn ? t("Switch motjuste off") : t("Switch motjuste on") });
    await chosen?.run?.();
  }

  dispose(): void {
    this.registrations.forEach((r) => r.dispose());
  }
}

export function languageName(tag: string | null | undefined): string | undefined {
  return tag ? (LANGUAGES[tag] ?? LANGUAGES[tag.split("-")[0] ?? ""] ?? tag) : undefined;
}
